"""Floors that are no address: twelve of them on foot, those of a hospital, a level of skill."""

import re
from functools import cache

from mutual_aid.reading.numbers import number_pattern
from mutual_aid.reading.words import either, pattern_of


def is_no_home(text: str, hit: re.Match[str]) -> bool:
    """Tell whether what looks like a floor only counts floors or is none of homes."""
    before = text[max(0, hit.start() - 12) : hit.start()]
    if _climbed().search(before) and not pattern_of("floor_inside").match(text, hit.end()):
        return True
    if _elsewhere_before().search(before) or _elsewhere_after().match(text, hit.end()):
        return True
    if pattern_of("floor_lead").match(hit[0]) and _dated_before().search(before):
        return True
    if pattern_of("level_word").match(hit[0]):
        return bool(_no_level_before().search(before) or _no_level_after().match(text, hit.end()))
    if not _cardinal().fullmatch(hit[0]):
        return False
    several = hit[0].endswith("s") or _things().match(text, hit.end())
    return bool(several or _count_before().search(before))


@cache
def _climbed() -> re.Pattern[str]:
    """Twelve floors on foot are no address."""
    return re.compile(rf"{either('floor_count_before')}$")


@cache
def _cardinal() -> re.Pattern[str]:
    return re.compile(rf"{number_pattern()}\s?{either('floor_word')}")


@cache
def _count_before() -> re.Pattern[str]:
    return re.compile(rf"{either('floor_count_en')}\s$")


@cache
def _things() -> re.Pattern[str]:
    return re.compile(rf"\s{either('floor_things')}")


@cache
def _elsewhere_before() -> re.Pattern[str]:
    return re.compile(rf"{either('floor_elsewhere')}[,\s]{{0,2}}$")


@cache
def _elsewhere_after() -> re.Pattern[str]:
    return re.compile(rf"\s(?:of|at|in)\s(?:the\s)?{either('floor_elsewhere')}")


@cache
def _dated_before() -> re.Pattern[str]:
    """A trip on 14 is on a day of the month."""
    return re.compile(rf"{either('dated_before')}\s$")


@cache
def _no_level_before() -> re.Pattern[str]:
    return re.compile(rf"{either('not_level_before')}\s$")


@cache
def _no_level_after() -> re.Pattern[str]:
    return re.compile(rf"\s{either('not_level_after')}")
