"""A network remembered by a PostgreSQL server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from mutual_aid.policy import Policy
from storage import errors, postgresql_connections
from storage.postgresql_adapter import FAILURES, explained
from storage.queries import queries
from storage.session import Session
from storage.shielding import to_the_end
from storage.store import Clock, Store


class PostgresqlStore(Store):
    """Two pools, so that a reading inside a turn never waits for turns, and a lock of its own."""

    kind = "postgresql"

    def __init__(self, url: str, clock: Clock, policy: Policy, writers: Any, readers: Any) -> None:
        super().__init__(clock, policy)
        self._url = url
        self._writers = writers
        self._readers = readers
        self._claim: Any = None

    @classmethod
    async def open(cls, url: str, clock: Clock, policy: Policy) -> "PostgresqlStore":
        """Connect and migrate; raises storage.errors."""
        await postgresql_connections.bring_up_to_date(url)
        writers = await postgresql_connections.pool(url, size=10)
        readers = await postgresql_connections.pool(url, size=4)
        return cls(url, clock, policy, writers, readers)

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Session]:
        async with _transaction(self._writers, isolation="read_committed") as (connection, begun):
            session = Session(queries("postgresql"), connection, nested=connection.transaction)
            try:
                yield session
            finally:
                session.end()
            if session.failed:
                raise errors.TurnLost
            await to_the_end(self._commit(begun, session))

    async def _commit(self, transaction: Any, session: Session) -> None:
        try:
            await transaction.commit()
        except FAILURES as error:
            raise explained("COMMIT", error) from None
        if session.touched:
            self._tell(session.touched)

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[Session]:
        of_one_moment = {"isolation": "repeatable_read", "readonly": True}
        async with _transaction(self._readers, **of_one_moment) as (connection, _):
            session = Session(queries("postgresql"), connection)
            try:
                yield session
            finally:
                session.end()

    async def claim_poller(self) -> None:
        """Hold an advisory lock on a connection of its own."""
        if self._claim is None:
            self._claim = await postgresql_connections.claim(self._url)

    async def backup(self, path: Path) -> None:
        """Refuse: the server has better means."""
        raise errors.NotHere("The backup command", "pg_dump")

    async def close(self) -> None:
        """Close all connections."""
        if self._claim is not None:
            await self._claim.close()
        await self._writers.close()
        await self._readers.close()


@asynccontextmanager
async def _transaction(pool: Any, **kind: Any) -> AsyncIterator[tuple[Any, Any]]:
    """Lend a connection with a transaction, which is rolled back unless it was committed."""
    connection = await _lent(pool)
    try:
        transaction = connection.transaction(**kind)
        await _begin(transaction)
        try:
            yield connection, transaction
        finally:
            await to_the_end(_roll_back(transaction))
    finally:
        await pool.release(connection)


async def _lent(pool: Any) -> Any:
    try:
        return await pool.acquire()
    except FAILURES as error:
        raise errors.CannotConnect(type(error).__name__) from None


async def _begin(transaction: Any) -> None:
    try:
        await transaction.start()
    except FAILURES as error:
        raise explained("BEGIN", error) from None


async def _roll_back(transaction: Any) -> None:
    """End a transaction unless its commit has ended it, or its connection broke."""
    with suppress(*FAILURES):
        await transaction.rollback()
