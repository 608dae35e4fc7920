"""SQLite's one writer: turns that wait for each other share one synced commit.

A turn that ends while others wait leaves the transaction open and lets the next one in; the last
of the batch commits for all. Nobody returns before that commit, and a turn that fails goes back to
its own savepoint, so that its neighbours are not hurt.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiosqlite

from storage import errors
from storage.queries import queries
from storage.session import Session, Touched
from storage.shielding import to_the_end
from storage.sqlite_adapter import at_once, explained

MOST_TURNS = 64
LONGEST = 0.02
"""Seconds after which a batch takes nobody else in."""

_SAVEPOINTS = tuple(f"turn_{number}" for number in range(MOST_TURNS))


@dataclass
class _Batch:
    """Turns that will be committed together."""

    opened: float
    committed: asyncio.Future[errors.StorageError | None]
    turns: int = 0
    touched: Touched = field(default_factory=Touched)


class Writer:
    """Lets turns in one by one, first come, first served."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.connection = connection
        self.on_commit: Callable[[Touched], None] = lambda touched: None
        self.commits = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._busy = False
        self._batch: _Batch | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Session]:
        """Hold the only right to write; returns when what was written is on the disk."""
        await self._enter()
        session = Session(queries("sqlite"), self.connection)
        try:
            await self._begin()
            yield session
            self._require_whole(session)
        except BaseException:
            session.end()
            await to_the_end(self._undo_and_leave())
            raise
        session.end()
        await to_the_end(self._keep_and_leave(session))

    async def close(self) -> None:
        """Close the connection once whoever writes now is done; later turns fail."""
        await self._enter()
        try:
            if self._batch is not None:
                await self._commit(self._batch)
            await self.connection.close()
        finally:
            self._let_next_in()

    async def _enter(self) -> None:
        if self._busy:
            await self._wait()
        self._busy = True

    async def _wait(self) -> None:
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():
                await to_the_end(self._leave())  # it was our turn already: pass it on
            raise

    async def _begin(self) -> None:
        if self._batch is None:
            loop = asyncio.get_running_loop()
            self._batch = _Batch(loop.time(), loop.create_future())
            await self._do("BEGIN IMMEDIATE")
        else:
            self._mark(_SAVEPOINTS[self._batch.turns])

    def _mark(self, savepoint: str) -> None:
        """Begin a turn in a batch; what an earlier one left in the thread has ended by now."""
        try:
            at_once(self.connection, f"SAVEPOINT {savepoint}")
        except aiosqlite.Error as error:
            raise explained("SAVEPOINT", error) from None

    def _require_whole(self, session: Session) -> None:
        """A turn that caught a failure, or whose transaction SQLite ended, must not be kept."""
        if session.failed or not self.connection.in_transaction:
            raise errors.TurnLost

    async def _keep_and_leave(self, session: Session) -> None:
        batch = self._batch
        if batch is None:
            raise errors.TurnLost
        batch.turns += 1
        batch.touched.add(session.touched)
        await self._leave()
        failure = await batch.committed
        if failure is not None:
            raise failure

    async def _undo_and_leave(self) -> None:
        try:
            await self._undo()
        finally:
            await self._leave()

    async def _undo(self) -> None:
        batch = self._batch
        if batch is None:
            return
        if batch.turns == 0:
            self._batch = None
            await self._roll_back()
            return
        savepoint = _SAVEPOINTS[batch.turns]
        try:
            await self._do(f"ROLLBACK TO {savepoint}")
            await self._do(f"RELEASE {savepoint}")
        except errors.StorageError:
            await self._give_up(batch, errors.TurnLost())

    async def _leave(self) -> None:
        """Commit unless somebody may still join; then let the next one in."""
        try:
            if self._batch is not None and not self._may_be_joined(self._batch):
                await self._commit(self._batch)
        finally:
            self._let_next_in()

    def _may_be_joined(self, batch: _Batch) -> bool:
        age = asyncio.get_running_loop().time() - batch.opened
        waiting = any(not place.done() for place in self._waiting)
        return waiting and batch.turns < MOST_TURNS and age < LONGEST

    def _let_next_in(self) -> None:
        self._busy = False
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                self._busy = True
                place.set_result(None)
                return

    async def _commit(self, batch: _Batch) -> None:
        try:
            await self._do("COMMIT")
        except errors.StorageError as error:
            await self._give_up(batch, error)
            return
        self._batch = None
        self.commits += 1
        batch.committed.set_result(None)
        if batch.touched:
            self.on_commit(batch.touched)

    async def _give_up(self, batch: _Batch, reason: errors.StorageError) -> None:
        """Nothing of the batch is kept; everybody in it is told."""
        self._batch = None
        await self._roll_back()
        batch.committed.set_result(reason)

    async def _roll_back(self) -> None:
        try:
            await self.connection.execute_fetchall("ROLLBACK")
        except (aiosqlite.OperationalError, ValueError):
            return  # SQLite has rolled back by itself, or the transaction never began

    async def _do(self, sql: str) -> None:
        try:
            await self.connection.execute_fetchall(sql)
        except (aiosqlite.Error, ValueError) as error:  # ValueError once it is closed
            raise explained(sql, error) from None
