"""Every named query is used, every used one exists, and both engines understand each."""

import re
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from storage.queries import queries
from storage.sqlite_adapter import SHORT, SHORT_LISTS, is_short
from storage.sqlite_store import SqliteStore
from storage.store import Store, open_store
from tests.engines import TestClock

ROOM = Path(__file__).parents[2] / "storage"
_CALL = re.compile(r"\b(?:rows|row|value|run|row_unless_taken)\(\s*\"([a-z_]+)\"")


def _used() -> set[str]:
    return {name for file in ROOM.glob("*.py") for name in _CALL.findall(file.read_text("utf-8"))}


def test_code_and_queries_name_each_other() -> None:
    assert _used() == set(queries("sqlite")) == set(queries("postgresql"))


def test_every_name_is_given_once() -> None:
    for folder in (ROOM / "sql", ROOM / "sql" / "postgresql"):
        texts = [file.read_text("utf-8") for file in folder.glob("*.sql")]
        names = [name for text in texts for name in re.findall(r"-- name: (\w+)", text)]
        assert len(names) == len(set(names))


def test_postgresql_has_its_own_text_only_for_what_is_shared() -> None:
    texts = [file.read_text("utf-8") for file in (ROOM / "sql" / "postgresql").glob("*.sql")]
    own = {name for text in texts for name in re.findall(r"-- name: (\w+)", text)}
    assert own <= set(queries("sqlite"))


def _text(engine: Any, name: str) -> str:
    return str(getattr(queries(engine)[name], "sql"))  # noqa: B009  # aiosql adds it untyped


async def test_both_engines_understand_every_query(store: Store, database_url: str) -> None:
    if isinstance(store, SqliteStore):
        for name in queries("sqlite"):
            text = _text("sqlite", name)
            nothing = dict.fromkeys(re.findall(r":(\w+)", text))
            await store.writer.connection.execute_fetchall(f"EXPLAIN {text}", nothing)
        return
    connection = await asyncpg.connect(database_url)
    try:
        for name in queries("postgresql"):
            await connection.prepare(_text("postgresql", name))
    finally:
        await connection.close()


@pytest.mark.parametrize(
    "name",
    [
        "candidate_cells_asked",
        "candidate_cells_mark",
        "candidate_find",
        "candidate_everyone",
        "candidate_find_any",
        "candidate_histories",
        "candidate_ties",
        "match_made_since",
        "speaker",
        "outbox_take",
        "due_take",
    ],
)
async def test_what_is_asked_often_walks_through_no_table_from_end_to_end(
    tmp_path: Path, clock: TestClock, name: str
) -> None:
    """Asked of SQLite, whose planner tells without any rows; PostgreSQL has the same indexes."""
    store = await open_store(str(tmp_path / "network.sqlite3"), clock=clock)
    assert isinstance(store, SqliteStore)
    text = _text("sqlite", name)
    nothing = dict.fromkeys(re.findall(r":(\w+)", text))
    plan = await store.writer.connection.execute_fetchall(f"EXPLAIN QUERY PLAN {text}", nothing)
    steps = [str(row["detail"]) for row in plan]
    await store.close()
    scanned = {step.split()[1] for step in steps if step.startswith("SCAN")}
    assert not scanned & _tables(), steps


def _tables() -> set[str]:
    texts = [file.read_text("utf-8") for file in (ROOM / "migrations").glob("*.sql")]
    aliases = {"m", "v", "n", "r", "l", "s", "held", "earlier"}
    return {name for text in texts for name in re.findall(r"CREATE TABLE (\w+)", text)} | aliases


def test_every_short_statement_is_a_query() -> None:
    assert set(queries("sqlite")) >= SHORT | SHORT_LISTS


def test_a_long_list_makes_a_statement_long() -> None:
    for name in SHORT_LISTS:
        assert is_short(name, {"people": "x" * 2_000, "limit": 10_000, "nobody": None})
        assert not is_short(name, {"people": "x" * 20_000, "limit": 10})
    assert is_short("match_get", {"match_id": "x" * 20_000})
    assert not is_short("candidate_everyone", {"estate_id": "MC"})
