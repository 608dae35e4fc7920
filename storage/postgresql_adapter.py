"""Runs named queries on asyncpg and explains failures without the values that asyncpg quotes."""

import re
from collections.abc import Iterable
from typing import Any

import asyncpg
from aiosql.adapters.asyncpg import AsyncPGAdapter

from storage import errors
from storage.rows import Row

_Parameters = dict[str, Any]
FAILURES = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # when the server goes away at the wrong moment
    OSError,
)
_DISK_FULL = "53100"
_UNIQUE = "23505"


class PostgresqlAdapter:
    """An aiosql adapter; called synchronous, so that aiosql hands its coroutines on untouched."""

    is_aio_driver = False

    def __init__(self) -> None:
        untyped: Any = AsyncPGAdapter
        self._numbered: Any = untyped()

    def process_sql(self, query_name: str, op_type: Any, sql: str) -> str:
        """Write $1 for :name, and the one function that is called otherwise here."""
        sql = re.sub(r"json_each\((:\w+)\)", r"json_array_elements(CAST(\1 AS json))", sql)
        text: str = self._numbered.process_sql(query_name, op_type, sql)
        return text

    async def select(
        self, conn: Any, name: str, sql: str, parameters: _Parameters, record_class: Any = None
    ) -> list[Row]:
        """Return all rows; raises storage.errors."""
        try:
            rows: list[Row] = await conn.fetch(
                sql, *self._numbered.maybe_order_params(name, parameters)
            )
        except FAILURES as error:
            raise explained(name, error) from None
        return rows

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
        rows = [self._numbered.maybe_order_params(name, one) for one in parameters]
        try:
            await conn.executemany(sql, rows)
        except FAILURES as error:
            raise explained(name, error) from None


def explained(name: str, error: Exception) -> errors.StorageError:
    """Return what a failure of PostgreSQL means; the message itself may quote a person's row."""
    state = getattr(error, "sqlstate", None)
    if state == _DISK_FULL:
        return errors.DiskFull()
    reason = " ".join(filter(None, (type(error).__name__, getattr(error, "constraint_name", None))))
    kind = errors.AlreadyThere if state == _UNIQUE else errors.StatementFailed
    return kind(name, reason)
