"""Estates, blocks, floors and flats."""

from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from mutual_aid.ids import BlockId, EstateId, UnitId
from mutual_aid.record import Names, Record


class Estate(Record):
    """A housing estate: the circle within which people help each other."""

    estate_id: EstateId
    names: Names
    timezone: str
    languages: tuple[str, ...]
    emergency_numbers: tuple[str, ...]

    @property
    def zone(self) -> ZoneInfo:
        """The IANA zone in which its people read clocks."""
        return ZoneInfo(self.timezone)

    @property
    def spoken(self) -> str:
        """The language that is assumed of a neighbour when nobody said otherwise."""
        return self.languages[0]


class Block(Record):
    """A building with its number of floors."""

    block_id: BlockId
    estate_id: EstateId
    names: Names
    aliases: tuple[str, ...]
    floors: int
    units_per_floor: int


class Unit(Record):
    """A flat; unit_no is two digits without the floor."""

    unit_id: UnitId
    block_id: BlockId
    floor: int
    unit_no: str


class Band(StrEnum):
    """A third of a block: as near as an offer says."""

    LOWER = "lower"
    MIDDLE = "middle"
    UPPER = "upper"


def band(floor: int, floors: int) -> Band:
    """Return the third of a block of that many floors in which the floor lies."""
    third = (floor - 1) * 3 // max(floors, 1)
    return list(Band)[min(max(third, 0), 2)]


def area(floor: int | None, floors: int) -> Band | None:
    """Return how exactly an offer names the place: a third of the block, never the floor."""
    return None if floor is None else band(floor, floors)


class Estates(Protocol):
    """How estates are remembered."""

    async def get(self, estate_id: EstateId) -> Estate: ...
    async def all(self) -> list[Estate]: ...
    async def block(self, block_id: BlockId) -> Block: ...
    async def blocks(self, estate_id: EstateId) -> list[Block]: ...
    async def unit(self, unit_id: UnitId) -> Unit | None: ...
    async def find_unit(self, block_id: BlockId, floor: int, unit_no: str) -> Unit | None: ...
    async def units(self, block_id: BlockId, floor: int) -> list[Unit]: ...
