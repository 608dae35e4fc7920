"""How estates, blocks and flats are remembered."""

from mutual_aid.errors import NotYours
from mutual_aid.estates import Block, Estate, Unit
from mutual_aid.ids import BlockId, EstateId, UnitId
from storage.rows import read, read_any
from storage.session import Session


class Estates:
    """Implements mutual_aid.estates.Estates."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, estate_id: EstateId) -> Estate:
        """Return the estate; raises NotYours where there is none."""
        row = await self._sql.row("estate_get", estate_id=estate_id)
        if row is None:
            raise NotYours
        return read(Estate, row)

    async def all(self) -> list[Estate]:
        """Return all estates by code."""
        return [read(Estate, row) for row in await self._sql.rows("estate_all")]

    async def block(self, block_id: BlockId) -> Block:
        """Return the block; raises NotYours where there is none."""
        row = await self._sql.row("block_get", block_id=block_id)
        if row is None:
            raise NotYours
        return read(Block, row)

    async def blocks(self, estate_id: EstateId) -> list[Block]:
        """Return the blocks of an estate by code."""
        return [read(Block, row) for row in await self._sql.rows("block_all", estate_id=estate_id)]

    async def unit(self, unit_id: UnitId) -> Unit | None:
        """Return a flat by its code."""
        row = await self._sql.row("unit_get", unit_id=unit_id)
        return read_any(Unit, row)

    async def find_unit(self, block_id: BlockId, floor: int, unit_no: str) -> Unit | None:
        """Return the flat with that number on that floor."""
        row = await self._sql.row("unit_find", block_id=block_id, floor=floor, unit_no=unit_no)
        return read_any(Unit, row)

    async def units(self, block_id: BlockId, floor: int) -> list[Unit]:
        """Return the flats of a floor by number."""
        rows = await self._sql.rows("unit_all", block_id=block_id, floor=floor)
        return [read(Unit, row) for row in rows]
