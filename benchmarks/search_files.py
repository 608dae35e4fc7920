"""Databases of made-up networks, in files of their own on either engine."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from itertools import islice
from pathlib import Path

import asyncpg

from benchmarks.search_rows import Rows
from benchmarks.search_world import NOW, Shape, network
from storage.candidates import Candidates
from storage.rows import codes
from storage.store import Store, open_store
from tests.engines import empty_postgresql

ENGINES = ("sqlite", "postgresql")
_AT_ONCE = 2_000


@asynccontextmanager
async def database(engine: str, folder: Path, shape: Shape, seed: int) -> AsyncIterator[Store]:
    """Lend a store on a network that was just made; the folder is for SQLite's file."""
    if engine == "sqlite":
        path = folder / f"{shape.volunteers}-{shape.estates}.sqlite3"
        async with _filled(str(path), shape, seed) as store:
            yield store
        return
    async with empty_postgresql() as url, _filled(url, shape, seed) as store:
        yield store


@asynccontextmanager
async def _filled(url: str, shape: Shape, seed: int) -> AsyncIterator[Store]:
    await (await _open(url)).close()  # makes the tables
    if url.startswith("postgresql"):
        await _copy(url, shape, seed)
    else:
        _insert(url, shape, seed)
    store = await _open(url)
    try:
        await _place(store)
        if store.kind == "postgresql":
            await _vacuum(url)
        yield store
    finally:
        await store.close()


async def _open(url: str) -> Store:
    return await open_store(url, clock=lambda: NOW)


def _insert(path: str, shape: Shape, seed: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")  # nobody will miss it
        connection.execute("PRAGMA cache_size=-200000")
        indexes = connection.execute(_SQLITE_INDEXES).fetchall()
        connection.execute("BEGIN")
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        for rows in network(shape, seed):
            connection.executemany(_text(rows), rows.values)
        for _, text in indexes:
            connection.execute(text)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _text(rows: Rows) -> str:
    places = ", ".join("?" * len(rows.columns))
    # Names and places come from the benchmark's own text.
    return f"INSERT INTO {rows.table} ({', '.join(rows.columns)}) VALUES ({places})"  # noqa: S608


async def _copy(url: str, shape: Shape, seed: int) -> None:
    connection = await asyncpg.connect(url)
    try:
        indexes = await connection.fetch(_POSTGRESQL_INDEXES)
        for name, _ in indexes:
            await connection.execute(f"DROP INDEX {name}")
        for rows in network(shape, seed):
            await connection.copy_records_to_table(
                rows.table, records=rows.values, columns=rows.columns
            )
        for _, text in indexes:
            await connection.execute(text)
    finally:
        await connection.close()


async def _place(store: Store) -> None:
    """Let the product itself make the rows by which helpers are found."""
    async with store.turn() as turn:
        people = iter(await turn.sql.text(_HOMES))
        while some := list(islice(people, _AT_ONCE)):
            await Candidates(turn.sql).place((*row[:3], codes(row[3])) for row in map(tuple, some))


async def _vacuum(url: str) -> None:
    """Do what PostgreSQL does by itself some minutes after such a load."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


_HOMES = "SELECT volunteer_id, home_block_id, estate_id, skills FROM volunteers"
_SQLITE_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
_POSTGRESQL_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
