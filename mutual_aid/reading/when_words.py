"""The shapes of words for time, in Chinese and in English, built from the word lists."""

import re
from functools import cache

from mutual_aid.reading.numbers import number_pattern
from mutual_aid.reading.words import either_chinese, either_english

_HOUR = r"(?<![0-9a-z$/#.:-])[0-9]{1,2}(?:[:.][0-5][0-9])?"
_END = r"(?![0-9a-z/])"
_SPOKEN_CLOCK = rf"{_HOUR}\s?(?:am|pm|a\.m\.|p\.m\.|noon){_END}"
_WRITTEN_CLOCK = r"(?<![0-9a-z$/#.:-])(?:[01]?[0-9]|2[0-4])[:.][0-5][0-9](?![0-9a-z%])"
_LATER = r"[0-9]{1,2}(?:[:.][0-5][0-9])?\s?(?:am|pm)?"
SPAN = rf"{_HOUR}\s?(?:am|pm)?\s?(?:-|–|to|till|until)\s?{_LATER}{_END}(?!\s?/)"


@cache
def expressions() -> re.Pattern[str]:
    """Return a pattern for one whole expression of time, with its words before and after."""
    return re.compile(f"{_english()}|{_chinese()}")


def joint_sign() -> str:
    """Return a pattern for the signs that join two words for a time."""
    return either_chinese("joint_sign") + "|,"


@cache
def week_pattern() -> str:
    """Return a pattern for one or several days of a week in Chinese, this or another."""
    sign = either_chinese("weekday_sign")
    ends = either_chinese("clock_sign", "counted_sign")
    another = rf"(?:{joint_sign()}|{either_chinese('until')})?{sign}(?!{ends})"
    which = either_chinese("this_week", "next_week", "every_week", "last_week")
    which = f"(?:{which}(?:{either_chinese('measure')})?)?"
    several = f"{either_chinese('every_week')}{sign}(?:{another}){{1,5}}"
    return f"(?:{which}{either_chinese('week')}{sign}(?:{another}){{0,5}}|{several})"


@cache
def date_pattern() -> str:
    """Return a pattern for a date in Chinese: 12月3号, 下个月10号, 14号, but no house number."""
    number = number_pattern()
    which = f"{either_chinese('this_week', 'next_week')}(?:{either_chinese('measure')})?"
    of_month = f"(?:{number}|{which}){either_chinese('month')}"
    sign, other = either_chinese("date_sign"), either_chinese("not_date_after")
    day = f"(?:{of_month}{number}{sign}|(?<![0-9]){number}{either_chinese('lone_date_sign')})"
    month = f"{number}{either_chinese('month')}{either_chinese('part_of_month')}"
    return f"(?:{day}(?!{other})|{month})"


@cache
def chinese_clock() -> str:
    """Return a pattern for a time of day in Chinese."""
    number = number_pattern()
    quarter = either_chinese("quarter")
    minute = f"{number}(?:{either_chinese('minute_sign')}|{quarter})?"
    minutes = f"{either_chinese('half')}|{minute}|{quarter}"
    return f"(?:{number}{either_chinese('clock_sign')}(?:{minutes})?|{_WRITTEN_CLOCK})"


@cache
def _chinese() -> str:
    number = number_pattern()
    within = f"{number}{either_chinese('span_sign')}{either_chinese('within_sign')}"
    these = f"{either_chinese('these')}{number}{either_chinese('span_sign')}"
    named = either_chinese("day_part", "day", "season", "often")
    day = f"(?:{week_pattern()}|{date_pattern()}|{within}|{these}|{named})"
    later = f"(?:{day}|{_SPOKEN_CLOCK}|{either_chinese('part')}|{chinese_clock()})"
    joint = rf"(?:{joint_sign()}|\s)?"
    part, until = either_chinese("part"), either_chinese("until")
    clock = f"(?:{part}{joint})?{chinese_clock()}"
    body = f"(?:{day}|{clock}|{either_chinese('long_part')})"
    to = rf"\s?(?:{until}|{either_chinese('or_sign')}|[-~–—])"
    further = f"(?:{to}{joint}{later}|{joint}{later})"
    return f"(?:{until})?{body}(?:{further}){{0,4}}(?:{either_chinese('after', 'before')})?"


@cache
def _english() -> str:
    ordinal = r"(?<![0-9a-z/#])[0-9]{1,2}(?:st|nd|rd|th)(?! ?(?:floor|fl|birthday))"
    month = either_english("month_name")
    dated = rf"(?:the )?(?:{ordinal}|(?<![0-9a-z])[0-9]{{1,2}})(?: of)? {month}"
    slashed = r"(?<![0-9/])[0-3]?[0-9]/[01]?[0-9](?![0-9/a-z])"
    date = rf"(?:{dated}|{slashed}|{month} [0-9]{{1,2}}(?:st|nd|rd|th)?(?![0-9])|the {ordinal})"
    named = either_english("day_part", "day", "weekday", "season", "often")
    clock = f"(?:{SPAN}|{_SPOKEN_CLOCK}|{_WRITTEN_CLOCK})"
    before = f"(?:{either_english('when_before_en')} )"
    links = "and|or|to|till|until|at|on|in the|from|between|before|after|by|around|about"
    joint = rf"(?:\s?(?:,|&|\+|-|–|/|@|(?:{links})(?![a-z]))?\s?)"
    piece = f"(?:{clock}|{date}|{named}|{either_english('part')})"
    hour = rf"(?<![a-z])(?:at|after|before|by|till|until) {_HOUR}(?=\s*(?:[,.;!?)]|$|{named}))"
    part = f"(?:in the|every|each|any|this|some) {either_english('part')}"
    alone = (
        f"(?:{date}|{named}|{part}|{clock}|{hour}|{before}{month}|{either_english('long_part')})"
    )
    return f"(?<![a-z])(?=[a-z0-9]){before}{{0,3}}{alone}(?:{joint}{piece}){{0,4}}"
