"""The words that speak for each kind of need: taxonomy/lexicon_*.csv, and a station's own file.

Those that come with the program count through the weights learned from them; the station's own
count at once.
"""

import csv
from collections.abc import Mapping
from importlib.resources import files

from mutual_aid.reading.features import alike
from mutual_aid.reading.script import plain
from mutual_aid.taxonomy import rows


def lexicon() -> list[dict[str, str]]:
    """Return all rows of the shared lexicon: category_code, language, words between bars."""
    folder = files("mutual_aid") / "taxonomy"
    names = sorted(x.name for x in folder.iterdir() if x.name.startswith("lexicon_"))
    return [row for name in names for row in rows(name)]


def own_words_in(text: str) -> Mapping[str, str]:
    """Return the words of a station's file without mistakes, made alike, with their kinds."""
    return {
        alike(plain(word)): row["category_code"]
        for row in csv.DictReader(text.splitlines())
        for word in row["words"].split("|")
    }
