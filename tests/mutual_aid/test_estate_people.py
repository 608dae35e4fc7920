"""The Telegram number says who of the estate files is one person."""

import pytest

from mutual_aid import estate_files
from tests.mutual_aid.paper import Paper, Spoil, problems

DOUBLE_NUMBERS: list[tuple[str, Spoil, str]] = [
    (
        "the same number for two volunteers",
        lambda p: p.change("volunteers.csv", "V002", telegram_id="990000000051"),
        "volunteers.csv line 3, column telegram_id: this number stands in line 2 too; "
        "it belongs to one of them",
    ),
    (
        "the same number for two leaders",
        lambda p: p.change("leaders.csv", "L002", telegram_id="990000000001"),
        "leaders.csv line 3, column telegram_id: this number stands in line 2 too; "
        "it belongs to one of them",
    ),
]


@pytest.mark.parametrize(
    ("spoil", "said"), [x[1:] for x in DOUBLE_NUMBERS], ids=[x[0] for x in DOUBLE_NUMBERS]
)
def test_one_number_for_two_people_of_a_file_is_a_mistake(spoil: Spoil, said: str) -> None:
    paper = Paper()
    spoil(paper)
    assert problems(paper) == [said]


def test_a_leader_who_also_volunteers_is_one_person_named_by_the_leader_row() -> None:
    leader = Paper().row("leaders.csv", "L002")
    same = {key: leader[key] for key in ("telegram_id", "name_zh_hans", "name_zh_hant", "name_en")}
    paper = Paper().change("volunteers.csv", "V001", **same, phone="+852 0000 9999")
    estate = estate_files.check(paper.contents())
    [person] = [p for p in estate.people if p.telegram_id == int(same["telegram_id"])]
    assert [row.key for row in person.rows] == ["L002", "V001"]
    assert person.code == "L002"
    assert person.values["phone"] == leader["phone"]
    assert estate.notes == ()


def test_one_number_under_two_names_in_two_files_is_allowed_and_mentioned() -> None:
    paper = Paper().change("volunteers.csv", "V001", telegram_id="990000000002")
    [note] = estate_files.check(paper.contents()).notes
    assert str(note) == (
        "volunteers.csv line 2, column telegram_id: this number stands under another name in "
        "leaders.csv line 3; taken as one person"
    )


def test_one_leader_may_answer_for_two_stretches_of_floors() -> None:
    paper = Paper().copy("leaders.csv", "L002", leader_id="L099", floor_from="9", floor_to="9")
    estate = estate_files.check(paper.contents())
    [person] = [p for p in estate.people if p.telegram_id == 990000000002]
    assert [row.key for row in person.rows] == ["L002", "L099"]


def test_people_without_telegram_stand_alone_and_such_neighbours_are_no_members() -> None:
    estate = estate_files.check(Paper().contents())
    alone = [person for person in estate.people if person.telegram_id is None]
    assert {person.rows[0].file for person in alone} == {"volunteers.csv"}
    assert all(len(person.rows) == 1 for person in alone)
