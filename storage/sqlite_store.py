"""A network remembered in one SQLite file."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from mutual_aid.policy import Policy
from storage import sqlite_backups, sqlite_files
from storage.queries import queries
from storage.session import Session
from storage.sqlite_connections import Readers, open_writer
from storage.sqlite_writer import Writer
from storage.store import Clock, Store


class SqliteStore(Store):
    """One writer, a few readers, and a lock beside the file."""

    kind = "sqlite"

    def __init__(self, path: Path, clock: Clock, policy: Policy, writer: Writer) -> None:
        super().__init__(clock, policy)
        self.path = path
        self.writer = writer
        self._readers = Readers(path)
        self._lock = sqlite_files.FileLock(path)
        writer.on_commit = self._tell

    @classmethod
    async def open(cls, url: str, clock: Clock, policy: Policy) -> "SqliteStore":
        """Check place and file, open and migrate; raises storage.errors."""
        path = sqlite_files.path_of(url)
        sqlite_files.check_place(path)
        return cls(path, clock, policy, Writer(await open_writer(path)))

    def _writing(self) -> AbstractAsyncContextManager[Session]:
        return self.writer.turn()

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[Session]:
        async with self._readers.snapshot() as connection:
            session = Session(queries("sqlite"), connection)
            try:
                yield session
            finally:
                session.end()

    async def claim_poller(self) -> None:
        """Lock the file beside the database."""
        self._lock.take()

    async def backup(self, path: Path) -> None:
        """Copy by SQLite's backup interface, then open and check the copy."""
        await sqlite_backups.copy(self.path, path)

    async def close(self) -> None:
        """Close all connections; the last one folds the write-ahead log into the file."""
        await self._readers.close()
        await self.writer.close()
        self._lock.release()
