"""The shape of one whole expression of time in Chinese."""

import re
from functools import cache

from mutual_aid.reading.numbers import number_pattern
from mutual_aid.reading.when_words import (
    SPOKEN_CLOCK,
    WRITTEN_CLOCK,
    date_pattern,
    joint_sign,
    week_pattern,
)
from mutual_aid.reading.words import beginning, either_chinese, known

_FIRST = (
    *("day_part", "day", "season", "often", "part", "long_part", "this_week", "next_week"),
    *("last_week", "every_week", "week", "these", "until", "year", "lunar_month", "lunar_day"),
    *("event", "nth", "number_word", "half_of"),
)


@cache
def chinese() -> re.Pattern[str]:
    """Return a pattern for an expression of time with the words before and after it."""
    part, until = either_chinese("part"), either_chinese("until")
    joint = rf"(?:{joint_sign()}|\s)?"
    day = _day()
    clock = f"(?:{part}{joint})?{chinese_clock()}"
    event = f"{either_chinese('event')}(?={either_chinese('before', 'after_event')})"
    later = f"(?:{day}|{SPOKEN_CLOCK}|{part}|{chinese_clock()}|{event})"
    to = rf"\s?(?:{until}|{either_chinese('or_sign')}|[-~–—])"
    further = f"(?:{to}{joint}{later}|{joint}{later})"
    ends = f"(?!{either_chinese('no_ending')}){either_chinese('after', 'before')}"
    free = either_chinese("when_free")
    body = f"(?:{day}|{clock}|{event}|{either_chinese('long_part')})"
    body = f"{body}(?!{either_chinese('no_time_after')})"
    whole = f"(?:{until})?{body}(?:{further}){{0,4}}(?:{ends})?(?:{either_chinese('any_time')})?"
    return re.compile(f"{_start()}(?:{whole}|{free})")


@cache
def chinese_clock() -> str:
    """Return a pattern for a time of day in Chinese; no flat, as in nine o'clock, 1806."""
    signs = "".join((*known("digit"), *known("ten")))
    hour = f"(?:(?<![0-9])[0-9]{{1,2}}|[{signs}]{{1,3}})"
    plain_signs = "".join(sorted(set(signs) - {*known("counting_digit")}))
    quarter = either_chinese("quarter")
    ends = f"{either_chinese('minute_sign')}|{quarter}"
    minute = f"(?:[0-9]{{1,2}}(?![0-9])|[{plain_signs}]{{2,3}}|[{plain_signs}](?={ends}))"
    minutes = f"{either_chinese('half')}|{minute}(?:{either_chinese('minute_sign')}|{quarter})?"
    sign = either_chinese("clock_sign")
    hour = f"(?!{either_chinese('not_clock')}){hour}"
    return f"(?:{hour}{sign}(?:{minutes}|{quarter})?|{WRITTEN_CLOCK})"


def _start() -> str:
    words = {word for kind in _FIRST for word in known(kind) if not word.isascii()}
    words |= {*known("digit"), *known("ten"), *known("when_free")}
    return beginning((word[0] for word in words), "[0-9]")


@cache
def _day() -> str:
    number = number_pattern()
    ahead = f"(?:{number}|{either_chinese('half_of')})"
    span, inside = either_chinese("span_sign"), either_chinese("within_sign")
    within = f"{ahead}{span}(?:{inside}|{either_chinese('span_after')})"
    these = f"{either_chinese('these')}{number}{span}(?:{inside})?"
    month = f"(?:{either_chinese('every_week')}|{either_chinese('next_week')}|{number})"
    end = either_chinese("part_of_month")
    month = f"(?:(?:{month}(?:{either_chinese('measure')})?)?{either_chinese('month')}(?:{end})?)"
    nth = (
        f"(?:{month})?{either_chinese('nth')}{number}?{either_chinese('measure')}?{week_pattern()}"
    )
    named = either_chinese("day_part", "day", "season", "often")
    return f"(?:{nth}|{date_pattern()}|{within}|{these}|{week_pattern()}|{named})"
