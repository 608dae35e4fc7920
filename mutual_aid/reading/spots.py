"""Where a text names a floor or a flat, in every shape that people write."""

import re
from functools import cache, lru_cache

from mutual_aid.reading.numbers import number_pattern, value_of
from mutual_aid.reading.spots_counted import is_no_home
from mutual_aid.reading.spots_floors import Shape, floor_shapes, floor_sign
from mutual_aid.reading.words import either, known
from mutual_aid.record import Record

_HIGHEST = 99
_MOST_UNITS = 30
_ANY_UNIT = 99
"""Beside a block or a label even a slip such as 2199 is a flat."""


class Spot(Record):
    """A floor, a flat of two digits where one was named, and where in the text both stand."""

    floor: int
    unit_no: str | None
    start: int
    end: int
    labelled: bool
    """Whether a word such as floor or flat says what the number is."""


@lru_cache(maxsize=4)
def spots_in(text: str) -> tuple[Spot, ...]:
    """Return what may be a floor or flat, in order; what lies inside another is left out."""
    found: list[Spot] = []
    for shape in _shapes():
        for hit in shape.pattern.finditer(text):
            spot = _spot(text, hit, shape.labelled) if shape.is_led(text, hit.start()) else None
            if spot and not any(x.start < spot.end and spot.start < x.end for x in found):
                found.append(spot)
    return tuple(sorted(found, key=lambda x: x.start))


def _spot(text: str, hit: re.Match[str], labelled: bool) -> Spot | None:
    parts = hit.groupdict()
    floor, unit = _floor(parts["floor"]), parts.get("unit")
    number = value_of(unit) if unit else None
    beside = _is_beside_block(text, hit.start(), hit.end())
    most = _ANY_UNIT if labelled or beside else _MOST_UNITS
    if floor is None or not 0 < floor <= _HIGHEST:
        return None
    if unit and (number is None or not 0 < number <= most):
        return None
    if not labelled and _is_something_else(text, hit.start(), hit.end(), beside):
        return None
    if not unit and (is_no_home(text, hit) or not _is_one_of_two(parts)):
        return None
    return Spot(
        floor=floor,
        unit_no=f"{number:02}" if number else None,
        start=hit.start(),
        end=hit.end(),
        labelled=labelled,
    )


def _floor(written: str) -> int | None:
    ordinal = known("ordinal_word").get(written)
    return int(ordinal) if ordinal else value_of(written)


def _is_one_of_two(parts: dict[str, str | None]) -> bool:
    """The stairs between 5 and 6 are on no floor between 5 and 9; the signs of 5 and 6 in a row
    are two floors, not the 56th."""
    written, following = parts["floor"] or "", parts.get("next")
    if following:
        return abs(int(following) - int(written)) == 1
    digits = [known("digit").get(x) for x in written]
    return len(digits) != 2 or None in digits or int(digits[1] or 0) - int(digits[0] or 0) != 1


def _is_beside_block(text: str, start: int, end: int) -> bool:
    """Tell whether a block stands right before or after, as in B座2199 or 2199 Block C."""
    before = _block_before().search(text[max(0, start - 12) : start])
    return bool(before or _block_after().match(text, end))


@cache
def _block_before() -> re.Pattern[str]:
    named = rf"{either('block_word')}\s?[a-z0-9]{{1,2}}|{either('block_sign')}"
    return re.compile(rf"(?:{named}|(?<![a-z0-9])[a-h])[\s,-]{{0,2}}$")


@cache
def _block_after() -> re.Pattern[str]:
    return re.compile(rf"[\s,]{{0,2}}{either('block_word')}\s?[a-z0-9]{{1,2}}(?![a-z0-9])")


def _is_something_else(text: str, start: int, end: int, beside: bool) -> bool:
    """Tell whether a bare number is money, a time, a weight or the like.

    What follows the number says nothing where a block stands beside it.
    """
    if _before().search(text[max(0, start - 12) : start]):
        return True
    return not beside and bool(_after().match(text, end))


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"\s*{either('not_flat_after')}|[0-9]|[.:][0-9]|\s*%")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('not_flat_before')}\s*|[0-9][.:,]|[+])$")


@cache
def _shapes() -> tuple[Shape, ...]:
    flats = (Shape(pattern=re.compile(x), labelled=labelled) for x, labelled in _flats())
    return (*flats, *floor_shapes())


def _flats() -> tuple[tuple[str, bool], ...]:
    number, sign = number_pattern(), floor_sign()
    ordinal = rf"(?:st|nd|rd|th)?\s?{either('floor_word')}"
    unit_word = rf"(?:{either('unit_word')}\s?(?:no\.?\s?)?#?\s?|#)"
    unit_sign = rf"\s?{either('unit_sign')}"
    floor = rf"(?<![0-9]){_named('floor', number)}"
    gap = rf"(?:[\s,\u3001.-]|{either('of_sign')}){{0,3}}"
    no_more = rf"(?![0-9:.]|\s?[a-z]|{either('no_unit_before')})"
    together = r"(?P<floor>[0-9]{1,2})(?P<unit>[0-9]{2})"
    shared = rf"(?!\s?{either('household_sign')}{either('unit_count_after')})"
    flat_first = rf"{unit_word}{_named('unit', number)}\s*(?:,|on|at)?\s*(?:the\s)?"
    return (
        (
            rf"{floor}{sign}{gap}(?:{unit_word}|number\s)"
            rf"{_named('unit', '[0-9]{1,2}')}(?![0-9])",
            True,
        ),
        (rf"{floor}{sign}{gap}{_named('unit', number)}{shared}{unit_sign}", True),
        (
            rf"{floor}{sign}\s?(?P<unit>0[0-9]|[1-9][0-9]){no_more}",
            True,
        ),
        (rf"{flat_first}{_named('floor', number)}(?:{sign}|{ordinal})", True),
        (rf"{flat_first}{either('floor_word')}\s?{_named('floor', number)}", True),
        (rf"{unit_word}{_named('unit', '[0-9]{1,2}')} on (?P<floor>[0-9]{{1,2}})(?![0-9])", True),
        (rf"{unit_word}{together}(?![0-9])", True),
        (r"#?(?<![0-9])(?P<floor>[0-9]{1,2})-(?P<unit>0[1-9]|1[0-9])(?![0-9])", False),
        (rf"(?<![0-9]){together}(?={unit_sign})", True),
        (rf"(?P<floor>{_digits()}{{1,2}}?)(?P<unit>[{_zero()}]{_digits()})", True),
        (rf"{floor}{ordinal}{gap}{unit_word}{_named('unit', '[0-9]{1,2}')}(?![0-9])", True),
        (
            rf"{either('floor_word')}\s?{_named('floor', '[0-9]{1,2}')}{gap}"
            rf"{unit_word}{_named('unit', '[0-9]{1,2}')}(?![0-9])",
            True,
        ),
        (rf"(?<![0-9])(?<![0-9][:.,])(?<!#){together}(?![0-9])", False),
    )


def _named(name: str, pattern: str) -> str:
    return f"(?P<{name}>{pattern})"


def _digits() -> str:
    return "[" + "".join(known("digit")) + "]"


def _zero() -> str:
    return "".join(sign for sign, value in known("digit").items() if value == "0")
