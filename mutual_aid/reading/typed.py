"""Short texts typed into one field of a form: a flat, a time, when somebody is free."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from mutual_aid.estates import Block
from mutual_aid.reading.blocks import blocks_named
from mutual_aid.reading.drafts import When
from mutual_aid.reading.place import PlaceRead, place_in
from mutual_aid.reading.script import Plain, plain
from mutual_aid.reading.when import when_in
from mutual_aid.reading.windows import window_of_words
from mutual_aid.reading.words import either, known
from mutual_aid.record import Language
from mutual_aid.times import WEEKDAYS, Part

_PARTS = {"am": Part.AM, "noon": Part.PM, "pm": Part.PM, "eve": Part.EVE, "night": Part.EVE}


def read_typed_place(text: str, blocks: Sequence[Block]) -> PlaceRead:
    """Return the block, floor and flat that the field names; each may be missing."""
    one = plain(text)
    return place_in(one, blocks_named(one, blocks), blocks)


def read_typed_when(text: str, now: datetime, zone: ZoneInfo, language: Language) -> When | None:
    """Return the time that the field names with its window in UTC, None where it names none."""
    moment = when_in(Plain(text))
    if moment is None:
        return None
    start, end = window_of_words(moment.words, now, zone, language)
    return When(words=moment.words, from_at=start, until_at=end)


def read_free_times(text: str) -> tuple[str, ...]:
    """Return the day parts, such as tue_eve, in which somebody says to be free, in their order.

    Days without a part of the day mean the whole day, parts without a day mean every day.
    """
    days: list[int] = []
    parts: list[Part] = []
    found: set[tuple[int, Part]] = set()
    for kind, named in _said(plain(text)):
        if kind == "day" and parts and days:
            found |= {(day, part) for day in days for part in parts}
            days, parts = [], []
        if kind == "day":
            days += [x for x in named if isinstance(x, int)]
        else:
            parts += [x for x in named if isinstance(x, Part)]
    if days or parts:
        found |= {(x, y) for x in days or range(len(WEEKDAYS)) for y in parts or Part}
    return tuple(f"{day}_{y}" for x, day in enumerate(WEEKDAYS) for y in Part if (x, y) in found)


def _said(text: str) -> Iterable[tuple[str, Sequence[int | Part]]]:
    for hit in _shapes().finditer(text):
        if hit["part"]:
            part = _PARTS.get(known("part")[hit["part"]])
            yield "part", [part] if part else [Part.AM, Part.PM]
        elif hit["whole"]:
            yield "day", [int(x) for x in known("free_days")[hit["whole"]].split()]
        else:
            yield "day", _days(hit)


def _days(hit: re.Match[str]) -> list[int]:
    if hit["signs"]:
        named = [_sign(x) for x in re.findall(either("weekday_sign"), hit["signs"])]
        to = bool(re.search(either("until", "dash"), hit["signs"]))
    else:
        named = [int(known("weekday")[hit["first"]])]
        named += [int(known("weekday")[hit["last"]])] if hit["last"] else []
        to = bool(hit["last"])
    if to and len(named) == 2:
        return [x % 7 for x in range(named[0], named[0] + (named[1] - named[0]) % 7 + 1)]
    return named


def _sign(sign: str) -> int:
    return int(known("weekday_sign")[sign])


@cache
def _shapes() -> re.Pattern[str]:
    sign, week, to = either("weekday_sign"), either("week"), either("until", "dash")
    joint = either("joint_sign")
    signs = rf"{week}(?P<signs>{sign}(?:\s?(?:{to}|(?:{joint}|/))?\s?(?:{week})?{sign})*)"
    english = rf"(?P<first>{either('weekday')})(?:\s?{to}\s?(?P<last>{either('weekday')}))?"
    whole = f"(?P<whole>{either('free_days')})"
    return re.compile(f"{whole}|{signs}|{english}|(?P<part>{either('part')})")
