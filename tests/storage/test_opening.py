"""What cannot be trusted is refused when it is opened, in one plain sentence."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import errors, sqlite_files
from storage.sqlite_files import file_system
from storage.store import Store, open_store
from tests.engines import TestClock, administrator, empty_postgresql

_MOUNTS = """22 28 0:21 / /sys rw - sysfs sysfs rw
28 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 28 0:50 / {folder} rw,relatime shared:1 - {kind} server:/share rw
41 28 0:51 / {folder}x rw,relatime - tmpfs tmpfs rw
"""


async def _refusal(url: str | Path, clock: TestClock) -> str:
    with pytest.raises(errors.StorageError) as caught:
        await open_store(str(url), clock=clock)
    text = str(caught.value)
    assert text.count("\n") == 0
    assert text.endswith(".")
    return text


@pytest.mark.parametrize("url", ["", ":memory:", "mysql://host/db", "sqlite://x", "sqlite:///"])
async def test_an_address_of_nothing_is_refused(clock: TestClock, url: str) -> None:
    assert "address" in await _refusal(url, clock)


async def test_a_missing_folder_is_named(clock: TestClock, tmp_path: Path) -> None:
    assert str(tmp_path / "no") in await _refusal(tmp_path / "no" / "db.sqlite3", clock)


@pytest.mark.parametrize("content", [b"name,flat\n", b"SQLite format 3\0" + b"rubbish" * 1000])
async def test_a_file_that_is_no_database_is_left_alone(
    clock: TestClock, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "notes.csv"
    path.write_bytes(content)
    assert "not an SQLite database" in await _refusal(path, clock)
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["notes.csv"]


async def test_a_folder_is_no_database(clock: TestClock, tmp_path: Path) -> None:
    assert "not an SQLite database" in await _refusal(tmp_path, clock)


async def test_another_programs_database_is_left_alone(clock: TestClock, tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE photos (id INTEGER PRIMARY KEY)")
    assert "another program" in await _refusal(path, clock)
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("photos",)]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="louzhang-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


_AS_NOBODY = """
import asyncio, os, sys
from datetime import UTC, datetime
from storage import sqlite_store
from storage.store import Store, open_store
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    asyncio.run(open_store(sys.argv[1], clock=lambda: datetime.now(UTC)))
except Exception as error:
    print(type(error).__name__, error)
"""


def _open_as_nobody(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("there", [False, True])
def test_what_cannot_be_written_is_refused(
    clock: TestClock, open_folder: Path, there: bool
) -> None:
    path = open_folder / "network.sqlite3"
    if there:
        path.touch(0o444)
    open_folder.chmod(0o555)
    said = _open_as_nobody(path)
    open_folder.chmod(0o755)
    assert said.startswith("CannotWrite")
    assert str(path) in said


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "9p", "virtiofs", "fuse.sshfs", "fuseblk"])
async def test_network_file_systems_are_refused(
    clock: TestClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder = tmp_path / "shared folder"
    folder.mkdir()
    mounts = tmp_path / "mountinfo"
    escaped = str(folder).replace(" ", "\\040")
    mounts.write_text(_MOUNTS.format(folder=escaped, kind=kind))
    monkeypatch.setattr(sqlite_files, "MOUNTS", mounts)
    text = await _refusal(folder / "network.sqlite3", clock)
    assert f"({kind})" in text
    assert list(folder.iterdir()) == []
    assert file_system(tmp_path) == "ext4"


async def test_a_full_disk_is_refused_at_the_door(
    clock: TestClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_files, "LEAST_SPACE", 1 << 60)
    assert "no space left" in await _refusal(tmp_path / "network.sqlite3", clock)


async def test_a_journal_that_is_not_wal_is_refused(
    clock: TestClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.pragmas.JOURNAL", "PRAGMA journal_mode=DELETE")
    monkeypatch.setattr("storage.pragmas.WRITER", ("PRAGMA journal_mode=DELETE",))
    assert "'delete'" in await _refusal(tmp_path / "network.sqlite3", clock)


async def test_the_file_is_nobody_elses_to_read(clock: TestClock, tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'network.sqlite3'}", clock=clock)
    files = [tmp_path / name for name in os.listdir(tmp_path)]
    modes = {stat.S_IMODE(os.stat(file).st_mode) for file in files}
    await store.close()
    assert modes == {0o600}


async def test_a_server_that_does_not_answer_is_named_without_the_password(
    clock: TestClock, tmp_path: Path
) -> None:
    url = f"postgresql://somebody:geheim@/db?host={tmp_path}"
    text = await _refusal(url, clock)
    assert "PostgreSQL" in text
    assert "geheim" not in text
    assert "somebody" not in text


async def test_a_second_bot_is_refused_until_the_first_ends(
    database_url: str, clock: TestClock
) -> None:
    first = await open_store(database_url, clock=clock)
    second = await open_store(database_url, clock=clock)
    await first.claim_poller()
    await first.claim_poller()
    with pytest.raises(errors.AnotherBotIsRunning):
        await second.claim_poller()
    await first.close()
    await second.claim_poller()
    await second.close()


async def test_a_server_that_goes_away_is_told_and_found_again(clock: TestClock) -> None:
    async with empty_postgresql() as url:
        store = await open_store(url, clock=clock)
        gone = await _lose_connections(store)
        async with store.turn() as turn:
            assert await turn.settings.get("a") is None
        await store.close()
    assert isinstance(gone, errors.StorageError)


async def _lose_connections(store: Store) -> BaseException | None:
    """Begin a turn, have the server end all connections, and return how the turn ended."""
    try:
        async with store.turn() as turn:
            await turn.settings.put_once("a", "1")
            async with administrator() as server:
                await server.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname LIKE 'test_%'"
                )
            await turn.settings.put_once("b", "1")
    except errors.StorageError as error:
        return error
    return None
