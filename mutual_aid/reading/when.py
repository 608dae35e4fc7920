"""When help is due or something happened: the words that say so."""

import math
import re
from functools import cache

from mutual_aid.reading.script import Plain
from mutual_aid.reading.spots import spots_in
from mutual_aid.reading.when_chinese import chinese
from mutual_aid.reading.when_english import english
from mutual_aid.reading.when_points import points
from mutual_aid.reading.words import either, known
from mutual_aid.record import Record

_LEAST_POINTS = -0.3
_MOST_SURE = 0.95


class Moment(Record):
    """Words for a time, where they stand, and how surely they say when help is due."""

    words: str
    start: int
    end: int
    sure: float


def when_in(plain: Plain) -> Moment | None:
    """Return the words that say when, those for a time to come before those for the past."""
    found = [(points(plain, start, end), -start, end) for start, end in _spans(plain.text)]
    if not found:
        return None
    most, start, end = max(found)
    words = plain.words(-start, end).strip(" ,-\u3001")
    if not words or most < _LEAST_POINTS:
        return None
    return Moment(words=words, start=-start, end=end, sure=_sure(most))


def _spans(text: str) -> list[tuple[int, int]]:
    """Return where times are named, without words such as starting before them."""
    hits = [x for x in english().finditer(text) if not _is_floor(text, x)]
    if not text.isascii():
        hits += [x for x in chinese().finditer(text) if not _is_split(text, x.start())]
    spans = [(_without_lead(text, *hit.span()), hit.end()) for hit in hits]
    return spans + [x.span() for x in _now_words().finditer(text)]


def _is_floor(text: str, hit: re.Match[str]) -> bool:
    """Tell whether the words are a floor without its word: the couple on the 9th have no water."""
    return any(x.start <= hit.start() and hit.end() <= x.end for x in spots_in(text))


def _is_split(text: str, start: int) -> bool:
    """Tell whether the first sign belongs to the word before it, as in 之後."""
    return text[max(0, start - 1) : start] in known("never_before_time")


def _without_lead(text: str, start: int, end: int) -> int:
    off = _lead_off().match(text, start, end)
    return off.end() if off else start


def _sure(most: float) -> float:
    return min(_MOST_SURE, 1 / (1 + math.exp(-most)))


@cache
def _now_words() -> re.Pattern[str]:
    return re.compile(either("now"))


@cache
def _lead_off() -> re.Pattern[str]:
    often, after_in = either("often"), either("month_name", "season", "after_in")
    lead = rf"{either('lead_off')} (?!the {either('part')})"
    particle = rf"(?:in|over) (?:(?=(?:this|next) )|(?![0-9]|{after_in}))"
    return re.compile(rf"(?:{lead}|(?:by|in|on|at) (?={often})|{particle})")
