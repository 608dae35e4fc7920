"""Needs: places, moves, and what was said about them."""

from datetime import timedelta

import pytest

from mutual_aid.errors import MoveNotAllowed, NotYours
from mutual_aid.ids import NeedId, new_handle
from mutual_aid.matches import MatchState
from mutual_aid.needs import Attachment, NeedState, Note
from storage.errors import AlreadyThere
from tests.engines import TestClock
from tests.storage.world import (
    BLOCK,
    COORDINATOR,
    ESTATE,
    FLAT,
    HELPER,
    LEADER,
    OTHER_BLOCK,
    OTHER_ESTATE,
    OTHER_FLAT,
    World,
    need,
)


async def test_a_need_is_read_back_as_it_was_reported(world: World) -> None:
    reported = await world.report(notes="soft rice", floor=None, unit_id=None, until_at=None)
    async with world.store.reading() as turn:
        assert await turn.needs.get(reported.need_id) == reported


async def test_an_unknown_need_is_not_yours(world: World) -> None:
    async with world.store.reading() as turn:
        with pytest.raises(NotYours):
            await turn.needs.get(NeedId("nothing"))


async def test_numbers_rise_in_each_estate_by_itself(world: World) -> None:
    async with world.store.turn() as turn:
        numbers = [await turn.needs.next_number(ESTATE) for _ in range(3)]
        assert numbers == [1, 2, 3]
        assert await turn.needs.next_number(OTHER_ESTATE) == 1


async def test_a_number_is_never_given_twice_even_if_somebody_insists(world: World) -> None:
    first = await world.report()
    with pytest.raises(AlreadyThere):
        async with world.store.turn() as turn:
            await turn.needs.add(need(turn.now, number=first.number))


async def test_a_move_needs_the_state_and_version_that_were_seen(
    world: World, clock: TestClock
) -> None:
    seen = await world.report()
    clock.advance(timedelta(minutes=5))
    async with world.store.turn() as turn:
        moved = await turn.needs.move(
            seen, NeedState.UNFILLED, turn.now, owner_id=COORDINATOR, reason="nobody free"
        )
        assert moved is not None
        assert (moved.state, moved.version) == (NeedState.UNFILLED, 2)
        assert (moved.owner_id, moved.ended_reason) == (COORDINATOR, "nobody free")
        assert moved.changed_at == clock()
        assert await turn.needs.move(seen, NeedState.WITHDRAWN, turn.now) is None
        assert await turn.needs.get(seen.need_id) == moved


async def test_a_move_that_the_network_does_not_know_is_refused(world: World) -> None:
    seen = await world.report(state=NeedState.CLOSED)
    async with world.store.turn() as turn:
        with pytest.raises(MoveNotAllowed):
            await turn.needs.move(seen, NeedState.OPEN, turn.now)


async def test_reopening_begins_a_new_round_without_takers(world: World, clock: TestClock) -> None:
    reported = await world.report()
    async with world.store.turn() as turn:
        matched = await turn.needs.take_place(reported.need_id, turn.now)
        assert matched is not None
        await turn.needs.set_wave(reported.need_id, 2, None)
        done = await turn.needs.move(matched, NeedState.DONE, turn.now)
        assert done is not None
    later = clock.advance(timedelta(hours=1))
    async with world.store.turn() as turn:
        again = await turn.needs.move(done, NeedState.OPEN, turn.now)
        assert again is not None
        assert (again.round, again.wave, again.places_taken) == (2, 0, 0)
        assert again.next_due_at == again.changed_at == later
        assert await turn.needs.take_place(again.need_id, turn.now) is not None


async def test_the_last_place_makes_a_need_matched(world: World) -> None:
    reported = await world.report(helpers=2)
    async with world.store.turn() as turn:
        one = await turn.needs.take_place(reported.need_id, turn.now)
        two = await turn.needs.take_place(reported.need_id, turn.now)
        three = await turn.needs.take_place(reported.need_id, turn.now)
    assert one is not None
    assert two is not None
    assert (one.state, one.places_taken) == (NeedState.OPEN, 1)
    assert (two.state, two.places_taken) == (NeedState.MATCHED, 2)
    assert three is None


@pytest.mark.parametrize("state", [state for state in NeedState if state != NeedState.OPEN])
async def test_only_an_open_need_has_places(world: World, state: NeedState) -> None:
    reported = await world.report(helpers=2, state=state)
    async with world.store.turn() as turn:
        assert await turn.needs.take_place(reported.need_id, turn.now) is None


async def test_a_place_given_back_reopens_the_need_in_a_new_round(
    world: World, clock: TestClock
) -> None:
    reported = await world.report(helpers=2, wave=3)
    async with world.store.turn() as turn:
        await turn.needs.take_place(reported.need_id, turn.now)
        await turn.needs.take_place(reported.need_id, turn.now)
        freed = await turn.needs.free_place(reported.need_id, turn.now)
    assert (freed.state, freed.places_taken) == (NeedState.OPEN, 1)
    assert (freed.round, freed.wave, freed.next_due_at) == (2, 0, clock())


