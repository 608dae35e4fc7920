"""Messages that tell of one household after the other, each beginning with its flat or floor."""

import re
from functools import cache
from itertools import pairwise

from mutual_aid.reading.script import Plain
from mutual_aid.reading.spots import Spot, spots_in
from mutual_aid.reading.words import either

_LEAD, _LEAD_OF_CHINESE = 24, 10
"""Signs within which a flat begins a sentence: Mr Tam in 904, 另外2103."""


def households(plain: Plain) -> list[Plain]:
    """Return the parts of a message that begin with a place of their own, else all of it."""
    text = plain.text
    sentences = [0, *(hit.end() for hit in _new_sentence().finditer(text)), len(text)]
    starts: list[int] = []
    flats: list[Spot] = []
    for start, end in pairwise(sentences):
        first = next((x for x in spots_in(text) if start <= x.start < end), None)
        if first and _leads(text, start, first) and not any(_may_be(first, x) for x in flats):
            starts.append(start)
            flats.append(first)
        elif not starts:
            return [plain]
    return [plain.part(*x) for x in pairwise([*starts, len(text)])] if starts else [plain]


@cache
def _new_sentence() -> re.Pattern[str]:
    """An "and" alone only joins two flats."""
    return re.compile(rf"[.;!?\u3002\n]+|,(?=\s?{either('also')})")


def _leads(text: str, start: int, flat: Spot) -> bool:
    before = text[start : flat.start]
    return len(before) <= (_LEAD if before.isascii() else _LEAD_OF_CHINESE)


def _may_be(one: Spot, other: Spot) -> bool:
    """Tell whether two places may be the same: a floor and a flat on it, or a flat twice."""
    either_whole = one.unit_no is None or other.unit_no is None
    return one.floor == other.floor and (either_whole or one.unit_no == other.unit_no)
