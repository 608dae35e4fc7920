"""The times of day that words name: 9点半, 2.30, by six, Sat 2-5pm."""

import re
from datetime import time
from functools import cache

from mutual_aid.reading.numbers import number_pattern, value_of
from mutual_aid.reading.words import either, known

_HOUR = r"(?<![0-9:.])([0-9]{1,2}(?:[:.][0-9]{2})?)"
_SHARED = re.compile(rf"{_HOUR}\s?(?:-|–|to|till|until)\s?{_HOUR}\s?(am|pm)")
"""From two to five pm: both are in the afternoon."""
_FROM_TO = re.compile(
    r"(?<![0-9:./])([0-9]{1,2})\s?(?:-|–|to|till|until)\s?([0-9]{1,2})(?![0-9:./a-z])"
)
"""From two to five, without a word for the part of the day."""
_TO_HALF = {"half past": 30, "quarter past": 15, "quarter to": -15}
_LATE = ("pm", "eve", "noon")
_EARLIEST_GUESS = 7
"""Who says at six and nothing else means the evening; at seven may be either."""


def clocks_in(text: str, part: str) -> list[time]:
    """Return the first two times of day; hours up to six are after noon unless the part says no."""
    text = _FROM_TO.sub(r"at \1 at \2", _SHARED.sub(r"\1\3 - \2\3", text))
    found: list[time] = []
    for pattern in _shapes():
        for hit in pattern.finditer(text):
            clock = _clock(hit.groupdict(), part)
            if clock is not None:
                found.append(clock)
        if found:
            break
    return found[:2]


def _clock(parts: dict[str, str | None], part: str) -> time | None:
    spoken = parts["hour"] or ""
    hour = int(known("hour_word")[spoken]) if spoken in known("hour_word") else value_of(spoken)
    minute = value_of(parts.get("minute") or "0")
    if hour is None or minute is None or hour > 23 or minute > 59:
        return None
    minute = 30 if parts.get("half") else minute
    hour = _hour(hour, spoken, parts.get("late") or "", part)
    total = hour * 60 + minute + (_TO_HALF.get(parts.get("past") or "", 0))
    return time(total // 60 % 24, total % 60)


def _hour(hour: int, spoken: str, late: str, part: str) -> int:
    if late == "am" or spoken.startswith("0"):
        return 0 if hour == 12 and late == "am" else hour
    if late == "pm" or (part in _LATE and not (part == "noon" and hour >= 10)):
        return hour + 12 if hour < 12 else hour
    return hour + 12 if not part and 0 < hour < _EARLIEST_GUESS else hour


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    number = number_pattern()
    half = f"(?P<half>{either('half')})"
    minute = f"(?:{half}|(?P<minute>{number}))?"
    hour = f"(?P<hour>[0-9]{{1,2}}|{either('hour_word')})"
    ends = r"(?![0-9/:.]|st|nd|rd|th)"
    before = "at|by|before|after|from|till|until|since|around"
    return (
        re.compile(f"(?P<hour>{number}){either('clock_sign')}{minute}"),
        re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?\s?(?P<late>am|pm)"),
        re.compile(r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"),
        re.compile(f"(?P<past>half past|quarter past|quarter to) {hour}"),
        re.compile(rf"(?<![a-z])(?:{before}) {hour}{ends}"),
    )
