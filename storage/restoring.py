"""A backup takes the place of the database; what was there before is kept beside it."""

import asyncio
import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from storage import errors, sqlite_backups
from storage.sqlite_files import FileLock, check_place, path_of


async def restore(url: str, backup: Path, *, force: bool = False) -> Path | None:
    """Put a checked backup in the database's place; returns where the old one now lies.

    Raises AnotherBotIsRunning, DatabaseIsNewer unless forced, and what an unsound backup raises.
    """
    if url.startswith(("postgresql://", "postgres://")):
        raise errors.NotHere("The restore command", "pg_restore")
    path = path_of(url)
    check_place(path)
    lock = FileLock(path)
    lock.take()
    try:
        return await asyncio.to_thread(_restore, path, backup, force)
    finally:
        lock.release()


def _restore(path: Path, backup: Path, force: bool) -> Path | None:
    sqlite_backups.check(backup)
    _fold_log(path)
    if not force and sqlite_backups.latest(path) > sqlite_backups.latest(backup):
        raise errors.DatabaseIsNewer
    part = path.with_name(path.name + ".part")
    try:
        sqlite_backups.write_copy(backup, part)
        kept = _set_aside(path)
        os.replace(part, path)
        sqlite_backups.sync(path.parent)
    finally:
        part.unlink(missing_ok=True)
    return kept


def _fold_log(path: Path) -> None:
    """Bring what lies in the write-ahead log into the file, if it can still be read."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _free_name(path: Path) -> Path:
    """Return a name that says when; a second restore within the second gets a number too."""
    stamp = f"{path.name}.before-restore-{time.strftime('%Y%m%d-%H%M%S')}"
    kept, number = path.with_name(stamp), 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{stamp}-{number}")
    return kept


def _set_aside(path: Path) -> Path | None:
    """Give the old file a second name, so that a database is there at every moment."""
    if path.stat().st_size == 0:
        return None
    kept = _free_name(path)
    os.link(path, kept)
    for ending in ("-wal", "-shm"):  # of a damaged one; they must not be read into the new file
        with suppress(FileNotFoundError):
            os.replace(path.with_name(path.name + ending), kept.with_name(kept.name + ending))
    return kept
