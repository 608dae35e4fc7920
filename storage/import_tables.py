"""Where each column of the estate files is kept."""

from collections.abc import Iterator
from dataclasses import dataclass

from mutual_aid.importing.cells import Value as CellValue
from mutual_aid.importing.partner_columns import EVERY_ESTATE
from mutual_aid.importing.people import spoken
from storage.rows import Value, stored

Columns = dict[str, Value]

_PERSON = frozenset(
    {"name_zh_hans", "name_zh_hant", "name_en", "phone", "telegram_id", "gender", "languages"}
)
"""What is kept once for the member, however many roles there are."""

_FOR_READERS = frozenset({"blocks", "floors", "units", "leaders", "volunteers", "modelled_on"})


@dataclass(frozen=True)
class Table:
    """The table of a file; some columns of the file are kept elsewhere or only read.

    member is the column that says who it is, itself one that refers to the same table.
    """

    name: str
    keys: tuple[str, ...]
    elsewhere: frozenset[str] = frozenset()
    member: str = ""
    itself: str = ""


TABLES: dict[str, Table] = {
    "estates.csv": Table("estates", ("estate_id",), _FOR_READERS),
    "blocks.csv": Table("blocks", ("block_id",), frozenset({"building_leader_id"})),
    "floors.csv": Table("floors", ("block_id", "floor"), frozenset({"units", "floor_leader_id"})),
    "units.csv": Table("units", ("unit_id",)),
    "organisations.csv": Table(
        "organisations", ("org_id",), frozenset({"telegram_id"}), member="contact_member_id"
    ),
    "organisation_services.csv": Table("organisation_services", ("org_id", "category_code")),
    "leaders.csv": Table(
        "leaders", ("leader_id",), _PERSON | {"age"}, member="member_id", itself="deputy_for"
    ),
    "staff.csv": Table("staff", ("staff_id",), _PERSON, member="member_id"),
    "volunteers.csv": Table(
        "volunteers",
        ("volunteer_id",),
        _PERSON - {"languages"},
        member="member_id",
        itself="guardian_id",
    ),
    "checkin_residents.csv": Table("residents", ("resident_id",), member="member_id"),
}

MEMBERS = "members"
"""Stands for a file where people are meant, whatever files they are in."""

PEOPLE = Table("members", ("member_id",))

ONLY_WHEN_ADDED: dict[str, Columns] = {"volunteers.csv": {"consent_version": "import"}}


def kept(file: str, column: str, value: CellValue) -> Columns:
    """Return the table's columns that a value of the file fills; empty if it is kept elsewhere."""
    table = PEOPLE if file == MEMBERS else TABLES[file]
    if column in table.elsewhere:
        return {}
    match table.name, column:
        case "volunteers", "languages":
            return {"spoken": stored(spoken(value))}
        case "volunteers", "hours_total":
            return {"minutes_total": stored(value)}
        case "volunteers", "status":
            return {"status": stored(value), "paused_until_at": None}
        case "organisations", "estate_id":
            return {"estate_id": None if value == EVERY_ESTATE else stored(value)}
    return {column: stored(value)}


def key_of(table: Table, row: Columns) -> str:
    """Return what the files call a row of the table."""
    return "/".join(str(row[name]) for name in table.keys)


def in_order(table: Table, rows: list[Columns]) -> Iterator[Columns]:
    """Yield rows that refer to no other row of their table first."""
    yield from (row for row in rows if not row.get(table.itself))
    yield from (row for row in rows if row.get(table.itself))
