"""Delivery when replies are lost, Telegram asks for patience, servers fail or the bot is killed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.settings import Pace
from mutual_aid.notices import Kind, Lane
from playground import Playground
from tests.bot.little_network import message
from tests.bot.stage import Stage
from tests.bot.waiting import until

ANN = 1


@contextmanager
def losing_replies(playground: Playground) -> Iterator[None]:
    playground.faults.reply_lost = 1.0
    yield
    playground.faults.reply_lost = 0.0


def lost_sends(stage: Stage) -> list[str]:
    """The calls that Telegram carried out without the bot hearing of it."""
    lost = (x.method for x in stage.playground.log if x.error == "reply lost")
    return [method for method in lost if method.startswith(("send", "edit"))]


async def lost_once(stage: Stage, *messages: Any) -> None:
    """Send the messages; what is sent first arrives, but its reply does not."""
    with losing_replies(stage.playground):
        await stage.sends(*messages)
        await until(lambda: lost_sends(stage))
    await stage.settled()


async def test_a_lost_reply_leads_to_one_marked_repetition(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await lost_once(stage, message(ANN, "come quickly", lane=Lane.EMERGENCY))

    first, second = stage.phone(ANN).messages
    assert first.text == "come quickly"
    assert second.text.endswith("come quickly")
    assert len(second.text) > len(first.text)
    assert stage.outbox() == ["uncertain", "sent"]


async def test_an_address_is_never_repeated_by_itself(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    for kind in (Kind.TASK, Kind.BROADCAST):
        await lost_once(stage, message(ANN, "flat 2107", kind))
        stage.playground.log.clear()

    assert len(stage.phone(ANN).messages) == 2
    assert stage.outbox() == ["uncertain", "uncertain"]


async def test_a_repetition_whose_reply_is_lost_too_is_left_uncertain(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    with losing_replies(stage.playground):
        await stage.sends(message(ANN, "hello"))
        await until(lambda: stage.outbox() == ["uncertain", "uncertain"])
    await stage.settled()

    assert len(stage.phone(ANN).messages) == 2


async def test_an_edit_whose_reply_is_lost_is_simply_made_again(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "asking"))
    await stage.settled()
    stage.playground.log.clear()
    with losing_replies(stage.playground):
        await stage.sends(message(ANN, "accepted"))
        await until(lambda: lost_sends(stage))
    await until(lambda: stage.outbox() == ["sent", "sent"])

    (card,) = stage.phone(ANN).messages
    assert card.text == "accepted"


async def test_telegrams_patience_holds_everybody_and_loses_nothing(stage: Stage) -> None:
    people = range(1, 21)
    await stage.knows(*people)
    await stage.start()
    stage.playground.faults.rate_limit_storm = 1.0
    await stage.sends(*(message(person, "hello") for person in people))
    await until(lambda: any(x.status == 429 for x in stage.playground.log))
    await asyncio.sleep(0.1)
    refused = [x for x in stage.playground.log if x.status == 429]
    stage.playground.faults.rate_limit_storm = 0.0
    await stage.settled()

    # All that were on their way together may be refused, but nobody is tried during the pause.
    held_until = refused[-1].at.timestamp() + 0.9
    sent = [x for x in stage.playground.log if x.method == "sendMessage" and x.status == 200]
    assert len(refused) <= 20
    assert min(x.at.timestamp() for x in sent) >= held_until
    assert stage.outbox() == ["sent"] * 20
    assert all(len(stage.phone(person).messages) == 1 for person in people)


async def test_a_server_error_is_tried_again_without_a_mark(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    stage.playground.faults.server_error = 1.0
    await stage.sends(message(ANN, "hello"))
    await until(lambda: any(x.status == 500 for x in stage.playground.log if "send" in x.method))
    stage.playground.faults.server_error = 0.0
    await until(lambda: stage.outbox() == ["sent"])

    (one,) = stage.phone(ANN).messages
    assert one.text == "hello"


async def test_an_outage_loses_nothing(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    port = stage.playground.port
    await stage.playground.stop()
    await stage.sends(message(ANN, "hello"))
    await until(lambda: stage.rows("SELECT tries > 0 FROM outbox") == [(1,)])
    await stage.playground.start(port=port)
    await until(lambda: stage.outbox() == ["sent"], within=20)

    (one,) = stage.phone(ANN).messages
    assert one.text == "hello"


async def test_after_eight_tries_a_reply_is_given_up_and_an_emergency_never_is(
    stage: Stage,
) -> None:
    await stage.knows(ANN, 2)
    await stage.sends(message(ANN, "reply"), message(2, "fire", lane=Lane.EMERGENCY))
    store = await stage.store()
    async with store.turn() as turn:
        await turn.sql.connection.execute_fetchall("UPDATE outbox SET tries = 7")
    await stage.start()
    stage.playground.faults.server_error = 1.0
    await until(lambda: stage.outbox() == ["dead", "waiting"])
    stage.playground.faults.server_error = 0.0

    assert stage.phone(ANN).messages == []


async def test_what_a_killed_program_was_sending_follows_the_same_rules(stage: Stage) -> None:
    people = range(1, 6)
    await stage.knows(*people)
    new, task, card, menu, broadcast = people
    store = await stage.store()
    await stage.start()
    await stage.sends(message(card, "asking"))
    await stage.settled()
    await stage.program.stop()
    await stage.sends(
        message(new, "hello"),
        message(task, "flat 2107", Kind.TASK),
        message(card, "accepted"),
        message(menu, "Begin", Kind.MENU, facts={"menu": 1}),
        message(broadcast, "typhoon", Kind.BROADCAST),
    )
    async with store.turn() as turn:
        rows = await turn.queues.take(10)
        await turn.queues.mark_sending([row.row_id for row in rows])
    await stage.stop()

    await stage.start()
    await stage.settled()

    assert stage.phone(new).messages[-1].text.endswith("hello")
    assert stage.phone(new).messages[-1].text != "hello"
    assert stage.phone(task).messages == []
    assert [one.text for one in stage.phone(card).messages] == ["accepted"]
    assert stage.calls("setMyCommands") == ["setMyCommands"]
    assert stage.phone(broadcast).messages == []
    states = stage.rows("SELECT chat_id, state FROM outbox ORDER BY row_id")
    assert states == [
        (card, "sent"), (new, "uncertain"), (task, "uncertain"), (card, "sent"),
        (menu, "sent"), (broadcast, "uncertain"), (new, "sent"),
    ]  # fmt: skip


async def test_an_emergency_overtakes_a_running_broadcast(stage: Stage) -> None:
    people = range(1, 61)
    await stage.knows(*people, 70)
    await stage.start()
    await stage.sends(
        *(message(person, "typhoon", Kind.BROADCAST, lane=Lane.BROADCAST) for person in people)
    )
    await until(lambda: len(stage.calls("sendMessage")) >= 5)
    await stage.sends(message(70, "fire", lane=Lane.EMERGENCY))
    await stage.phone(70).reads("fire")

    assert stage.outbox().count("waiting") > 20
    await stage.settled()
    assert stage.outbox() == ["sent"] * 61


async def test_a_reply_does_not_wait_for_a_broadcast(stage: Stage) -> None:
    people = range(1, 61)
    await stage.knows(*people, 70)
    await stage.start()
    await stage.sends(
        *(message(person, "typhoon", Kind.BROADCAST, lane=Lane.BROADCAST) for person in people)
    )
    await until(lambda: len(stage.calls("sendMessage")) >= 5)
    await stage.phone(70).says("are you there?")
    await stage.phone(70).reads("are you there?")

    assert stage.outbox().count("waiting") > 20


async def test_sixty_people_are_told_at_telegrams_pace_without_a_single_429(stage: Stage) -> None:
    people = range(1, 61)
    await stage.knows(*people)
    await stage.start()
    await stage.sends(
        *(message(person, "typhoon", Kind.BROADCAST, lane=Lane.BROADCAST) for person in people)
    )
    await stage.settled()

    assert [x.status for x in stage.playground.log if x.method == "sendMessage"] == [200] * 60
    assert all(len(stage.phone(person).messages) == 1 for person in people)


async def test_one_person_gets_ten_messages_in_order_without_a_single_429(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    texts = [f"message {number}" for number in range(6)]
    await stage.sends(*(message(ANN, text, Kind.SAY) for text in texts))
    await stage.settled()

    assert [one.text for one in stage.phone(ANN).messages] == texts
    assert not [x for x in stage.playground.log if x.status == 429]


async def test_a_newer_message_takes_the_place_of_one_that_waits(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.sends(message(ANN, "asking"))
    await stage.sends(message(ANN, "accepted"))
    await stage.start()
    await stage.settled()

    assert [one.text for one in stage.phone(ANN).messages] == ["accepted"]
    assert stage.calls("sendMessage") == ["sendMessage"]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_in_a_storm_every_message_comes_to_an_end(stage: Stage, seed: int) -> None:
    people = range(1, 16)
    await stage.knows(*people)
    stage.pace = Pace(per_second=200, per_chat_seconds=0.2)
    faults = stage.playground.faults
    faults.seed = seed
    faults.reply_lost, faults.server_error = 0.15, 0.15
    await stage.start()
    await stage.sends(*(message(person, "hello") for person in people))
    await stage.sends(*(message(person, "flat", Kind.TASK) for person in people))
    await until(lambda: not {"waiting", "sending"} & set(stage.outbox()), within=30)

    assert set(stage.outbox()) <= {"sent", "uncertain"}
    for person in people:
        texts = [one.text for one in stage.phone(person).messages]
        assert 1 <= sum("hello" in text for text in texts) <= 3
        assert texts.count("flat") <= 1
