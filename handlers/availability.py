"""When somebody is free: a week of mornings, afternoons and evenings to tap, and its words."""

from collections.abc import Callable, Iterable

from handlers.screens import Button, Rows
from handlers.words import Words
from mutual_aid.times import DAY_PARTS, WEEKDAYS, Part

QUICK = {
    "any": DAY_PARTS,
    "weekday_eve": tuple(f"{day}_eve" for day in WEEKDAYS[:5]),
    "weekend": tuple(f"{day}_{part}" for day in WEEKDAYS[5:] for part in Part),
}
"""Choices that stand for many parts of the week, in the order in which they are looked for."""

Choose = Callable[[str, str], Button]
"""Makes a button of a label and an argument for changed()."""


def members_of(code: str) -> tuple[str, ...]:
    """Return the day parts that a code stands for: a quick choice, a day, or one part."""
    if code in QUICK:
        return QUICK[code]
    return tuple(x for x in DAY_PARTS if x == code or x.startswith(f"{code}_"))


def changed(chosen: Iterable[str], arg: str) -> tuple[str, ...]:
    """Return the parts in the order of the week after +code was added or -code taken away.

    The button says which of the two it does, so that a second tap on an old picture does no harm.
    """
    meant, before = set(members_of(arg[1:])), set(chosen)
    after = before | meant if arg.startswith("+") else before - meant
    return tuple(x for x in DAY_PARTS if x in after)


def grid(words: Words, chosen: Iterable[str], choose: Choose) -> Rows:
    """Return the quick choices and a row for each day: the day, then its three parts."""
    have = frozenset(chosen)
    quick = tuple(_toggle(words, code, have, choose) for code in ("weekday_eve", "weekend"))
    days = [
        tuple(
            _toggle(words, code, have, choose)
            for code in (day, *(f"{day}_{part}" for part in Part))
        )
        for day in WEEKDAYS
    ]
    return (quick, (_toggle(words, "any", have, choose),), *days)


def _toggle(words: Words, code: str, have: frozenset[str], choose: Choose) -> Button:
    label = words.plain(f"free.{code.partition('_')[2] if code in DAY_PARTS else code}")
    if have.issuperset(members_of(code)):
        return choose(f"✅ {label}", f"-{code}")
    return choose(label, f"+{code}")


def described(words: Words, chosen: Iterable[str]) -> str:
    """Return the parts in short words: quick choices first, then the days one by one."""
    left, found = set(chosen), []
    for code, parts in QUICK.items():
        if left.issuperset(parts):
            found.append(words.plain(f"free.{code}"))
            left -= set(parts)
    found += [_day(words, day, left) for day in WEEKDAYS if left & set(members_of(day))]
    return words.plain("free.and").join(found)


def _day(words: Words, day: str, left: set[str]) -> str:
    name = words.plain(f"free.{day}")
    if left.issuperset(members_of(day)):
        return words.plain("free.whole_day", day=name)
    parts = [words.plain(f"free.{part}") for part in Part if f"{day}_{part}" in left]
    return words.plain("free.parts_of_day", day=name, parts=words.plain("free.or").join(parts))
