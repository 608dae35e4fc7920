"""Backups are whole while others write, checked, and put back without losing what is newer."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from storage import errors, sqlite_backups
from storage.restoring import restore
from storage.store import Store, open_store
from tests.engines import TestClock, empty_postgresql


@pytest.fixture
async def live(tmp_path: Path, clock: TestClock) -> AsyncIterator[Store]:
    opened = await open_store(str(tmp_path / "network.sqlite3"), clock=clock)
    yield opened
    await opened.close()


async def _write(store: Store, number: int) -> None:
    async with store.turn() as turn:
        await turn.settings.put_once(f"{number}", "x" * 500)
        await turn.audit.write(None, "test", f"{number}")


def _settings(path: Path) -> set[int]:
    with closing(sqlite3.connect(path)) as connection:
        return {int(row[0]) for row in connection.execute("SELECT name FROM settings")}


async def test_a_backup_made_while_others_write_is_of_one_moment(
    live: Store, tmp_path: Path
) -> None:
    done: set[int] = set()
    stop = asyncio.Event()

    async def keep_writing() -> None:
        number = 0
        while not stop.is_set():
            await _write(live, number)
            done.add(number)
            number += 1

    writing = asyncio.create_task(keep_writing())
    for round_number in range(5):
        acknowledged = set(done)
        target = tmp_path / f"copy{round_number}.sqlite3"
        await live.backup(target)
        counts = sqlite_backups.check(target)
        kept = _settings(target)
        assert acknowledged <= kept
        assert kept == set(range(len(kept)))
        assert counts["audit"] == counts["settings"] == len(kept)
    stop.set()
    await writing


async def test_a_backup_replaces_an_older_one_and_leaves_no_scraps(
    live: Store, tmp_path: Path
) -> None:
    target = tmp_path / "copies" / "copy.sqlite3"
    target.parent.mkdir()
    await live.backup(target)
    await _write(live, 1)
    await live.backup(target)
    assert _settings(target) == {1}
    assert os.listdir(target.parent) == ["copy.sqlite3"]
    assert target.stat().st_mode & 0o077 == 0


async def test_a_backup_never_overwrites_the_database_itself(live: Store, tmp_path: Path) -> None:
    with pytest.raises(errors.BackupBroken, match="the database itself"):
        await live.backup(tmp_path / "network.sqlite3")


async def test_a_backup_to_nowhere_says_so(live: Store, tmp_path: Path) -> None:
    with pytest.raises(errors.CannotWrite):
        await live.backup(tmp_path / "no" / "copy.sqlite3")


def _damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 5] = b"\xff" * 4096 * 2
    path.write_bytes(bytes(content))


async def test_unsound_files_are_no_backups(live: Store, tmp_path: Path) -> None:
    copy, text, other = tmp_path / "copy.sqlite3", tmp_path / "a.txt", tmp_path / "b.sqlite3"
    await live.backup(copy)
    _damage(copy)
    text.write_text("hello" * 1000)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE photos (id INTEGER PRIMARY KEY)")
    for path, error in (
        (copy, errors.BackupBroken),
        (text, errors.NotADatabase),
        (other, errors.BackupBroken),
        (tmp_path / "missing", errors.BackupBroken),
    ):
        with pytest.raises(error, match=path.name):
            sqlite_backups.check(path)


async def test_a_restored_backup_is_what_it_was_and_the_old_file_is_kept(
    live: Store, tmp_path: Path, clock: TestClock
) -> None:
    path, copy = tmp_path / "network.sqlite3", tmp_path / "copy.sqlite3"
    await _write(live, 1)
    await live.backup(copy)
    await live.close()
    kept = await restore(str(path), copy)
    assert _settings(path) == {1}
    assert kept is not None
    assert _settings(kept) == {1}
    again = await open_store(str(path), clock=clock)
    await _write(again, 2)
    await again.close()
    assert _settings(path) == {1, 2}


async def test_restores_in_quick_succession_keep_every_old_file(
    live: Store, tmp_path: Path
) -> None:
    path, copy = tmp_path / "network.sqlite3", tmp_path / "copy.sqlite3"
    await _write(live, 1)
    await live.backup(copy)
    await live.close()
    kept = [await restore(str(path), copy) for _ in range(3)]
    assert len(set(kept)) == 3
    assert all(name is not None and name.exists() for name in kept)


async def test_newer_entries_are_lost_only_by_force(
    live: Store, tmp_path: Path, clock: TestClock
) -> None:
    path, copy = tmp_path / "network.sqlite3", tmp_path / "copy.sqlite3"
    await _write(live, 1)
    await live.backup(copy)
    clock.advance(timedelta(minutes=1))
    await _write(live, 2)
    await live.close()
    with pytest.raises(errors.DatabaseIsNewer):
        await restore(str(path), copy)
    assert _settings(path) == {1, 2}
    kept = await restore(str(path), copy, force=True)
    assert _settings(path) == {1}
    assert kept is not None
    assert _settings(kept) == {1, 2}


async def test_a_damaged_database_can_be_replaced(live: Store, tmp_path: Path) -> None:
    path, copy = tmp_path / "network.sqlite3", tmp_path / "copy.sqlite3"
    await _write(live, 1)
    await live.backup(copy)
    await live.close()
    _damage(path)
    await restore(str(path), copy)
    assert _settings(path) == {1}


async def test_a_database_that_is_gone_can_be_put_back(
    live: Store, tmp_path: Path, clock: TestClock
) -> None:
    copy, path = tmp_path / "copy.sqlite3", tmp_path / "new.sqlite3"
    await _write(live, 1)
    await live.backup(copy)
    assert await restore(str(path), copy) is None
    assert _settings(path) == {1}


async def test_nothing_is_restored_under_a_running_bot(live: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    await live.backup(copy)
    await live.claim_poller()
    with pytest.raises(errors.AnotherBotIsRunning):
        await restore(str(tmp_path / "network.sqlite3"), copy, force=True)


async def test_an_unsound_backup_changes_nothing(live: Store, tmp_path: Path) -> None:
    path, bad = tmp_path / "network.sqlite3", tmp_path / "bad.sqlite3"
    bad.write_bytes(b"rubbish" * 999)
    await _write(live, 1)
    with pytest.raises(errors.NotADatabase):
        await restore(str(path), bad, force=True)
    assert _settings(path) == {1}


async def test_postgresql_names_its_own_means(clock: TestClock, tmp_path: Path) -> None:
    async with empty_postgresql() as url:
        store = await open_store(url, clock=clock)
        with pytest.raises(errors.NotHere, match="pg_dump"):
            await store.backup(tmp_path / "copy")
        await store.close()
        with pytest.raises(errors.NotHere, match="pg_restore"):
            await restore(url, tmp_path / "copy")
