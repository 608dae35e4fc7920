"""A turn happens wholly or not at all, before anybody is told, and hurts no neighbour."""

import asyncio
import random
from datetime import timedelta

import pytest

from mutual_aid.ids import TelegramId
from mutual_aid.notices import Due, DueKind, Kind
from storage.errors import AlreadyThere, StorageError, TurnInsideTurn, TurnLost, TurnOver
from storage.session import Touched
from storage.store import Store
from tests.engines import TestClock
from tests.storage.test_outbox import say
from tests.storage.world import LEADER, World, member


async def _settings(store: Store) -> set[str]:
    async with store.reading() as turn:
        return {str(row["name"]) for row in await turn.all_rows("settings")}


async def _fail_at_the_end(store: Store) -> None:
    async with store.turn() as turn:
        await turn.settings.put_once("a", "1")
        await turn.inbox.add_many([(1, 1, "{}")])
        raise ZeroDivisionError


async def test_a_turn_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        await _fail_at_the_end(store)
    async with store.turn() as turn:
        assert await turn.settings.get("a") is None
        assert await turn.inbox.waiting(0, 9) == []
        await turn.settings.put_once("b", "1")
    assert await _settings(store) == {"b"}


async def _catch_a_failure(store: Store) -> None:
    async with store.turn() as turn:
        await turn.members.add(member("M1", 5))
        with pytest.raises(AlreadyThere):
            await turn.members.add(member("M1", 6))
        with pytest.raises(TurnLost):
            await turn.settings.put_once("a", "1")


async def test_a_failure_that_was_caught_still_gives_the_turn_up(store: Store) -> None:
    """What a database did before it failed is not known well enough to keep it."""
    with pytest.raises(TurnLost):
        await _catch_a_failure(store)
    async with store.turn() as turn:
        assert await turn.members.speaker(TelegramId(5)) is None


async def _add_somebody_twice(store: Store) -> None:
    async with store.turn() as turn:
        await turn.members.add(member("M1", 990000000777, phone="+852 0000 7777"))
        await turn.members.add(member("M2", 990000000777, phone="+852 0000 7777"))


async def test_an_error_text_quotes_nobody(store: Store) -> None:
    with pytest.raises(AlreadyThere) as caught:
        await _add_somebody_twice(store)
    assert "telegram_id" in str(caught.value)
    assert "7777" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


async def test_a_reader_sees_only_what_is_committed(store: Store) -> None:
    async with store.turn() as turn:
        await turn.settings.put_once("a", "1")
        assert await _settings(store) == set()
        assert await turn.settings.get("a") == "1"
    assert await _settings(store) == {"a"}


async def test_a_reader_stays_at_its_moment(store: Store) -> None:
    async with store.reading() as before:
        assert await before.settings.get("a") is None
        async with store.turn() as turn:
            await turn.settings.put_once("a", "1")
        assert await before.settings.get("a") is None
    assert await _settings(store) == {"a"}


async def test_a_reader_cannot_write(store: Store) -> None:
    async with store.reading() as turn:
        with pytest.raises(StorageError):
            await turn.settings.put_once("a", "1")
    assert await _settings(store) == set()


async def test_readings_in_turns_do_not_wait_for_each_other(store: Store) -> None:
    async def one(number: int) -> None:
        async with store.turn() as turn:
            await turn.settings.put_once(str(number), "")
            assert str(number) not in await _settings(store)

    async with asyncio.timeout(60):
        await asyncio.gather(*(one(n) for n in range(30)))
    assert len(await _settings(store)) == 30


@pytest.mark.parametrize("kind", ["turn", "reading"])
async def test_a_turn_cannot_be_used_after_its_end(store: Store, kind: str) -> None:
    opened = store.turn() if kind == "turn" else store.reading()
    async with opened as turn:
        await turn.settings.get("a")
    with pytest.raises(TurnOver):
        await turn.settings.put_once("a", "1")
    assert await _settings(store) == set()


