"""The name of the person in need, as neighbours use it: 陳婆婆, 阿輝, Mrs Chan, Uncle Rashid."""

import re
from functools import cache

from mutual_aid.reading.name_lists import Spotted
from mutual_aid.reading.names_chinese import chinese_names
from mutual_aid.reading.names_english import english_names
from mutual_aid.reading.script import Plain
from mutual_aid.reading.words import either
from mutual_aid.record import Record


class NameRead(Record):
    """Words that name a person, where they begin as typed, and how sure that is."""

    words: str
    start: int
    sure: float


def name_in(plain: Plain) -> NameRead | None:
    """Return the most certain name, the first where several are as certain.

    Two names side by side, as of a couple, are one.
    """
    text = plain.original
    found = _joined(text, _longest([*chinese_names(plain), *english_names(text)]))
    best = max(found, key=lambda x: (x.sure, -x.start), default=None)
    if best is None:
        return None
    words = text[best.start : best.end].strip()
    return NameRead(words=words, start=best.start, sure=best.sure)


def _longest(found: list[Spotted]) -> list[Spotted]:
    """Return those that lie in no other that is as sure, in order."""
    kept: list[Spotted] = []
    taken = bytearray(max((x.end for x in found), default=0))
    for one in sorted(found, key=lambda x: (-x.sure, x.start - x.end)):
        if not any(taken[one.start : one.end]):
            kept.append(one)
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
    return sorted(kept, key=lambda x: x.start)


def _joined(text: str, found: list[Spotted]) -> list[Spotted]:
    kept: list[Spotted] = []
    for one in found:
        last = kept[-1] if kept else None
        if last and _between().fullmatch(text[last.end : one.start]):
            sure = max(last.sure, one.sure)
            kept[-1] = Spotted(start=last.start, end=one.end, sure=sure)
        else:
            kept.append(one)
    return kept


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf" ?(?:and|&|n|/|\u3001|{either('name_joined')}|) ?")
