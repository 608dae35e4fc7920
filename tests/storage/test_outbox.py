"""Messages are queued for whoever can be reached, and a card waits once."""

from datetime import timedelta

import pytest

from mutual_aid.ids import MemberId
from mutual_aid.notices import Kind, Lane, Message
from storage.cards import Card
from tests.engines import TestClock
from tests.storage.world import HELPER, LEADER, SECOND_HELPER, World, member


def say(to: MemberId = LEADER, **changes: object) -> Message:
    """Return a message about a need."""
    plain = {"to": to, "kind": Kind.NEED, "object_id": "n1"}
    return Message.model_validate(plain | changes)


async def test_a_message_knows_its_chat_and_waits_for_its_moment(
    world: World, clock: TestClock
) -> None:
    later = clock() + timedelta(hours=9)
    async with world.store.turn() as turn:
        facts = {"key": "offer.closed", "n": 3}
        assert await turn.outbox.add(say(facts=facts, fresh=True, not_before_at=later))
        assert await turn.queues.take(10) == []
        assert await turn.queues.next_not_before() == later
        assert await turn.queues.waiting_now() == 0
    clock.at = later
    async with world.store.turn() as turn:
        (row,) = await turn.queues.take(10)
        assert (row.chat_id, row.member_id, row.facts) == (101, LEADER, facts)
        assert (row.kind, row.object_id, row.fresh, row.repeated) == (Kind.NEED, "n1", True, False)
        assert await turn.queues.next_not_before() is None
        assert await turn.queues.waiting_now() == 1


async def test_nothing_is_queued_for_whoever_cannot_be_reached(world: World) -> None:
    async with world.store.turn() as turn:
        await turn.members.add(member("M5"))
        await turn.members.set_unreachable(HELPER, turn.now)
        people = [MemberId("M5"), HELPER, LEADER, MemberId("nobody")]
        assert [await turn.outbox.add(say(to=x)) for x in people] == [False, False, True, False]
        casts = [say(to=x, kind=Kind.BROADCAST, object_id="c1") for x in people]
        assert await turn.outbox.add_all(casts) == 1


@pytest.mark.parametrize("at_once", [0, 1, 2, 4])
async def test_a_newer_card_replaces_the_one_that_waits(world: World, at_once: int) -> None:
    messages = [
        say(facts={"n": 1}, fresh=True, lane=Lane.EMERGENCY),
        say(facts={"n": 2}, lane=Lane.REPLY),
        say(object_id="n2"),
        say(to=HELPER),
    ]
    async with world.store.turn() as turn:
        if at_once:
            for start in range(0, len(messages), at_once):
                await turn.outbox.add_all(messages[start : start + at_once])
        else:
            for message in messages:
                await turn.outbox.add(message)
        rows = await turn.queues.take(10) + await turn.queues.take(10, [101])
    kept = {(row.chat_id, row.object_id): row for row in rows}
    newer = kept[101, "n1"]
    assert (newer.facts, newer.fresh, newer.lane) == ({"n": 2}, True, Lane.EMERGENCY)
    assert await _waiting(world) == 3


@pytest.mark.parametrize("kind", [Kind.SAY, Kind.ATTACHMENT, Kind.BROADCAST])
async def test_sentences_photos_and_broadcasts_are_never_merged(world: World, kind: Kind) -> None:
    async with world.store.turn() as turn:
        for number in range(3):
            await turn.outbox.add(say(kind=kind, facts={"n": number}))
    assert await _waiting(world) == 3


async def _waiting(world: World) -> int:
    async with world.store.reading() as turn:
        return (await turn.queues.counts())["waiting"]


async def test_what_is_already_being_sent_is_not_replaced(world: World) -> None:
    async with world.store.turn() as turn:
        await turn.outbox.add(say(facts={"n": 1}))
        (row,) = await turn.queues.take(10)
        await turn.queues.mark_sending([row.row_id])
        await turn.outbox.add(say(facts={"n": 2}))
        assert await turn.queues.counts() == {"sending": 1, "waiting": 1}


async def test_many_messages_are_queued_in_the_order_given(world: World) -> None:
    many = [say(kind=Kind.SAY, facts={"n": n}) for n in range(1203)]
    async with world.store.turn() as turn:
        assert await turn.outbox.add_all(many) == 1203
        assert await turn.outbox.add_all([]) == 0
        rows = await turn.all_rows("outbox")
    in_order = sorted(rows, key=lambda row: int(row["row_id"] or 0))
    assert [row["facts"] for row in in_order] == [f'{{"n":{n}}}' for n in range(1203)]


def _card(clock: TestClock, chat_id: int, kind: Kind, object_id: str, message_id: int) -> Card:
    return Card(chat_id, kind, object_id, message_id, False, clock())


async def test_a_form_becomes_the_card_of_its_need(world: World, clock: TestClock) -> None:
    async with world.store.turn() as turn:
        await turn.cards.put(_card(clock, 101, Kind.FORM, LEADER, 11))
        await turn.cards.put(_card(clock, 101, Kind.NEED, "n1", 5))
        await turn.cards.put(_card(clock, 103, Kind.FORM, HELPER, 12))
        await turn.outbox.add(say(kind=Kind.FORM, object_id=LEADER))
        await turn.outbox.adopt(LEADER, Kind.FORM, LEADER, Kind.NEED, "n1")
        assert await turn.cards.get(101, Kind.FORM, LEADER) is None
        adopted = await turn.cards.get(101, Kind.NEED, "n1")
        assert adopted is not None
        assert adopted.message_id == 11
        assert await turn.cards.get(103, Kind.FORM, HELPER) is not None
        assert await turn.queues.take(10) == []


async def test_without_a_form_the_needs_own_card_stays(world: World, clock: TestClock) -> None:
    async with world.store.turn() as turn:
        await turn.cards.put(_card(clock, 101, Kind.NEED, "n1", 5))
        await turn.outbox.adopt(LEADER, Kind.FORM, LEADER, Kind.NEED, "n1")
        await turn.outbox.adopt(LEADER, Kind.NEED, "n1", Kind.NEED, "n1")
        kept = await turn.cards.get(101, Kind.NEED, "n1")
        assert kept is not None
        await turn.outbox.adopt(SECOND_HELPER, Kind.NEED, "n1", Kind.OFFER, "m1")
        assert await turn.cards.get(101, Kind.NEED, "n1") == kept


async def test_cards_are_found_and_forgotten(world: World, clock: TestClock) -> None:
    old = Card(101, Kind.TASK, "m1", 5, True, clock())
    new = Card(103, Kind.TASK, "m1", 6, True, clock() + timedelta(hours=2))
    open_card = Card(103, Kind.NEED, "m1", 7, False, clock())
    async with world.store.turn() as turn:
        for card in (open_card, new, old):
            await turn.cards.put(card)
        assert await turn.cards.of(Kind.TASK, "m1") == [old, new]
        assert await turn.cards.private_before(clock() + timedelta(hours=1)) == [old]
        again = Card(101, Kind.TASK, "m1", 9, False, clock())
        await turn.cards.put(again)
        assert await turn.cards.get(101, Kind.TASK, "m1") == again
        await turn.cards.drop(101, Kind.TASK, "m1")
        assert await turn.cards.get(101, Kind.TASK, "m1") is None
