"""The clock: what is due is done once, in order, however late, and a mistake stops nobody."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import clock as ticking_module
from bot.clock import SystemClock, Ticking
from mutual_aid.notices import Due, DueKind
from mutual_aid.turn import Turn
from playground import PretendClock
from storage.store import Store
from tests.bot.little_network import LittleNetwork
from tests.bot.waiting import until

WAVE, SWEEP = DueKind.WAVE, DueKind.SWEEP
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def ticking(
    store: Store, clock: PretendClock, network: LittleNetwork
) -> AsyncIterator[Ticking]:
    one = Ticking(store, clock, network.act, network.think)
    clock.on_advance(one.wake)
    task = asyncio.create_task(one.run())
    yield one
    one.stop()
    await asyncio.wait_for(task, 5)


async def plan(store: Store, *things: tuple[str, timedelta], **facts: int) -> None:
    async with store.turn() as turn:
        for name, wait in things:
            due_at = turn.now + wait
            await turn.due.at(Due(kind=WAVE, object_id=name, due_at=due_at, facts=dict(facts)))


async def when(store: Store, name: str) -> object:
    async with store.reading() as turn:
        return await turn.due.when(WAVE, name)


async def is_done(store: Store, name: str) -> None:
    """Wait until it stands in the table no more."""
    async with asyncio.timeout(10):
        while await when(store, name) is not None:  # noqa: ASYNC110 -- asks the database
            await asyncio.sleep(0.001)


async def test_a_thing_is_done_when_its_time_comes_and_then_forgotten(
    ticking: Ticking, store: Store, network: LittleNetwork, clock: PretendClock
) -> None:
    await plan(store, ("later", 10 * MINUTE), ("now", -MINUTE))
    await until(lambda: network.done == ["now"])
    clock.advance(10 * MINUTE)
    await until(lambda: network.done == ["now", "later"])

    await is_done(store, "later")


async def test_a_thing_that_is_due_in_a_moment_needs_no_five_seconds(
    ticking: Ticking, store: Store, network: LittleNetwork
) -> None:
    await plan(store, ("soon", timedelta(milliseconds=200)))

    await until(lambda: network.done == ["soon"], within=3)


async def test_after_a_long_outage_everything_is_done_once_and_in_order(
    store: Store, network: LittleNetwork, clock: PretendClock
) -> None:
    names = [f"{number:03}" for number in range(120)]
    await plan(store, *((name, int(name) * MINUTE) for name in reversed(names)))
    clock.advance(timedelta(days=3))

    ticking = Ticking(store, clock, network.act, network.think)
    task = asyncio.create_task(ticking.run())
    await until(lambda: len(network.done) >= 120)
    ticking.stop()
    await task

    assert network.done == names


async def test_an_action_may_plan_the_next_of_its_own_kind(
    ticking: Ticking, store: Store, network: LittleNetwork, clock: PretendClock
) -> None:
    await plan(store, ("N1", timedelta()), again=1)
    await until(lambda: network.done == ["N1"])
    await asyncio.sleep(0.05)
    assert await when(store, "N1") is not None
    clock.advance(timedelta(hours=2))
    await until(lambda: network.done == ["N1", "N1"])


async def test_what_an_earlier_action_moved_is_not_done_now(
    store: Store, clock: PretendClock
) -> None:
    done: list[str] = []

    async def act(turn: Turn, due: Due) -> None:
        done.append(due.object_id)
        moved = Due(kind=WAVE, object_id="second", due_at=turn.now + timedelta(hours=1))
        await turn.due.at(moved)

    await plan(store, ("first", -2 * MINUTE), ("second", -MINUTE))
    ticking = Ticking(store, clock, act, LittleNetwork().think)
    task = asyncio.create_task(ticking.run())
    await until(lambda: done)
    await asyncio.sleep(0.05)
    ticking.stop()
    await task

    assert done == ["first"]


async def test_a_failing_thing_is_tried_again_later_and_the_others_are_done(
    ticking: Ticking, store: Store, network: LittleNetwork, clock: PretendClock
) -> None:
    network.failing_due = {"bad"}
    await plan(store, ("bad", -2 * MINUTE), ("good", -MINUTE))
    await until(lambda: network.done == ["good"])
    network.failing_due = set()
    clock.advance(timedelta(seconds=6))

    await until(lambda: network.done == ["good", "bad"])


async def test_after_ten_tries_a_failing_thing_is_set_aside(
    ticking: Ticking,
    store: Store,
    network: LittleNetwork,
    clock: PretendClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    network.failing_due = {"bad"}
    await plan(store, ("bad", timedelta()))
    for tries in range(1, 11):
        await until(lambda tries=tries: caplog.text.count("need.wave") == tries)  # type: ignore[misc]
        clock.advance(timedelta(minutes=11))
    await asyncio.sleep(0.05)

    assert caplog.text.count("need.wave failed") == 9
    assert "need.wave set aside, reference" in caplog.text
    assert "CANARY" not in caplog.text


async def test_a_failing_thing_waits_longer_and_longer_but_never_over_ten_minutes(
    ticking: Ticking, store: Store, network: LittleNetwork, clock: PretendClock
) -> None:
    network.failing_due = {"bad"}
    await plan(store, ("bad", timedelta()))
    waits = []
    for _ in range(9):
        before = clock.now()
        while True:
            async with store.reading() as turn:
                rows = await turn.all_rows("due")
            at = rows[0]["due_at"]
            if isinstance(at, int) and at / 1000 > before.timestamp():
                break
            await asyncio.sleep(0.001)
        waits.append(round(at / 1000 - before.timestamp()))
        clock.advance(timedelta(seconds=waits[-1] + 1))

    assert waits == [5, 10, 20, 40, 80, 160, 320, 600, 600]


async def test_a_failed_action_leaves_nothing_behind(store: Store, clock: PretendClock) -> None:
    async def act(turn: Turn, due: Due) -> None:
        await turn.due.at(Due(kind=WAVE, object_id="half done", due_at=due.due_at))
        raise RuntimeError

    await plan(store, ("bad", timedelta()))
    ticking = Ticking(store, clock, act, LittleNetwork().think)
    task = asyncio.create_task(ticking.run())
    await asyncio.sleep(0.1)
    ticking.stop()
    await task

    assert await when(store, "half done") is None


async def test_the_daily_sweep_is_planned_once(store: Store, clock: PretendClock) -> None:
    ticking = Ticking(store, clock, LittleNetwork().act, LittleNetwork().think)
    await ticking.plan_sweep()
    async with store.reading() as turn:
        first = await turn.due.when(SWEEP, ticking_module.NETWORK)
    clock.advance(MINUTE)
    await ticking.plan_sweep()
    async with store.reading() as turn:
        assert await turn.due.when(SWEEP, ticking_module.NETWORK) == first


async def test_the_sweep_deletes_what_has_served_its_time(
    ticking: Ticking, store: Store, clock: PretendClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with store.turn() as turn:
        await turn.inbox.add_many([(1, 5, "{}"), (2, 5, "{}")])
        await turn.inbox.done(1)
    await ticking.plan_sweep()
    clock.advance(timedelta(days=8))
    await until(lambda: "swept" in caplog.text)
    async with store.reading() as turn:
        assert await turn.inbox.counts() == {"waiting": 1}


def test_the_system_clock_knows_its_zone() -> None:
    assert SystemClock().now().utcoffset() == timedelta()
