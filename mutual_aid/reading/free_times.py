"""When somebody says to be free, and which of these times are left out again."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from mutual_aid.reading.words import either, known
from mutual_aid.times import WEEKDAYS, Part

Times = frozenset[tuple[int, Part]]

EVERY_TIME: Times = frozenset((day, part) for day in range(len(WEEKDAYS)) for part in Part)
_PARTS = {"am": Part.AM, "noon": Part.PM, "pm": Part.PM, "eve": Part.EVE, "night": Part.EVE}


class _Said(NamedTuple):
    """Days or parts of the day, and where they stand."""

    days: tuple[int, ...]
    parts: tuple[Part, ...]
    start: int
    end: int


def free_and_left_out(text: str) -> tuple[Times, Times]:
    """Return the times that a text made alike says are free, and those that it takes out."""
    free: list[_Said] = []
    left_out: Times = frozenset()
    before: list[_Said] = []
    for group in _groups(text):
        goes_on = bool(before) and _goes_on(text, before, group)
        is_out = _is_left_out(text, group, goes_on)
        before = group if is_out else []
        if not is_out:
            free += group
        elif (times := _times(group)) != EVERY_TIME:
            left_out |= times
    return _times(free), left_out


def _goes_on(text: str, before: Sequence[_Said], group: Sequence[_Said]) -> bool:
    """Tell whether after a comma the list of days goes on: except Monday, Tuesday."""
    between = text[before[-1].end : group[0].start].strip()
    return between == "," and bool(before[0].days and group[0].days)


def _times(said: Sequence[_Said]) -> Times:
    days: list[int] = []
    parts: list[Part] = []
    found: set[tuple[int, Part]] = set()
    for one in said:
        if one.days and parts and days:
            found |= {(day, part) for day in days for part in parts}
            days, parts = [], []
        days += one.days
        parts += one.parts
    if days or parts:
        found |= {(x, y) for x in days or range(len(WEEKDAYS)) for y in parts or Part}
    return frozenset(found)


def _groups(text: str) -> list[list[_Said]]:
    """Put together what is only joined by an and or an or."""
    groups: list[list[_Said]] = []
    for one in map(_said, _shapes().finditer(text)):
        if groups and _joined().fullmatch(text, groups[-1][-1].end, one.start):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _is_left_out(text: str, group: Sequence[_Said], goes_on: bool) -> bool:
    """Tell whether a word before or after says that these times are not meant."""
    start, end = group[0].start, group[-1].end
    if _before("except_before").search(text[:start]):
        return True
    if _after("free_after").match(text, end):
        return False
    not_before, not_after = _before("left_out_before"), _after("left_out_after")
    return goes_on or bool(not_before.search(text[:start]) or not_after.match(text, end))


def _said(hit: re.Match[str]) -> _Said:
    if hit["part"]:
        part = _PARTS.get(known("part")[hit["part"]])
        return _Said((), (part,) if part else (Part.AM, Part.PM), *hit.span())
    if hit["whole"]:
        days = tuple(int(x) for x in known("free_days")[hit["whole"]].split())
        return _Said(days, (), *hit.span())
    return _Said(tuple(_days(hit)), (), *hit.span())


def _days(hit: re.Match[str]) -> list[int]:
    signs = hit["signs"] or hit["every"]
    if signs:
        named = [int(known("weekday_sign")[x]) for x in re.findall(either("weekday_sign"), signs)]
        to = bool(re.search(either("until", "dash"), signs))
    else:
        named = [int(known("weekday")[hit["first"]])]
        named += [int(known("weekday")[hit["last"]])] if hit["last"] else []
        to = bool(hit["last"])
    if to and len(named) == 2:
        return [x % 7 for x in range(named[0], named[0] + (named[1] - named[0]) % 7 + 1)]
    return named


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{either('or_sign', 'free_joint')}|/|-)?\s*")


@cache
def _before(kind: str) -> re.Pattern[str]:
    return re.compile(rf"{either(kind)}(?:\s?{either('free_lead')})*\s*$")


@cache
def _after(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{either('free_link')}\s*)*{either(kind)}")


@cache
def _shapes() -> re.Pattern[str]:
    sign, week, to = either("weekday_sign"), either("week"), either("until", "dash")
    further = rf"(?:\s?(?:{to}|(?:{either('joint_sign')}|/))?\s?(?:{week})?{sign})"
    signs = rf"{week}(?P<signs>{sign}{further}*)"
    every = rf"{either('every_week')}(?P<every>{sign}{further}+)"
    english = rf"(?P<first>{either('weekday')})(?:\s?{to}\s?(?P<last>{either('weekday')}))?"
    whole = f"(?P<whole>{either('free_days')})"
    return re.compile(f"{whole}|{signs}|{every}|{english}|(?P<part>{either('part')})")
