"""How corrections of what was read are remembered."""

from mutual_aid.corrections import Correction
from storage.rows import read, write
from storage.session import Session


class Corrections:
    """Implements mutual_aid.corrections.Corrections."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def add(self, correction: Correction) -> None:
        """Keep it."""
        await self._sql.run("correction_add", **write(correction))

    async def all(self) -> list[Correction]:
        """Return them in the order of their random ids."""
        return [read(Correction, row) for row in await self._sql.rows("corrections_all")]
