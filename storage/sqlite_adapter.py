"""Runs named queries on aiosqlite, long ones in its thread, and explains failures."""

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


SHORT = frozenset(
    """
    attachment_all audit_write block_all block_get candidate_cells_asked card_adopt card_drop
    card_drop_of_member card_get card_put check_in_audience check_in_get counter_next dialogue_end
    dialogue_get dialogue_put due_at due_cancel due_finish due_next due_take enquiry_get estate_all
    estate_get inbox_done leader_of_block match_add match_get match_held_by match_move match_of_need
    match_open_of match_set_backup match_set_shown match_take member_get member_set_language
    need_add need_alert need_alerted need_get need_move need_notes need_set_escalated
    need_set_next_due need_set_wave need_similar need_take_place outbox_add outbox_drop_waiting
    outbox_end outbox_make_fresh outbox_mark_sending outbox_next_not_before outbox_on_the_way
    outbox_superseded outbox_take resident_get speaker staff_of_estate storm_get unit_find unit_get
    volunteer_get volunteer_minutes_since
    """.split()  # noqa: SIM905 -- sixty names read better as a text
)
"""Queries of every message's way that read or write a few rows by an index: each takes less time
than a visit to the connection's thread, so they run where they are asked for. A connection is used
by one task at a time, and inside a transaction none of them waits for a lock."""

SHORT_LISTS = frozenset({"candidate_find", "candidate_histories", "candidate_ties"})
"""Queries that take about as long as that visit where the lists they are given are short."""
_LONG = 4_000
"""So many characters make a list long: more than 200 people."""


def is_short(name: str, parameters: _Parameters) -> bool:
    """Tell whether a query is to be run on the caller's own thread."""
    if name not in SHORT_LISTS:
        return name in SHORT
    return all(len(x) < _LONG for x in parameters.values() if isinstance(x, str))


def at_once(connection: Any, sql: str, parameters: _Parameters | None = None) -> list[Row]:
    """Run a short statement on the caller's own thread."""
    rows: list[Row] = connection._conn.execute(sql, parameters or {}).fetchall()
    return rows


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
            if is_short(name, parameters):
                return at_once(conn, sql, parameters)
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
