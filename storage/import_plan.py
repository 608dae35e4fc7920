"""What an import will write: only what the files say otherwise than at the last import."""

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property

from mutual_aid.estate_files import CheckedEstate
from mutual_aid.ids import MemberId
from mutual_aid.importing.cells import Value as CellValue
from mutual_aid.importing.checked_rows import Row, fingerprints
from mutual_aid.importing.people import Person
from storage.import_memory import Memory
from storage.import_tables import MEMBERS, ONLY_WHEN_ADDED, PEOPLE, TABLES, Columns, kept

_NOTHING: frozenset[str] = frozenset()
_SAY_WHO = ("telegram_id", "contact_zh_hant")


@dataclass(frozen=True)
class Change:
    """A row of a file that says something new, with the columns that do."""

    file: str
    line: int
    columns: tuple[str, ...]


@dataclass
class Tally:
    """What became of the rows of one file.

    erased ones were removed from the network since they were imported, and stay so; gone ones are
    in the network and no longer in the file.
    """

    added: int = 0
    changed: int = 0
    same: int = 0
    erased: int = 0
    gone: int = 0


@dataclass
class Plan:
    """Rows to write by table, and everything an operator is told."""

    writes: dict[str, list[Columns]] = field(default_factory=dict)
    fingerprints: list[Columns] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """What a row, or all rows of a person together, say now; unwritten columns say nothing."""

    file: str
    key: str
    values: Mapping[str, CellValue]
    unwritten: Set[str] = _NOTHING

    @cached_property
    def fingerprints(self) -> dict[str, str]:
        """Fingerprints of what is written."""
        found = fingerprints(self.values)
        return {name: found[name] for name in found if name not in self.unwritten}


class Planner:
    """Compares what is said with what is remembered; at is when, in UTC milliseconds."""

    def __init__(self, memory: Memory, at: int) -> None:
        self.plan = Plan()
        self._memory, self._at = memory, at

    def person(self, person: Person, member: MemberId) -> Set[str]:
        """Plan what is kept once for somebody; returns the columns of files that changed it.

        Whoever was erased since the last import stays so.
        """
        if all(self._memory.erased(row.file, row.key) for row in person.rows):
            return _NOTHING
        given: Columns = {"member_id": member}
        if person.telegram_id:
            given["telegram_id"] = person.telegram_id
        if self._memory.row(MEMBERS, member) is None:
            given["created_at"] = self._at
        changed = self._compare(Said(MEMBERS, member, person.values), given)
        return {"languages" if name == "spoken" else name for name in changed or ()}

    def row(self, row: Row, member: MemberId | None, of_person: Set[str]) -> None:
        """Plan one row; of_person are the columns that changed what is kept for its person."""
        tally = self.plan.tallies.setdefault(row.file, Tally())
        if self._memory.erased(row.file, row.key):
            tally.erased += 1
            return
        said = Said(row.file, row.key, row.values, row.unwritten)
        moved = self._moved(said)
        changed = self._compare(said, self._tie(said, member))
        columns = [name for name in moved if name in of_person or name in (changed or ())]
        if changed is None:
            tally.added += 1
        elif columns:
            tally.changed += 1
            self.plan.changes.append(Change(row.file, row.line, tuple(columns)))
        else:
            tally.same += 1

    def gone(self, estate: CheckedEstate) -> None:
        """Count the rows of earlier imports that are in the files no more."""
        for file, key in self._memory.fingerprints:
            if key not in estate.rows.get(file, {key}):
                self.plan.tallies.setdefault(file, Tally()).gone += 1

    def _tie(self, said: Said, member: MemberId | None) -> Columns:
        """Say whose row it is; nobody's only if the file took the person out of it."""
        table = TABLES[said.file]
        if not table.member:
            return {}
        if member is None and not set(_SAY_WHO).intersection(self._moved(said)):
            return {}
        return {table.member: member}

    def _compare(self, said: Said, given: Columns) -> Set[str] | None:
        """Plan to write what differs; returns the columns that do, None for a new row."""
        current = self._memory.row(said.file, said.key)
        moved = self._moved(said)
        if moved:
            self._remember(said)
        if current is None:
            self._write(said, self._whole(said) | given)
            return None
        new = {name: kept(said.file, name, said.values[name]) for name in moved}
        differing = {name for name, columns in new.items() if _differs(columns, current)}
        wanted: Columns = {}
        for name in differing:
            wanted |= new[name]
        wanted |= given
        wanted = {name: value for name, value in wanted.items() if current[name] != value}
        if wanted:
            self._write(said, _keys(said, current) | wanted)
        return differing

    def _whole(self, said: Said) -> Columns:
        whole: Columns = dict(ONLY_WHEN_ADDED.get(said.file, {}))
        for name, value in said.values.items():
            whole |= kept(said.file, name, value)
        return whole

    def _moved(self, said: Said) -> list[str]:
        before = self._last(said)
        return [name for name, now in said.fingerprints.items() if before.get(name) != now]

    def _last(self, said: Said) -> dict[str, str]:
        return self._memory.fingerprints.get((said.file, said.key), {})

    def _remember(self, said: Said) -> None:
        whole = self._last(said) | said.fingerprints
        self.plan.fingerprints.append(
            {
                "file": said.file,
                "row_key": said.key,
                "fingerprints": json.dumps(whole, separators=(",", ":")),
                "imported_at": self._at,
            }
        )

    def _write(self, said: Said, columns: Columns) -> None:
        table = PEOPLE if said.file == MEMBERS else TABLES[said.file]
        self.plan.writes.setdefault(table.name, []).append(columns)


def _differs(columns: Columns, current: Columns) -> bool:
    return any(current[name] != value for name, value in columns.items())


def _keys(said: Said, current: Columns) -> Columns:
    table = PEOPLE if said.file == MEMBERS else TABLES[said.file]
    return {name: current[name] for name in table.keys}
