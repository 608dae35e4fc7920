"""Who may do what, cell by cell: every action, every kind of person, no cell left out.

helper has the task, asked has the offer, other has neither; floor answers for the need's floor,
floors for others of the block, next for the block next door; leave is a building leader on leave;
coord2 coordinates another estate; locked would hold every role, were they not locked out.
"""

from pathlib import Path

import pytest

from mutual_aid.errors import NotYours
from mutual_aid.matches import MatchState
from mutual_aid.members import Speaker
from mutual_aid.permissions import RULES, Action, may, require
from mutual_aid.volunteers import VolunteerStatus
from tests.proofs.paper_people import PEOPLE, volunteer
from tests.proofs.paper_things import THINGS
from tests.proofs.table import Row, rows

TABLE = """
action            thing     reporter helper asked other pending paused floor floors lead deputy leave next coord coord2 social admin resident stranger locked

need.report       flat         .       .      .     .      .      .      x     .     x     x      .    .     x      .      .     .      .        .       .
need.report       place        .       .      .     .      .      .      x     x     x     x      .    .     x      .      .     .      .        .       .
need.see          usual        x       .      .     .      .      .      x     .     x     x      .    .     x      .      .     .      .        .       .
need.see          lobby        x       .      .     .      .      .      x     x     x     x      .    .     x      .      .     .      .        .       .
need.see          alarm        x       .      .     .      .      .      x     x     x     x      .    .     x      .      .     .      .        .       .
need.see          sealed       .       .      .     .      .      .      .     .     .     .      .    .     x      .      x     .      .        .       .
need.see_flat     usual        x       .      .     .      .      .      x     .     x     x      .    .     x      .      .     .      .        .       .
need.see_flat     lobby        x       .      .     .      .      .      .     .     x     x      .    .     x      .      .     .      .        .       .
need.see_flat     alarm        x       .      .     .      .      .      x     .     x     x      .    .     x      .      .     .      .        .       .
need.see_flat     sealed       .       .      .     .      .      .      .     .     .     .      .    .     x      .      x     .      .        .       .
need.note         usual        x       .      .     .      .      .      x     .     x     x      .    .     x      .      .     .      .        .       .
need.note         alarm        x       .      .     .      .      .      x     x     x     x      .    .     x      .      .     .      .        .       .
need.note         sealed       .       .      .     .      .      .      .     .     .     .      .    .     x      .      x     .      .        .       .
need.withdraw     usual        x       .      .     .      .      .      .     .     x     x      .    .     x      .      .     .      .        .       .
need.withdraw     sealed       .       .      .     .      .      .      .     .     .     .      .    .     x      .      x     .      .        .       .
need.confirm      usual        x       .      .     .      .      .      .     .     x     x      .    .     x      .      .     .      .        .       .
need.confirm      sealed       .       .      .     .      .      .      .     .     .     .      .    .     x      .      x     .      .        .       .
need.steer        usual        .       .      .     .      .      .      .     .     .     .      .    .     x      .      .     .      .        .       .
need.steer        sealed       .       .      .     .      .      .      .     .     .     .      .    .     x      .      x     .      .        .       .
emergency.take    usual        .       .      .     .      .      .      .     .     .     .      .    .     .      .      .     .      .        .       .
emergency.take    alarm        x       .      .     .      .      .      x     x     x     x      .    .     x      .      x     .      .        .       .
emergency.take    sealed       .       .      .     .      .      .      .     .     .     .      .    .     x      .      x     .      .        .       .

board.block       block        .       .      .     .      .      .      x     x     x     x      .    .     x      .      .     .      .        .       .
board.estate      block        .       .      .     .      .      .      .     .     .     .      .    .     x      .      .     .      .        .       .
storm.switch      block        .       .      .     .      .      .      .     .     .     .      .    .     x      .      .     .      .        .       .
stats.see         block        .       .      .     .      .      .      .     .     .     .      .    .     x      .      .     .      .        .       .

offer.answer      own-offer    .       x      x     x      .      .      .     .     .     .      .    .     .      .      .     .      .        .       .
offer.answer      offer        .       .      x     .      .      .      .     .     .     .      .    .     .      .      .     .      .        .       .
task.move         task         .       x      .     .      .      .      .     .     .     .      .    .     .      .      .     .      .        .       .
task.move         own-task     x       x      x     x      x      x      x     x     x     x      x    x     x      x      x     x      x        x       .
task.move         own-offer    .       .      .     .      .      .      .     .     .     .      .    .     .      .      .     .      .        .       .
task.move         own-done     .       .      .     .      .      .      .     .     .     .      .    .     .      .      .     .      .        .       .
task.details      task         .       x      .     .      .      .      .     .     .     .      .    .     .      .      .     .      .        .       .
task.details      own-task     x       x      x     x      x      x      x     x     x     x      x    x     x      x      x     x      x        x       .
task.details      own-offer    .       .      .     .      .      .      .     .     .     .      .    .     .      .      .     .      .        .       .
task.details      own-done     .       .      .     .      .      .      .     .     .     .      .    .     .      .      .     .      .        .       .

check_in.answer   resident     .       .      .     .      .      .      x     .     x     x      .    .     x      .      .     .      x        .       .
neighbour.ask     block        x       x      x     x      x      x      x     x     x     x      x    x     x      x      x     x      x        x       .
neighbour.answer  enquiry      .       .      .     .      .      .      .     .     x     x      .    .     x      .      .     .      .        .       .

volunteer.sign_up block        x       x      x     x      x      x      x     x     x     x      x    x     x      x      x     x      x        x       .
volunteer.approve applicant    .       .      .     .      .      .      .     .     x     x      .    .     x      .      .     .      .        .       .
volunteer.approve oneself      .       .      .     .      .      .      .     .     .     .      .    .     .      .      .     .      .        .       .
volunteer.pause   oneself      x       x      x     x      x      x      x     x     x     x      x    x     x      x      x     x      x        x       .
volunteer.pause   somebody     .       .      .     x      .      .      .     .     .     .      .    .     .      .      .     .      .        .       .
volunteer.change  oneself      x       x      x     x      x      x      x     x     x     x      x    x     x      x      x     x      x        x       .
volunteer.change  somebody     .       .      .     x      .      .      .     .     .     .      .    .     .      .      .     .      .        .       .
broadcast.send    estate       .       .      .     .      .      .      .     .     .     .      .    .     x      .      .     .      .        .       .
"""  # noqa: E501
"""Whose own something is, is asked of whoever it belongs to; somebody's belongs to other."""
ROWS = list(rows(TABLE))


