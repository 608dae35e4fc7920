"""SQLite's writer lets turns that wait share one commit, and keeps its word to each."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from storage.errors import DiskFull, StorageError, TurnLost
from storage.sqlite_store import SqliteStore
from storage.sqlite_writer import MOST_TURNS
from storage.store import open_store
from storage.turns import Turn
from tests.engines import TestClock


@pytest.fixture
async def sqlite(tmp_path: Path, clock: TestClock) -> AsyncIterator[SqliteStore]:
    opened = await open_store(str(tmp_path / "network.sqlite3"), clock=clock)
    assert isinstance(opened, SqliteStore)
    yield opened
    await opened.close()


async def _write(store: SqliteStore, name: str) -> None:
    async with store.turn() as turn:
        await turn.settings.put_once(name, "")


def _on_disk(store: SqliteStore) -> set[str]:
    with sqlite3.connect(store.path) as connection:
        found = {row[0] for row in connection.execute("SELECT name FROM settings")}
    connection.close()
    return found


async def test_turns_that_wait_share_commits(sqlite: SqliteStore) -> None:
    before = sqlite.writer.commits
    await asyncio.gather(*(_write(sqlite, str(n)) for n in range(200)))
    assert len(_on_disk(sqlite)) == 200
    commits = sqlite.writer.commits - before
    assert 200 / MOST_TURNS <= commits <= 100


async def test_a_lonely_turn_does_not_wait_for_company(sqlite: SqliteStore) -> None:
    before = sqlite.writer.commits
    for number in range(5):
        await _write(sqlite, str(number))
        assert len(_on_disk(sqlite)) == number + 1
    assert sqlite.writer.commits - before == 5


async def test_nobody_returns_before_the_commit(sqlite: SqliteStore) -> None:
    missing = []

    async def one(name: str) -> None:
        await _write(sqlite, name)
        if name not in _on_disk(sqlite):
            missing.append(name)

    await asyncio.gather(*(one(str(n)) for n in range(100)))
    assert missing == []


async def test_one_failing_turn_of_a_batch_takes_nobody_with_it(sqlite: SqliteStore) -> None:
    async def failing(name: str) -> None:
        async with sqlite.turn() as turn:
            await turn.settings.put_once(name, "")
            raise ZeroDivisionError

    work = [(failing if n % 3 == 0 else lambda x: _write(sqlite, x))(str(n)) for n in range(60)]
    before = sqlite.writer.commits
    results = await asyncio.gather(*work, return_exceptions=True)
    assert sqlite.writer.commits - before < 40
    assert [n for n, result in enumerate(results) if result is not None] == list(range(0, 60, 3))
    assert _on_disk(sqlite) == {str(n) for n in range(60) if n % 3}


async def _first_then(sqlite: SqliteStore, monkeypatch: pytest.MonkeyPatch, sql: str) -> list[Any]:
    """Let three turns share a batch whose statement fails as on a full disk."""
    execute = sqlite.writer.connection.execute_fetchall

    async def failing(text: str, parameters: Any = None) -> Any:
        if text.startswith(sql):
            await execute("ROLLBACK")  # as SQLite does by itself
            full = sqlite3.OperationalError("database or disk is full")
            full.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise full
        return await execute(text, parameters)

    monkeypatch.setattr(sqlite.writer.connection, "execute_fetchall", failing)
    work = (_write(sqlite, name) for name in "abc")
    results = await asyncio.gather(*work, return_exceptions=True)
    monkeypatch.undo()
    return results


async def test_a_failed_commit_is_told_to_everybody_in_it(
    sqlite: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = await _first_then(sqlite, monkeypatch, "COMMIT")
    assert all(isinstance(result, DiskFull) for result in results)
    assert _on_disk(sqlite) == set()
    await _write(sqlite, "later")
    assert _on_disk(sqlite) == {"later"}


async def test_a_batch_that_sqlite_rolled_back_by_itself_is_lost_for_all(
    sqlite: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute = sqlite.writer.connection.execute_fetchall
    inserts = 0

    async def failing(text: str, parameters: Any = None) -> Any:
        nonlocal inserts
        inserts += text.startswith("INSERT")
        if inserts == 2:
            inserts += 1
            await execute("ROLLBACK")
            raise sqlite3.OperationalError("disk I/O error")
        return await execute(text, parameters)

    monkeypatch.setattr(sqlite.writer.connection, "execute_fetchall", failing)
    work = (_write(sqlite, name) for name in "abc")
    first, second, third = await asyncio.gather(*work, return_exceptions=True)
    assert isinstance(first, TurnLost)
    assert isinstance(second, StorageError)
    assert third is None
    assert _on_disk(sqlite) == {"c"}


async def test_a_cancelled_turn_that_was_next_lets_the_others_in(sqlite: SqliteStore) -> None:
    async with asyncio.timeout(30):
        async with sqlite.turn() as turn:
            waiting = [asyncio.create_task(_write(sqlite, str(n))) for n in range(4)]
            await asyncio.sleep(0)
            await turn.settings.put_once("first", "")
            waiting[0].cancel()
        waiting[1].cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    assert {"first", "2", "3"} <= _on_disk(sqlite)
    assert "0" not in _on_disk(sqlite)


async def test_whoever_is_cancelled_just_when_let_in_passes_it_on(
    sqlite: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_in = sqlite.writer._let_next_in
    waiting: list[asyncio.Task[None]] = []

    def and_cancel() -> None:
        let_in()
        if waiting:
            waiting.pop(0).cancel()

    monkeypatch.setattr(sqlite.writer, "_let_next_in", and_cancel)
    async with asyncio.timeout(30):
        async with sqlite.turn() as turn:
            waiting += [asyncio.create_task(_write(sqlite, str(n))) for n in range(2)]
            every = list(waiting)
            await asyncio.sleep(0)
            await turn.settings.put_once("first", "")
        await asyncio.gather(*every, return_exceptions=True)
        await _write(sqlite, "last")
    assert {"first", "last"} <= _on_disk(sqlite)
    assert "0" not in _on_disk(sqlite)


async def test_being_cancelled_again_and_again_hurts_no_neighbour(sqlite: SqliteStore) -> None:
    inside = asyncio.Event()

    async def one() -> None:
        async with sqlite.turn() as turn:
            await turn.settings.put_once("half", "")
            inside.set()
            await asyncio.sleep(60)

    neighbour = asyncio.create_task(_write(sqlite, "neighbour"))
    await asyncio.sleep(0)
    task = asyncio.create_task(one())
    async with asyncio.timeout(30):
        await inside.wait()
        assert not neighbour.done()  # it waits for the commit that both would share
        while not task.done():
            task.cancel()
            await asyncio.sleep(0)
        await neighbour
        await _write(sqlite, "next")
    assert _on_disk(sqlite) == {"neighbour", "next"}


async def test_a_commit_that_has_begun_is_not_cancelled(sqlite: SqliteStore) -> None:
    reached, inside = asyncio.Event(), asyncio.Event()

    async def one() -> None:
        async with sqlite.turn() as turn:
            await turn.settings.put_once("a", "")
            inside.set()
        reached.set()

    task = asyncio.create_task(one())
    await inside.wait()
    await asyncio.sleep(0)  # it now waits for COMMIT
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not reached.is_set()
    assert _on_disk(sqlite) == {"a"}


async def test_closing_waits_for_whoever_writes_and_refuses_the_rest(sqlite: SqliteStore) -> None:
    inside = asyncio.Event()

    async def slow() -> None:
        async with sqlite.turn() as turn:
            inside.set()
            await asyncio.sleep(0.05)
            await turn.settings.put_once("slow", "")

    writing = asyncio.create_task(slow())
    await inside.wait()
    closing = asyncio.create_task(sqlite.close())
    await asyncio.sleep(0)
    late = asyncio.create_task(_write(sqlite, "late"))
    async with asyncio.timeout(30):
        await writing
        await closing
        with pytest.raises(StorageError):
            await late
    assert _on_disk(sqlite) == {"slow"}


async def test_a_long_turn_holds_nobody_back_for_ever(sqlite: SqliteStore) -> None:
    """A batch takes nobody in who comes after its time."""
    order: list[str] = []

    async def slow(turn: Turn) -> None:
        await turn.settings.put_once("slow", "")
        await asyncio.sleep(0.05)

    async with sqlite.turn() as turn:
        others = [asyncio.create_task(_write(sqlite, str(n))) for n in range(3)]
        await slow(turn)
    order += sorted(_on_disk(sqlite))
    await asyncio.gather(*others)
    assert order == ["slow"]
