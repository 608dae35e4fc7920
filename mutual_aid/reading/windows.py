"""Words for a time as a window on the clock: 聽日下晝, 后天上午9点, by Sunday, tonight."""

import re
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mutual_aid.reading.numbers import number_pattern, value_of
from mutual_aid.reading.script import plain
from mutual_aid.reading.words import either, known
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
_HOUR = r"(?<![0-9:.])([0-9]{1,2}(?:[:.][0-9]{2})?)"
_SHARED = re.compile(rf"{_HOUR}\s?(?:-|–|to|till|until)\s?{_HOUR}\s?(am|pm)")
"""From two to five pm: both are in the afternoon."""
_LATE = ("pm", "eve", "noon")
_VISIT = timedelta(hours=1)
_MONTHS_AHEAD = 12


class _Day(NamedTuple):
    """A date, and a part of it where the same word names one."""

    day: date
    part: str


def window_of_words(words: str, now: datetime, zone: ZoneInfo, language: Language) -> Window:
    """Return start and end in UTC, or None twice where the words name no day of the calendar.

    Until and by make a window from now. A date with a slash is month first on the mainland only.
    """
    text, today = plain(words), now.astimezone(zone).date()
    found = _day(text, today, language)
    clocks = _clocks(text)
    if found is None and not clocks:
        return None, None
    day = found or _Day(_day_of_clock(clocks[0], now, zone), "")
    start, end = _span(day, clocks, _part(text) or day.part)
    from_at, until_at = instant(day.day, start, zone), instant(day.day, end, zone)
    if _words("until", "by_then").search(text) and len(clocks) < 2:
        return min(now, until_at), until_at
    return from_at, until_at if until_at > from_at else from_at + _VISIT


def _part(text: str) -> str:
    hit = _words("part").search(_words("day_part").sub("", text))
    return known("part")[hit[0]] if hit else ""


def _day_of_clock(clock: time, now: datetime, zone: ZoneInfo) -> date:
    today = now.astimezone(zone).date()
    return today if instant(today, clock, zone) >= now else today + timedelta(days=1)


def _span(day: _Day, clocks: list[time], part: str) -> tuple[time, time]:
    shifted = [_with_part(x, part) for x in clocks]
    if len(shifted) > 1:
        return shifted[0], shifted[1]
    if shifted:
        end = (datetime.combine(day.day, shifted[0]) + _VISIT).time()
        return shifted[0], max(end, shifted[0])
    return _HOURS.get(part, (PART_HOURS[Part.AM][0], PART_HOURS[Part.EVE][1]))


def _with_part(clock: time, part: str) -> time:
    late = part in _LATE and clock.hour < 12 and not (part == "noon" and clock.hour >= 10)
    return clock.replace(hour=clock.hour + 12) if late else clock


def _day(text: str, today: date, language: Language) -> _Day | None:
    hit = _words("day_part").search(text)
    if hit:
        ahead, part = known("day_part")[hit[0]].split()
        return _Day(today + timedelta(days=int(ahead)), part)
    hit = _words("day").search(text)
    if hit:
        return _Day(today + timedelta(days=int(known("day")[hit[0]])), "")
    found = _dated(text, today, language) or _weekday(text, today)
    return _Day(found, "") if found else None


def _weekday(text: str, today: date) -> date | None:
    hit = _week_days().search(text)
    if hit is None:
        return None
    sign = hit["sign"] or hit["word"]
    wanted = int((known("weekday_sign") if hit["sign"] else known("weekday"))[sign])
    ahead = (wanted - today.weekday()) % 7
    if hit["next"] or hit["next_en"]:
        ahead = wanted - today.weekday() + 7
    return today + timedelta(days=ahead)


def _dated(text: str, today: date, language: Language) -> date | None:
    for pattern in _dates(language is Language.ZH_HANS):
        hit = pattern.search(text)
        if hit:
            return _calendar(hit.groupdict(), today)
    return None


def _calendar(parts: dict[str, str | None], today: date) -> date | None:
    day = value_of(parts["day"] or "")
    named = parts.get("name")
    month = int(known("month_name")[named]) if named else value_of(parts.get("month") or "")
    for ahead in range(_MONTHS_AHEAD + 1):
        at = today.year * 12 + today.month - 1 + ahead
        if month and at % 12 + 1 != month:
            continue
        try:
            found = date(at // 12, at % 12 + 1, day or 0)
        except ValueError:
            continue
        if found >= today:
            return found
    return None


def _clocks(text: str) -> list[time]:
    found: list[time] = []
    text = _SHARED.sub(r"\1\3 - \2\3", text)
    for pattern in _clock_shapes():
        for hit in pattern.finditer(text):
            clock = _clock(hit.groupdict())
            if clock is not None:
                found.append(clock)
        if found:
            break
    return found[:2]


def _clock(parts: dict[str, str | None]) -> time | None:
    hour, minute = value_of(parts["hour"] or ""), value_of(parts.get("minute") or "0")
    if parts.get("half"):
        minute = 30
    if parts.get("late") == "pm" and hour is not None and hour < 12:
        hour += 12
    if hour is None or minute is None or hour > 23 or minute > 59:
        return None
    return time(hour, minute)


@cache
def _words(*kinds: str) -> re.Pattern[str]:
    return re.compile(either(*kinds))


@cache
def _week_days() -> re.Pattern[str]:
    which = f"(?P<next>{either('next_week')}(?:{either('measure')})?)?"
    chinese = f"{which}{either('week')}(?P<sign>{either('weekday_sign')})"
    return re.compile(f"{chinese}|(?P<next_en>next )?(?P<word>{either('weekday')})")


@cache
def _dates(month_first: bool) -> tuple[re.Pattern[str], ...]:
    number, month = number_pattern(), either("month_name")
    slash = "(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})"
    if not month_first:
        slash = "(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})"
    return (
        re.compile(f"(?P<month>{number}){either('month')}(?P<day>{number}){either('date_sign')}"),
        re.compile(rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<name>{month})"),
        re.compile(rf"(?P<name>{month}) (?P<day>[0-9]{{1,2}})"),
        re.compile(f"(?<![0-9]){slash}(?![0-9])"),
        re.compile(r"the (?P<day>[0-9]{1,2})(?:st|nd|rd|th)"),
        re.compile(f"(?P<day>{number}){either('date_sign')}"),
    )


@cache
def _clock_shapes() -> tuple[re.Pattern[str], ...]:
    number = number_pattern()
    half = f"(?P<half>{either('half')})"
    return (
        re.compile(f"(?P<hour>{number}){either('clock_sign')}(?:{half}|(?P<minute>{number}))?"),
        re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?\s?(?P<late>am|pm)"),
        re.compile(r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"),
    )
