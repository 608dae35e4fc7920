"""Offers and tasks: one place has one taker."""

from datetime import timedelta
from typing import Any

import pytest

from mutual_aid.errors import MoveNotAllowed, NotYours
from mutual_aid.ids import MatchId, VolunteerId
from mutual_aid.matches import HELD, DeclineReason, MatchState
from storage.errors import AlreadyThere
from tests.engines import TestClock
from tests.storage.world import (
    HELPER,
    SECOND_HELPER,
    SECOND_HELPING,
    World,
    member,
    offer,
    volunteer,
)


async def test_an_offer_is_read_back_as_it_was_made(world: World) -> None:
    at_the_time: dict[str, Any] = {
        "ring": 2,
        "offers_7_days": 3,
        "tasks_28_days": 4,
        "by_chance": True,
    }
    offered = await world.offer(await world.report(), **at_the_time)
    async with world.store.reading() as turn:
        assert await turn.matches.get(offered.match_id) == offered
        with pytest.raises(NotYours):
            await turn.matches.get(MatchId("nothing"))


async def test_nobody_has_two_live_offers_of_one_need(world: World) -> None:
    reported = await world.report()
    await world.offer(reported)
    with pytest.raises(AlreadyThere):
        await world.offer(reported, wave=2)


async def test_an_offer_is_accepted_once(world: World, clock: TestClock) -> None:
    reported = await world.report()
    offered = await world.offer(reported)
    later = clock.advance(timedelta(minutes=4))
    async with world.store.turn() as turn:
        await turn.needs.take_place(reported.need_id, turn.now)
        taken = await turn.matches.take(offered.match_id, "papaya", turn.now)
        assert taken is not None
        assert (taken.state, taken.place, taken.version) == (MatchState.ACCEPTED, 1, 2)
        assert (taken.safety_word, taken.accepted_at, taken.answered_at) == ("papaya", later, later)
        assert await turn.matches.take(offered.match_id, "mango", turn.now) is None


async def test_places_fill_from_the_lowest_one_that_is_free(world: World) -> None:
    reported = await world.report(helpers=3)
    async with world.store.turn() as turn:
        for number in range(3, 7):
            await turn.members.add(member(f"M{number}"))
            await turn.volunteers.add(volunteer(f"V{number}", f"M{number}"), turn.now)
    offers = [await world.offer(reported, f"V{n}", f"M{n}") for n in range(3, 7)]
    async with world.store.turn() as turn:
        takers = [await turn.matches.take(x.match_id, "", turn.now) for x in offers[:3]]
        assert [x and x.place for x in takers] == [1, 2, 3]
        second = takers[1]
        assert second is not None
        await turn.matches.move(second, MatchState.HANDED_BACK, turn.now)
        last = await turn.matches.take(offers[3].match_id, "", turn.now)
        assert last is not None
        assert last.place == 2


async def test_each_round_has_places_of_its_own_and_an_older_offer_takes_none(
    world: World,
) -> None:
    reported = await world.report(helpers=2)
    first = await world.offer(reported)
    unanswered = await world.offer(reported, SECOND_HELPING, SECOND_HELPER)
    async with world.store.turn() as turn:
        await turn.needs.take_place(reported.need_id, turn.now)
        taken = await turn.matches.take(first.match_id, "", turn.now)
        assert taken is not None
        assert await turn.matches.move(taken, MatchState.HANDED_BACK, turn.now) is not None
        again = await turn.needs.free_place(reported.need_id, turn.now)
        assert again.round == 2
        assert await turn.matches.take(unanswered.match_id, "", turn.now) is None
        assert await turn.matches.move(unanswered, MatchState.CLOSED, turn.now) is not None
    newer = await world.offer(again, SECOND_HELPING, SECOND_HELPER)
    async with world.store.turn() as turn:
        taken = await turn.matches.take(newer.match_id, "", turn.now)
        assert taken is not None
        assert (taken.round, taken.place) == (2, 1)


@pytest.mark.parametrize("end", list(MatchState))
async def test_only_an_open_or_a_lapsed_offer_can_be_taken(world: World, end: MatchState) -> None:
    place = 1 if end in {*HELD, MatchState.COMPLETED} else None
    offered = await world.offer(await world.report(), state=end, place=place)
    async with world.store.turn() as turn:
        taken = await turn.matches.take(offered.match_id, "papaya", turn.now)
    assert (taken is not None) == (end in (MatchState.OFFERED, MatchState.EXPIRED))


async def test_a_lapsed_offer_has_no_end_until_it_is_answered(world: World) -> None:
    offered = await world.offer(await world.report())
    async with world.store.turn() as turn:
        lapsed = await turn.matches.move(offered, MatchState.EXPIRED, turn.now)
        assert lapsed is not None
        assert lapsed.ended_at is None
        said = await turn.matches.move(lapsed, MatchState.DECLINED, turn.now)
        assert said is not None
        assert said.answered_at == said.ended_at == turn.now


