"""The whole program: it starts, is restarted, and stops with a sentence where it has to."""

import asyncio
import os
import random
import signal
from datetime import timedelta

import pytest

from bot import program as program_module
from bot.errors import CannotGoOn, DiskFull, TokenRefused
from bot.program import Program
from mutual_aid.notices import Due, DueKind, Lane
from storage import errors
from storage.errors import AnotherBotIsRunning
from storage.store import open_store
from tests.bot.little_network import message
from tests.bot.stage import Stage
from tests.bot.waiting import until

ANN, BEN = 1, 2


async def test_what_was_said_while_the_bot_was_off_is_heard(stage: Stage) -> None:
    await stage.phone(ANN).says("anybody there?")
    await stage.start()

    await stage.phone(ANN).reads("anybody there?")


async def test_a_conversation_goes_on_after_a_restart(stage: Stage) -> None:
    await stage.start()
    await stage.phone(ANN).says("one")
    await stage.phone(ANN).reads("one")
    await stage.stop()
    await stage.start()
    await stage.phone(ANN).says("two")
    await stage.phone(ANN).reads("two")

    assert [text for _, text in stage.network.heard] == ["one", "two"]


async def test_buttons_from_before_a_restart_still_count(stage: Stage) -> None:
    await stage.knows(ANN)
    await stage.start()
    await stage.sends(message(ANN, "press", facts={"button": 1}))
    await stage.settled()
    await stage.stop()
    await stage.start()
    await stage.phone(ANN).presses("Press")

    await stage.phone(ANN).reads("pressed t.press")


async def test_what_was_kept_but_not_handled_is_handled_after_a_restart(stage: Stage) -> None:
    store = await stage.store()
    await stage.phone(ANN).says("hello")
    update = stage.playground.world.chats[ANN]
    assert update.messages
    await stage.start()
    await stage.phone(ANN).reads("hello")
    await stage.settled()
    async with store.turn() as turn:
        await turn.put_rows(
            "inbox", [{"update_id": u, "state": "waiting"} for u in await ids(stage)]
        )
    await stage.stop()
    await stage.start()
    await until(lambda: [text for _, text in stage.network.heard] == ["hello", "hello"])


async def ids(stage: Stage) -> list[int]:
    return [int(str(row[0])) for row in stage.rows("SELECT update_id FROM inbox")]


async def test_only_one_bot_runs_on_a_database(stage: Stage) -> None:
    await stage.start()
    store = await open_store(str(stage.path), clock=stage.clock.now)
    second = Program(stage.config, store, stage.clock, stage.network.wiring)
    try:
        with pytest.raises(AnotherBotIsRunning):
            await second.start()
    finally:
        await second.stop()
        await store.close()


async def test_a_wrong_token_is_told_in_one_sentence(stage: Stage) -> None:
    store = await stage.store()
    config = stage.config
    wrong = config.telegram.model_copy(update={"base_url": f"{stage.playground.page_url}bot9"})
    second = Program(
        config.model_copy(update={"telegram": wrong}), store, stage.clock, stage.network.wiring
    )
    with pytest.raises(TokenRefused):
        await second.run()


