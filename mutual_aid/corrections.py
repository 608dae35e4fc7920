"""What the reader took words for, and what their writer made of it: kept only where it is wished.

Kept are kinds, levels and shapes, and of the words those alone that stand in the reader's own
lists: whatever else was typed, such as a name, is left out without being looked at.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Protocol

from mutual_aid.reading.lexicon import lexicon
from mutual_aid.reading.name_lists import is_known_name, is_ordinary
from mutual_aid.reading.numbers import value_of
from mutual_aid.reading.script import plain
from mutual_aid.record import Instant, Language, Record
from mutual_aid.taxonomy import rows

LEFT_OUT = "…"
_NAMES = ("surname", "honorific", "name_", "given_honorific", "long_honorific", "digit", "number")
_TOKEN = re.compile(r"(?P<word>[a-z]+)|(?P<pause>[\s,.;:!?，。；：！？、]+)|.", re.DOTALL)


class Field(StrEnum):
    """What a card holds that may have been misread."""

    KIND = "kind"
    URGENCY = "urgency"
    PLACE = "place"
    WHEN = "when"
    PEOPLE = "people"
    NAME = "name"


class Correction(Record):
    """One field that was read as one thing and became another; on_at is the start of the day.

    was and became are a code, a number, words that are known, or only what sort of thing it is.
    """

    correction_id: str
    on_at: Instant
    language: Language
    field: Field
    was: str
    became: str
    text: str


class Corrections(Protocol):
    """How corrections are remembered; nothing says whose they were."""

    async def add(self, correction: Correction) -> None: ...
    async def all(self) -> list[Correction]:
        """Return them in the order of their random ids."""
        ...


def known_words(text: str, names: Iterable[str] = ()) -> str:
    """Return the words of a text that the reader's lists hold, made alike, and … for the rest.

    Numbers never stay, and the given names neither, even where they are words as well.
    """
    said = plain(text)
    for name in names:
        if made := plain(name).strip():
            said = said.replace(made, LEFT_OUT)
    kept: list[str] = []
    at = 0
    while at < len(said):
        piece, length = _piece(said, at)
        at += length
        if piece != LEFT_OUT or kept[-1:] != [LEFT_OUT]:
            kept.append(piece)
    return "".join(kept).strip()


def _piece(said: str, at: int) -> tuple[str, int]:
    """Return what stays of the text from there on, and how much of it that stands for."""
    hit = _TOKEN.match(said, at)
    assert hit is not None
    if hit["pause"]:
        return " " if hit[0].isspace() else hit[0], len(hit[0])
    if hit["word"]:
        return hit[0] if hit[0] in _vocabulary() else LEFT_OUT, len(hit[0])
    for length in range(_longest(), 1, -1):
        if said[at : at + length] in _vocabulary():
            return said[at : at + length], length
    return LEFT_OUT, 1


@cache
def _vocabulary() -> frozenset[str]:
    """Return English words and Chinese words of two signs or more; numbers and names are none."""
    listed = [x["word"] for x in rows("reading_words.csv") if not x["kind"].startswith(_NAMES)]
    listed += [word for row in lexicon() for word in row["words"].split("|")]
    words = {word for x in listed for word in re.findall(r"[a-z]+", plain(x))}
    english = {x for x in words if is_ordinary(x) or not is_known_name(x)}
    chinese = {plain(x).strip() for x in listed if not re.search(r"[a-z]", plain(x))}
    return frozenset(x for x in english | chinese if len(x) > 1 and not _counts(x))


def _counts(word: str) -> bool:
    """Tell whether a word holds a number, in figures or in signs."""
    return value_of(word) is not None or any(value_of(sign) is not None for sign in word)


@cache
def _longest() -> int:
    return max(map(len, _vocabulary()))
