"""Which of several times in a message says when help is due: points for what speaks for it."""

import re
from functools import cache

from mutual_aid.reading.script import Plain
from mutual_aid.reading.words import either, either_chinese, known

_BEFORE, _NEAR, _SOON_AFTER = 45, 14, 10
_SENTENCE = re.compile(r"[.!?;\n\u3002]")
_WORDS = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
_PAST_TENSE = re.compile(r"(?<![a-z])[a-z]{3,}ed(?![a-z])")
_LONGEST = 10

_POINTS = {
    "pressing": 0.1,
    "now": -2.1,
    "last": -0.1,
    "since": -0.1,
    "ago": -0.6,
    "yesterday": -0.3,
    "today": 0.9,
    "tomorrow": 1.7,
    "often": -0.6,
    "weekday": 0.9,
    "date": 0.1,
    "season": 0.2,
    "month": -0.7,
    "ahead": -0.9,
    "hour": -1.8,
    "part": -1.6,
    "whenever": -1.8,
    "other": -1.5,
    "clock": 0.9,
    "length": 1.6,
    "place": 0.5,
    "wished before": 0.8,
    "told before": -0.6,
    "denied": -0.6,
    "going on": 2.0,
    "late": -0.9,
    "habit": -1.8,
}
"""What speaks for and against, found by trying on the labelled messages, then rounded."""


def points(plain: Plain, start: int, end: int) -> float:
    """Return how much speaks for the words from start to end; below 0 they say no time of help."""
    return sum(_POINTS.get(x, 0.0) * much for x, much in traits(plain, start, end).items())


def traits(plain: Plain, start: int, end: int) -> dict[str, float]:
    """Return what is to be seen of the words for a time and what stands around them."""
    text, words = plain.text, plain.text[start:end]
    before = _SENTENCE.split(text[max(0, start - _BEFORE) : start])[-1]
    kind = _kind(words)
    found = {
        kind: 1.0,
        "clock": float(bool(_of("clock").search(words))),
        "length": min(len(_WORDS.findall(words)), _LONGEST) / 4,
        "place": start / len(text),
        "wished before": float(bool(_of("wished").search(before))),
        "told before": float(bool(_PAST_TENSE.search(before) or _of("told").search(before))),
        "going on": float(kind == "now" and _goes_on(text, end)),
        "denied": float(bool(_of("denied").search(before[-_NEAR:]))),
        "late": float(bool(_of("late").match(text, end))),
        "habit": float(_is_habit(text, start, end, kind)),
    }
    return {name: much for name, much in found.items() if much}


def _goes_on(text: str, end: int) -> bool:
    """Tell whether something is said to happen now, or now ends the message."""
    return text[end:].strip(" .!") == "" or bool(_of("under way").match(text, end))


def _is_habit(text: str, start: int, end: int, kind: str) -> bool:
    """Tell whether it is only told what happens each time: money sent monthly, tears at dusk."""
    each_time = _of("each time").match(text, max(0, start - 1))
    return bool(each_time or (kind == "often" and _of("habit").match(text, end)))


def _kind(words: str) -> str:
    for kind in _KINDS:
        if _of(kind).search(words):
            return kind
    return "other"


_KINDS = (
    *("pressing", "now", "last", "since", "ago", "yesterday", "today", "tomorrow", "often"),
    *("weekday", "date", "season", "month", "ahead", "hour", "part", "whenever"),
)


@cache
def _of(kind: str) -> re.Pattern[str]:
    return re.compile(_shapes()[kind])


@cache
def _shapes() -> dict[str, str]:
    week = f"{either('week')}{either('weekday_sign')}"
    month = f"{either('month_name')}|{either('month')}"
    return {
        "pressing": either("pressing"),
        "now": f"^(?:{either('now')})$",
        "last": either("last_time"),
        "since": "(?<![a-z])since(?![a-z])",
        "ago": f" ago|{either('span_sign')}{either('span_before')}$",
        "yesterday": _days("-"),
        "today": _days("0"),
        "tomorrow": _days("123"),
        "often": either("often", "every_week"),
        "weekday": f"{either('weekday')}|{week}",
        "date": f"(?:{month}).*[0-9]|[0-9](?:st|nd|rd|th|/[0-9])|{either('date_sign')}",
        "season": either("season"),
        "month": month,
        "ahead": f"^(?:in|within) |{either('within_sign')}",
        "hour": f"[0-9]|{either('clock_sign', 'hour_word')}",
        "part": either("part", "long_part"),
        "whenever": f"whenever|{either('when_free')}",
        "clock": f"[0-9] ?(?:am|pm|[:.])|(?:at|by|after|before) "
        f"(?:[0-9]|{either('hour_word', 'clock_word')})|{either('clock_sign')}",
        "wished": either("wished"),
        "told": either("told"),
        "under way": f".{{0,{_SOON_AFTER}}}{either('under_way')}",
        "denied": rf"{either('denied')}[^,.;]*$",
        "late": either("late_after"),
        "habit": rf".{{0,2}}{either('habit_after')}",
        "each time": rf"[{_once()}]{either_chinese('until')}",
    }


def _once() -> str:
    return "".join(sign for sign, value in known("digit").items() if value == "1")


def _days(signs: str) -> str:
    words = {x for kind in ("day", "day_part") for x, y in known(kind).items() if y[:1] in signs}
    return "|".join(rf"(?<![a-z]){re.escape(x)}(?![a-z])" for x in sorted(words))
