"""The days that words mean: tomorrow, next week, the end of the month, the third Saturday."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from mutual_aid.reading.numbers import number_pattern, value_of
from mutual_aid.reading.words import either, known, pattern_of
from mutual_aid.record import Language

_MONTHS_AHEAD = 12
_WEEK = 7


class Days(NamedTuple):
    """The first and the last of some days, and a part of the day where the same word names one."""

    first: date
    last: date
    part: str = ""
    begins: bool = False
    """Whether before them means before they begin, as with a month or a feast."""


def days_of(text: str, today: date, language: Language) -> Days | None:
    """Return the days that a text made alike names, None where it names none of the calendar."""
    hit = pattern_of("day_part").search(text)
    if hit:
        ahead, part = known("day_part")[hit[0]].split()
        return _one(today + timedelta(days=int(ahead)), part)
    hit = pattern_of("day").search(text)
    if hit:
        return _one(today + timedelta(days=int(known("day")[hit[0]])))
    day = _numbered(text, today) or _dated(text, today, language)
    if day:
        return _one(day)
    return (
        _month(text, today)
        or _weekend_of(text, today)
        or _weekdays(text, today)
        or (_stretch(text, today))
    )


def _one(day: date, part: str = "") -> Days:
    return Days(day, day, part)


def _weekdays(text: str, today: date) -> Days | None:
    hits = list(_week_days().finditer(text))
    if not hits:
        return None
    first = _weekday(hits[0], today)
    if len(hits) < 2 or not pattern_of("until", "dash").search(
        text[hits[0].end() - 1 : hits[1].end()]
    ):
        return _one(first)
    return Days(first, first + timedelta(days=(_named(hits[1]) - first.weekday()) % _WEEK))


def _weekday(hit: re.Match[str], today: date) -> date:
    wanted = _named(hit)
    ahead = (wanted - today.weekday()) % _WEEK
    which = hit["which"] or hit["which_en"]
    if which and which.strip() == "next":
        return today + timedelta(days=wanted - today.weekday() + _WEEK)
    if which and which.strip() == "last":
        return today - timedelta(days=(today.weekday() - wanted - 1) % _WEEK + 1)
    if which:
        weeks = {**known("next_week"), **known("last_week")}[which]
        return today + timedelta(days=wanted - today.weekday() + int(weeks))
    return today + timedelta(days=ahead + (_WEEK if hit["later"] else 0))


def _named(hit: re.Match[str]) -> int:
    if hit["word"]:
        return int(known("weekday")[hit["word"]])
    return int(known("weekday_sign")[hit["sign"] or hit["bare"]])


@cache
def _week_days() -> re.Pattern[str]:
    which = f"(?P<which>{either('next_week', 'last_week')})?(?:{either('measure')})?"
    sign = either("weekday_sign")
    chinese = f"{which}{either('week')}(?P<sign>{sign})"
    bare = f"(?<={_signs()})(?:{either('until', 'joint_sign')})(?P<bare>{sign})"
    english = f"(?P<which_en>next |last )?(?P<word>{either('weekday')})(?P<later> week)?"
    return re.compile(f"{chinese}|{bare}|{english}")


def _signs() -> str:
    return "[" + "".join(x for x in known("weekday_sign") if not x.isascii()) + "]"


def _numbered(text: str, today: date) -> date | None:
    """The second Saturday of a month, of the next one in which it is still to come."""
    hit = _nth().search(text)
    number = value_of(hit["nth"]) if hit else None
    if not hit or not number:
        return None
    wanted, month = int(known("weekday_sign")[hit["sign"]]), value_of(hit["month"] or "")
    for first in _months(today, month):
        day = first + timedelta(days=(wanted - first.weekday()) % _WEEK + _WEEK * (number - 1))
        if day >= today and day.month == first.month:
            return day
    return None


@cache
def _nth() -> re.Pattern[str]:
    number = number_pattern()
    month = f"(?:(?P<month>{number}){either('month')})?"
    week = f"{either('measure')}?{either('week')}(?P<sign>{either('weekday_sign')})"
    return re.compile(f"{month}{either('nth')}(?P<nth>{number}){week}")


def _months(today: date, month: int | None) -> Iterator[date]:
    """Yield the first of this month and of those ahead, or only those of the month named."""
    for ahead in range(_MONTHS_AHEAD + 1):
        at = today.year * 12 + today.month - 1 + ahead
        if not month or at % 12 + 1 == month:
            yield date(at // 12, at % 12 + 1, 1)


def _dated(text: str, today: date, language: Language) -> date | None:
    for pattern in _dates(language is Language.ZH_HANS):
        hit = pattern.search(text)
        if hit:
            return _calendar(hit.groupdict(), today)
    return None


def _calendar(parts: dict[str, str | None], today: date) -> date | None:
    day, named = value_of(parts["day"] or "") or 0, parts.get("name")
    month = int(known("month_name")[named]) if named else value_of(parts.get("month") or "")
    for first in _months(today, month):
        found = first + timedelta(days=day - 1)
        if found >= today and found.month == first.month and day:
            return found
    return None


@cache
def _dates(month_first: bool) -> tuple[re.Pattern[str], ...]:
    number, month = f"(?:{number_pattern()})", either("month_name")
    number = f"(?!{either('counting_digit')}){number}"
    slash = "(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})"
    if not month_first:
        slash = "(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})"
    return (
        re.compile(f"(?P<month>{number}){either('month')}(?P<day>{number}){either('date_sign')}"),
        re.compile(rf"(?<![0-9])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<name>{month})"),
        re.compile(rf"(?P<name>{month}) (?P<day>[0-9]{{1,2}})(?![0-9])"),
        re.compile(f"(?<![0-9]){slash}(?![0-9])"),
        re.compile(r"(?<![0-9])(?P<day>[0-9]{1,2})(?:st|nd|rd|th)(?![a-z])"),
        re.compile(f"(?P<day>{number}){either('date_sign')}(?!{either('within_sign')})"),
    )


def _weekend_of(text: str, today: date) -> Days | None:
    """A weekend has a sign of a day in Chinese and is still two days."""
    found = pattern_of("season").search(text)
    is_one = found is not None and known("season")[found[0]].startswith("weekend")
    return _stretch(text, today) if is_one else None


def _stretch(text: str, today: date) -> Days | None:
    """Return a week, a month, a feast or the like."""
    hit = pattern_of("season").search(text)
    if hit is None or not known("season")[hit[0]] or pattern_of("any_such").search(text):
        return None
    kind, *numbers = known("season")[hit[0]].split()
    return _STRETCHES[kind](numbers, today)


def _month(text: str, today: date) -> Days | None:
    hit = _month_shape().search(text)
    first = _first_of(hit, today) if hit else None
    if hit is None or first is None:
        return None
    bounds = known("part_of_month")[hit["part"]] if hit["part"] else "1 31"
    start, end = map(int, bounds.split())
    return _within(first, start, end, today)


def _first_of(hit: re.Match[str], today: date) -> date | None:
    if hit["which"]:
        ahead = {**known("this_week"), **known("next_week")}[hit["which"]]
        return list(_months(today, None))[int(ahead) // _WEEK]
    named = hit["name"]
    month = int(known("month_name")[named]) if named else value_of(hit["number"])
    first = next(_months(today, month), None) if month else None
    if first and hit["year"]:
        first = first.replace(year=today.year + int(known("year")[hit["year"]]))
    return first


@cache
def _month_shape() -> re.Pattern[str]:
    number = f"(?P<year>{either('year')})?(?P<number>{number_pattern()}){either('month')}"
    which = f"(?P<which>{either('this_week', 'next_week')}){either('measure')}?{either('month')}"
    part = f"(?P<part>{either('part_of_month')})?"
    return re.compile(f"(?P<name>{either('month_name')})|(?:{number}|{which}){part}")


def _within(first: date, start: int, end: int, today: date) -> Days:
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    last = min(first + timedelta(days=end - 1), after - timedelta(days=1))
    begin = first + timedelta(days=start - 1)
    begin = max(begin, today) if begin <= today <= last else begin
    return Days(begin, last, begins=start == 1 and begin > today)


def _days(numbers: list[str], today: date) -> Days:
    first, last = (today + timedelta(days=int(x)) for x in numbers)
    return Days(first, last)


def _week(numbers: list[str], today: date) -> Days:
    monday = today + timedelta(days=_WEEK * int(numbers[0]) - today.weekday())
    return Days(max(monday, today), monday + timedelta(days=6))


def _weekend(numbers: list[str], today: date) -> Days:
    saturday = today + timedelta(days=_WEEK * int(numbers[0]) + 5 - today.weekday())
    return Days(max(saturday, today), saturday + timedelta(days=1))


def _of_month(numbers: list[str], today: date) -> Days:
    ahead, start, end = map(int, numbers)
    months = list(_months(today, None))
    found = _within(months[ahead], start, end, today)
    return found if found.last >= today else _within(months[ahead + 1], start, end, today)


def _yearly(numbers: list[str], today: date) -> Days | None:
    for year in (today.year, today.year + 1):
        first, last = (date.fromisoformat(f"{year}-{x}") for x in numbers)
        if last >= today:
            begins = first > today and (last.month, last.day) != (12, 31)
            return Days(max(first, today), last, begins=begins)
    return None


def _feast(numbers: list[str], today: date) -> Days | None:
    ahead = (day for x in numbers if (day := date.fromisoformat(x)) >= today)
    return next((Days(day, day, begins=True) for day in ahead), None)


def _year(numbers: list[str], today: date) -> Days:
    year = today.year + int(numbers[0])
    return Days(date(year, 1, 1), date(year, 12, 31))


_STRETCHES = {
    "days": _days,
    "week": _week,
    "weekend": _weekend,
    "month": _of_month,
    "dates": _yearly,
    "feast": _feast,
    "year": _year,
}
