"""Reading a flat as people type it: 2107, 21樓07室, 21/F flat 7, 3栋1502."""

import re
import unicodedata
from collections.abc import Iterable

from mutual_aid.estates import Block
from mutual_aid.record import Record

_FLOOR_AND_UNIT = re.compile(
    r"(?P<floor>\d{1,2})\s*(?:/\s*f\b|f\b|楼|樓|层|層|th floor|/fl\b)\W*"
    r"(?:flat|unit|room|rm|apt)?\s*(?P<unit>\d{1,2})?\s*(?:室|號室|号室|單位|户)?",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"(?<!\d)(?P<floor>\d{1,2})(?P<unit>\d{2})(?!\d)")
_APART = re.compile(r"^(?P<floor>\d{1,2})\s*[-/ ,]\s*(?P<unit>\d{1,2})$")


class Place(Record):
    """What was read: a floor, and a flat of two digits where one was named."""

    floor: int
    unit_no: str | None


def read_place(text: str) -> Place | None:
    """Return the floor and flat that a short text names, or None."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for pattern in (_FLOOR_AND_UNIT, _TOGETHER, _APART):
        found = pattern.search(plain)
        if found is not None and int(found["floor"]) > 0:
            unit = found["unit"]
            return Place(floor=int(found["floor"]), unit_no=unit.zfill(2) if unit else None)
    return None


def read_block(text: str, blocks: Iterable[Block]) -> tuple[Block | None, str]:
    """Return the block whose alias the text begins with (the longest one), and the rest."""
    plain = unicodedata.normalize("NFKC", text).strip()
    named = [
        (alias, block)
        for block in blocks
        for alias in block.aliases
        if plain.lower().startswith(alias.lower()) and _whole(alias, plain)
    ]
    if not named:
        return None, plain
    alias, block = max(named, key=lambda x: len(x[0]))
    return block, plain[len(alias) :].strip(" ,-，、")


def _whole(alias: str, text: str) -> bool:
    """A bare letter or number is a block only where it stands apart from what follows."""
    rest = text[len(alias) :]
    if not alias[-1].isalnum() or not alias.isascii():
        return True
    return not rest or not (rest[0].isascii() and rest[0].isalnum())
