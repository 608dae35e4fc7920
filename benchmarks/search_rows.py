"""A made-up network as rows of the product's tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mutual_aid.ids import BlockId, EstateId, MemberId, UnitId, VolunteerId

Value = str | int | float | None
_HOUR_MS = 3_600_000


@dataclass(frozen=True)
class Rows:
    """Some rows of one table by its columns."""

    table: str
    columns: tuple[str, ...]
    values: Iterable[tuple[Value, ...]]


class Flat(NamedTuple):
    """A flat of a block, counted from the ground."""

    unit_id: UnitId
    block: BlockId
    number: int


@dataclass(frozen=True, slots=True)
class Person:
    """A volunteer, with lists as they are stored and moments in milliseconds."""

    volunteer_id: VolunteerId
    member_id: MemberId
    telegram_id: int | None
    unreachable_at: int | None
    estate: EstateId
    block: BlockId
    age: int
    skills: str
    spoken: str
    screening: str
    availability: str
    tasks_a_week: int
    radius: str
    status: str

    @property
    def askable(self) -> bool:
        """Whether an offer can reach them at all."""
        return self.status == "active" and bool(self.telegram_id) and not self.unreachable_at


class Offered(NamedTuple):
    """An offer and what became of it; moments in milliseconds, rank from 0."""

    match_id: str
    need_id: str
    person: Person
    rank: int
    at: int
    answered_at: int
    state: str


def estate(code: EstateId) -> Rows:
    """Return one estate."""
    columns = (
        *("estate_id", *_names("name"), "region", "tenure", "timezone"),
        *("languages", "emergency_numbers"),
    )
    row = (code, *_MADE_UP, "Hong Kong", "public_rental", "Asia/Hong_Kong", "yue", "999")
    return Rows("estates", columns, [row])


def blocks(code: EstateId, some: Iterable[BlockId]) -> Rows:
    """Return the blocks of an estate."""
    columns = (
        *("block_id", "estate_id", *_names("name"), "aliases", "floors", "units_per_floor"),
        *("lifts", "lift_pattern", *_names("assembly_point")),
    )
    rows = [(block, code, *_MADE_UP, "", 40, 8, 3, "all", *_MADE_UP) for block in some]
    return Rows("blocks", columns, rows)


def flats(some: Iterable[Flat]) -> Rows:
    """Return flats, eight to a floor."""
    columns = ("unit_id", "block_id", "floor", "unit_no", "occupied", "residents", "household_type")
    return Rows(
        "units",
        columns,
        (
            (x.unit_id, x.block, x.number // 8 + 1, f"{x.number % 8 + 1:02}", 1, 1, "couple")
            for x in some
        ),
    )


def members(some: Iterable[Person], created_at: int) -> Rows:
    """Return volunteers as people with a Telegram account."""
    columns = ("member_id", "telegram_id", *_names("name"), "unreachable_at", "created_at")
    return Rows(
        "members",
        columns,
        ((x.member_id, x.telegram_id, *_MADE_UP, x.unreachable_at, created_at) for x in some),
    )


def volunteers(some: Iterable[Person]) -> Rows:
    """Return volunteers."""
    columns = (
        *("volunteer_id", "member_id", "estate_id", "home_block_id", "age", "skills", "spoken"),
        *("screening", "availability", "max_tasks_per_week", "radius", "status", "joined_on"),
    )
    return Rows("volunteers", columns, map(_volunteer, some))


def _volunteer(x: Person) -> tuple[Value, ...]:
    return (
        *(x.volunteer_id, x.member_id, x.estate, x.block, x.age, x.skills, x.spoken),
        *(x.screening, x.availability, x.tasks_a_week, x.radius, x.status, "2025-01-08"),
    )


def needs(some: Iterable[tuple[str, int, EstateId, BlockId, UnitId, MemberId, int]]) -> Rows:
    """Return needs that were met: id, number, where, who reported it, when."""
    columns = (
        *("need_id", "number", "estate_id", "block_id", "unit_id", "reporter_id", "owner_id"),
        *("created_at", "changed_at", "category_code", "urgency", "state", "helpers"),
        *("places_taken", "person", "when_words", "notes", "spoken"),
    )
    return Rows("needs", columns, map(_need, some))


def _need(
    row: tuple[str, int, EstateId, BlockId, UnitId, MemberId, int],
) -> tuple[Value, ...]:
    need, number, code, block, flat, reporter, at = row
    kind = ("food.meal_delivery", "normal", "closed")
    return (need, number, code, block, flat, reporter, reporter, at, at, *kind, 1, 1, *_EMPTY)


def matches(some: Iterator[Offered]) -> Rows:
    """Return offers that waited an hour each."""
    columns = (
        *("match_id", "need_id", "volunteer_id", "member_id", "round", "wave", "rank", "score"),
        *("p_accept", "reasons", "state", "place", "offered_at", "answer_by_at", "answered_at"),
        *("accepted_at", "ended_at"),
    )
    return Rows("matches", columns, map(_match, some))


def _match(x: Offered) -> tuple[Value, ...]:
    taken = x.state == "completed"
    return (
        *(x.match_id, x.need_id, x.person.volunteer_id, x.person.member_id),
        *(1, x.rank // 3 + 1, x.rank % 3 + 1, 50, 0.25, "same_block", x.state),
        *(1 if taken else None, x.at, x.at + _HOUR_MS, x.answered_at),
        *(x.answered_at if taken else None, x.answered_at),
    )


def _names(stem: str) -> tuple[str, str, str]:
    return f"{stem}_zh_hans", f"{stem}_zh_hant", f"{stem}_en"


_MADE_UP = ("Made up", "Made up", "Made up")
_EMPTY = ("", "", "", "yue")