async def test_a_task_keeps_the_moment_of_each_step(world: World, clock: TestClock) -> None:
    offered = await world.offer(await world.report())
    async with world.store.turn() as turn:
        held = await turn.matches.take(offered.match_id, "", turn.now)
    assert held is not None
    moments = []
    for end in (MatchState.ON_THE_WAY, MatchState.ARRIVED, MatchState.COMPLETED):
        moments.append(clock.advance(timedelta(minutes=10)))
        async with world.store.turn() as turn:
            held = await turn.matches.move(held, end, turn.now, minutes=45, remark="all well")
        assert held is not None
    assert [held.on_the_way_at, held.arrived_at, held.ended_at] == moments
    assert (held.minutes, held.remark, held.version) == (45, "all well", 5)


async def test_a_no_keeps_its_reason_and_moment(world: World, clock: TestClock) -> None:
    offered = await world.offer(await world.report())
    async with world.store.turn() as turn:
        said = await turn.matches.move(
            offered, MatchState.DECLINED, turn.now, reason=DeclineReason.TOO_FAR
        )
    assert said is not None
    assert (said.decline_reason, said.answered_at) == (DeclineReason.TOO_FAR, clock())
    assert said.ended_at == clock()


async def test_whoever_saw_an_older_state_moves_nothing(world: World) -> None:
    offered = await world.offer(await world.report())
    async with world.store.turn() as turn:
        assert await turn.matches.move(offered, MatchState.EXPIRED, turn.now) is not None
        assert await turn.matches.move(offered, MatchState.CLOSED, turn.now) is None


async def test_only_take_accepts_and_ends_are_ends(world: World) -> None:
    offered = await world.offer(await world.report())
    async with world.store.turn() as turn:
        with pytest.raises(MoveNotAllowed):
            await turn.matches.move(offered, MatchState.ACCEPTED, turn.now)
        closed = await turn.matches.move(offered, MatchState.CLOSED, turn.now)
        assert closed is not None
        with pytest.raises(MoveNotAllowed):
            await turn.matches.move(closed, MatchState.DECLINED, turn.now)


async def test_what_is_said_afterwards_is_kept(world: World, clock: TestClock) -> None:
    offered = await world.offer(await world.report())
    async with world.store.turn() as turn:
        await turn.matches.set_reason(offered.match_id, DeclineReason.BUSY)
        await turn.matches.set_minutes(offered.match_id, 30)
        await turn.matches.set_remark(offered.match_id, "needs a lamp")
        await turn.matches.set_shown(offered.match_id, clock())
        await turn.matches.set_shown(offered.match_id, clock() + timedelta(hours=1))
        await turn.matches.set_backup(offered.match_id, clock())
        await turn.matches.set_backup(offered.match_id, clock() + timedelta(hours=1))
        kept = await turn.matches.get(offered.match_id)
    assert (kept.decline_reason, kept.minutes) == (DeclineReason.BUSY, 30)
    assert (kept.remark, kept.shown_at) == ("needs a lamp", clock())
    assert kept.backup_at == clock()


async def test_lists_of_a_person_and_of_a_need(world: World, clock: TestClock) -> None:
    made = {}
    for number, state in enumerate(MatchState):
        moment = clock() + timedelta(minutes=number)
        place = 1 if state in {*HELD, MatchState.COMPLETED} else None
        reported = await world.report()
        made[state] = await world.offer(reported, state=state, place=place, offered_at=moment)
    async with world.store.reading() as turn:
        open_now = await turn.matches.open_of(HELPER)
        held = await turn.matches.held_by(HELPER)
        lately = await turn.matches.made_since(made[MatchState.HANDED_BACK].offered_at)
        of_need = await turn.matches.of_need(made[MatchState.EXPIRED].need_id)
        assert await turn.matches.open_of(SECOND_HELPER) == []
    assert open_now == [made[MatchState.OFFERED]]
    assert {x.state for x in held} == HELD
    assert lately == [made[MatchState.HANDED_BACK], made[MatchState.NO_SHOW]]
    assert of_need == [made[MatchState.EXPIRED]]


async def test_offers_of_a_need_stand_in_the_order_they_were_made(world: World) -> None:
    reported = await world.report()
    second = await world.offer(reported, SECOND_HELPING, SECOND_HELPER, wave=2)
    first = await world.offer(reported, wave=1, rank=2)
    async with world.store.reading() as turn:
        assert await turn.matches.of_need(reported.need_id) == [first, second]


async def test_an_offer_to_nobody_is_refused(world: World) -> None:
    reported = await world.report()
    with pytest.raises(Exception, match="match_add failed"):
        async with world.store.turn() as turn:
            await turn.matches.add(offer(reported, VolunteerId("V999"), "M999"))