async def test_a_place_that_nobody_took_cannot_be_given_back(world: World) -> None:
    reported = await world.report()
    async with world.store.turn() as turn:
        with pytest.raises(MoveNotAllowed):
            await turn.needs.free_place(reported.need_id, turn.now)
        with pytest.raises(NotYours):
            await turn.needs.free_place(NeedId("nothing"), turn.now)


async def test_what_the_network_notes_about_a_need_is_kept(world: World, clock: TestClock) -> None:
    reported = await world.report()
    later = clock() + timedelta(minutes=3)
    async with world.store.turn() as turn:
        await turn.needs.set_owner(reported.need_id, COORDINATOR)
        await turn.needs.set_emergency_call(reported.need_id, "called")
        await turn.needs.set_wave(reported.need_id, 2, later)
        await turn.needs.set_escalated(reported.need_id, 1)
        kept = await turn.needs.get(reported.need_id)
        assert (kept.owner_id, kept.emergency_call) == (COORDINATOR, "called")
        assert (kept.wave, kept.next_due_at, kept.escalated_round) == (2, later, 1)
        await turn.needs.set_next_due(reported.need_id, None)
        assert (await turn.needs.get(reported.need_id)).next_due_at is None


async def test_boards_show_live_needs_of_their_ground_oldest_first(
    world: World, clock: TestClock
) -> None:
    late = await world.report(created_at=clock() + timedelta(hours=1))
    early = await world.report(state=NeedState.DONE)
    other = await world.report(block_id=OTHER_BLOCK, unit_id=None, reporter_id=HELPER)
    await world.report(state=NeedState.CLOSED)
    await world.report(state=NeedState.UNFILLED)
    async with world.store.reading() as turn:
        in_block = await turn.needs.live_in_block(BLOCK)
        in_estate = await turn.needs.live_in_estate(ESTATE)
        of_leader = await turn.needs.live_of_reporter(LEADER)
        assert await turn.needs.live_in_estate(OTHER_ESTATE) == []
    assert in_block == [early, late]
    assert in_estate == [early, other, late]
    assert of_leader == [early, late]


async def test_the_same_need_of_a_flat_is_found_unless_it_was_withdrawn(
    world: World, clock: TestClock
) -> None:
    old = await world.report()
    clock.advance(timedelta(hours=2))
    new = await world.report()
    await world.report(state=NeedState.WITHDRAWN)
    await world.report(unit_id=OTHER_FLAT)
    since = clock() - timedelta(hours=24)
    async with world.store.reading() as turn:
        find = turn.needs.similar
        assert await find(FLAT, old.category_code, since) == new
        assert await find(FLAT, "errand.shopping", since) is None
        assert await find(FLAT, old.category_code, clock() + timedelta(seconds=1)) is None


async def test_a_visit_counts_when_somebody_completed_it(world: World) -> None:
    visited = await world.report(state=NeedState.CLOSED)
    await world.offer(visited, state=MatchState.COMPLETED, place=1)
    closed_by_phone = await world.report(state=NeedState.CLOSED)
    await world.offer(closed_by_phone, state=MatchState.EXPIRED)
    async with world.store.reading() as turn:
        assert await turn.needs.earlier_visits(FLAT, NeedId("")) == 1
        assert await turn.needs.earlier_visits(FLAT, visited.need_id) == 0
        assert await turn.needs.earlier_visits(OTHER_FLAT, NeedId("")) == 0


async def test_notes_and_attachments_come_back_in_order(world: World, clock: TestClock) -> None:
    reported = await world.report()
    notes = [
        Note(need_id=reported.need_id, by=LEADER, at=clock(), text=text)
        for text in ("她不吃辣 🌶", "lift is broken")
    ]
    photos = [Attachment(file_id=f"file{n}", kind="photo") for n in range(3)]
    async with world.store.turn() as turn:
        for note in notes:
            await turn.needs.add_note(note)
        for photo in photos:
            await turn.needs.attach(reported.need_id, photo, turn.now)
    async with world.store.reading() as turn:
        assert await turn.needs.notes(reported.need_id) == notes
        assert await turn.needs.attachments(reported.need_id) == photos


async def test_nobody_is_alerted_twice(world: World) -> None:
    reported = await world.report()
    async with world.store.turn() as turn:
        assert await turn.needs.alert(reported.need_id, LEADER, 1, turn.now)
        assert await turn.needs.alert(reported.need_id, COORDINATOR, 2, turn.now)
        assert not await turn.needs.alert(reported.need_id, LEADER, 2, turn.now)
        assert set(await turn.needs.alerted(reported.need_id)) == {LEADER, COORDINATOR}


async def test_halves_of_characters_and_nul_do_not_stop_a_report(world: World) -> None:
    """Telegram's JSON can hold both, and PostgreSQL stores neither."""
    reported = await world.report(notes="a\0b \ud83d c", need_id=NeedId(new_handle()))
    async with world.store.reading() as turn:
        assert (await turn.needs.get(reported.need_id)).notes == "ab ? c"
