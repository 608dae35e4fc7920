"""The words that speak for each kind of need, from taxonomy/lexicon_*.csv.

Those in lexicon_station.csv count at once; all others through the weights learned from them.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from mutual_aid.reading.features import alike
from mutual_aid.reading.script import plain
from mutual_aid.taxonomy import rows

STATION = "lexicon_station.csv"


def lexicon() -> list[dict[str, str]]:
    """Return all rows of the shared lexicon: category_code, language, words between bars."""
    folder = files("mutual_aid") / "taxonomy"
    names = sorted(x.name for x in folder.iterdir() if x.name.startswith("lexicon_"))
    return [row for name in names if name != STATION for row in rows(name)]


@cache
def station_words() -> Mapping[str, str]:
    """Return the station's own words, made alike, with their kinds."""
    return {
        alike(plain(word)): row["category_code"]
        for row in rows(STATION)
        for word in row["words"].split("|")
        if word.strip()
    }
