"""Migrations on SQLite."""

import time

import aiosqlite

from storage import errors
from storage.migrating import RECORD, Applied, Migration
from storage.shielding import to_the_end

_OURS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
_OTHERS = """SELECT 1 FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
    AND NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'migrations') LIMIT 1"""
_APPLIED = "SELECT number, name, checksum FROM migrations ORDER BY number"
_DONE = "SELECT 1 FROM migrations WHERE number = ?"
_WRITE = "INSERT INTO migrations (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)"


class SqliteMigrations:
    """What migrating needs of an SQLite connection."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def applied(self) -> list[Applied]:
        """Return the record; empty where there is none yet."""
        if not list(await self._connection.execute_fetchall(_OURS)):
            return []
        rows = await self._connection.execute_fetchall(_APPLIED)
        return [Applied(row[0], row[1], row[2]) for row in rows]

    async def has_other_tables(self) -> bool:
        """Tell whether there are tables without the record, which may have been made just now."""
        return bool(list(await self._connection.execute_fetchall(_OTHERS)))

    async def apply(self, migration: Migration) -> None:
        """Run one file; the writer lock keeps a second program out meanwhile."""
        await to_the_end(self._apply(migration))

    async def _apply(self, migration: Migration) -> None:
        run = self._connection.execute_fetchall
        await run("BEGIN IMMEDIATE")
        try:
            await run(RECORD)
            if not list(await run(_DONE, (migration.number,))):
                for statement in migration.statements():
                    await run(_one_tree(statement))
                at = time.time_ns() // 1_000_000
                await run(_WRITE, (migration.number, migration.name, migration.checksum, at))
            await run("COMMIT")
        except aiosqlite.Error as error:
            await run("ROLLBACK")
            raise errors.MigrationFailed(migration.name, str(error)) from None


def _one_tree(statement: str) -> str:
    """Only INTEGER makes such a key the row's own number, which saves a second tree."""
    return statement.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
