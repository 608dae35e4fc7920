"""What takes the processor happens in another process: people here do not wait for it."""

import asyncio
import os
from concurrent.futures.process import BrokenProcessPool
from datetime import timedelta

import pytest

from bot.apart import Apart
from bot.clock import Ticking
from mutual_aid.acts import Act, Thought
from mutual_aid.notices import Due
from mutual_aid.turn import Turn
from playground import PretendClock
from storage.store import Store
from tests.bot.little_network import LittleNetwork
from tests.bot.test_clock import MINUTE, plan
from tests.bot.waiting import until


def _spin() -> int:
    """Hold Python's lock for a good while, as a solver does."""
    return sum(n * n for n in range(5_000_000)) * 0 + os.getpid()


def _die() -> None:
    os._exit(9)


async def test_the_event_loop_goes_on_while_something_is_computed() -> None:
    apart, rounds = Apart(), 0
    computing = asyncio.create_task(apart.run(_spin))
    while not computing.done():
        await asyncio.sleep(0.01)
        rounds += 1
    apart.close()

    assert computing.result() != os.getpid()
    assert rounds > 5


async def test_a_process_that_was_killed_is_begun_anew() -> None:
    apart = Apart()
    with pytest.raises(BrokenProcessPool):
        await apart.run(_die)

    assert await apart.run(_spin)
    apart.close()


async def test_a_row_that_needs_a_thought_is_acted_on_by_what_came_out(
    store: Store, clock: PretendClock
) -> None:
    acted: list[tuple[str, int]] = []

    async def think(_: Turn, due: Due) -> Thought | None:
        if due.object_id != "deep":
            return None

        def act_by(found: int) -> Act:
            async def act(_: Turn, due: Due) -> None:
                acted.append((due.object_id, found))

            return act

        return Thought(_spin, act_by)

    network = LittleNetwork()
    await plan(store, ("plain", -2 * MINUTE), ("deep", -MINUTE))
    ticking = Ticking(store, clock, network.act, think)
    task = asyncio.create_task(ticking.run())
    await until(lambda: acted, timedelta(seconds=30).total_seconds())
    ticking.stop()
    await task

    assert network.done == ["plain"]
    assert acted[0][0] == "deep"
    assert acted[0][1] not in (0, os.getpid())
