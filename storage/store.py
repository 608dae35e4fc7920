"""The one door to what the network remembers: turns that write, readings that do not."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from mutual_aid.policy import Policy
from storage.errors import TurnInsideTurn
from storage.rows import whole_ms
from storage.session import Session, Touched
from storage.turns import Turn

Clock = Callable[[], datetime]


class Store(ABC):
    """An open database."""

    kind: Literal["sqlite", "postgresql"]

    def __init__(self, clock: Clock, policy: Policy) -> None:
        self._clock = clock
        self._policy = policy
        self._callbacks: list[Callable[[Touched], None]] = []
        self._in_turn: set[asyncio.Task[Any] | None] = set()

    def on_commit(self, callback: Callable[[Touched], None]) -> None:
        """Call back after each commit that added rows to a queue."""
        self._callbacks.append(callback)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """Read and write, whole or not at all; on the disk when it ends without an exception.

        Raises TurnInsideTurn where this task is in one already, since it would wait for itself.
        """
        task = asyncio.current_task()
        if task in self._in_turn:
            raise TurnInsideTurn
        self._in_turn.add(task)
        try:
            async with self._writing() as session:
                yield self._open(session)
        finally:
            self._in_turn.discard(task)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Turn]:
        """Read what is committed as of one moment, without waiting for whoever writes."""
        async with self._reading() as session:
            yield self._open(session)

    @abstractmethod
    async def claim_poller(self) -> None:
        """Become the one running bot until close; raises AnotherBotIsRunning."""

    @abstractmethod
    async def backup(self, path: Path) -> None:
        """Write a checked copy while others go on; raises NotHere on PostgreSQL."""

    @abstractmethod
    async def close(self) -> None:
        """Finish what runs and let the database go."""

    @abstractmethod
    def _writing(self) -> AbstractAsyncContextManager[Session]: ...

    @abstractmethod
    def _reading(self) -> AbstractAsyncContextManager[Session]: ...

    def _open(self, session: Session) -> Turn:
        return Turn(session, whole_ms(self._clock()), self._policy)

    def _tell(self, touched: Touched) -> None:
        for callback in self._callbacks:
            try:
                callback(touched)
            except Exception as error:  # the turn is committed and must not look as if it failed
                context = {"message": "A callback after a commit failed", "exception": error}
                asyncio.get_running_loop().call_exception_handler(context)


async def open_store(url: str, *, clock: Clock, policy: Policy | None = None) -> Store:
    """Open and migrate a path, sqlite:///PATH or postgresql://…; raises storage.errors."""
    policy = policy or Policy()
    if url.startswith(("postgresql://", "postgres://")):
        from storage.postgresql_store import PostgresqlStore

        return await PostgresqlStore.open(url, clock, policy)
    from storage.sqlite_store import SqliteStore

    return await SqliteStore.open(url, clock, policy)
