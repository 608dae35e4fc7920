"""The way of a message from waiting to its end."""

from datetime import timedelta

import pytest

from mutual_aid.notices import Kind, Lane, Message
from storage.cards import Card
from storage.queues import OutboxRow
from tests.engines import TestClock
from tests.storage.test_outbox import say
from tests.storage.world import COORDINATOR, HELPER, LEADER, SECOND_HELPER, World


async def _queue(world: World, *messages: Message) -> list[OutboxRow]:
    async with world.store.turn() as turn:
        for message in messages:
            await turn.outbox.add(message)
        return await turn.queues.take(50)


async def _send(world: World, *messages: Message) -> list[OutboxRow]:
    rows = await _queue(world, *messages)
    async with world.store.turn() as turn:
        await turn.queues.mark_sending([row.row_id for row in rows])
    return rows


async def test_emergencies_go_first_then_the_oldest_of_each_lane(world: World) -> None:
    rows = await _queue(
        world,
        say(to=HELPER, lane=Lane.BROADCAST, object_id="a"),
        say(to=LEADER, object_id="b"),
        say(to=COORDINATOR, object_id="c"),
        say(to=SECOND_HELPER, lane=Lane.EMERGENCY, object_id="d"),
    )
    assert [row.object_id for row in rows] == ["d", "b", "c", "a"]
    async with world.store.reading() as turn:
        only = await turn.queues.take(1, lanes=(Lane.REPLY, Lane.BROADCAST))
        assert [row.object_id for row in only] == ["b", "a"]


async def test_a_chat_gets_one_message_at_a_time_in_order(world: World) -> None:
    rows = await _queue(
        world,
        say(object_id="late", lane=Lane.REPLY),
        say(object_id="later", lane=Lane.REPLY),
        say(object_id="first", lane=Lane.EMERGENCY),
        say(to=HELPER, object_id="other"),
    )
    assert [row.object_id for row in rows] == ["first", "other"]
    async with world.store.turn() as turn:
        await turn.queues.mark_sending([rows[0].row_id])
        await turn.queues.mark_sent(rows[0].row_id, 1)
        assert [row.object_id for row in await turn.queues.take(9)] == ["late", "other"]
        assert [row.object_id for row in await turn.queues.take(9, [101])] == ["other"]


async def test_a_message_held_back_does_not_hold_back_the_next(
    world: World, clock: TestClock
) -> None:
    rows = await _queue(
        world,
        say(object_id="tomorrow", not_before_at=clock() + timedelta(hours=9)),
        say(object_id="now"),
    )
    assert [row.object_id for row in rows] == ["now"]


async def test_only_what_still_waits_may_be_sent(world: World) -> None:
    (old,) = await _queue(world, say(facts={"n": 1}))
    (new,) = await _queue(world, say(facts={"n": 2}))
    async with world.store.turn() as turn:
        assert await turn.queues.mark_sending([old.row_id, new.row_id]) == [new.row_id]
        assert await turn.queues.mark_sending([new.row_id]) == []
        assert [row.row_id for row in await turn.queues.left_sending()] == [new.row_id]
        assert await turn.queues.waiting_now() == 1


@pytest.mark.parametrize("end", ["sent", "refused", "dead", "uncertain"])
async def test_a_message_ends_once(world: World, end: str) -> None:
    (row,) = await _send(world, say())
    async with world.store.turn() as turn:
        if end == "sent":
            await turn.queues.mark_sent(row.row_id, 77)
        else:
            await getattr(turn.queues, f"mark_{end}")(row.row_id, "code")
        await turn.queues.mark_dead(row.row_id, "too late")
        assert await turn.queues.counts() == {end: 1}
        (kept,) = await turn.all_rows("outbox")
    assert kept["message_id"] == (77 if end == "sent" else None)
    assert kept["ended_at"] is not None
    assert kept["error"] == ("" if end == "sent" else "code")


async def test_a_message_that_surely_did_not_leave_waits_again(
    world: World, clock: TestClock
) -> None:
    (row,) = await _send(world, say())
    again = clock() + timedelta(seconds=30)
    async with world.store.turn() as turn:
        await turn.queues.back_to_waiting(row.row_id, again, "connect")
        assert await turn.queues.take(9) == []
        assert await turn.queues.next_not_before() == again
    clock.at = again
    async with world.store.turn() as turn:
        (waiting,) = await turn.queues.take(9)
        assert (waiting.row_id, waiting.tries) == (row.row_id, 1)


async def test_a_newer_card_spares_the_older_its_second_try(world: World, clock: TestClock) -> None:
    (old,) = await _send(world, say(fresh=True, lane=Lane.EMERGENCY))
    (new,) = await _queue(world, say(facts={"n": 2}))
    async with world.store.turn() as turn:
        await turn.queues.back_to_waiting(old.row_id, clock())
        (waiting,) = await turn.queues.take(9)
        assert await turn.queues.counts() == {"dead": 1, "waiting": 1}
    assert waiting.row_id == new.row_id
    assert (waiting.facts, waiting.fresh, waiting.lane) == ({"n": 2}, True, Lane.EMERGENCY)


async def test_an_uncertain_message_is_repeated_once_and_says_so(world: World) -> None:
    (row,) = await _send(world, say(facts={"n": 1}))
    async with world.store.turn() as turn:
        assert await turn.queues.repeat(row.row_id) is None
        await turn.queues.mark_uncertain(row.row_id)
        again = await turn.queues.repeat(row.row_id)
        assert again is not None
        assert await turn.queues.repeat(row.row_id) is None
        (repeated,) = await turn.queues.take(9)
        assert (repeated.row_id, repeated.repeated, repeated.facts) == (again, True, {"n": 1})
        assert await turn.queues.counts() == {"uncertain": 1, "waiting": 1}


async def test_sentences_may_be_repeated_beside_others_that_wait(world: World) -> None:
    (row,) = await _send(world, say(kind=Kind.SAY))
    await _queue(world, say(kind=Kind.SAY))
    async with world.store.turn() as turn:
        await turn.queues.mark_uncertain(row.row_id)
        assert await turn.queues.repeat(row.row_id) is not None
        assert await turn.queues.counts() == {"uncertain": 1, "waiting": 2}


async def test_a_group_takes_its_cards_and_messages_to_its_new_id(
    world: World, clock: TestClock
) -> None:
    await _queue(world, say(object_id="a"), say(object_id="b"))
    async with world.store.turn() as turn:
        await turn.cards.put(Card(101, Kind.NEED, "a", 5, False, clock()))
        await turn.cards.put(Card(101, Kind.NEED, "b", 6, False, clock()))
        await turn.cards.put(Card(-100123, Kind.NEED, "b", 7, False, clock()))
        await turn.queues.move_chat(101, -100123)
        moved = await turn.cards.get(-100123, Kind.NEED, "a")
        kept = await turn.cards.get(-100123, Kind.NEED, "b")
        assert moved is not None
        assert kept is not None
        assert (moved.message_id, kept.message_id) == (5, 7)
        assert [row.chat_id for row in await turn.queues.take(9)] == [-100123]
