"""When help is due or something happened: the words that say so."""

import re
from functools import cache

from mutual_aid.reading.script import Plain
from mutual_aid.reading.when_words import expressions
from mutual_aid.reading.words import either, known
from mutual_aid.record import Record

_DUE_AT, _DUE, _OFTEN, _HOUR, _PAST, _PART, _NOW = 1.0, 0.95, 0.8, 0.7, 0.4, 0.35, 0.3


class Moment(Record):
    """Words for a time, where they stand, and how surely they say when help is due."""

    words: str
    start: int
    end: int
    sure: float


def when_in(plain: Plain) -> Moment | None:
    """Return the words that say when, those for a time to come before those for the past."""
    hits = expressions().finditer(plain.text)
    found = [_moment(plain, *hit.span()) for hit in hits if not _is_split(plain.text, hit.start())]
    found += [_now(plain, hit) for hit in _now_words().finditer(plain.text)]
    return max((x for x in found if x.words), key=lambda x: (x.sure, -x.start), default=None)


def _is_split(text: str, start: int) -> bool:
    """Tell whether the first sign belongs to the word before it, as in 之後."""
    return text[max(0, start - 1) : start] in known("never_before_time")


def _moment(plain: Plain, start: int, end: int) -> Moment:
    off = _lead_off().match(plain.text, start, end)
    start = off.end() if off else start
    words = plain.words(start, end).strip(" ,-\u3001")
    return Moment(words=words, start=start, end=end, sure=_worth(plain.text[start:end]))


def _now(plain: Plain, hit: re.Match[str]) -> Moment:
    start, end = hit.span()
    return Moment(words=plain.words(start, end), start=start, end=end, sure=_NOW)


def _worth(text: str) -> float:
    if _past().search(text):
        return _PAST
    if _due().search(text):
        return _DUE if not _clock().search(text) else _DUE_AT
    if _often().search(text):
        return _DUE if _clock().search(text) else _OFTEN
    return _PART if re.fullmatch(either("long_part"), text) else _HOUR


@cache
def _now_words() -> re.Pattern[str]:
    return re.compile(either("now"))


@cache
def _lead_off() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('lead_off')} (?!the {either('part')})|by (?=every ))")


@cache
def _past() -> re.Pattern[str]:
    return re.compile(either("past"))


@cache
def _due() -> re.Pattern[str]:
    kinds = ("day", "day_part", "weekday", "season", "month_name", "date_sign", "week")
    return re.compile(either(*kinds))


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(f"[0-9]|{either('clock_sign')}")


@cache
def _often() -> re.Pattern[str]:
    return re.compile(either("often", "every_week"))
