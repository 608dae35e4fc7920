"""Runs named queries on aiosqlite, one visit to its thread each, and explains failures."""

import logging
import sqlite3
from collections.abc import Iterable
from typing import Any

from storage import errors
from storage.rows import Row

# At DEBUG it would write every parameter, people's words included, into the log.
logging.getLogger("aiosqlite").setLevel(logging.WARNING)

_Parameters = dict[str, Any]

FAILURES = (sqlite3.Error, OverflowError, ValueError)
"""Also a number beyond 64 bits, and a connection that was closed."""


class SqliteAdapter:
    """An aiosql adapter; called synchronous, so that aiosql hands its coroutines on untouched."""

    is_aio_driver = False

    def process_sql(self, _name: str, _kind: Any, sql: str) -> str:
        """Keep the text: SQLite knows :name."""
        return sql

    async def select(
        self, conn: Any, name: str, sql: str, parameters: _Parameters, record_class: Any = None
    ) -> list[Row]:
        """Return all rows; raises storage.errors."""
        try:
            return list(await conn.execute_fetchall(sql, parameters))
        except FAILURES as error:
            raise explained(name, error) from None

    async def select_one(
        self, conn: Any, name: str, sql: str, parameters: _Parameters, record_class: Any = None
    ) -> Row | None:
        """Return the first row."""
        rows = await self.select(conn, name, sql, parameters)
        return rows[0] if rows else None

    async def select_value(self, conn: Any, name: str, sql: str, parameters: _Parameters) -> Any:
        """Return the only column of the first row."""
        rows: list[Any] = await self.select(conn, name, sql, parameters)
        return rows[0][0] if rows else None

    async def insert_update_delete(
        self, conn: Any, name: str, sql: str, parameters: _Parameters
    ) -> None:
        """Change rows; a query that must know how many says RETURNING."""
        await self.select(conn, name, sql, parameters)

    async def insert_update_delete_many(
        self, conn: Any, name: str, sql: str, parameters: Iterable[_Parameters]
    ) -> None:
        """Run the statement once for each set of parameters."""
        try:
            async with conn.executemany(sql, parameters):
                pass
        except FAILURES as error:
            raise explained(name, error) from None


def explained(name: str, error: Exception) -> errors.StorageError:
    """Return what a failure of SQLite means to a person; its own texts hold no values."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_FULL:
            return errors.DiskFull()
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return errors.DatabaseBusy()
        case sqlite3.SQLITE_READONLY:
            return errors.CannotWrite("The database")
        case sqlite3.SQLITE_CONSTRAINT if "UNIQUE" in str(error):
            return errors.AlreadyThere(name, str(error))
    return errors.StatementFailed(name, str(error))
