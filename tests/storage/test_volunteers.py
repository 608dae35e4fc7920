"""Volunteers: kept, found by skill and block, approved and paused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mutual_aid.errors import NotYours
from mutual_aid.ids import VolunteerId
from mutual_aid.matches import MatchState
from mutual_aid.needs import Need
from mutual_aid.taxonomy import Screening
from mutual_aid.volunteers import Candidate, VolunteerStatus
from tests.engines import TestClock
from tests.storage.world import (
    BLOCK,
    COORDINATOR,
    ESTATE,
    FAR_BLOCK,
    FLAT,
    HELPER,
    HELPING,
    LEADER,
    OTHER_BLOCK,
    SECOND_HELPER,
    SECOND_HELPING,
    World,
    member,
    volunteer,
)

SEARCH: dict[str, Any] = {
    "skills": ("cooking",),
    "estate_id": ESTATE,
    "block_ids": (BLOCK, OTHER_BLOCK),
    "need_id": "none",
    "unit_id": FLAT,
    "limit": 50,
}


async def _search(world: World, clock: TestClock, **changes: Any) -> list[Candidate]:
    async with world.store.reading() as turn:
        return await turn.volunteers.candidates(**(SEARCH | changes), now=clock())


async def _helper(world: World, number: int, **changes: Any) -> VolunteerId:
    async with world.store.turn() as turn:
        await turn.members.add(member(f"M{number}", 1000 + number))
        new = volunteer(f"V{number}", f"M{number}", **changes)
        await turn.volunteers.add(new, turn.now)
    return new.volunteer_id


def _ids(found: list[Candidate]) -> list[str]:
    return [x.volunteer.volunteer_id for x in found]


async def test_a_volunteer_is_read_back_as_they_signed_up(world: World, clock: TestClock) -> None:
    signed_up = volunteer("V9", COORDINATOR, paused_until_at=clock(), home_floor=None, skills=())
    async with world.store.turn() as turn:
        await turn.volunteers.add(signed_up, turn.now)
        assert await turn.volunteers.get(VolunteerId("V9")) == signed_up
        with pytest.raises(NotYours):
            await turn.volunteers.get(VolunteerId("V999"))


async def test_holders_of_any_skill_in_the_blocks_are_found_once(
    world: World, clock: TestClock
) -> None:
    listener = await _helper(world, 5, skills=("listening",))
    await _helper(world, 6, skills=("patrol",))
    await _helper(world, 7, home_block_id=FAR_BLOCK)
    found = await _search(world, clock, skills=("cooking", "errands", "listening", "cooking"))
    assert set(_ids(found)) == {HELPING, SECOND_HELPING, listener}
    assert await _search(world, clock, skills=()) == []
    assert await _search(world, clock, block_ids=()) == []


async def test_only_active_ones_are_found_and_known_by_how_to_reach_them(
    world: World, clock: TestClock
) -> None:
    for number, status in enumerate(VolunteerStatus, start=5):
        if status is not VolunteerStatus.ACTIVE:
            await _helper(world, number, status=status)
    async with world.store.turn() as turn:
        await turn.members.set_unreachable(SECOND_HELPER, turn.now)
    found = {x.volunteer.volunteer_id: x for x in await _search(world, clock)}
    assert set(found) == {HELPING, SECOND_HELPING}
    assert (found[HELPING].telegram_id, found[HELPING].unreachable) == (103, False)
    assert found[SECOND_HELPING].unreachable


async def test_nearer_blocks_come_first_then_the_longest_without_an_offer(
    world: World, clock: TestClock
) -> None:
    neighbour = await _helper(world, 5, home_block_id=OTHER_BLOCK)
    await _offer(world, HELPING, HELPER, clock() - timedelta(days=2))
    assert _ids(await _search(world, clock)) == [SECOND_HELPING, HELPING, neighbour]
    assert _ids(await _search(world, clock, limit=1)) == [SECOND_HELPING]
    turned = await _search(world, clock, block_ids=(OTHER_BLOCK, BLOCK), limit=2)
    assert _ids(turned) == [neighbour, SECOND_HELPING]


async def _offer(world: World, helping: str, helper: str, at: datetime, **changes: Any) -> Need:
    of = await world.report(unit_id=changes.pop("unit_id", None), created_at=at)
    await world.offer(of, helping, helper, offered_at=at, **changes)
    return of


async def test_history_is_counted_within_its_windows(world: World, clock: TestClock) -> None:
    def ago(**span: float) -> datetime:
        return clock() - timedelta(**span)

    done = {"state": MatchState.COMPLETED, "place": 1}
    await _offer(world, HELPING, HELPER, ago(days=40), accepted_at=ago(days=40), **done)
    await _offer(world, HELPING, HELPER, ago(days=20), accepted_at=ago(days=20), **done)
    await _offer(world, HELPING, HELPER, ago(days=3), state=MatchState.DECLINED)
    back = {"state": MatchState.HANDED_BACK, "accepted_at": ago(days=2)}
    await _offer(world, HELPING, HELPER, ago(days=2), **back)
    held = {"state": MatchState.ARRIVED, "place": 1, "accepted_at": ago(hours=1)}
    await _offer(world, HELPING, HELPER, ago(hours=1), **held)
    await _offer(world, HELPING, HELPER, ago(minutes=5))
    found = {x.volunteer.volunteer_id: x for x in await _search(world, clock)}
    one, nobody = found[HELPING], found[SECOND_HELPING]
    assert (one.offers_ever, one.accepts_ever, one.offers_7_days) == (6, 4, 4)
    assert (one.tasks_28_days, one.tasks_this_week, one.open_offers) == (2, 1, 1)
    assert one.last_offer_at == ago(minutes=5)
    assert (nobody.offers_ever, nobody.last_offer_at) == (0, None)


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
    await _offer(world, HELPING, HELPER, accepted_at, **held)
    clock.at = datetime(2026, 11, 11, 12, tzinfo=UTC)
    found = {x.volunteer.volunteer_id: x for x in await _search(world, clock)}
    assert found[HELPING].tasks_this_week == counted


async def test_good_visits_and_quiet_refusals_belong_to_the_flat(
    world: World, clock: TestClock
) -> None:
    done = {"state": MatchState.COMPLETED, "place": 1, "accepted_at": clock()}
    await _offer(world, HELPING, HELPER, clock(), unit_id=FLAT, **done)
    async with world.store.turn() as turn:
        refused = {"unit_id": FLAT, "volunteer_id": SECOND_HELPING}
        await turn.put_rows("refusals", [refused])
    here = {x.volunteer.volunteer_id: x for x in await _search(world, clock)}
    assert (here[HELPING].good_visits_here, here[HELPING].refused_here) == (1, False)
    assert (here[SECOND_HELPING].good_visits_here, here[SECOND_HELPING].refused_here) == (0, True)
    for somewhere in (None, "MC-A-2108"):
        found = await _search(world, clock, unit_id=somewhere)
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
    found = await _search(world, clock, need_id=of.need_id)
    assert {x.volunteer.volunteer_id: x.asked_for_this for x in found} == {
        HELPING: asked,
        SECOND_HELPING: False,
    }


async def test_whoever_approves_vouches_and_is_remembered(world: World, clock: TestClock) -> None:
    pending = await _helper(world, 5, status=VolunteerStatus.PENDING, screening=Screening.NONE)
    async with world.store.turn() as turn:
        assert [x.volunteer_id for x in await turn.volunteers.pending(ESTATE)] == [pending]
        assert await turn.volunteers.decided_by(pending) is None
        decided = await turn.volunteers.decide(pending, approved=True, by=LEADER, at=turn.now)
        assert decided is not None
        assert (decided.status, decided.screening) == (VolunteerStatus.ACTIVE, Screening.ID)
        late = await turn.volunteers.decide(pending, approved=False, by=COORDINATOR, at=turn.now)
        assert late is None
        assert await turn.volunteers.decided_by(pending) == LEADER
        assert await turn.volunteers.pending(ESTATE) == []


async def test_whoever_is_turned_down_is_vouched_for_by_nobody(world: World) -> None:
    pending = await _helper(world, 5, status=VolunteerStatus.PENDING, screening=Screening.NONE)
    async with world.store.turn() as turn:
        decided = await turn.volunteers.decide(pending, approved=False, by=LEADER, at=turn.now)
    assert decided is not None
    assert (decided.status, decided.screening) == (VolunteerStatus.WITHDRAWN, Screening.NONE)


async def test_a_pause_ends_when_the_volunteer_says_so(world: World, clock: TestClock) -> None:
    until = clock() + timedelta(days=3)
    async with world.store.turn() as turn:
        await turn.volunteers.pause(HELPING, until)
        paused = await turn.volunteers.get(HELPING)
        assert (paused.status, paused.paused_until_at) == (VolunteerStatus.PAUSED, until)
        await turn.volunteers.resume(HELPING)
        back = await turn.volunteers.get(HELPING)
        assert (back.status, back.paused_until_at) == (VolunteerStatus.ACTIVE, None)


@pytest.mark.parametrize("status", [VolunteerStatus.PENDING, VolunteerStatus.WITHDRAWN])
async def test_pausing_and_resuming_approve_nobody(world: World, status: VolunteerStatus) -> None:
    other = await _helper(world, 5, status=status)
    async with world.store.turn() as turn:
        await turn.volunteers.pause(other, None)
        await turn.volunteers.resume(other)
        assert (await turn.volunteers.get(other)).status is status


async def test_hours_and_free_times_are_kept(world: World, clock: TestClock) -> None:
    done = {"state": MatchState.COMPLETED, "place": 1, "minutes": 50}
    for days in (1, 2, 9):
        ended = clock() - timedelta(days=days)
        await _offer(world, HELPING, HELPER, ended, ended_at=ended, **done)
    async with world.store.turn() as turn:
        await turn.volunteers.add_minutes(HELPING, 45)
        await turn.volunteers.set_availability(HELPING, ("sat_am",))
        changed = await turn.volunteers.get(HELPING)
        assert (changed.minutes_total, changed.availability) == (135, ("sat_am",))
        await turn.volunteers.set_weekly_limit(HELPING, 7)
        assert (await turn.volunteers.get(HELPING)).max_tasks_per_week == 7
        since = clock() - timedelta(days=7)
        assert await turn.volunteers.minutes_since(HELPING, since) == 100
        assert await turn.volunteers.minutes_since(SECOND_HELPING, since) == 0
