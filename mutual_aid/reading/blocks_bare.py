"""When a letter that stands alone is a block: only where the text around it uses it so."""

import re
from functools import cache

from mutual_aid.reading.words import either, either_english

_BEFORE = 40
_ALSO_WORDS = "ai"
"""Letters that are words as well: more must follow them."""


def bare_letter(letter: str) -> str:
    """Return a pattern for a letter where it may be a block; `letter_is_block` then decides."""
    ends = r"\s*(?:[.,;!?)]|$)"
    after = rf"{ends}|\s{either('block_follows')}" if letter in _ALSO_WORDS else rf"{ends}|\s"
    return rf"(?<![a-z0-9]){re.escape(letter)}(?={_ahead()}|{_labelled_ahead(letter)}|{after})"


def bare_flat() -> str:
    """Return a pattern for a flat right behind its block."""
    return r"(?:[0-9]{3,4}|[0-9]{1,2}-[0-9]{2})(?![0-9])"


def letter_is_block(text: str, start: int, end: int) -> bool:
    """Tell whether a letter is used as a block: 18/F C, the lobby of C, B has no water."""
    before, letter = text[max(0, start - _BEFORE) : start], text[start:end]
    if _of("not before").search(before) or (
        _of("flat letter").search(before) and _of("floor ahead").match(text, end)
    ):
        return False
    if _of("ahead").match(text, end) or re.match(_labelled_ahead(letter), text[end : end + 20]):
        return True
    closed = bool(_of("closed").match(text, end))
    return (
        bool(_of("labelled").search(before) and (closed or letter not in _ALSO_WORDS))
        or bool(closed and _of("flat").search(before) and not _of("no flat").search(before))
        or bool(_of("last").match(text, end) and _is_last_word(before))
        or bool(_of("inside").search(before))
        or bool(letter not in _ALSO_WORDS and _of("part").match(text, end))
        or bool(_of("opening").search(before) and _of("has").match(text, end))
    )


def _is_last_word(before: str) -> bool:
    return bool(_of("sentence").search(before)) and not _of("signed").search(before)


@cache
def _of(kind: str) -> re.Pattern[str]:
    return re.compile(_shapes()[kind])


@cache
def _shapes() -> dict[str, str]:
    numbered = rf"(?:{either('unit_word')}|{either('floor_word')})\s?#?[0-9]{{1,4}}"
    nth = rf"(?:st|nd|rd|th)\s?{either('floor_word')}"
    floor = rf"[0-9]{{1,2}}(?:/\s?f|f|\s?{either('floor_sign')}|{nth})"
    homes = either_english("floor_home", "floor_person", "block_part")
    return {
        "not before": rf"{either('not_block_before')}\s?$",
        "flat letter": rf"{either('unit_word')}\s$",
        "floor ahead": rf"[ ,.-]{{0,2}}{_floor()}",
        "ahead": _ahead(),
        "closed": r"\s*(?:[.,;!?)]|$|[^\x00-\x7f])",
        "labelled": rf"(?<![a-z0-9])(?:{numbered}|{floor})[\s,]{{1,2}}$",
        "flat": r"(?<![0-9a-z$#:./+-])[0-9]{1,2}(?:0[1-9]|1[0-9]),?\s$",
        "no flat": rf"{either('not_flat_before')}\s?[0-9]+,?\s$",
        "last": r"[\s.!]*$",
        "sentence": r"(?:[a-z0-9]{2,}|[^\x00-\x7f])[)\"']?(?:[.!?,;\u3002]\s?|\n)$",
        "signed": rf"{either('signed_before')}[\s,.!]*$",
        "inside": rf"(?:{homes}\s(?:of|in|at)|{either('block_verb')})\s$",
        "part": rf"\s{either('block_part')}",
        "opening": r"(?:^|[.!?\n]\s?)$",
        "has": rf"\s{either('block_has')}",
    }


@cache
def _ahead() -> str:
    return rf"[ ,.-]{{0,2}}(?:{bare_flat()}|{_floor()})"


def _floor() -> str:
    return rf"[0-9]{{1,2}}\s?(?:/\s?f|f(?![a-z])|{either('floor_sign')})"


@cache
def _labelled_ahead(letter: str) -> str:
    """B #2004 and C floor 6; but a flat 2 and a level 3 are no block."""
    flat = rf"(?:#\s?|{either('unit_word')}\s?)[0-9]{{3,4}}(?![0-9])"
    both = rf"{either('floor_word')}\s?[0-9]{{1,2}}[\s,]{{1,2}}{either('unit_word')}\s?[0-9]"
    if letter in _ALSO_WORDS:
        return rf"[\s,]{{1,2}}(?:{flat}|{both})"
    return rf"[\s,]{{1,2}}(?:#\s?|{either('unit_word', 'floor_word')}\s?#?)[0-9]"
