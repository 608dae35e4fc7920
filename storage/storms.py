"""How storms are remembered."""

from mutual_aid.ids import EstateId
from mutual_aid.storms import Storm
from storage.rows import read_any, write
from storage.session import Session


class Storms:
    """Implements mutual_aid.storms.Storms."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, estate_id: EstateId) -> Storm | None:
        """Return the storm that was declared and not ended."""
        return read_any(Storm, await self._sql.row("storm_get", estate_id=estate_id))

    async def put(self, storm: Storm) -> None:
        """Keep it in place of the estate's earlier one."""
        await self._sql.run("storm_put", **write(storm))

    async def end(self, estate_id: EstateId) -> None:
        """Forget it."""
        await self._sql.run("storm_end", estate_id=estate_id)
