"""Copies of a live SQLite database that are whole, checked before anybody relies on them."""

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage import errors, migrating

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
_MIGRATIONS = "SELECT number, name, checksum FROM migrations ORDER BY number"
_LATEST = """
SELECT max(latest) FROM (
    SELECT max(written_at) AS latest FROM audit
    UNION ALL SELECT max(received_at) FROM inbox
    UNION ALL SELECT max(created_at) FROM outbox
    UNION ALL SELECT max(changed_at) FROM needs
)"""

Counts = dict[str, int]


async def copy(source: Path, target: Path) -> None:
    """Copy a database while others write to it, and put the checked copy in the target's place."""
    await asyncio.to_thread(_copy_to, source, target)


def _copy_to(source: Path, target: Path) -> None:
    if target.exists() and target.samefile(source):
        raise errors.BackupBroken(str(target), "it is the database itself")
    part = target.with_name(target.name + ".part")
    try:
        write_copy(source, part)
        os.replace(part, target)
        sync(target.parent)
    except OSError:
        raise errors.CannotWrite(str(target)) from None
    finally:
        part.unlink(missing_ok=True)


def write_copy(source: Path, part: Path) -> None:
    """Write a copy by SQLite's backup interface, compare it row by row count, and sync it."""
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(_open(source)) as there, closing(sqlite3.connect(part)) as here:
            there.execute("BEGIN")  # counts and copy are of one moment
            counts = _counts(there)
            there.backup(here)
            here.execute("PRAGMA journal_mode=DELETE")  # so that it is one file
        if counts != check(part):
            raise errors.BackupBroken(str(part), "rows are missing")
    except sqlite3.Error as error:
        raise _failure(source, error) from None
    sync(part)


def check(path: Path) -> Counts:
    """Return the rows of each table of a sound database of this program or an older one.

    Raises BackupBroken, NotADatabase, DatabaseTooNew and MigrationChanged.
    """
    if not path.is_file():
        raise errors.BackupBroken(str(path), "there is no such file")
    try:
        with closing(_open(path)) as connection:
            _require_sound(path, connection)
            return _counts(connection)
    except sqlite3.Error as error:
        raise _failure(path, error) from None


def latest(path: Path) -> int:
    """Return the milliseconds of the last entry; 0 where there is none or it cannot be read."""
    try:
        with closing(_open(path)) as connection:
            return int(connection.execute(_LATEST).fetchone()[0] or 0)
    except sqlite3.Error:
        return 0


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA query_only=ON")
    return connection


def _require_sound(path: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise errors.BackupBroken(str(path), "its pages are damaged")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise errors.BackupBroken(str(path), "rows refer to others that are missing")
    if "migrations" not in [row[0] for row in connection.execute(_TABLES)]:
        raise errors.BackupBroken(str(path), "it is not of this program")
    applied = [migrating.Applied(*row) for row in connection.execute(_MIGRATIONS)]
    migrating.missing(applied, migrating.known())


def _counts(connection: sqlite3.Connection) -> Counts:
    tables = [row[0] for row in connection.execute(_TABLES)]
    count = "SELECT count(*) FROM "  # the names after it are the schema's own
    return {name: connection.execute(count + name).fetchone()[0] for name in tables}


def _failure(path: Path, error: sqlite3.Error) -> errors.StorageError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return errors.DiskFull()
    if code == sqlite3.SQLITE_NOTADB:
        return errors.NotADatabase(str(path))
    return errors.BackupBroken(str(path), "its pages are damaged")
