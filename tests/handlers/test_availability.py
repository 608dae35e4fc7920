"""A week to tap: what a button changes, and how the week is put in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.availability import QUICK, changed, described, grid, members_of
from handlers.screens import Button
from handlers.words import words
from mutual_aid.record import Language
from mutual_aid.times import DAY_PARTS, WEEKDAYS

CODES = [*QUICK, *WEEKDAYS, *DAY_PARTS]
weeks = st.sets(st.sampled_from(DAY_PARTS))


def drawn(chosen: tuple[str, ...]) -> list[list[Button]]:
    rows = grid(words(Language.EN), chosen, lambda label, arg: Button(label, "free", arg=arg))
    return [list(row) for row in rows]


@given(weeks, st.sampled_from(CODES))
def test_a_second_tap_on_an_old_picture_changes_nothing(week: set[str], code: str) -> None:
    for arg in (f"+{code}", f"-{code}"):
        once = changed(week, arg)
        assert changed(once, arg) == once


@given(weeks, st.sampled_from(CODES))
def test_other_times_stay_as_they_are(week: set[str], code: str) -> None:
    others = set(DAY_PARTS) - set(members_of(code))
    assert set(changed(week, f"+{code}")) & others == week & others
    assert set(changed(week, f"-{code}")) & others == week & others


@settings(deadline=None)  # the first example reads the catalogues
@given(weeks)
def test_every_day_has_one_row_and_every_label_shows_what_is_chosen(week: set[str]) -> None:
    days = drawn(tuple(week))[-7:]
    for day, row in zip(WEEKDAYS, days, strict=True):
        parts = [f"{day}_{part}" for part in ("am", "pm", "eve")]
        assert [x.label.startswith("✅") for x in row[1:]] == [part in week for part in parts]
        assert row[0].label.startswith("✅") == set(parts).issubset(week)


def test_the_week_fits_below_one_message() -> None:
    assert sum(len(row) for row in drawn(())) + 3 <= 100
    assert max(len(row) for row in drawn(())) <= 4


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (DAY_PARTS, "Any time"),
        (QUICK["weekend"], "Weekends"),
        ((*QUICK["weekday_eve"], "sat_am"), "Weekday evenings; Sat am"),
        (("mon_am", "mon_pm", "mon_eve", "tue_eve"), "Mon all day; Tue eve"),
        (("wed_am", "wed_eve"), "Wed am, eve"),
        ((), ""),
    ],
)
def test_a_week_is_said_in_few_words(week: tuple[str, ...], said: str) -> None:
    assert described(words(Language.EN), week) == said


def test_a_week_is_said_in_the_readers_language() -> None:
    week = ("mon_am", "mon_pm", *QUICK["weekend"])
    assert described(words(Language.ZH_HANT), week) == "週末，星期一朝早、下晝"
    assert described(words(Language.ZH_HANS), week) == "周末，周一上午、下午"
