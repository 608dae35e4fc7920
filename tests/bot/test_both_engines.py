"""The same program on PostgreSQL: what is said is kept, answered, edited and done in time."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.config import Config
from bot.program import Program
from mutual_aid.notices import Due, DueKind, Kind, Lane
from playground import Playground, PretendClock
from storage.errors import AnotherBotIsRunning
from storage.store import Store, open_store
from tests.bot.little_network import LittleNetwork, message, settle_in
from tests.bot.stage import stage_config
from tests.bot.waiting import until
from tests.engines import migrated_postgresql

ANN = 1


@pytest.fixture
async def url() -> AsyncIterator[str]:
    async with migrated_postgresql() as address:
        yield address


@pytest.fixture
async def kept(url: str, clock: PretendClock) -> AsyncIterator[Store]:
    store = await open_store(url, clock=clock.now)
    yield store
    await store.close()


@pytest.fixture
def config(playground: Playground) -> Config:
    return stage_config(playground)


@pytest.fixture
async def program(
    config: Config, kept: Store, clock: PretendClock, network: LittleNetwork
) -> AsyncIterator[Program]:
    one = Program(config, kept, clock, network.wiring)
    await one.start()
    clock.on_advance(one.wake)
    yield one
    await one.stop()


async def test_people_are_answered_in_their_order(
    program: Program, playground: Playground, network: LittleNetwork
) -> None:
    people = range(1, 11)
    for number in range(3):
        for person in people:
            await playground.phone(person).says(f"word {number}")
    await until(lambda: not playground.waiting)
    await program.settled()

    for person in people:
        assert [text for who, text in network.heard if who == person] == [
            "word 0", "word 1", "word 2",
        ]  # fmt: skip
        texts = [one.text for one in playground.phone(person).messages if one.from_bot]
        assert texts == ["word 0", "word 1", "word 2"]


async def test_cards_change_in_place_and_broadcasts_go_out(
    program: Program, playground: Playground, kept: Store
) -> None:
    people = range(1, 11)
    for person in people:
        playground.world.private_chat(person).started = True
        async with kept.turn() as turn:
            await settle_in(turn, person)
    for text in ("asking", "accepted"):
        async with kept.turn() as turn:
            await turn.outbox.add(message(ANN, text))
        await program.settled()
    async with kept.turn() as turn:
        await turn.outbox.add_all(
            [message(who, "typhoon", Kind.BROADCAST, lane=Lane.BROADCAST) for who in people]
        )
    await program.settled()

    assert [one.text for one in playground.phone(ANN).messages] == ["accepted", "typhoon"]
    assert all(playground.phone(who).last.text == "typhoon" for who in people)


async def test_what_is_due_is_done(
    program: Program, kept: Store, network: LittleNetwork, clock: PretendClock
) -> None:
    async with kept.turn() as turn:
        due_at = turn.now + timedelta(hours=1)
        await turn.due.at(Due(kind=DueKind.WAVE, object_id="N1", due_at=due_at))
    clock.advance(timedelta(hours=2))
    await until(lambda: "N1" in network.done)
    await program.settled()


async def test_a_mistake_is_set_aside_and_others_are_heard(
    program: Program, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handling.RETRY_AFTER", (0.01, 0.01))
    await playground.phone(ANN).says("break it")
    await playground.phone(ANN).says("refuse me")
    await playground.phone(ANN).reads("sorry")

    await playground.phone(ANN).reads("refused: not_understood")


async def test_a_second_bot_on_the_same_server_is_refused(
    program: Program, url: str, config: Config, clock: PretendClock, network: LittleNetwork
) -> None:
    store = await open_store(url, clock=clock.now)
    second = Program(config, store, clock, network.wiring)
    try:
        with pytest.raises(AnotherBotIsRunning):
            await asyncio.wait_for(second.start(), 20)
    finally:
        await second.stop()
        await store.close()
