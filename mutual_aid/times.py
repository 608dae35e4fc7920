"""Clocks on the wall: day parts, quiet hours and windows, computed in an estate's own zone.

Rules keep local time and IANA zone; what is stored is always the UTC moment that follows.
"""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Part(StrEnum):
    """A part of the day in which people say they are free."""

    AM = "am"
    PM = "pm"
    EVE = "eve"


PART_HOURS = {
    Part.AM: (time(8), time(12)),
    Part.PM: (time(12), time(18)),
    Part.EVE: (time(18), time(22)),
}
DAY_PARTS = tuple(f"{day}_{part}" for day in WEEKDAYS for part in Part)


def part_of(clock: time) -> Part:
    """Return the part of the day; the night belongs to the evening before it."""
    if time(4) <= clock < time(12):
        return Part.AM
    return Part.PM if time(12) <= clock < time(18) else Part.EVE


def day_part(at: datetime, zone: ZoneInfo) -> str:
    """Return the day part of a moment, such as tue_eve."""
    local = at.astimezone(zone)
    return f"{WEEKDAYS[local.weekday()]}_{part_of(local.time())}"


def day_parts(start: datetime, end: datetime, zone: ZoneInfo) -> frozenset[str]:
    """Return all day parts that the window touches; at most one week is looked at."""
    found, at = set(), start
    while at < min(end, start + timedelta(days=7)):
        found.add(day_part(at, zone))
        at += timedelta(hours=1)
    return frozenset(found)


def instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the UTC moment of a local date and time."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def window_of(day: date, part: Part, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return start and end of a part of a day."""
    start, end = PART_HOURS[part]
    return instant(day, start, zone), instant(day, end, zone)


def is_quiet(at: datetime, zone: ZoneInfo, start: time, end: time) -> bool:
    """Tell whether a moment lies in the quiet hours from start to end (over midnight or not)."""
    clock = at.astimezone(zone).time()
    if start <= end:
        return start <= clock < end
    return clock >= start or clock < end


def after_quiet(at: datetime, zone: ZoneInfo, start: time, end: time) -> datetime:
    """Return the moment itself, or the end of the quiet hours that it lies in."""
    if not is_quiet(at, zone, start, end):
        return at
    local = at.astimezone(zone)
    day = local.date() if local.time() < end else local.date() + timedelta(days=1)
    return instant(day, end, zone)


def waking_time(
    start: datetime, end: datetime, zone: ZoneInfo, quiet_from: time, quiet_until: time
) -> timedelta:
    """Return how much of the time from start to end lies outside the quiet hours."""
    awake = max(end - start, timedelta(0))
    nights = timedelta(days=1 if quiet_from > quiet_until else 0)
    day, last = start.astimezone(zone).date() - nights, end.astimezone(zone).date()
    while day <= last:
        dusk, dawn = instant(day, quiet_from, zone), instant(day + nights, quiet_until, zone)
        awake -= max(min(end, dawn) - max(start, dusk), timedelta(0))
        day += timedelta(days=1)
    return awake


def week_start(at: datetime, zone: ZoneInfo) -> datetime:
    """Return Monday 00:00 of the week, local."""
    local = at.astimezone(zone)
    return instant(local.date() - timedelta(days=local.weekday()), time(0), zone)


def month_start(at: datetime, zone: ZoneInfo) -> datetime:
    """Return the first of the month, 00:00 local."""
    return instant(at.astimezone(zone).date().replace(day=1), time(0), zone)


def falls_on(day: date, days: tuple[str, ...]) -> bool:
    """Tell whether a date is one of the set days: mon … sun, or first_tue of the month."""
    name = WEEKDAYS[day.weekday()]
    return name in days or (day.day <= 7 and f"first_{name}" in days)


def next_window(
    days: tuple[str, ...], start: time, end: time, zone: ZoneInfo, after: datetime
) -> tuple[datetime, datetime]:
    """Return the first window on a set day that starts later than the moment.

    Raises ValueError where no day of the next five weeks is a set day.
    """
    first = after.astimezone(zone).date()
    for ahead in range(36):
        day = first + timedelta(days=ahead)
        if falls_on(day, days) and instant(day, start, zone) > after:
            return instant(day, start, zone), instant(day, end, zone)
    raise ValueError("no such day")
