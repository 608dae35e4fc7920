"""The shape of one whole expression of time in English."""

import re
from functools import cache

from mutual_aid.reading.when_words import (
    HOUR,
    SPAN,
    SPOKEN_CLOCK,
    SPOKEN_SPAN,
    WRITTEN_CLOCK,
)
from mutual_aid.reading.words import beginning, either_english, known

_FIRST = (
    *("day_part", "day", "weekday", "season", "often", "month_name", "long_part"),
    *("when_before_en", "hour_word", "clock_word", "few", "number_word"),
)
_MORE = ("the", "half", "quarter", "whenever", "each", "any", "some")
_LINKS = "and|or|to|till|until|at|on|in the|from|between|before|after|by|around|about|of"


@cache
def english() -> re.Pattern[str]:
    """Return a pattern for an expression of time with the words before it."""
    date, named = _date(), either_english("day_part", "day", "weekday", "season", "often")
    clock = f"(?:{SPOKEN_SPAN}|{SPOKEN_CLOCK}|{WRITTEN_CLOCK}|{_worded_clock()})"
    before = f"(?:{either_english('when_before_en')} )"
    joint = rf"(?:\s?(?:,|&|\+|-|–|/|@|(?:{_LINKS})(?![a-z]))?\s?)"
    hour = _hour(named)
    piece = f"(?:{SPAN}|{clock}|{date}|{named}|{either_english('part')})"
    doubtful = f"{either_english('doubtful_day')}(?= {either_english('not_day_after')})"
    further = rf"(?:\s{hour}|{joint}{piece}|\s(?:after|before) {either_english('event_en')})"
    part = rf"(?:in the|every|each|any|this|some|one) {either_english('part')}"
    month = either_english("month_name")
    alone = (
        f"(?:{date}|{named}|{part}|{clock}|{before}{month}|{either_english('long_part')}|{hour})"
    )
    alone = rf"(?:{alone}|(?<=at |by |in )(?:noon|lunch|evening|night|midnight)(?![a-z]))"
    whole = f"{before}{{0,3}}(?!{doubtful}){alone}(?:{further}){{0,4}}(?: week(?![a-z]))?"
    other = f"{_ahead()}|{_events()}|whenever(?: [a-z]+){{1,7}}"
    return re.compile(f"(?<![a-z]){_start()}(?:{other}|{whole})")


def _start() -> str:
    words = {word for kind in _FIRST for word in known(kind) if word.isascii()}
    return beginning(sorted({*words, *_MORE}), "[0-9]")


def _date() -> str:
    ordinal = r"(?<![0-9a-z/#])[0-9]{1,2}(?:st|nd|rd|th)(?! ?(?:floor|fl|birthday|landing))"
    month = either_english("month_name")
    dated = rf"(?:the )?(?:{ordinal}|(?<![0-9a-z])[0-9]{{1,2}})(?: of)? {month}"
    slashed = r"(?<![0-9/])[0-3]?[0-9]/[01]?[0-9](?![0-9/a-z])"
    named = rf"{month} [0-9]{{1,2}}(?:st|nd|rd|th)?(?![0-9])"
    return rf"(?:{dated}|{slashed}|{named}|the {ordinal}|(?:by|before|until|till|on) {ordinal})"


def _worded_clock() -> str:
    hour = f"(?:{either_english('hour_word')}|[0-9]{{1,2}})"
    return rf"(?:half past|quarter to|quarter past) {hour}|{hour} o\s?clock"


def _hour(named: str) -> str:
    """At six, by 5: no time of day where things are counted, as in by two inches."""
    number = f"(?:{HOUR}|{either_english('hour_word')})"
    follows, point = either_english("hour_follows"), either_english("clock_word")
    before = r"(?<![a-z])(?:at|after|around|before|by|till|until|from|since)"
    return (
        f"{before} {point}|{point}(?=,? {named})|"
        rf"{before} (?![2-9][5-9]|[3-9][0-9]){number}"
        rf"(?=\s*(?:[,.;!?)](?![0-9])|$|\n|{named}|(?:{follows})))(?! and a half)"
    )


def _ahead() -> str:
    span, few = either_english("span_en"), either_english("few", "number_word")
    number = f"(?:[0-9]{{1,3}}|{few})"
    after = f"(?:in|within|within the|in the next|over the next|in the) {number} (?:more )?{span}"
    next_few = f"(?:the )?next (?:few|couple of|{number}) {span}"
    ago = f"{number} ?{either_english('span_ago')} ago"
    return rf"(?:{after}(?! (?:of|a|now))|{next_few}|{ago})"


def _events() -> str:
    names = either_english("event_en")
    return rf"(?:before|after|since|until|till|by|at|over) {names}(?! [a-z]+s?\b)"
