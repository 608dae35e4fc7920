"""Which block a text names, by the names and aliases that its people use."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from mutual_aid.estates import Block
from mutual_aid.ids import BlockId
from mutual_aid.reading.blocks_bare import bare_flat, bare_letter, letter_is_block
from mutual_aid.reading.script import plain
from mutual_aid.reading.words import beginning, either, known
from mutual_aid.record import Record


class NamedBlock(Record):
    """A block and where in the text its name stands."""

    block_id: BlockId
    start: int
    end: int


def blocks_named(text: str, blocks: Sequence[Block]) -> list[NamedBlock]:
    """Return the blocks named in a text made alike, in order.

    A bare number counts only right before a flat, a bare letter only where it is used as a block.
    """
    pattern, owners = _names(tuple(blocks))
    return [
        NamedBlock(block_id=owners[_key(hit[0])], start=hit.start(), end=hit.end())
        for hit in pattern.finditer(text)
        if not _is_something_else(text, hit)
    ]


def _is_something_else(text: str, hit: re.Match[str]) -> bool:
    if _is_a_person(text, hit):
        return True
    if len(hit[0]) == 1:
        return hit[0].isalpha() and not letter_is_block(text, hit.start(), hit.end())
    if hit[0] == "block a":
        return bool(_shut_off().match(text, hit.end()))
    return bool(_dialect().match(text, hit.end()))


def _is_a_person(text: str, hit: re.Match[str]) -> bool:
    """Mr Chiu is no house, though one is called so; my sister, Block 1, is no person."""
    if not hit[0].isascii() or _block_word().match(hit[0]):
        return False
    return bool(_title().search(text[max(0, hit.start() - 12) : hit.start()]))


@cache
def _block_word() -> re.Pattern[str]:
    return re.compile(either("block_word"))


@cache
def _shut_off() -> re.Pattern[str]:
    """What people learn to block: a number, a caller."""
    return re.compile(rf"\s(?:[a-z]+\s)?{either('what_is_blocked')}")


@cache
def _dialect() -> re.Pattern[str]:
    return re.compile(rf"\s{either('dialect_end')}")


@cache
def _title() -> re.Pattern[str]:
    return re.compile(rf"{either('name_title')}\.? $")


def _key(name: str) -> str:
    return re.sub(r"\s", "", name)


@lru_cache(maxsize=64)
def _names(blocks: tuple[Block, ...]) -> tuple[re.Pattern[str], dict[str, BlockId]]:
    owners, patterns = {}, {}
    for block in blocks:
        for name in (*block.aliases, *block.names.model_dump().values()):
            alias = plain(name).strip()
            if alias:
                owners[_key(alias)] = block.block_id
                patterns[alias] = _pattern(alias)
    longest_first = sorted(patterns, key=len, reverse=True)
    written = "|".join(patterns[x] for x in longest_first) or "(?!)"
    return re.compile(f"{beginning(x[0] for x in patterns)}(?:{written})"), owners


def _pattern(alias: str) -> str:
    if len(alias) == 1:
        return _bare(alias)
    spaced = re.sub(r"(?<=^[a-z0-9])(?=[^a-z0-9 ])", " ", alias)
    written = r"\s?".join(re.escape(word) for word in spaced.split())
    numerals = "".join((*known("digit"), *known("ten"), "0123456789"))
    before = "a-z0-9" if alias[0].isascii() and alias[0].isalpha() else numerals
    after = "a-z" if alias[-1].isalpha() else "0-9"
    return f"(?<![{before}]){written}" + (f"(?![{after}])" if alias[-1].isascii() else "")


def _bare(alias: str) -> str:
    if alias.isalpha():
        return bare_letter(alias)
    return rf"(?<![a-z0-9#.:$-]){re.escape(alias)}(?=\s?-\s?{bare_flat()}|\s{bare_flat()})"
