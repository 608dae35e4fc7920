"""Residents on the list and their check-ins."""

from datetime import timedelta
from typing import Any

import pytest

from mutual_aid.check_ins import CheckInState, Tier
from mutual_aid.errors import MoveNotAllowed, NotYours
from mutual_aid.ids import CheckInId, ResidentId
from tests.engines import TestClock
from tests.storage.columns import resident_row
from tests.storage.world import COORDINATOR, ESTATE, LEADER, OTHER_ESTATE, RESIDENT, World, check_in


async def test_a_resident_is_read_with_lists_and_without_an_empty_contact(world: World) -> None:
    async with world.store.turn() as turn:
        row = resident_row(days="first_tue", consent_scope="checkin|enter_if_no_answer")
        await turn.upsert("residents", ("resident_id",), row)
        resident = await turn.check_ins.resident(RESIDENT)
        with pytest.raises(NotYours):
            await turn.check_ins.resident(ResidentId("nobody"))
    assert (resident.tier, resident.days) == (Tier.DAILY, ("first_tue",))
    assert resident.consent_scope == ("checkin", "enter_if_no_answer")
    assert (resident.contact, resident.names.en) == (None, "Granny Chan")


async def test_the_list_holds_active_and_paused_people(world: World) -> None:
    others: dict[str, Any] = {"R002": "paused", "R003": "left"}
    async with world.store.turn() as turn:
        for resident_id, status in others.items():
            row = resident_row(resident_id=resident_id, status=status)
            await turn.upsert("residents", ("resident_id",), row)
        found = await turn.check_ins.active_residents()
    assert [x.resident_id for x in found] == ["R001", "R002"]


async def test_a_resident_is_planned_once_for_a_window(world: World, clock: TestClock) -> None:
    planned = check_in(clock())
    async with world.store.turn() as turn:
        assert not await turn.check_ins.has_planned(RESIDENT)
        assert await turn.check_ins.plan(planned)
        assert not await turn.check_ins.plan(check_in(clock()))
        assert await turn.check_ins.has_planned(RESIDENT)
        assert await turn.check_ins.get(planned.check_in_id) == planned
        with pytest.raises(NotYours):
            await turn.check_ins.get(CheckInId("nothing"))


async def test_a_check_in_climbs_and_keeps_its_moments(world: World, clock: TestClock) -> None:
    asked_at = clock()
    async with world.store.turn() as turn:
        planned = check_in(clock())
        await turn.check_ins.plan(planned)
        move, later = turn.check_ins.move, clock() + timedelta(hours=2)
        asked = await move(planned, CheckInState.ASKED, turn.now, next_due_at=later)
        assert asked is not None
        assert (asked.asked_at, asked.next_due_at, asked.version) == (asked_at, later, 2)
        silent = await move(asked, CheckInState.SILENT, turn.now)
        assert silent is not None
        assert silent.next_due_at is None
        assert await move(asked, CheckInState.ANSWERED, turn.now) is None
        escalated = await move(silent, CheckInState.ESCALATED, turn.now, step=2)
    clock.advance(timedelta(minutes=9))
    async with world.store.turn() as turn:
        assert escalated is not None
        end = await turn.check_ins.move(
            escalated, CheckInState.RESOLVED, turn.now, answer="safe", by=LEADER
        )
    assert end is not None
    assert (end.step, end.answer, end.answered_by) == (2, "safe", LEADER)
    assert (end.asked_at, end.answered_at) == (asked_at, clock())


async def test_an_answered_check_in_stays_answered(world: World, clock: TestClock) -> None:
    async with world.store.turn() as turn:
        answered = check_in(clock(), state=CheckInState.ANSWERED)
        await turn.check_ins.plan(answered)
        with pytest.raises(MoveNotAllowed):
            await turn.check_ins.move(answered, CheckInState.ESCALATED, turn.now)


async def test_whoever_is_on_it_saw_it_as_it_is(world: World, clock: TestClock) -> None:
    async with world.store.turn() as turn:
        silent = check_in(clock(), state=CheckInState.SILENT)
        await turn.check_ins.plan(silent)
        taken = await turn.check_ins.take(silent, LEADER, turn.now)
        assert taken is not None
        assert (taken.taken_by, taken.taken_at) == (LEADER, clock())
        assert await turn.check_ins.take(silent, COORDINATOR, turn.now) is None
        second = await turn.check_ins.take(taken, COORDINATOR, turn.now)
        assert second is not None
        assert second.taken_by == COORDINATOR


async def test_nobody_is_on_what_is_over(world: World, clock: TestClock) -> None:
    async with world.store.turn() as turn:
        over = check_in(clock(), state=CheckInState.RESOLVED)
        await turn.check_ins.plan(over)
        assert await turn.check_ins.take(over, LEADER, turn.now) is None


async def test_whoever_got_a_card_is_remembered_once(world: World, clock: TestClock) -> None:
    async with world.store.turn() as turn:
        asked = check_in(clock(), state=CheckInState.ASKED)
        await turn.check_ins.plan(asked)
        assert await turn.check_ins.told(asked.check_in_id, LEADER, turn.now)
        assert not await turn.check_ins.told(asked.check_in_id, LEADER, turn.now)
        later = turn.now + timedelta(minutes=1)
        assert await turn.check_ins.told(asked.check_in_id, COORDINATOR, later)
        assert await turn.check_ins.audience(asked.check_in_id) == [LEADER, COORDINATOR]


async def test_an_estate_sees_its_live_ones_oldest_first(world: World, clock: TestClock) -> None:
    states = [CheckInState.ESCALATED, CheckInState.PLANNED, CheckInState.ASKED]
    states += [CheckInState.SILENT, CheckInState.RESOLVED]
    async with world.store.turn() as turn:
        for days, state in enumerate(states):
            start = clock() - timedelta(days=days)
            await turn.check_ins.plan(check_in(start, state=state))
        live = await turn.check_ins.live_of(ESTATE)
        assert await turn.check_ins.live_of(OTHER_ESTATE) == []
    assert [x.state for x in live] == [
        CheckInState.SILENT,
        CheckInState.ASKED,
        CheckInState.ESCALATED,
    ]
