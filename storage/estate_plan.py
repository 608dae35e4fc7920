"""What an import will write: only what the files say otherwise than at the last import."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from mutual_aid.estate_files import CheckedEstate
from mutual_aid.ids import MemberId
from mutual_aid.importing.cells import Value as CellValue
from mutual_aid.importing.checked_rows import Row, fingerprints
from mutual_aid.importing.people import Person
from storage.estate_memory import Memory
from storage.estate_tables import MEMBERS, ONLY_WHEN_ADDED, PEOPLE, TABLES, Columns, Table, kept

Outcome = Literal["added", "changed", "same", "erased"]


@dataclass(frozen=True)
class Change:
    """A row of a file that is new or differs, with the columns that do; none for a new row."""

    file: str
    line: int
    columns: tuple[str, ...]


@dataclass
class Tally:
    """What became of the rows of one file; gone ones stand in the network and no longer there."""

    added: int = 0
    changed: int = 0
    same: int = 0
    erased: int = 0
    gone: int = 0


@dataclass
class Plan:
    """Rows to write by table, in order, with everything an operator is told."""

    writes: dict[str, list[Columns]] = field(default_factory=dict)
    fingerprints: list[Columns] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)


@dataclass(frozen=True)
class Planner:
    """Compares rows with what is remembered; at is when, in UTC milliseconds."""

    memory: Memory
    plan: Plan
    at: int

    def people(self, people: Collection[Person], members: Collection[MemberId]) -> None:
        """Plan what is kept once for each person; whoever was erased in the chat stays so."""
        for person, member in zip(people, members, strict=True):
            if all(self.memory.erased(row.file, row.key) for row in person.rows):
                continue
            values = person.values
            number = values["telegram_id"]
            current = self.memory.row(MEMBERS, member)
            if number and current and current["telegram_id"] == number:
                del values["telegram_id"]
            self._plan(PEOPLE, MEMBERS, member, values, {"created_at": self.at})

    def rows(self, estate: CheckedEstate, members: Mapping[tuple[str, str], MemberId]) -> None:
        """Plan all rows of all files."""
        for file, rows in estate.rows.items():
            tally = self.plan.tallies[file] = Tally()
            for row in rows.values():
                self._row(row, members.get((file, row.key)), tally)
            imported = {key for name, key in self.memory.fingerprints if name == file}
            tally.gone = len(imported - set(rows))

    def _row(self, row: Row, member: MemberId | None, tally: Tally) -> None:
        ...