async def test_a_callback_that_fails_does_not_undo_what_is_committed(store: Store) -> None:
    told: list[str] = []

    def fail(touched: Touched) -> None:
        raise ZeroDivisionError

    asyncio.get_running_loop().set_exception_handler(
        lambda _, context: told.append(str(context["message"]))
    )
    store.on_commit(fail)
    async with store.turn() as turn:
        await turn.inbox.add_many([(1, 1, "{}")])
    async with store.reading() as turn:
        assert len(await turn.inbox.waiting(0, 9)) == 1
    assert told == ["A callback after a commit failed"]


async def test_all_of_a_turn_happens_at_one_moment(store: Store, clock: TestClock) -> None:
    clock.at += timedelta(microseconds=123_456)
    async with store.turn() as turn:
        began = turn.now
        clock.advance(timedelta(seconds=5))
        assert turn.now == began
    assert began.microsecond == 123_000


async def test_whoever_empties_queues_is_woken_after_the_commit(
    world: World, clock: TestClock
) -> None:
    seen: list[tuple[Touched, bool]] = []
    committed = False

    def note(touched: Touched) -> None:
        seen.append((touched, committed))

    world.store.on_commit(note)
    async with world.store.turn() as turn:
        await turn.settings.put_once("a", "1")
    assert seen == []
    async with world.store.turn() as turn:
        await turn.outbox.add(say())
        await turn.due.at(Due(kind=DueKind.WAVE, object_id="n1", due_at=clock()))
        assert seen == []
        committed = True
    async with world.store.turn() as turn:
        await turn.inbox.add_many([(1, 1, "{}")])
    with pytest.raises(ZeroDivisionError):
        await _fail_at_the_end(world.store)
    assert [touched for touched, _ in seen] == [
        Touched(outbox=True, due=True),
        Touched(inbox=True),
    ]
    assert all(after for _, after in seen)


async def test_nobody_is_woken_for_a_message_to_nobody(world: World) -> None:
    seen: list[Touched] = []
    world.store.on_commit(seen.append)
    async with world.store.turn() as turn:
        await turn.members.set_unreachable(LEADER, turn.now)
        assert not await turn.outbox.add(say(kind=Kind.SAY))
    assert seen == []


async def test_a_turn_inside_a_turn_is_refused_instead_of_waiting_for_ever(store: Store) -> None:
    async with store.turn():
        with pytest.raises(TurnInsideTurn):
            async with store.turn():
                raise AssertionError
    async with store.turn() as turn:
        await turn.settings.put_once("a", "1")


@pytest.mark.parametrize("round_of_luck", range(3))
async def test_turns_cut_off_at_any_point_are_whole_or_absent(
    store: Store, round_of_luck: int
) -> None:
    """Turns write three rows; some fail, some are cancelled somewhere, all run at once."""
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    luck = random.Random(seed)
    told: set[int] = set()

    async def one(number: int, fails: bool) -> None:
        async with store.turn() as turn:
            for part in range(3):
                await turn.settings.put_once(f"{number}.{part}", "")
                if luck.random() < 0.3:
                    await asyncio.sleep(0)
            if fails:
                raise ZeroDivisionError
        told.add(number)

    async def cut(task: asyncio.Task[None], after: int) -> None:
        for _ in range(after):
            await asyncio.sleep(0)
        task.cancel()

    failing = {n for n in range(150) if luck.random() < 0.2}
    tasks = [asyncio.create_task(one(n, n in failing)) for n in range(150)]
    cutting = [
        asyncio.create_task(cut(task, luck.randrange(600))) for task in tasks if luck.random() < 0.4
    ]
    async with asyncio.timeout(120):
        await asyncio.gather(*tasks, *cutting, return_exceptions=True)
    kept: dict[str, int] = {}
    for name in await _settings(store):
        kept[name.split(".")[0]] = kept.get(name.split(".")[0], 0) + 1
    assert set(kept.values()) <= {3}
    assert {str(n) for n in told} <= set(kept)
    assert not {str(n) for n in failing} & set(kept)
    async with store.turn() as turn:  # and the store still works
        await turn.settings.put_once("end", "")
    assert "end" in await _settings(store)
