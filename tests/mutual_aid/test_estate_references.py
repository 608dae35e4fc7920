"""Rows of estate files that speak of each other must agree."""

import pytest

from tests.mutual_aid.paper import Paper, Spoil, problems

CONTRADICTIONS: list[tuple[str, Spoil, str]] = [
    (
        "an estate that does not exist",
        lambda p: p.change("staff.csv", "S002", estate_id="MX"),
        'staff.csv line 3, column estate_id: "MX" is not in estates.csv; '
        "add it there or write another",
    ),
    (
        "a block that does not exist",
        lambda p: p.change("volunteers.csv", "V001", home_block_id="MCB"),
        'volunteers.csv line 2, column home_block_id: "MCB" is not in blocks.csv; '
        'did you mean "MC-B"?',
    ),
    (
        "a block of the other estate",
        lambda p: p.change("volunteers.csv", "V001", home_block_id="RH-1"),
        "volunteers.csv line 2, column home_block_id: RH-1 does not belong to estate MC",
    ),
    (
        "a building leader who does not exist",
        lambda p: p.change("blocks.csv", "MC-A", building_leader_id="L0001"),
        'blocks.csv line 2, column building_leader_id: "L0001" is not in leaders.csv; '
        'did you mean "L001"?',
    ),
    (
        "a floor leader as building leader",
        lambda p: p.change("blocks.csv", "MC-A", building_leader_id="L002"),
        "blocks.csv line 2, column building_leader_id: L002 is not a building leader in "
        "leaders.csv; name one who is",
    ),
    (
        "a building leader of another block",
        lambda p: p.change("blocks.csv", "MC-A", building_leader_id="L010"),
        "blocks.csv line 2, column building_leader_id: L010 leads in another block; "
        "name a leader of this one",
    ),
    (
        "a leader above the roof",
        lambda p: p.change("leaders.csv", "L009", floor_to="31"),
        "leaders.csv line 10, column floor_to: MC-A has only 30 floors",
    ),
    (
        "a leader whose floors stand upside down",
        lambda p: p.change("leaders.csv", "L001", floor_from="30", floor_to="1"),
        "leaders.csv line 2, column floor_from: 30 is above floor_to (1); exchange them",
    ),
    (
        "a floor whose leader covers others",
        lambda p: p.change("floors.csv", "MC-A", floor_leader_id="L003"),
        "floors.csv line 2, column floor_leader_id: L003 covers floors 5 to 7, not this one",
    ),
    (
        "a category that does not exist",
        lambda p: p.change("organisation_services.csv", "O01", category_code="income.benefit"),
        'organisation_services.csv line 2, column category_code: "income.benefit" is not a need '
        'category; did you mean "income.benefit_application"?',
    ),
    (
        "a body that does not exist",
        lambda p: p.change("staff.csv", "S001", org_id="O99"),
        'staff.csv line 2, column org_id: "O99" is not in organisations.csv; did you mean "O09"?',
    ),
    (
        "a coordinator without an estate",
        lambda p: p.change("staff.csv", "S001", estate_id=""),
        "staff.csv line 2, column estate_id: is empty; only an admin works without an estate",
    ),
    (
        "a child without a guardian",
        lambda p: p.change("volunteers.csv", "V064", guardian_id=""),
        "volunteers.csv line 65, column guardian_id: is empty; "
        "a volunteer under 18 needs a guardian",
    ),
    (
        "a child as guardian",
        lambda p: p.change("volunteers.csv", "V064", guardian_id="V065"),
        "volunteers.csv line 65, column guardian_id: V065 is under 18 or has a guardian too; "
        "name an adult volunteer",
    ),
    (
        "the same code twice",
        lambda p: p.copy("volunteers.csv", "V001", telegram_id=""),
        "volunteers.csv line 122, column volunteer_id: names the same row as line 2; leave one out",
    ),
    (
        "a window that ends before it begins",
        lambda p: p.change("checkin_residents.csv", "R001", window_end="07:30"),
        'checkin_residents.csv line 2, column window_end: "07:30" is not after window_start '
        "(08:00); a window ends on the same day",
    ),
    (
        "a weekly check-in on three days",
        lambda p: p.change("checkin_residents.csv", "R003", days="mon|wed|fri"),
        "checkin_residents.csv line 4, column days: weekly needs one day and 3 are written",
    ),
    (
        "a monthly check-in on a weekday",
        lambda p: p.change("checkin_residents.csv", "R002", days="tue"),
        "checkin_residents.csv line 3, column days: a monthly check-in has a day such as first_tue",
    ),
    (
        "a person without any name",
        lambda p: p.change("volunteers.csv", "V001", name_zh_hans="", name_zh_hant="", name_en=""),
        "volunteers.csv line 2, column name_zh_hant: no name in any script; write at least one of "
        "name_zh_hant, name_zh_hans, name_en",
    ),
]


@pytest.mark.parametrize(
    ("spoil", "said"), [x[1:] for x in CONTRADICTIONS], ids=[x[0] for x in CONTRADICTIONS]
)
def test_a_contradiction_is_named_with_what_to_write_instead(spoil: Spoil, said: str) -> None:
    paper = Paper()
    spoil(paper)
    assert problems(paper) == [said]


def test_units_and_flats_that_do_not_agree_are_named_without_naming_the_flat() -> None:
    paper = Paper().change("units.csv", "MC-A-1205", floor="13")
    paper.change("checkin_residents.csv", "R003", unit_id="MC-A-9999")
    paper.change("checkin_residents.csv", "R004", floor="29")
    assert problems(paper) == [
        "units.csv line 94, column unit_id: does not match block, floor and flat; "
        "write block-floorflat, like MC-A-1205",
        "checkin_residents.csv line 4, column unit_id: there is no such row in units.csv; "
        "write one that stands there",
        "checkin_residents.csv line 5, column floor: is not where the flat of unit_id lies; "
        "correct one of them",
    ]


def test_an_active_resident_must_have_agreed_to_be_asked() -> None:
    paper = Paper().change("checkin_residents.csv", "R001", consent_scope="share_with_volunteer")
    [said] = problems(paper)
    assert said.startswith("checkin_residents.csv line 2, column consent_scope: lacks checkin")
    paper.change("checkin_residents.csv", "R001", status="paused")
    assert problems(paper) == []
