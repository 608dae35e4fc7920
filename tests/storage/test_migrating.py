"""Migrations are applied once, in order, wholly or not at all, on both engines."""

import asyncio
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import Any

import asyncpg
import pytest

from mutual_aid.ids import MatchId
from storage import errors, migrating
from storage.migrating import Migration, known
from storage.store import open_store
from storage.turns import Turn
from tests.engines import TestClock
from tests.storage.earlier import fill

PROGRAM = known()


async def _open(url: str, clock: TestClock) -> dict[str, Any]:
    """Open, return the record of migrations and a count of tables, and close."""
    store = await open_store(url, clock=clock)
    async with store.reading() as turn:
        rows = {str(row["name"]): row for row in await turn.all_rows("migrations")}
    await store.close()
    return rows


async def test_a_fresh_database_gets_every_migration_once(empty_url: str, clock: TestClock) -> None:
    first = await _open(empty_url, clock)
    assert list(first) == [migration.name for migration in PROGRAM]
    assert await _open(empty_url, clock) == first


async def test_two_programs_may_migrate_at_once(empty_url: str, clock: TestClock) -> None:
    for rows in await asyncio.gather(*(_open(empty_url, clock) for _ in range(8))):
        assert len(rows) == len(PROGRAM)


async def test_a_changed_file_is_refused(
    database_url: str, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _open(database_url, clock)
    last = PROGRAM[-1]
    changed = Migration(last.number, last.name, last.sql + "-- harmless?\n")
    monkeypatch.setattr(migrating, "known", lambda: [*PROGRAM[:-1], changed])
    with pytest.raises(errors.MigrationChanged, match=last.name):
        await _open(database_url, clock)


async def test_line_ends_do_not_change_a_file() -> None:
    one = PROGRAM[0]
    assert Migration(1, one.name, one.sql.replace("\n", "\r\n")).checksum == one.checksum


async def test_a_newer_database_is_refused(
    database_url: str, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _open(database_url, clock)
    monkeypatch.setattr(migrating, "known", lambda: PROGRAM[:-1])
    with pytest.raises(errors.DatabaseTooNew, match=PROGRAM[-1].name):
        await _open(database_url, clock)


async def test_a_gap_is_refused() -> None:
    applied = [migrating.Applied(m.number, m.name, m.checksum) for m in PROGRAM]
    with pytest.raises(errors.MigrationMissing, match="0001"):
        migrating.missing(applied[1:], PROGRAM)


async def test_a_failing_migration_is_taken_back_whole(
    empty_url: str, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = len(PROGRAM) + 1
    name = f"{number:04d}_bad.sql"
    bad = Migration(number, name, "CREATE TABLE half (a BIGINT); CREATE TABLE half (a BIGINT);")
    monkeypatch.setattr(migrating, "known", lambda: [*PROGRAM, bad])
    with pytest.raises(errors.MigrationFailed, match=name):
        await _open(empty_url, clock)
    good = Migration(number, name, "CREATE TABLE half (a BIGINT);")
    monkeypatch.setattr(migrating, "known", lambda: [*PROGRAM, good])
    assert name in await _open(empty_url, clock)


@pytest.mark.parametrize("version", range(1, len(PROGRAM)))
async def test_data_of_every_earlier_version_survives(
    empty_url: str, clock: TestClock, monkeypatch: pytest.MonkeyPatch, version: int
) -> None:
    monkeypatch.setattr(migrating, "known", lambda: PROGRAM[:version])
    store = await open_store(empty_url, clock=clock)
    async with store.turn() as turn:
        before = await fill(turn, version)
    await store.close()
    monkeypatch.setattr(migrating, "known", lambda: PROGRAM)
    store = await open_store(empty_url, clock=clock)
    async with store.reading() as turn:
        for table, rows in before.items():
            after = await turn.all_rows(table)
            assert [{name: row[name] for name in rows[0]} for row in after] == rows
        assert len(await turn.all_rows("migrations")) == len(PROGRAM)
        await _require_readable(turn)
    await store.close()


async def _require_readable(turn: Turn) -> None:
    """Require that the newest program understands what the first one wrote."""
    cells = {
        (row["volunteer_id"], row["skill_code"], row["cell_id"]): row["asked_at"]
        for row in await turn.all_rows("volunteer_cells")
    }
    assert cells == {
        (who, skill, cell): asked_at
        for who, asked_at in (("V1", 2_000), ("V2", 0))
        for skill in ("cooking", "errands")
        for cell in ("MC-A", "MC")
    }
    old = await turn.matches.get(MatchId("X1"))
    assert (old.ring, old.by_chance, old.backup_at) == (0, False, None)
    assert (await turn.needs.get(old.need_id)).escalated_round == 0
    assert not (await turn.volunteers.get(old.volunteer_id)).wants_events


_KILLED = """
import asyncio, sys
from datetime import UTC, datetime
from storage import migrating, store
statements = migrating.Migration.statements

def told(migration):
    for statement in statements(migration):
        print("next", flush=True)
        sys.stdin.readline()
        yield statement

migrating.Migration.statements = told
asyncio.run(store.open_store(sys.argv[1], clock=lambda: datetime.now(UTC)))
"""


def _kill_after(statements: int, url: str) -> None:
    """Let the program run so many statements, and kill it when it comes to the next."""
    command = [sys.executable, "-c", _KILLED, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(statements):
            assert process.stdout.readline() == b"next\n"
            process.stdin.write(b"\n")
            process.stdin.flush()
        assert process.stdout.readline() == b"next\n"
        process.kill()


@pytest.mark.parametrize("round_of_luck", range(4))
async def test_a_migration_killed_in_the_middle_has_happened_wholly_or_not_at_all(
    empty_url: str, clock: TestClock, round_of_luck: int
) -> None:
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    statements = [n for n, m in enumerate(PROGRAM) for _ in m.statements()]
    point = random.Random(seed).randrange(len(statements))
    await asyncio.to_thread(_kill_after, point, empty_url)
    applied, tables = await _state(empty_url)
    assert applied == statements[point]
    assert tables == _tables_after(applied)
    assert len(await _open(empty_url, clock)) == len(PROGRAM)


def _tables_after(number: int) -> int:
    """Return how many tables there are, the record of migrations included."""
    texts = [m.sql for m in PROGRAM[:number]]
    made = sum(text.count("CREATE TABLE") - text.count("DROP TABLE") for text in texts)
    return made + 1 if number else 0


async def _state(url: str) -> tuple[int, int]:
    if url.startswith("postgresql"):
        connection = await asyncpg.connect(url)
        try:
            tables = await connection.fetchval(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            )
            done = await connection.fetchval("SELECT count(*) FROM migrations") if tables else 0
        finally:
            await connection.close()
        return done, tables
    return _sqlite_state(url.removeprefix("sqlite:///"))


def _sqlite_state(path: str) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT count(*) FROM sqlite_master WHERE type = 'table'"
        tables = connection.execute(query).fetchone()[0]
        done = connection.execute("SELECT count(*) FROM migrations").fetchone()[0] if tables else 0
    return done, tables


def test_statements_are_split_where_they_end() -> None:
    text = """-- first; comment
    CREATE TABLE a (b TEXT DEFAULT 'x;y''z;'); /* ; */
    CREATE FUNCTION f() AS $body$ BEGIN; END; $body$;
    INSERT INTO "odd;name" VALUES (1)
    -- the end;
    """
    first, second, third = Migration(1, "x", text).statements()
    assert first.endswith("'x;y''z;')")
    assert second.endswith("$body$")
    assert third.startswith("INSERT INTO")
