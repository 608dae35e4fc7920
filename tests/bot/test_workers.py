"""Workers: a chat's updates in their order and one at a time, many chats at once."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bot.workers import Handle, Waiting, Workers
from tests.bot.waiting import until


@asynccontextmanager
async def working(handle: Handle, seats: int = 4, most: int = 5_000) -> AsyncIterator[Workers]:
    workers = Workers(handle, seats, most)
    task = asyncio.create_task(workers.run())
    yield workers
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_updates_of_a_chat_are_handled_in_their_order_whatever_order_they_came_in() -> None:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    dice = random.Random(seed)
    handled: dict[int, list[int]] = defaultdict(list)
    busy: set[int] = set()

    async def handle(update: Waiting) -> None:
        assert update.chat_id not in busy
        busy.add(update.chat_id)
        await asyncio.sleep(dice.random() / 1000)
        busy.remove(update.chat_id)
        handled[update.chat_id].append(update.update_id)

    updates = [Waiting(dice.randrange(10), number, "") for number in range(300)]
    dice.shuffle(updates)
    async with working(handle) as workers:
        await workers.take(updates)
        await until(lambda: workers.idle)

    assert sum(map(len, handled.values())) == 300
    assert all(ids == sorted(ids) for ids in handled.values())


async def test_different_chats_do_not_wait_for_each_other() -> None:
    everybody = asyncio.Barrier(4)

    async def handle(_update: Waiting) -> None:
        await everybody.wait()

    async with working(handle) as workers:
        await workers.take([Waiting(chat, chat, "") for chat in range(4)])
        await until(lambda: workers.idle)


async def test_a_talkative_chat_does_not_starve_the_others() -> None:
    order: list[int] = []

    async def handle(update: Waiting) -> None:
        order.append(update.chat_id)

    async with working(handle, seats=1) as workers:
        talkative = [Waiting(1, number, "") for number in range(100)]
        await workers.take([*talkative, Waiting(2, 100, "")])
        await until(lambda: workers.idle)

    assert order.index(2) <= 1


async def test_a_failed_update_is_tried_again_before_the_next_of_its_chat() -> None:
    order: list[int] = []

    async def handle(update: Waiting) -> float | None:
        order.append(update.update_id)
        return 0.01 if update.update_id == 1 and len(order) < 3 else None

    async with working(handle) as workers:
        await workers.take([Waiting(7, 1, ""), Waiting(7, 2, "")])
        await until(lambda: workers.idle)

    assert order == [1, 1, 1, 2]


async def test_others_go_on_while_a_chat_waits_for_its_next_try() -> None:
    order: list[int] = []

    async def handle(update: Waiting) -> float | None:
        order.append(update.chat_id)
        return 0.2 if order.count(1) == 1 and update.chat_id == 1 else None

    async with working(handle, seats=1) as workers:
        await workers.take([Waiting(1, 1, ""), Waiting(2, 2, ""), Waiting(3, 3, "")])
        await until(lambda: workers.idle)

    assert order == [1, 2, 3, 1]


async def test_whoever_brings_too_much_waits_until_there_is_room() -> None:
    gate = asyncio.Event()

    async def handle(_update: Waiting) -> None:
        await gate.wait()

    async with working(handle, most=3) as workers:
        taking = asyncio.create_task(workers.take([Waiting(chat, chat, "") for chat in range(3)]))
        await asyncio.sleep(0.02)
        assert not taking.done()
        gate.set()
        await asyncio.wait_for(taking, 5)


async def test_stopping_finishes_what_is_being_handled_and_begins_nothing_new() -> None:
    begun, handled = asyncio.Event(), []

    async def handle(update: Waiting) -> None:
        begun.set()
        await asyncio.sleep(0.05)
        handled.append(update.update_id)

    workers = Workers(handle, seats=1)
    task = asyncio.create_task(workers.run())
    await workers.take([Waiting(1, 1, ""), Waiting(2, 2, "")])
    await begun.wait()
    workers.stop()
    await asyncio.wait_for(task, 5)

    assert handled == [1]


async def test_a_failure_of_the_program_itself_ends_the_work() -> None:
    async def handle(_update: Waiting) -> None:
        raise MemoryError

    workers = Workers(handle)
    await workers.take([Waiting(1, 1, "")])
    with pytest.raises(ExceptionGroup):
        await asyncio.wait_for(workers.run(), 5)
