"""Which of the people spoken of need help, by who they are and by the kind of need."""

import re
from functools import cache

from mutual_aid.reading.numbers import number_pattern, value_of
from mutual_aid.reading.people.groups import groups_in
from mutual_aid.reading.people.mention import Group
from mutual_aid.reading.people.roles import are_needing
from mutual_aid.reading.script import Plain
from mutual_aid.reading.words import either, known, pattern_of
from mutual_aid.record import Record

_MOST = 200
_SURE, _LIKELY, _GUESSED = 0.85, 0.8, 0.6


class PeopleRead(Record):
    """A number of people, the stretch of text that says so, and how sure that is."""

    number: int
    start: int
    end: int
    sure: float


def people_in(message: Plain, category_code: str) -> PeopleRead:
    """Return how many need help; one where the text says nothing else.

    Where children are to be looked after, their parents are not counted.
    """
    text = message.text
    groups = [x for x in groups_in(message) if are_needing(text, x, category_code)]
    read = _said(groups, category_code) or _homes(text, category_code)
    sides = _sides(text, category_code)
    if read and read.number >= sides:
        return read
    sure = _LIKELY if sides == 1 else _GUESSED
    return PeopleRead(number=sides, start=0, end=0, sure=sure)


def _said(groups: list[Group], category_code: str) -> PeopleRead | None:
    """Return all at once where the text says so, else the largest group."""
    counted = [(_number(x, category_code), x) for x in groups]
    several = [(number, x) for number, x in counted if 1 < number <= _MOST]
    if not several:
        return None
    number, group = max(several, key=_weight)
    return PeopleRead(number=number, start=group.start, end=group.end, sure=_SURE)


def _weight(one: tuple[int, Group]) -> tuple[bool, bool, int, int]:
    number, group = one
    whole = any(x.whole and not x.part for x in group.mentions)
    ours = whole and any(x.speaker for x in group.mentions)
    return ours, whole, number, -group.start


def _number(group: Group, category_code: str) -> int:
    """Return how many of a group need help; words that count no one, such as the kids, say one."""
    if len(group.mentions) == 1 and not group.mentions[0].counted:
        return 1
    if any(x.parent for x in group.mentions):
        return group.number if category_code in known("parent_too") else 1
    children = sum(x.number for x in group.mentions if x.child)
    if category_code in known("children_only"):
        return children or _all_called(group)
    if category_code in known("children_first"):
        return children or group.number
    kin = any(x.kin for x in group.mentions) and category_code not in known("siblings_too")
    alone = children == group.number > 1 and not group.whole and not kin
    if alone and category_code in known("parent_too"):
        return children + 1
    return group.number


def _all_called(group: Group) -> int:
    """Return how many are counted without a word for children: all three, Ivy and Ralph."""
    if any(x.whole and not (x.part and x.kin) for x in group.mentions):
        return group.number
    return sum(x.number for x in group.mentions if x.named)


def _homes(text: str, category_code: str) -> PeopleRead | None:
    for hit in _home_shapes().finditer(text):
        value = value_of(hit["number"])
        if value and 1 < value <= _MOST:
            return PeopleRead(number=value, start=hit.start(), end=hit.end(), sure=_LIKELY)
    return None


def _sides(text: str, category_code: str) -> int:
    """Return how many a need has where no one is counted: two quarrel, water runs to two flats."""
    if category_code in known("two_sides"):
        return 3 if pattern_of("between_two").search(text) else 2
    if category_code in known("two_flats") and pattern_of("flat_below").search(text):
        return 2
    return (
        2 if category_code in known("parent_too") and pattern_of("with_child").search(text) else 1
    )


@cache
def _home_shapes() -> re.Pattern[str]:
    nth = either("no_count_before")
    number = f"(?<![0-9.:/$#-])(?<!{nth})(?P<number>{number_pattern()})"
    return re.compile(
        rf"{number}\s*(?:(?:{either('measure')})?\s*{either('household')}"
        f"|{either('home_sign')}(?={either('home_after')}))"
    )
