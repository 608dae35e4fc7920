"""Whole tables: rows are compared in memory and only differences are written."""

from collections.abc import Iterable, Sequence
from typing import Literal

from storage.errors import UnknownColumn
from storage.rows import Value, packed
from storage.session import Session

Outcome = Literal["added", "changed", "same"]
Columns = dict[str, Value]


class Imports:
    """Adds and changes rows of any table; names come from the schema alone."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql
        self._schema: dict[str, frozenset[str]] = {}

    async def all_rows(self, table: str) -> list[Columns]:
        """Return every row by its columns."""
        await self._require(table, ())
        rows = await self._sql.text(f"SELECT * FROM {table}")  # noqa: S608  # name was checked
        return [{name: row[name] for name in row.keys()} for row in rows]  # noqa: SIM118  # no dict

    async def upsert(self, table: str, keys: Sequence[str], row: Columns) -> Outcome:
        """Add the row, or change the one with its key where a given column differs."""
        await self._require(table, (*keys, *row))
        found = await self._sql.text(
            f"SELECT * FROM {table} WHERE {_equal(keys, ' AND ')}",  # noqa: S608  # names checked
            **{key: row[key] for key in keys},
        )
        outcome = _outcome(row, {name: found[0][name] for name in row} if found else None)
        await self._write(table, keys, [(row, outcome)])
        return outcome

    async def upsert_all(
        self, table: str, keys: Sequence[str], rows: Sequence[Columns]
    ) -> list[Outcome]:
        """Do the same for many rows that name the same columns; they are written in this order."""
        await self._require(table, (*keys, *(rows[0] if rows else ())))
        there = {tuple(row[key] for key in keys): row for row in await self.all_rows(table)}
        outcomes = [_outcome(row, there.get(tuple(row[key] for key in keys))) for row in rows]
        await self._write(table, keys, list(zip(rows, outcomes, strict=True)))
        return outcomes

    async def refresh_skills(self) -> None:
        """Bring the index of skills by block up to date with what volunteers say of themselves."""
        wanted = {
            (skill, str(row["home_block_id"]), str(row["volunteer_id"]))
            for row in await self.all_rows("volunteers")
            for skill in str(row["skills"]).split("|")
            if skill
        }
        there = {
            (str(row["skill_code"]), str(row["block_id"]), str(row["volunteer_id"]))
            for row in await self.all_rows("volunteer_skills")
        }
        await self._sql.run("skills_remove", rows=packed(sorted(there - wanted)))
        await self._sql.run("skills_add", rows=packed(sorted(wanted - there)))

    async def _require(self, table: str, names: Iterable[str]) -> None:
        if table not in self._schema:
            rows = await self._sql.rows("table_columns", table_name=table)
            self._schema[table] = frozenset(row["name"] for row in rows)
        columns = self._schema[table]
        if not columns:
            raise UnknownColumn(table)
        for name in names:
            if name not in columns:
                raise UnknownColumn(table, name)

    async def _write(
        self, table: str, keys: Sequence[str], rows: Sequence[tuple[Columns, Outcome]]
    ) -> None:
        added = [row for row, outcome in rows if outcome == "added"]
        changed = [row for row, outcome in rows if outcome == "changed"]
        if added:
            await self._sql.text_each(_insert(table, tuple(added[0])), added)
        if changed:
            await self._sql.text_each(_update(table, keys, tuple(changed[0])), changed)


def _outcome(row: Columns, there: Columns | None) -> Outcome:
    if there is None:
        return "added"
    return "same" if all(there[name] == value for name, value in row.items()) else "changed"


def _insert(table: str, names: Sequence[str]) -> str:
    values = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"  # noqa: S608  # checked


def _update(table: str, keys: Sequence[str], names: Sequence[str]) -> str:
    rest = [name for name in names if name not in keys]
    return (
        f"UPDATE {table} SET {_equal(rest, ', ')} "  # noqa: S608  # names were checked
        f"WHERE {_equal(keys, ' AND ')}"
    )


def _equal(names: Iterable[str], between: str) -> str:
    return between.join(f"{name} = :{name}" for name in names)
