"""What the codes in one row say about rows elsewhere, and whether those rows agree."""

from collections.abc import Callable, Collection, Iterator, Mapping

from mutual_aid.importing.cells import shown
from mutual_aid.importing.checked_rows import Row
from mutual_aid.importing.columns import Column
from mutual_aid.importing.files import BY_NAME
from mutual_aid.importing.problems import Problem, nearest
from mutual_aid.members import LeaderRole, StaffRole

Rows = Mapping[str, Mapping[str, Row]]
"""All rows by file and key."""


def check_references(rows: Rows, torn: Collection[str]) -> Iterator[Problem]:
    """Yield every code that names nothing, and every row that contradicts one it names.

    A torn file lacks rows that could not be read, so that nothing is said about codes in it.
    """
    for file, of_file in rows.items():
        for row in of_file.values():
            yield from _unknown_codes(row, rows, torn)
            for check in _CHECKS.get(file, ()):
                yield from check(row, rows)


def _unknown_codes(row: Row, rows: Rows, torn: Collection[str]) -> Iterator[Problem]:
    for column in BY_NAME[row.file].columns:
        code = row.text(column.name)
        if not column.refers or column.refers in torn or not code or code in column.also:
            continue
        if code not in rows[column.refers]:
            yield row.problem(column.name, _unknown(column, code, rows))


def _unknown(column: Column, code: str, rows: Rows) -> str:
    if column.private:
        return f"there is no such row in {column.refers}; write one that stands there"
    meant = nearest(code, rows[column.refers])
    remedy = f'did you mean "{meant}"?' if meant else "add it there or write another"
    return f'"{shown(code)}" is not in {column.refers}; {remedy}'


def _found(rows: Rows, file: str, row: Row, column: str) -> Row | None:
    return rows[file].get(row.text(column))


def _block_of_estate(row: Row, rows: Rows, column: str = "block_id") -> Iterator[Problem]:
    block = _found(rows, "blocks.csv", row, column)
    estate = row.text("estate_id")
    if block and estate and block.text("estate_id") != estate:
        yield row.problem(column, f"{block.key} does not belong to estate {shown(estate)}")


def _floor(row: Row, rows: Rows, column: str = "floor") -> Iterator[Problem]:
    block, floor = _found(rows, "blocks.csv", row, "block_id"), row.number(column)
    top = block and block.number("floors")
    if block and floor and top and floor > top:
        yield row.problem(column, f"{block.key} has only {top} floors")


def _leader_of_block(row: Row, rows: Rows, column: str, role: LeaderRole) -> Iterator[Problem]:
    leader = _found(rows, "leaders.csv", row, column)
    if leader is None:
        return
    if leader.text("role") not in (role, ""):
        said = role.replace("_", " ")
        yield row.problem(column, f"{leader.key} is not a {said} in leaders.csv; name one who is")
    elif leader.text("block_id") not in (row.text("block_id"), ""):
        yield row.problem(column, f"{leader.key} leads in another block; name a leader of this one")


def _building_leader(row: Row, rows: Rows) -> Iterator[Problem]:
    return _leader_of_block(row, rows, "building_leader_id", LeaderRole.BUILDING)


def _floor_leader(row: Row, rows: Rows) -> Iterator[Problem]:
    yield from _leader_of_block(row, rows, "floor_leader_id", LeaderRole.FLOOR)
    leader, floor = _found(rows, "leaders.csv", row, "floor_leader_id"), row.number("floor")
    if leader and floor and leader.text("block_id") == row.text("block_id"):
        lowest, highest = leader.number("floor_from"), leader.number("floor_to")
        if lowest and highest and not lowest <= floor <= highest:
            words = f"{leader.key} covers floors {lowest} to {highest}, not this one"
            yield row.problem("floor_leader_id", words)


def _unit_code(row: Row, rows: Rows) -> Iterator[Problem]:
    floor, parts = row.number("floor"), (row.text("block_id"), row.text("unit_no"), row.key)
    if floor and all(parts) and row.key != f"{parts[0]}-{floor:02d}{parts[1]}":
        words = "does not match block, floor and flat; write block-floorflat, like MC-A-1205"
        yield row.problem("unit_id", words)


def _leader_floors(row: Row, rows: Rows) -> Iterator[Problem]:
    yield from _floor(row, rows, "floor_to")
    lowest, highest = row.number("floor_from"), row.number("floor_to")
    if lowest and highest and lowest > highest:
        yield row.problem("floor_from", f"{lowest} is above floor_to ({highest}); exchange them")


def _deputy(row: Row, rows: Rows) -> Iterator[Problem]:
    return _leader_of_block(row, rows, "deputy_for", LeaderRole.BUILDING)


def _staff_estate(row: Row, rows: Rows) -> Iterator[Problem]:
    role = row.text("role")
    if role and role != StaffRole.ADMIN and not row.values.get("estate_id", "unreadable"):
        yield row.problem("estate_id", "is empty; only an admin works without an estate")


def _home_block(row: Row, rows: Rows) -> Iterator[Problem]:
    return _block_of_estate(row, rows, "home_block_id")


def _guardian(row: Row, rows: Rows) -> Iterator[Problem]:
    if _under_18(row) and not row.values.get("guardian_id", "unreadable"):
        yield row.problem("guardian_id", "is empty; a volunteer under 18 needs a guardian")
    guardian = _found(rows, "volunteers.csv", row, "guardian_id")
    if guardian and (guardian.text("guardian_id") or _under_18(guardian)):
        words = f"{guardian.key} is under 18 or has a guardian too; name an adult volunteer"
        yield row.problem("guardian_id", words)


def _under_18(volunteer: Row) -> bool:
    age = volunteer.number("age")
    return age is not None and age < 18


def _home_of_resident(row: Row, rows: Rows) -> Iterator[Problem]:
    unit = _found(rows, "units.csv", row, "unit_id")
    for column in ("block_id", "floor") if unit else ():
        mine, theirs = row.values.get(column), unit and unit.values.get(column)
        if mine and theirs and mine != theirs:
            yield row.problem(column, "is not where the flat of unit_id lies; correct one of them")


_CHECKS: dict[str, tuple[Callable[[Row, Rows], Iterator[Problem]], ...]] = {
    "blocks.csv": (_building_leader,),
    "floors.csv": (_floor, _floor_leader),
    "units.csv": (_floor, _unit_code),
    "leaders.csv": (_block_of_estate, _leader_floors, _deputy),
    "staff.csv": (_staff_estate,),
    "volunteers.csv": (_home_block, _guardian),
    "checkin_residents.csv": (
        _block_of_estate,
        _home_of_resident,
        _building_leader,
        _floor_leader,
    ),
}
