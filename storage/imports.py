"""An estate is taken over from its files: in one turn, whole or not at all."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from mutual_aid.estate_files import CheckedEstate
from mutual_aid.ids import BlockId, EstateId, MemberId, VolunteerId
from mutual_aid.importing.identities import impossible, settle
from mutual_aid.importing.problems import EstateRefused
from storage.candidates import Candidates, Home
from storage.import_memory import Memory, remember
from storage.import_plan import Plan, Planner
from storage.import_tables import PEOPLE, TABLES, Columns, Table, in_order
from storage.rows import codes, to_ms
from storage.turns import Turn

Progress = Callable[[int, int], None]
"""Told how many rows are done, out of how many."""

_FINGERPRINTS = Table("imported_rows", ("file", "row_key"))
_VOLUNTEERS = "volunteers.csv"
_BY_WHICH_FOUND = {"skills", "home_block_id", "estate_id"}


@dataclass(frozen=True)
class EstateImport:
    """What would change, beside what is there; to be written in the turn that found it."""

    plan: Plan
    memory: Memory


async def plan_import(turn: Turn, estate: CheckedEstate, now: datetime) -> EstateImport:
    """Find what would change; raises EstateRefused where people are known as somebody else."""
    memory = await remember(turn)
    known = memory.people()
    members = settle(estate.people, known)
    if problems := list(impossible(estate.people, members, known)):
        raise EstateRefused(problems)
    planner = Planner(memory, to_ms(now))
    whose: dict[tuple[str, str], tuple[MemberId, Set[str]]] = {}
    for person, member in zip(estate.people, members, strict=True):
        changed = planner.person(person, member)
        whose |= {(row.file, row.key): (member, changed) for row in person.rows}
    for rows in estate.rows.values():
        for row in rows.values():
            planner.row(row, *whose.get((row.file, row.key), (None, frozenset())))
    planner.gone(estate)
    return EstateImport(planner.plan, memory)


async def write_import(turn: Turn, found: EstateImport, progress: Progress | None = None) -> None:
    """Write what was planned."""
    writes = found.plan.writes | {_FINGERPRINTS.name: found.plan.fingerprints}
    done, total = 0, sum(len(rows) for rows in writes.values())
    await _release_numbers(turn, found)
    for table in (PEOPLE, *TABLES.values(), _FINGERPRINTS):
        for rows in _alike(table, writes.get(table.name, [])):
            await turn.put_rows(table.name, rows)
            done += len(rows)
            if progress:
                progress(done, total)
    await _hand_over_tasks(turn, found)
    await _index_skills(turn, found)


def _alike(table: Table, rows: list[Columns]) -> list[Sequence[Columns]]:
    """Return rows that fill the same columns together, those that refer to others last."""
    shapes: dict[tuple[str, ...], list[Columns]] = {}
    for row in in_order(table, rows):
        shapes.setdefault(tuple(sorted(row)), []).append(row)
    return list(shapes.values())


async def _release_numbers(turn: Turn, found: EstateImport) -> None:
    """Take a Telegram number from whoever has it before somebody else gets it.

    A visitor who gives way leaves their choice of language behind.
    """
    wanted = {row["telegram_id"]: row for row in _rows(found, PEOPLE) if row.get("telegram_id")}
    for member_id, member in found.memory.members.items():
        heir = wanted.get(member["telegram_id"])
        if heir is None or heir["member_id"] == member_id:
            continue
        await turn.put_rows(PEOPLE.name, [{"member_id": member_id, "telegram_id": None}])
        before = found.memory.members.get(str(heir["member_id"]))
        if before and not before["language"]:
            heir["language"] = member["language"]


async def _hand_over_tasks(turn: Turn, found: EstateImport) -> None:
    """A volunteer who is now known as another member keeps their offers and tasks."""
    heirs = {
        row["volunteer_id"]: row["member_id"]
        for row in _rows(found, TABLES[_VOLUNTEERS])
        if "member_id" in row and row["volunteer_id"] in found.memory.rows[_VOLUNTEERS]
    }
    if heirs:
        matches = [
            {"match_id": match["match_id"], "member_id": heirs[match["volunteer_id"]]}
            for match in await turn.all_rows("matches")
            if match["volunteer_id"] in heirs
        ]
        await turn.put_rows("matches", matches)


async def _index_skills(turn: Turn, found: EstateImport) -> None:
    """Keep the rows by which helpers are found in step with what volunteers can do, and where."""
    known = found.memory.rows[_VOLUNTEERS]
    homes = [
        _home(known.get(str(row["volunteer_id"]), {}) | row)
        for row in _rows(found, TABLES[_VOLUNTEERS])
        if _BY_WHICH_FOUND & set(row)
    ]
    await Candidates(turn.sql).replace(homes)


def _home(row: Columns) -> Home:
    return (
        VolunteerId(str(row["volunteer_id"])),
        BlockId(str(row["home_block_id"])),
        EstateId(str(row["estate_id"])),
        codes(str(row["skills"])),
    )


def _rows(found: EstateImport, table: Table) -> list[Columns]:
    return found.plan.writes.get(table.name, [])
