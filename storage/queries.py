"""The named queries of storage/sql, loaded once for each engine."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Literal

import aiosql
from aiosql.queries import Queries

Engine = Literal["sqlite", "postgresql"]


class NamedQueries:
    """Finds a query by name; where PostgreSQL has a text of its own, that one."""

    def __init__(self, engine: Engine, loaded: Queries) -> None:
        self._own: Any = getattr(loaded, engine, None)
        self._shared: Any = loaded
        self.adapter: Any = loaded.driver_adapter
        self._names = tuple(name for name in loaded.available_queries if "." not in name)

    def __getitem__(self, name: str) -> Callable[..., Any]:
        """Return what runs the query: call it with the connection and the parameters by name."""
        found: Callable[..., Any] = getattr(self._own, name, None) or getattr(self._shared, name)
        return found

    def __iter__(self) -> Iterator[str]:
        """Yield all names."""
        return (name for name in self._names if not name.endswith("_cursor"))


@cache
def queries(engine: Engine) -> NamedQueries:
    """Return the queries of an engine; importing asyncpg only where it is wanted."""
    with as_file(files("storage") / "sql") as folder:
        loaded = aiosql.from_path(
            folder, _adapter(engine), mandatory_parameters=False, encoding="utf-8"
        )
    return NamedQueries(engine, loaded)


def _adapter(engine: Engine) -> Callable[[], Any]:
    if engine == "sqlite":
        from storage.sqlite_adapter import SqliteAdapter

        return SqliteAdapter
    from storage.postgresql_adapter import PostgresqlAdapter

    return PostgresqlAdapter
