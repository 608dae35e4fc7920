"""Connections to one SQLite file: the writer's, and a few for readers."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiosqlite

from storage import errors, pragmas
from storage.migrating import migrate
from storage.shielding import to_the_end
from storage.sqlite_adapter import at_once, explained
from storage.sqlite_migrating import SqliteMigrations

_STATEMENTS = 256
"""Prepared statements kept by each connection: more than there are queries."""
_READERS = 4
_WAITS = (*(0.02 * 1.5**again for again in range(12)), None)
"""Seconds between attempts to switch to the write-ahead log, 5 in all; then give up."""


async def open_writer(path: Path) -> aiosqlite.Connection:
    """Return the migrated database's writer; raises storage.errors."""
    connection = await _connect(path)
    try:
        await _prepare(connection)
    except sqlite3.DatabaseError as error:
        await connection.close()
        raise _plain(path, error) from None
    except BaseException:
        await connection.close()
        raise
    return connection


async def _connect(path: Path) -> aiosqlite.Connection:
    connection = aiosqlite.connect(
        path,
        isolation_level=None,
        cached_statements=_STATEMENTS,
        check_same_thread=False,  # short statements run on the caller's thread
    )
    # A program that ends without closing must end; whatever was told to anybody is on the disk.
    connection._thread.daemon = True
    try:
        await connection
    except sqlite3.Error:
        raise errors.CannotWrite(str(path)) from None
    connection.row_factory = sqlite3.Row
    return connection


async def _prepare(connection: aiosqlite.Connection) -> None:
    for pragma in pragmas.WRITER:
        if pragma == pragmas.JOURNAL:
            await _write_ahead(connection)
        else:
            await connection.execute_fetchall(pragma)
    await migrate(SqliteMigrations(connection))


async def _write_ahead(connection: aiosqlite.Connection) -> None:
    """Switch to the write-ahead log; SQLite refuses at once, without its busy timeout,
    while another program that opens the same new file is at it."""
    for wait in _WAITS:
        try:
            rows = list(await connection.execute_fetchall(pragmas.JOURNAL))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or wait is None:
                raise
            await asyncio.sleep(wait)
        else:
            if rows[0][0] != "wal":
                raise errors.NoWriteAheadLog(str(rows[0][0]))
            return


def _plain(path: Path, error: sqlite3.DatabaseError) -> errors.StorageError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return errors.NotADatabase(str(path))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return errors.CannotWrite(str(path))
    return explained("open", error)


class Readers:
    """Connections that cannot write, each lent to one reader at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[aiosqlite.Connection] = []
        self._free = asyncio.Semaphore(_READERS)
        self._closed = False

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[aiosqlite.Connection]:
        """Lend a connection that sees the database as of its first query."""
        async with self._free:
            connection = self._idle.pop() if self._idle else await self._open()
            try:
                at_once(connection, "BEGIN")
                yield connection
            except BaseException:
                # Something of the reader may still be in the thread: end it behind that.
                await to_the_end(self._roll_back(connection))
                raise
            else:
                with suppress(aiosqlite.OperationalError):  # it may be over already
                    at_once(connection, "ROLLBACK")
            finally:
                await to_the_end(self._take_back(connection))

    async def _open(self) -> aiosqlite.Connection:
        connection = await _connect(self._path)
        for pragma in pragmas.READER:
            await connection.execute_fetchall(pragma)
        return connection

    async def _roll_back(self, connection: aiosqlite.Connection) -> None:
        with suppress(aiosqlite.OperationalError):  # it may not have begun
            await connection.execute_fetchall("ROLLBACK")

    async def _take_back(self, connection: aiosqlite.Connection) -> None:
        if self._closed:
            await connection.close()
        else:
            self._idle.append(connection)

    async def close(self) -> None:
        """Close those that are idle now, and the others when they come back."""
        self._closed = True
        while self._idle:
            await self._idle.pop().close()
