"""Columns and ground: neighbouring blocks, sets as bits, and languages without end."""

import numpy as np
import pytest

from mutual_aid import columns
from mutual_aid.columns import MOST_LANGUAGES, NOWHERE, Asks, Ground, People, Ties, at
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.policy import Policy
from mutual_aid.suitability import Hurdle, examine
from mutual_aid.taxonomy import skills
from tests.mutual_aid.matching.neighbours import GROUND, NOW, A, B, C, ask, block, helper


def test_blocks_next_to_each_other_are_neighbours_and_estates_are_not() -> None:
    assert GROUND.next_to(A) == (B,)
    assert GROUND.next_to(C) == (B, BlockId("MC-D"))
    assert GROUND.next_to(BlockId("RH-A")) == (BlockId("RH-B"),)
    assert GROUND.next_to(BlockId("MC-D")) == (C,)


def test_a_lone_block_has_no_neighbours_and_neither_has_one_that_nobody_knows() -> None:
    assert Ground([block("XX-1", "XX")]).next_to(BlockId("XX-1")) == ()
    assert GROUND.next_to(BlockId("YY-1")) == ()


def test_what_the_ground_does_not_know_is_nowhere() -> None:
    assert GROUND.estate(EstateId("YY")) == NOWHERE
    assert GROUND.place(BlockId("YY-1")) == NOWHERE
    assert GROUND.band(BlockId("YY-1"), 3) == NOWHERE
    assert GROUND.band(A, None) == NOWHERE


def test_the_order_in_which_blocks_are_told_changes_nothing() -> None:
    some = [block("MC-B", "MC"), block("RH-A", "RH"), block("MC-A", "MC")]
    one, other = Ground(some), Ground(some[::-1])
    for x in some:
        assert one.place(x.block_id) == other.place(x.block_id)
        assert one.estate(x.estate_id) == other.estate(x.estate_id)


def test_somebody_of_an_unknown_block_lives_nowhere_near() -> None:
    lost = helper(home_block_id="MC-Z")
    (found,) = examine(ask(), [lost], GROUND, Policy(), NOW)
    assert found.hurdles == (Hurdle.TOO_FAR,)


def test_all_skills_of_the_taxonomy_fit_into_one_number() -> None:
    codes = list(skills())
    assert len({columns.skill_bits([code]) for code in codes}) == len(codes)
    assert 0 < columns.skill_bits(codes) < 2**63
    assert columns.skill_bits(["errands", "errands"]) == columns.skill_bits(["errands"])
    assert columns.skill_bits(["no such skill"]) == 0


def test_rows_are_picked_in_the_order_asked_for() -> None:
    people = People.of([helper("a", minutes_total=1), helper("b", minutes_total=2)], GROUND, NOW)
    assert at(people, np.array([1, 0, 1])).minutes.tolist() == [2, 1, 2]


def test_no_rows_make_empty_columns() -> None:
    for empty in (Asks.of([], GROUND), People.of([], GROUND, NOW), Ties.of([]), Ties.none(0)):
        assert all(len(column) == 0 for column in empty)


@pytest.fixture
def new_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """No language was met before."""
    monkeypatch.setattr(columns, "_language_places", {})


@pytest.mark.usefixtures("new_languages")
def test_62_languages_are_told_apart_and_speakers_of_more_are_never_mistaken() -> None:
    tongues = [f"x{n}" for n in range(MOST_LANGUAGES + 5)]
    everybody = [helper(f"V{n}", spoken=(x,)) for n, x in enumerate(tongues)]
    for place, tongue in enumerate(tongues):
        found = examine(ask(spoken=tongue), everybody, GROUND, Policy(), NOW)
        understood = [x.suited.candidate.volunteer.spoken for x in found if not x.hurdles]
        assert understood == ([(tongue,)] if place < MOST_LANGUAGES else [])


@pytest.mark.usefixtures("new_languages")
def test_somebody_who_speaks_them_all_is_still_one_number() -> None:
    tongues = tuple(f"x{n}" for n in range(MOST_LANGUAGES + 5))
    polyglot = helper(spoken=(*tongues, *tongues))
    assert People.of([polyglot], GROUND, NOW).languages.tolist() == [2**MOST_LANGUAGES - 1]
    assert People.of([helper(spoken=())], GROUND, NOW).languages.tolist() == [0]
