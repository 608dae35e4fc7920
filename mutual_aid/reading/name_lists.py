"""Names in Latin letters and words that are none, from taxonomy/reading_names.csv."""

from collections.abc import Sequence
from functools import cache

from mutual_aid.reading.words import known
from mutual_aid.record import Record
from mutual_aid.taxonomy import rows


class Spotted(Record):
    """A stretch of the text as typed that may name a person, and how sure that is."""

    start: int
    end: int
    sure: float


def bare(word: str) -> str:
    """Return an English word as the lists hold it: small, without apostrophes."""
    return word.casefold().replace("'", "").replace("\u2019", "")


@cache
def listed(kind: str) -> frozenset[str]:
    """Return all words of a kind, written small."""
    cells = (row["words"] for row in rows("reading_names.csv") if row["kind"] == kind)
    return frozenset(word for cell in cells for word in cell.split("|"))


def is_given_name(word: str) -> bool:
    """Tell whether people have the word as their own name."""
    return bare(word) in listed("given")


def is_known_name(word: str) -> bool:
    """Tell whether people are called so, whatever else the word means."""
    return is_given_name(word) or bare(word) in listed("surname")


def is_ordinary(word: str) -> bool:
    """Tell whether the word is used for something that is no person."""
    made = bare(word)
    return made in listed("ordinary") or is_never_name(made)


def is_never_name(word: str) -> bool:
    """Tell whether the word stands for a place, a day, a thing sold or a part of speech."""
    made = bare(word)
    return made in listed("place") or made in known("not_name_en")


def is_syllable(word: str) -> bool:
    """Tell whether the word is half a Chinese name, such as Ping in Lai Ping."""
    return bare(word) in listed("syllable")


def is_place(words: Sequence[str]) -> bool:
    """Tell whether the words together begin with those of a district, such as Cheung Chau."""
    made = [bare(word) for word in words]
    return any(" ".join(made[:n]) in listed("district") for n in (1, 2, 3))
