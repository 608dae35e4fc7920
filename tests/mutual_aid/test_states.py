"""The state machines: every move that is not listed is refused, by name."""

import itertools

import pytest

from mutual_aid import check_ins, matches, needs
from mutual_aid.errors import MoveNotAllowed
from mutual_aid.matches import MatchState
from mutual_aid.needs import NeedState


@pytest.mark.parametrize(("start", "end"), list(itertools.product(NeedState, NeedState)))
def test_a_need_moves_only_as_listed(start: NeedState, end: NeedState) -> None:
    if end in needs.MOVES[start]:
        needs.check_move(start, end)
        return
    with pytest.raises(MoveNotAllowed) as refused:
        needs.check_move(start, end)
    assert refused.value.facts == {"thing": "need", "start": start, "end": end}


@pytest.mark.parametrize(("start", "end"), list(itertools.product(MatchState, MatchState)))
def test_a_match_moves_only_as_listed(start: MatchState, end: MatchState) -> None:
    if end in matches.MOVES[start]:
        matches.check_move(start, end)
        return
    with pytest.raises(MoveNotAllowed):
        matches.check_move(start, end)


def test_a_closed_need_stays_closed() -> None:
    assert not needs.MOVES[NeedState.CLOSED]
    assert not needs.MOVES[NeedState.WITHDRAWN]


def test_every_state_of_a_need_can_be_reached() -> None:
    reached = {NeedState.OPEN}
    for _ in NeedState:
        reached |= {end for start in reached for end in needs.MOVES[start]}
    assert reached == set(NeedState)


def test_every_state_of_a_check_in_has_its_moves() -> None:
    assert set(check_ins.MOVES) == set(check_ins.CheckInState)
    assert not check_ins.MOVES[check_ins.CheckInState.RESOLVED]
