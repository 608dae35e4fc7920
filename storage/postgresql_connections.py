"""Connections to a PostgreSQL server: pools, migrations, and the lock of the one running bot."""

import time
from typing import Any

import asyncpg

from storage import errors
from storage.migrating import RECORD, Applied, Migration, migrate
from storage.postgresql_adapter import FAILURES, explained
from storage.shielding import to_the_end

_MIGRATING = 0x6C6F757A_68616E67
_POLLING = _MIGRATING + 1
"""Keys of advisory locks, the same in every installation: they count within one database."""

_OURS = "SELECT to_regclass('migrations') IS NOT NULL"
_OTHERS = """SELECT to_regclass('migrations') IS NULL
    AND EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema())"""
_APPLIED = "SELECT number, name, checksum FROM migrations ORDER BY number"
_DONE = "SELECT EXISTS (SELECT 1 FROM migrations WHERE number = $1)"
_WRITE = "INSERT INTO migrations (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)"


_SETTINGS = {
    "jit": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "enable_seqscan": "off",
    "plan_cache_mode": "force_generic_plan",
}
"""Our queries read few rows by index, which the planner cannot guess from lists in JSON.

Without these the search for helpers reads whole tables, or is planned or compiled for longer than
it runs.
"""


async def connect(url: str) -> Any:
    """Return one connection; raises CannotConnect without naming user or password."""
    try:
        return await asyncpg.connect(url, server_settings=_SETTINGS)
    except (*FAILURES, TimeoutError, ValueError) as error:
        raise errors.CannotConnect(type(error).__name__) from None


async def pool(url: str, size: int) -> Any:
    """Return a pool that grows up to a size."""
    try:
        return await asyncpg.create_pool(url, min_size=1, max_size=size, server_settings=_SETTINGS)
    except (*FAILURES, TimeoutError, ValueError) as error:
        raise errors.CannotConnect(type(error).__name__) from None


async def bring_up_to_date(url: str) -> None:
    """Apply what is missing."""
    connection = await connect(url)
    try:
        await migrate(PostgresqlMigrations(connection))
    finally:
        await connection.close()


async def claim(url: str) -> Any:
    """Return a connection that holds the bot's lock as long as it is open."""
    connection = await connect(url)
    if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", _POLLING):
        await connection.close()
        raise errors.AnotherBotIsRunning
    return connection


class PostgresqlMigrations:
    """What migrating needs of a PostgreSQL connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def applied(self) -> list[Applied]:
        """Return the record; empty where there is none yet."""
        if not await self._connection.fetchval(_OURS):
            return []
        rows = await self._connection.fetch(_APPLIED)
        return [Applied(row["number"], row["name"], row["checksum"]) for row in rows]

    async def has_other_tables(self) -> bool:
        """Tell whether the schema has tables without the record, which may be new just now."""
        return bool(await self._connection.fetchval(_OTHERS))

    async def apply(self, migration: Migration) -> None:
        """Run one file; the advisory lock keeps a second program out meanwhile."""
        await to_the_end(self._apply(migration))

    async def _apply(self, migration: Migration) -> None:
        try:
            async with self._connection.transaction():
                await self._run(migration)
        except FAILURES as error:
            reason = str(explained(migration.name, error))
            raise errors.MigrationFailed(migration.name, reason) from None

    async def _run(self, migration: Migration) -> None:
        await self._connection.execute("SELECT pg_advisory_xact_lock($1)", _MIGRATING)
        await self._connection.execute(RECORD)
        if await self._connection.fetchval(_DONE, migration.number):
            return
        for statement in migration.statements():
            await self._connection.execute(statement)
        at = time.time_ns() // 1_000_000
        await self._connection.execute(
            _WRITE, migration.number, migration.name, migration.checksum, at
        )