async def test_a_telegram_that_is_not_there_yet_is_waited_for(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = stage.playground.port
    await stage.playground.stop()
    starting = asyncio.create_task(stage.start())
    await asyncio.sleep(0.2)
    assert not starting.done()
    await stage.playground.start(port=port)
    await asyncio.wait_for(starting, 10)
    await stage.phone(ANN).says("hello")

    await stage.phone(ANN).reads("hello")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_program_in_peace(stage: Stage, number: signal.Signals) -> None:
    store = await stage.store()
    program = Program(stage.config, store, stage.clock, stage.network.wiring)
    running = asyncio.create_task(program.run())
    await until(lambda: "getUpdates" in stage.calls("getUpdates") or stage.playground.log)
    await stage.playground.bot_polls()
    os.kill(os.getpid(), number)

    await asyncio.wait_for(running, 10)


async def test_a_signal_ends_the_program_while_it_waits_for_telegram(stage: Stage) -> None:
    store = await stage.store()
    await stage.playground.stop()
    program = Program(stage.config, store, stage.clock, stage.network.wiring)
    running = asyncio.create_task(program.run())
    await asyncio.sleep(0.2)
    os.kill(os.getpid(), signal.SIGTERM)

    await asyncio.wait_for(running, 10)


async def test_a_mistake_of_the_program_itself_ends_it_with_a_reference(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await stage.store()
    program = Program(stage.config, store, stage.clock, stage.network.wiring)
    await program.start()

    async def fail(*_: object) -> None:
        raise RuntimeError("CANARY words")

    monkeypatch.setattr(program._ticking, "_catch_up", fail)
    program._ticking.wake()
    with pytest.raises(CannotGoOn, match=r"reference \w{6}") as caught:
        await asyncio.wait_for(program.ended(), 5)
    await program.stop()

    assert "CANARY" not in str(caught.value) + caplog.text


async def test_on_a_full_disk_the_bot_stops_but_emergencies_are_still_sent(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.knows(ANN, BEN)
    stage.playground.faults.rate_limit_storm = 1.0
    await stage.start()
    await stage.sends(message(ANN, "1806 gas smell", lane=Lane.EMERGENCY), message(BEN, "a reply"))
    await until(lambda: any(x.status == 429 for x in stage.playground.log))
    store = await stage.store()

    def full() -> None:
        raise errors.DiskFull

    monkeypatch.setattr(store, "turn", full)
    await stage.phone(ANN).says("hello")
    with pytest.raises(DiskFull, match="free some space"):
        await asyncio.wait_for(stage.program.ended(), 10)
    stage.playground.faults.rate_limit_storm = 0.0
    await stage.stop()

    await stage.phone(ANN).reads("1806 gas smell")
    assert not any(one.from_bot for one in stage.phone(BEN).messages)


async def test_moving_the_clock_brings_what_is_due(stage: Stage) -> None:
    await stage.start()
    store = await stage.store()
    async with store.turn() as turn:
        later = turn.now + timedelta(hours=3)
        await turn.due.at(Due(kind=DueKind.WAVE, object_id="N1", due_at=later))
    await stage.settled()
    assert stage.network.done == []
    stage.advance(timedelta(hours=4))
    await stage.settled()

    assert "N1" in stage.network.done


async def test_many_people_at_once_are_all_answered_in_their_order(stage: Stage) -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    dice = random.Random(seed)
    stage.playground.faults.seed = seed
    stage.playground.faults.duplicate_updates = 0.2
    stage.playground.faults.reordered_updates = True
    await stage.start()
    told: dict[int, list[str]] = {person: [] for person in range(1, 21)}
    for number in range(60):
        person = dice.randrange(1, 21)
        told[person].append(f"word {number}")
        await stage.phone(person).says(f"word {number}")
        if number % 20 == 0:
            await asyncio.sleep(0.01)
    await until(lambda: not stage.playground.waiting)
    await stage.settled()

    heard: dict[int, list[str]] = {person: [] for person in range(1, 21)}
    for person, text in stage.network.heard:
        heard[person].append(text)
    assert {p: sorted(words) for p, words in heard.items()} == {
        p: sorted(words) for p, words in told.items()
    }
    for person, words in told.items():
        texts = [one.text for one in stage.phone(person).messages if one.from_bot]
        assert sorted(texts) == sorted(words)


async def test_stopping_lets_what_is_under_way_finish(stage: Stage) -> None:
    await stage.start()
    await stage.phone(ANN).says("slow word")
    await until(lambda: stage.network.at_once or stage.network.heard)
    await stage.stop()

    assert stage.rows("SELECT state FROM inbox") == [("done",)]


async def test_the_grace_at_the_end_is_short(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program_module, "GRACE", 0.3)
    await stage.start()
    await stage.knows(ANN)
    stage.playground.faults.delay = 30.0
    await stage.sends(message(ANN, "hello"))
    await until(lambda: stage.outbox() == ["sending"])
    await asyncio.wait_for(stage.program.stop(), 5)
    stage.playground.faults.delay = 0.0

    assert stage.outbox() == ["sending"]
