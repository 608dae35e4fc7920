"""Helpers are found by skill and place, the longest without an offer first."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mutual_aid.ids import NeedId
from mutual_aid.matches import MatchState
from mutual_aid.taxonomy import Screening
from mutual_aid.volunteers import Tie, VolunteerStatus
from tests.engines import BEGIN, TestClock
from tests.storage.searching import add_helper, add_offer, ids, look
from tests.storage.world import (
    BLOCK,
    ESTATE,
    FAR_BLOCK,
    FLAT,
    HELPER,
    HELPING,
    OTHER_BLOCK,
    OTHER_ESTATE,
    OTHER_FLAT,
    SECOND_HELPER,
    SECOND_HELPING,
    World,
)


async def test_holders_of_any_skill_in_the_blocks_are_found_once(
    world: World, clock: TestClock
) -> None:
    listener = await add_helper(world, 5, skills=("listening",))
    await add_helper(world, 6, skills=("patrol",))
    await add_helper(world, 7, home_block_id=FAR_BLOCK)
    found = await look(world, clock, skills=("cooking", "errands", "listening", "cooking"))
    assert set(ids(found)) == {HELPING, SECOND_HELPING, listener}
    assert await look(world, clock, skills=()) == []
    assert await look(world, clock, ()) == []


async def test_a_search_for_reasons_finds_the_paused_and_the_unreachable_as_well(
    world: World, clock: TestClock
) -> None:
    made = {
        status: await add_helper(world, number, status=status, max_tasks_per_week=0)
        for number, status in enumerate(VolunteerStatus, start=5)
    }
    async with world.store.turn() as turn:
        await turn.members.set_unreachable(SECOND_HELPER, turn.now)
    assert ids(await look(world, clock)) == [HELPING]
    wish: dict[str, Any] = {
        "parts": frozenset({"sun_pm"}),
        "spoken": "tl",
        "screening": Screening.PROFESSIONAL,
    }
    found = {x.volunteer.volunteer_id: x for x in await look(world, clock, able=False, **wish)}
    asked = {made[VolunteerStatus.ACTIVE], made[VolunteerStatus.PAUSED]}
    assert set(found) == {HELPING, SECOND_HELPING} | asked
    assert (found[HELPING].telegram_id, found[HELPING].unreachable) == (103, False)
    assert found[SECOND_HELPING].unreachable


async def test_the_longest_without_an_offer_come_first_whatever_their_block(
    world: World, clock: TestClock
) -> None:
    neighbour = await add_helper(world, 5, home_block_id=OTHER_BLOCK)
    await add_offer(world, HELPING, HELPER, clock() - timedelta(days=2))
    await add_offer(world, neighbour, "M5", clock() - timedelta(days=9))
    assert ids(await look(world, clock)) == [SECOND_HELPING, neighbour, HELPING]
    # At most so many of each skill and cell, and each person once.
    assert ids(await look(world, clock, limit=1)) == [SECOND_HELPING, neighbour]
    both = ("errands", "cooking")
    assert ids(await look(world, clock, (ESTATE, BLOCK), skills=both, limit=1)) == [SECOND_HELPING]


async def test_whoever_is_offered_something_goes_to_the_end_of_every_row(
    world: World, clock: TestClock
) -> None:
    await add_offer(world, HELPING, HELPER, clock())
    for skill in ("cooking", "errands"):
        for cell in (BLOCK, ESTATE):
            first = await look(world, clock, (cell,), skills=(skill,), limit=1)
            assert ids(first) == [SECOND_HELPING]
    await add_offer(world, SECOND_HELPING, SECOND_HELPER, clock() + timedelta(minutes=1))
    assert ids(await look(world, clock, limit=1)) == [HELPING]
    await add_offer(world, HELPING, HELPER, clock() + timedelta(minutes=2))
    await add_offer(world, HELPING, HELPER, clock() - timedelta(days=1))  # kept late: no step back
    assert ids(await look(world, clock, limit=1)) == [SECOND_HELPING]


async def test_history_is_counted_within_its_windows(world: World, clock: TestClock) -> None:
    def ago(**span: float) -> datetime:
        return clock() - timedelta(**span)

    done = {"state": MatchState.COMPLETED, "place": 1}
    await add_offer(world, HELPING, HELPER, ago(days=40), accepted_at=ago(days=40), **done)
    await add_offer(world, HELPING, HELPER, ago(days=20), accepted_at=ago(days=20), **done)
    await add_offer(world, HELPING, HELPER, ago(days=3), state=MatchState.DECLINED)
    back = {"state": MatchState.HANDED_BACK, "accepted_at": ago(days=2)}
    await add_offer(world, HELPING, HELPER, ago(days=2), **back)
    held = {"state": MatchState.ARRIVED, "place": 1, "accepted_at": ago(hours=1)}
    await add_offer(world, HELPING, HELPER, ago(hours=1), **held)
    await add_offer(world, HELPING, HELPER, ago(minutes=5))
    found = {x.volunteer.volunteer_id: x for x in await look(world, clock)}
    one, nobody = found[HELPING], found[SECOND_HELPING]
    assert (one.offers_ever, one.accepts_ever) == (5, 4)
    assert (one.offers_7_days, one.offers_28_days) == (4, 5)
    assert (one.tasks_28_days, one.tasks_this_week, one.open_offers) == (2, 1, 1)
    assert one.last_offer_at == ago(minutes=5)
    assert (nobody.offers_ever, nobody.last_offer_at) == (0, None)


@pytest.mark.parametrize(
    ("ended", "counts"),
    [
        ({"state": MatchState.OFFERED}, False),  # nothing is known yet
        ({"state": MatchState.CLOSED, "ended_at": BEGIN + timedelta(minutes=59)}, False),
        ({"state": MatchState.CLOSED, "ended_at": BEGIN + timedelta(minutes=60)}, True),
        ({"state": MatchState.CLOSED, "accepted_at": BEGIN, "ended_at": BEGIN}, True),
        ({"state": MatchState.EXPIRED}, True),
        ({"state": MatchState.DECLINED}, True),
        ({"state": MatchState.NO_SHOW, "accepted_at": BEGIN}, True),
    ],
)
async def test_an_offer_counts_if_it_was_answered_or_had_its_time(
    world: World, clock: TestClock, ended: dict[str, Any], counts: bool
) -> None:
    await add_offer(world, HELPING, HELPER, BEGIN, answer_by_at=BEGIN + timedelta(hours=1), **ended)
    found = {x.volunteer.volunteer_id: x for x in await look(world, clock)}
    assert found[HELPING].offers_ever == int(counts)
    assert found[HELPING].accepts_ever == int("accepted_at" in ended)


@pytest.mark.parametrize(
    ("accepted_at", "counted"),
    [
        (datetime(2026, 11, 8, 15, 59, tzinfo=UTC), 0),  # Sunday 23:59 in Hong Kong
        (datetime(2026, 11, 8, 16, 0, tzinfo=UTC), 1),  # Monday 00:00 in Hong Kong
    ],
)
async def test_a_week_begins_on_monday_of_the_estates_own_zone(
    world: World, clock: TestClock, accepted_at: datetime, counted: int
) -> None:
    held = {"state": MatchState.ACCEPTED, "place": 1, "accepted_at": accepted_at}
    await add_offer(world, HELPING, HELPER, accepted_at, **held)
    clock.at = datetime(2026, 11, 11, 12, tzinfo=UTC)
    found = {x.volunteer.volunteer_id: x for x in await look(world, clock)}
    assert found[HELPING].tasks_this_week == counted


async def test_good_visits_and_quiet_refusals_belong_to_the_flat(
    world: World, clock: TestClock
) -> None:
    done = {"state": MatchState.COMPLETED, "place": 1, "accepted_at": clock()}
    await add_offer(world, HELPING, HELPER, clock(), unit_id=FLAT, **done)
    async with world.store.turn() as turn:
        await turn.volunteers.refuse(FLAT, SECOND_HELPING)
        await turn.volunteers.refuse(FLAT, SECOND_HELPING)
    here = {x.volunteer.volunteer_id: x for x in await look(world, clock)}
    assert (here[HELPING].good_visits_here, here[HELPING].refused_here) == (1, False)
    assert (here[SECOND_HELPING].good_visits_here, here[SECOND_HELPING].refused_here) == (0, True)
    for somewhere in (None, "MC-A-2108"):
        found = await look(world, clock, unit_id=somewhere)
        assert not any(x.good_visits_here or x.refused_here for x in found)


@pytest.mark.parametrize(
    ("state", "round_of_need", "asked"),
    [
        (MatchState.OFFERED, 1, True),
        (MatchState.EXPIRED, 1, True),
        (MatchState.EXPIRED, 2, False),
        (MatchState.DECLINED, 2, True),
        (MatchState.HANDED_BACK, 2, True),
    ],
)
async def test_nobody_is_asked_again_in_a_round_or_after_a_no(
    world: World, clock: TestClock, state: MatchState, round_of_need: int, asked: bool
) -> None:
    of = await world.report(round=round_of_need)
    await world.offer(of, state=state, round=1)
    found = await look(world, clock, need_id=of.need_id)
    assert {x.volunteer.volunteer_id: x.asked_for_this for x in found} == {
        HELPING: asked,
        SECOND_HELPING: False,
    }


async def test_ties_are_those_that_a_search_of_each_need_would_show(
    world: World, clock: TestClock
) -> None:
    done = {"state": MatchState.COMPLETED, "place": 1, "accepted_at": clock()}
    before = await add_offer(world, HELPING, HELPER, clock(), unit_id=FLAT, **done)
    await add_offer(world, HELPING, HELPER, clock(), unit_id=FLAT, **done)
    async with world.store.turn() as turn:
        await turn.volunteers.refuse(OTHER_FLAT, SECOND_HELPING)
    first = await world.report(unit_id=FLAT)
    second = await world.report(unit_id=OTHER_FLAT)
    await world.offer(second, state=MatchState.DECLINED)
    nowhere = await world.report(unit_id=None)
    async with world.store.reading() as turn:
        needs = (first.need_id, second.need_id, nowhere.need_id, before.need_id, NeedId("none"))
        ties = {(x.need_id, x.volunteer_id): x for x in await turn.volunteers.ties(needs)}
        assert await turn.volunteers.ties(()) == []
    assert len(ties) == 4
    assert _said(ties[first.need_id, HELPING]) == (False, False, 2)
    assert _said(ties[second.need_id, HELPING]) == (True, False, 0)
    assert _said(ties[second.need_id, SECOND_HELPING]) == (False, True, 0)
    assert _said(ties[before.need_id, HELPING]) == (True, False, 2)


def _said(tie: Tie) -> tuple[bool, bool, int]:
    return tie.asked_for_this, tie.refused_here, tie.good_visits_here


async def test_everyone_of_an_estate_comes_with_their_history_and_no_ties(
    world: World, clock: TestClock
) -> None:
    idle = await add_helper(world, 5, home_block_id=OTHER_BLOCK, skills=())
    await add_helper(world, 6, status=VolunteerStatus.PAUSED)
    await add_helper(world, 7, estate_id=OTHER_ESTATE, home_block_id=FAR_BLOCK)
    reported = await add_offer(world, HELPING, HELPER, clock(), unit_id=FLAT)
    async with world.store.reading() as turn:
        everyone = await turn.volunteers.everyone(ESTATE, clock())
    assert ids(everyone) == [SECOND_HELPING, idle, HELPING]
    alone = await look(world, clock, need_id=reported.need_id)
    tied = alone[-1]
    assert tied.asked_for_this
    assert everyone[-1] == tied.model_copy(update={"asked_for_this": False})