def test_no_action_no_person_and_no_thing_is_without_a_row() -> None:
    assert {row.action for row in ROWS} == set(Action) == set(RULES)
    assert {row.thing for row in ROWS} == set(THINGS)
    for row in ROWS:
        assert list(row.allowed) == list(PEOPLE)


@pytest.mark.parametrize("row", ROWS, ids=[f"{x.action} {x.thing}" for x in ROWS])
def test_every_cell_is_as_the_table_says(row: Row) -> None:
    action, thing = Action(row.action), THINGS[row.thing]
    found = {who: may(person, action, thing(person)) for who, person in PEOPLE.items()}

    assert found == row.allowed


@pytest.mark.parametrize("row", ROWS, ids=[f"{x.action} {x.thing}" for x in ROWS])
def test_who_may_not_is_refused_without_a_reason(row: Row) -> None:
    action, thing = Action(row.action), THINGS[row.thing]
    for who in [who for who, allowed in row.allowed.items() if not allowed]:
        with pytest.raises(NotYours) as refused:
            require(PEOPLE[who], action, thing(PEOPLE[who]))
        assert not refused.value.facts


def test_nobody_approves_themselves_whatever_they_lead() -> None:
    leader = PEOPLE["lead"]
    applicant = volunteer("lead", VolunteerStatus.PENDING)

    assert not may(leader, Action.VOLUNTEER_APPROVE, applicant)
    assert may(PEOPLE["coord"], Action.VOLUNTEER_APPROVE, applicant)


@pytest.mark.parametrize("state", [x for x in MatchState if x not in ("accepted", "offered")])
def test_details_are_there_only_while_the_task_is_held(state: MatchState) -> None:
    held = state in (MatchState.ON_THE_WAY, MatchState.ARRIVED)
    task = THINGS["task"](PEOPLE["helper"]).model_copy(update={"state": state})

    assert may(PEOPLE["helper"], Action.TASK_DETAILS, task) is held


# What the page for operators says of each column: a person of this test for each of its words.
PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"
WORDS: dict[tuple[str, str], dict[str, bool]] = {
    ("floor leader", "own floors"): {"floor": True, "floors": False, "next": False},
    ("floor leader", "own block"): {"floor": True, "floors": True, "next": False},
    ("building leader", "own block"): {"lead": True, "deputy": True, "next": False, "leave": False},
    ("coordinator", "yes"): {"coord": True, "coord2": False},
    ("social worker", "no"): {"social": False},
    ("social worker", "yes"): {"social": True},
    ("social worker", "sealed needs"): {"social": False},
    ("social worker", "second circle on"): {"social": False},
    ("volunteer who is asked", "no"): {"asked": False, "other": False},
    ("volunteer who is asked", "never"): {"asked": False, "other": False},
    ("helper who accepted", "never"): {"helper": False},
    ("helper who accepted", "no"): {"helper": False},
    ("floor leader", "never"): {"floor": False, "floors": False},
    ("building leader", "never"): {"lead": False, "deputy": False},
}
ON_THE_PAGE = {
    "Kind, time, third of the block, language": (Action.NEED_SEE, "usual"),
    "Flat, name, notes, photos": (Action.NEED_SEE_FLAT, "usual"),
    "Emergency: floor and kind": (Action.NEED_SEE, "alarm"),
    "Sealed needs": (Action.NEED_SEE_FLAT, "sealed"),
    "Check-in: name, flat, contact": (Action.CHECK_IN_ANSWER, "resident"),
}
BY_THE_OFFER = {"yes", "while the task is theirs", "–"}
"""What helpers see because it was offered to them: the rows offer.answer and task.details."""


def _page() -> dict[str, dict[str, str]]:
    """The page's table: row, column, words."""
    text = PAGE.read_text(encoding="utf-8").partition("## Who sees what")[2]
    lines = [x.strip("|").split("|") for x in text.splitlines() if x.startswith("|")]
    head, _, *rest = [[cell.strip() for cell in line] for line in lines]
    return {first: dict(zip(head[1:], cells, strict=True)) for first, *cells in rest}


def _sees(who: Speaker, what: str) -> bool:
    action, thing = ON_THE_PAGE[what]
    return may(who, action, THINGS[thing](who))


@pytest.mark.parametrize("what", ON_THE_PAGE)
def test_page_on_privacy_says_what_the_rules_do(what: str) -> None:
    assert set(_page()) == set(ON_THE_PAGE)
    for column, words in _page()[what].items():
        if column.endswith(("asked", "accepted")) and words in BY_THE_OFFER:
            continue
        for who, expected in WORDS[column, words].items():
            assert _sees(PEOPLE[who], what) is expected, f"{what}: {column} ({who}) {words}"
