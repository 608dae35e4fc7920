"""What the queries of one turn run on: a connection, the named queries, and what was touched."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeVar

from storage.errors import AlreadyThere, StorageError, TurnLost, TurnOver
from storage.queries import NamedQueries
from storage.rows import Row, Value, storable

T = TypeVar("T")


@dataclass
class Touched:
    """Which queues got new rows, so that whoever empties them may be woken."""

    inbox: bool = False
    outbox: bool = False
    due: bool = False

    def __bool__(self) -> bool:
        """Whether any did."""
        return self.inbox or self.outbox or self.due

    def add(self, other: "Touched") -> None:
        """Take over what another turn of the same commit touched."""
        self.inbox |= other.inbox
        self.outbox |= other.outbox
        self.due |= other.due


class Session:
    """One transaction's way to the database; unusable after its first failure.

    PostgreSQL refuses everything after a failed statement and SQLite may have rolled back by
    itself, so no failure may be caught and worked around: the whole turn is given up.
    """

    def __init__(
        self,
        queries: NamedQueries,
        connection: Any,
        nested: Callable[[], AbstractAsyncContextManager[Any]] = nullcontext,
    ) -> None:
        self._queries = queries
        self._nested = nested
        self.connection = connection
        self.touched = Touched()
        self.failed = False
        self._over = False

    def end(self) -> None:
        """Refuse whatever comes later: it would happen in nobody's turn, or in somebody else's."""
        self._over = True

    async def rows(self, query: str, **parameters: Value) -> list[Row]:
        """Return all rows of a query."""
        found: list[Row] = await self._run(query, parameters)
        return found

    async def row(self, query: str, **parameters: Value) -> Row | None:
        """Return the only row of a query (marked ^), if there is one."""
        found: Row | None = await self._run(query, parameters)
        return found

    async def value(self, query: str, **parameters: Value) -> Any:
        """Return the only value of a query (marked $), if there is one."""
        return await self._run(query, parameters)

    async def run(self, query: str, **parameters: Value) -> None:
        """Run a query that returns nothing (marked !)."""
        await self._run(query, parameters)

    async def row_unless_taken(self, query: str, **parameters: Value) -> Row | None:
        """Return the row, or None where a unique index refused it; the turn goes on."""
        try:
            async with self._nested():
                return await self.row(query, **parameters)
        except AlreadyThere:
            self.failed = False
            return None

    async def text(self, sql: str, **parameters: Value) -> list[Row]:
        """Run a text that was built from the schema's own names; parameters as in a query."""
        run = self._queries.adapter
        ready = run.process_sql(sql, None, sql)
        return await self.guarded(
            lambda: run.select(self.connection, sql, ready, _cleaned(parameters))
        )

    async def text_each(self, sql: str, parameters: Iterable[Mapping[str, Value]]) -> None:
        """Run such a text once for each set of parameters."""
        run = self._queries.adapter
        ready = run.process_sql(sql, None, sql)
        cleaned = [_cleaned(one) for one in parameters]
        if cleaned:
            await self.guarded(
                lambda: run.insert_update_delete_many(self.connection, sql, ready, cleaned)
            )

    async def guarded(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do work on the connection; a failure makes the session unusable."""
        if self._over:
            raise TurnOver
        if self.failed:
            raise TurnLost
        try:
            return await work()
        except StorageError:
            self.failed = True
            raise

    async def _run(self, query: str, parameters: dict[str, Value]) -> Any:
        run = self._queries[query]
        return await self.guarded(lambda: run(self.connection, **_cleaned(parameters)))


def _cleaned(parameters: Mapping[str, Value]) -> dict[str, Value]:
    return {name: storable(value) for name, value in parameters.items()}
