"""Words for a time as a window on the clock: 聽日下晝, 后天上午9点, by Sunday, in two hours."""

import re
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from mutual_aid.reading.numbers import number_pattern, value_of
from mutual_aid.reading.script import plain
from mutual_aid.reading.windows_clocks import clocks_in
from mutual_aid.reading.windows_days import Days, days_of
from mutual_aid.reading.words import either, either_chinese, either_english, known, pattern_of
from mutual_aid.record import Language
from mutual_aid.times import PART_HOURS, Part, instant

Window = tuple[datetime | None, datetime | None]

_HOURS = {
    "am": PART_HOURS[Part.AM],
    "noon": (time(11, 30), time(13, 30)),
    "pm": PART_HOURS[Part.PM],
    "eve": PART_HOURS[Part.EVE],
    "night": (time(0), time(6)),
    "day": (time(8), time(18)),
}
_WHOLE_DAY = (PART_HOURS[Part.AM][0], PART_HOURS[Part.EVE][1])
_VISIT = timedelta(hours=1)
_NOWHERE: Window = (None, None)


def window_of_words(words: str, now: datetime, zone: ZoneInfo, language: Language) -> Window:
    """Return start and end in UTC, or None twice where the words name no day of the calendar.

    Until and by make a window from now. A date with a slash is month first on the mainland only.
    What recurs without a day or an hour has no window; a part of a day alone is the next one.
    """
    text, today = plain(words), now.astimezone(zone).date()
    if pattern_of("lasting_now").fullmatch(text):
        return now, now + _VISIT
    ahead = _ahead(text, now)
    if ahead:
        return ahead
    days = days_of(text, today, language)
    part = _part(text) or (days.part if days else "")
    clocks = clocks_in(text, part)
    if pattern_of("not_ahead").search(text) and (days is None or days.first >= today):
        return _NOWHERE
    days = days or _day_of(text, clocks, part, now, zone)
    return _window(text, days, clocks, part, now, zone) if days else _NOWHERE


def _part(text: str) -> str:
    hit = pattern_of("part").search(pattern_of("day_part").sub("", text))
    return known("part")[hit[0]] if hit else ""


def _day_of(text: str, clocks: list[time], part: str, now: datetime, zone: ZoneInfo) -> Days | None:
    """Return today or tomorrow for a time or a part of a day that stands alone."""
    today = now.astimezone(zone).date()
    if clocks:
        ends = clocks[0]
    elif not part or pattern_of("often", "every_week", "daylong").search(text):
        return None
    else:
        ends = _HOURS[part][1]
    day = today if instant(today, ends, zone) >= now else today + timedelta(days=1)
    return Days(day, day)


def _window(
    text: str, days: Days, clocks: list[time], part: str, now: datetime, zone: ZoneInfo
) -> Window:
    start, end = _hours(text, days.first, clocks, part)
    from_at, until_at = instant(days.first, start, zone), instant(days.last, end, zone)
    if _is_bound(text) and len(clocks) < 2:
        begins = days.begins and bool(pattern_of("before_only").search(text))
        due_at = from_at if clocks or begins else until_at
        return min(now, due_at), due_at
    if until_at <= from_at and len(clocks) > 1:
        return from_at, instant(days.last + timedelta(days=1), end, zone)
    return from_at, until_at if until_at > from_at else from_at + _VISIT


def _is_bound(text: str) -> bool:
    return bool(pattern_of("until").match(text) or pattern_of("by_then").search(text))


def _hours(text: str, day: date, clocks: list[time], part: str) -> tuple[time, time]:
    if len(clocks) > 1:
        return clocks[0], clocks[1]
    if clocks and _from_then().search(text):
        return clocks[0], max(clocks[0], _WHOLE_DAY[1])
    if clocks:
        end = (datetime.combine(day, clocks[0]) + _VISIT).time()
        return clocks[0], max(end, clocks[0])
    return _HOURS.get(part, _WHOLE_DAY)


def _ahead(text: str, now: datetime) -> Window | None:
    """In two hours, within five days, three weeks from now."""
    hit = _ahead_shape().search(text)
    if hit is None:
        return None
    length = timedelta(minutes=_count(hit) * float(_minutes(hit)))
    if hit["within"] or hit["inside"] or hit["these"]:
        return now, now + length
    if length >= timedelta(days=1):
        return now + length, now + length + timedelta(days=1)
    return now + length, now + length + _VISIT


def _count(hit: re.Match[str]) -> float:
    written = hit["number"] or hit["count"]
    few = {**known("few"), **known("half_of")}.get(written)
    return float(few) if few else float(value_of(written) or 0)


def _minutes(hit: re.Match[str]) -> str:
    return known("span_en")[hit["span"]] if hit["span"] else known("span_sign")[hit["sign"]]


@cache
def _from_then() -> re.Pattern[str]:
    return re.compile(f"{either_english('from_then')}|{either_chinese('from_then')}$")


@cache
def _ahead_shape() -> re.Pattern[str]:
    number, few = number_pattern(), either("few", "number_word")
    lead = r"(?:in(?: the)?|(?P<within>within(?: the)?|(?:in |over )?the next|next)(?: next)?)"
    english = f"{lead} (?P<number>{few}|[0-9]{{1,3}}) (?:more )?(?P<span>{either('span_en')})"
    count = f"(?P<these>{either('these')})?(?P<count>{number}|{either('half_of')})"
    ends = f"(?:(?P<inside>{either('within_sign')})|{either('span_later')}|(?(these)|(?!)))"
    return re.compile(f"{english}|{count}(?P<sign>{either('span_sign')}){ends}")
