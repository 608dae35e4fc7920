"""Every cell of an estate file is held against its column."""

import pytest

from mutual_aid import estate_files
from mutual_aid.importing.files import BY_NAME
from tests.mutual_aid.paper import Paper, Spoil, problems

UNFIT_CELLS: list[tuple[str, Spoil, str]] = [
    (
        "an unknown skill in a list",
        lambda p: p.change("volunteers.csv", "V001", skills="form_filling|lifing"),
        'volunteers.csv line 2, column skills: "lifing" is not a skill; did you mean "lifting"?',
    ),
    (
        "a list with commas",
        lambda p: p.change("volunteers.csv", "V001", skills="cooking,errands"),
        'volunteers.csv line 2, column skills: "cooking,errands" is not one value; '
        "join values by |, like one|two",
    ),
    (
        "a list with a hole",
        lambda p: p.change("volunteers.csv", "V001", skills="cooking||errands"),
        'volunteers.csv line 2, column skills: "cooking||errands" has an empty place; '
        "write one | between two values, none after",
    ),
    (
        "a day part that is none",
        lambda p: p.change("leaders.csv", "L002", availability="tue_am|wed_evening"),
        'leaders.csv line 3, column availability: "wed_evening" is not a day part; '
        'did you mean "wed_eve"?',
    ),
    (
        "a number in words",
        lambda p: p.change("volunteers.csv", "V003", max_tasks_per_week="two"),
        'volunteers.csv line 4, column max_tasks_per_week: "two" is not a whole number '
        "from 0 to 50; write digits only",
    ),
    (
        "a number out of bounds",
        lambda p: p.change("volunteers.csv", "V003", max_tasks_per_week="400"),
        'volunteers.csv line 4, column max_tasks_per_week: "400" is not a whole number '
        "from 0 to 50; write digits only",
    ),
    (
        "hours with a comma",
        lambda p: p.change("volunteers.csv", "V003", hours_total="14,6"),
        'volunteers.csv line 4, column hours_total: "14,6" is not a number of hours; '
        "write it like 19.5",
    ),
    (
        "a date that does not exist",
        lambda p: p.change("volunteers.csv", "V003", joined_on="2026-02-30"),
        'volunteers.csv line 4, column joined_on: "2026-02-30" is not a date; '
        "write it like 2026-11-01",
    ),
    (
        "a time of day that does not exist",
        lambda p: p.change("checkin_residents.csv", "R001", window_end="25:00"),
        'checkin_residents.csv line 2, column window_end: "25:00" is not a time of day; '
        "write it as HH:MM, like 08:30",
    ),
    (
        "a time of day without its zero",
        lambda p: p.change("checkin_residents.csv", "R001", window_start="8:00"),
        'checkin_residents.csv line 2, column window_start: "8:00" is not a time of day; '
        "write it as HH:MM, like 08:30",
    ),
    (
        "a time zone of one's own",
        lambda p: p.change("estates.csv", "MC", timezone="Asia/HongKong"),
        'estates.csv line 2, column timezone: "Asia/HongKong" is not a time zone; '
        'did you mean "Asia/Hong_Kong"?',
    ),
    (
        "a language that does not say which Chinese",
        lambda p: p.change("volunteers.csv", "V001", languages="zh"),
        'volunteers.csv line 2, column languages: "zh" is not a language code; '
        "write codes such as yue, cmn or en (docs/estate-files.md)",
    ),
    (
        "an empty cell that must be filled",
        lambda p: p.change("volunteers.csv", "V001", radius=""),
        "volunteers.csv line 2, column radius: is empty; write block, estate, both",
    ),
]


@pytest.mark.parametrize(
    ("spoil", "said"), [x[1:] for x in UNFIT_CELLS], ids=[x[0] for x in UNFIT_CELLS]
)
def test_an_unfit_cell_is_named_with_what_to_write_instead(spoil: Spoil, said: str) -> None:
    paper = Paper()
    spoil(paper)
    assert problems(paper) == [said]


def test_no_private_value_is_ever_repeated() -> None:
    secret = "Zz9-Secret;x"
    paper = Paper()
    for file, rows in paper.files.items():
        columns = BY_NAME[file].by_name
        for name in rows[0]:
            if columns[name].private:
                rows[0][name] = secret if not name.startswith(("name", "contact")) else secret * 40
    said = "\n".join(problems(paper))
    assert "telegram_id" in said
    assert "name_en" in said
    assert "unit_id" in said
    assert secret not in said


def test_a_name_in_one_script_stands_for_all_three() -> None:
    paper = Paper().change("volunteers.csv", "V001", name_zh_hans="", name_en="")
    row = estate_files.check(paper.contents()).rows["volunteers.csv"]["V001"]
    assert row.text("name_en") == row.text("name_zh_hans") == row.text("name_zh_hant") == "張平"
