"""Volunteers: kept, approved, paused, and told honestly."""

from datetime import date, datetime, timedelta

import pytest

from mutual_aid.errors import NotYours
from mutual_aid.ids import MemberId, VolunteerId
from mutual_aid.matches import MatchState
from mutual_aid.taxonomy import Screening
from mutual_aid.volunteers import Radius, VolunteerStatus
from storage.turns import Turn
from tests.engines import TestClock
from tests.storage.searching import add_helper, add_offer
from tests.storage.world import (
    COORDINATOR,
    ESTATE,
    HELPER,
    HELPING,
    LEADER,
    SECOND_HELPING,
    World,
    volunteer,
)


async def test_a_volunteer_is_read_back_as_they_signed_up(world: World, clock: TestClock) -> None:
    signed_up = volunteer("V9", COORDINATOR, paused_until_at=clock(), home_floor=None, skills=())
    async with world.store.turn() as turn:
        await turn.volunteers.add(signed_up, turn.now)
        assert await turn.volunteers.get(VolunteerId("V9")) == signed_up
        with pytest.raises(NotYours):
            await turn.volunteers.get(VolunteerId("V999"))


async def test_whoever_approves_vouches_and_is_remembered(world: World, clock: TestClock) -> None:
    pending = await add_helper(world, 5, status=VolunteerStatus.PENDING, screening=Screening.NONE)
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
    pending = await add_helper(world, 5, status=VolunteerStatus.PENDING, screening=Screening.NONE)
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
    other = await add_helper(world, 5, status=status)
    async with world.store.turn() as turn:
        await turn.volunteers.pause(other, None)
        await turn.volunteers.resume(other)
        assert (await turn.volunteers.get(other)).status is status


async def test_hours_and_free_times_are_kept(world: World, clock: TestClock) -> None:
    done = {"state": MatchState.COMPLETED, "place": 1, "minutes": 50}
    for days in (1, 2, 9):
        ended = clock() - timedelta(days=days)
        await add_offer(world, HELPING, HELPER, ended, ended_at=ended, **done)
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


async def test_wishes_of_a_volunteer_are_kept(world: World) -> None:
    async with world.store.turn() as turn:
        await turn.volunteers.set_radius(HELPING, Radius.BOTH)
        await turn.volunteers.set_events(HELPING, wanted=True)
        changed = await turn.volunteers.get(HELPING)
        assert (changed.radius, changed.wants_events) == (Radius.BOTH, True)
        await turn.volunteers.set_events(HELPING, wanted=False)
        assert not (await turn.volunteers.get(HELPING)).wants_events
        other = await turn.volunteers.get(SECOND_HELPING)
        assert (other.radius, other.wants_events) == (Radius.ESTATE, False)


async def test_who_waits_longest_for_an_offer_hears_first_and_only_once(
    world: World, clock: TestClock
) -> None:
    month_ago = clock() - timedelta(days=30)
    await add_helper(world, 5, joined_on=month_ago.date())  # at 00:00, so just before
    await add_helper(world, 6, joined_on=(month_ago + timedelta(days=1)).date())
    await add_helper(world, 7, status=VolunteerStatus.PAUSED)
    gone = await add_helper(world, 8)
    await add_helper(world, 9)
    await add_offer(world, HELPING, HELPER, month_ago - timedelta(days=9))
    await add_offer(world, "V9", "M9", month_ago)
    async with world.store.turn() as turn:
        rows = await turn.all_rows("members")
        known = [{"member_id": x["member_id"], "created_at": 0} for x in rows]
        await turn.put_rows("members", known)
    await add_helper(world, 10, joined_on=date(2020, 1, 1))  # but the network is told today
    async with world.store.turn() as turn:
        await turn.members.set_unreachable(MemberId("M8"), turn.now)
        assert gone not in await _waiting(turn, month_ago)
        assert await _waiting(turn, month_ago) == [SECOND_HELPING, HELPING, "V5"]
        assert await _waiting(turn, month_ago, limit=1) == [SECOND_HELPING]
        await turn.volunteers.set_heard(SECOND_HELPING, month_ago)
        assert await _waiting(turn, month_ago) == [HELPING, "V5"]
        later = month_ago + timedelta(milliseconds=1)
        assert await _waiting(turn, later) == [SECOND_HELPING, HELPING, "V5", "V9"]


async def _waiting(turn: Turn, since: datetime, limit: int = 10) -> list[str]:
    return [x.volunteer_id for x in await turn.volunteers.without_offer(since, limit)]
