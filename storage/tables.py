"""Whole tables by their columns, for loading an estate; names come from the schema alone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from storage.candidates import Candidates
from storage.errors import UnknownColumn
from storage.rows import Value
from storage.session import Session

Outcome = Literal["added", "changed", "same"]
Columns = dict[str, Value]
Given = Mapping[str, Value]
_MARKS_COME_FROM = frozenset({"members", "volunteers"})


class Tables:
    """Reads, adds, changes and deletes rows of any table."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql
        self._schema: dict[str, dict[str, bool]] = {}

    async def all_rows(self, table: str) -> list[Columns]:
        """Return every row by its columns."""
        columns = await self._columns(table)
        rows = await self._sql.text(f"SELECT * FROM {table}")  # noqa: S608  # the schema's name
        return [{name: row[name] for name in columns} for row in rows]

    async def put_rows(self, table: str, rows: Sequence[Given]) -> None:
        """Add rows, or change those whose key is there; all name the same columns.

        Columns that are not named keep their value or get their default; rows are written in the
        order given, new ones first.
        """
        if not rows:
            return
        keys = await self._keys(table, rows[0])
        there = await self._there(table, keys)
        new = [row for row in rows if _key(row, keys) not in there]
        known = [row for row in rows if _key(row, keys) in there]
        await self._sql.text_each(_insert(table, list(rows[0])), new)
        if set(rows[0]) - set(keys):
            await self._sql.text_each(_update(table, keys, list(rows[0])), known)
        await self._written(table)

    async def delete_rows(self, table: str, rows: Sequence[Given]) -> None:
        """Delete whatever equals the rows in the columns they name, all of them the same."""
        if rows:
            await self._require(table, rows[0])
            condition = _equal(list(rows[0]), " AND ")
            text = f"DELETE FROM {table} WHERE {condition}"  # noqa: S608  # names were checked
            await self._sql.text_each(text, rows)

    async def upsert(self, table: str, keys: Sequence[str], row: Given) -> Outcome:
        """Add one row, or change the one with its key where a given column differs."""
        await self._require(table, (*keys, *row))
        condition = _equal(keys, " AND ")
        found = await self._sql.text(
            f"SELECT * FROM {table} WHERE {condition}",  # noqa: S608  # names were checked
            **{key: row[key] for key in keys},
        )
        if not found:
            await self._sql.text_each(_insert(table, list(row)), [row])
            return "added"
        if all(found[0][name] == value for name, value in row.items()):
            return "same"
        await self._sql.text_each(_update(table, keys, list(row)), [row])
        await self._written(table)
        return "changed"

    async def _written(self, table: str) -> None:
        """Keep in step what the search for helpers has copied; new helpers have no copy yet."""
        if table in _MARKS_COME_FROM:
            await Candidates(self._sql).mark_all()

    async def _columns(self, table: str) -> dict[str, bool]:
        """Return the columns of a table and whether each is part of its key."""
        if table not in self._schema:
            rows = await self._sql.rows("table_columns", table_name=table)
            self._schema[table] = {row["name"]: bool(row["is_key"]) for row in rows}
        if not self._schema[table]:
            raise UnknownColumn(table)
        return self._schema[table]

    async def _require(self, table: str, names: Iterable[str]) -> dict[str, bool]:
        columns = await self._columns(table)
        for name in names:
            if name not in columns:
                raise UnknownColumn(table, name)
        return columns

    async def _keys(self, table: str, row: Given) -> list[str]:
        columns = await self._require(table, row)
        keys = [name for name, is_key in columns.items() if is_key]
        for key in keys:
            if key not in row:
                raise UnknownColumn(table, key)
        return keys

    async def _there(self, table: str, keys: Sequence[str]) -> set[tuple[Value, ...]]:
        text = f"SELECT {', '.join(keys)} FROM {table}"  # noqa: S608  # the schema's names
        return {tuple(row[key] for key in keys) for row in await self._sql.text(text)}


def _key(row: Given, keys: Sequence[str]) -> tuple[Value, ...]:
    return tuple(row[key] for key in keys)


def _insert(table: str, names: Sequence[str]) -> str:
    values = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"  # noqa: S608  # checked


def _update(table: str, keys: Sequence[str], names: Sequence[str]) -> str:
    changes = _equal([name for name in names if name not in keys], ", ")
    condition = _equal(keys, " AND ")
    return f"UPDATE {table} SET {changes} WHERE {condition}"  # noqa: S608  # names were checked


def _equal(names: Iterable[str], between: str) -> str:
    return between.join(f"{name} = :{name}" for name in names)
