"""What a database held before and holds now: every row of every table, from outside."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

Rows = dict[str, set[tuple[Any, ...]]]
_ALWAYS = frozenset({"inbox"})
"""Every update that comes in is kept there, whatever it asks for."""


class Change(NamedTuple):
    """A row that is there in one of two pictures only."""

    table: str
    row: tuple[Any, ...]


def rows_of(path: Path) -> Rows:
    """Return all that is committed."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: set(connection.execute(f"SELECT * FROM {name}"))  # noqa: S608
            for (name,) in names.fetchall()
        }


def changes(before: Rows, after: Rows) -> Iterator[Change]:
    """Yield each row that came, went, or is another now; the inbox is left out."""
    for table in sorted((before.keys() | after.keys()) - _ALWAYS):
        for row in before.get(table, set()) ^ after.get(table, set()):
            yield Change(table, row)
