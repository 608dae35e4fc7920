"""A storm: so many need help at once that an estate's open needs are planned together."""

from typing import Protocol

from mutual_aid.ids import EstateId, MemberId
from mutual_aid.record import Instant, Record


class Storm(Record):
    """While it lasts each volunteer of the estate has one open offer at most; it ends by itself."""

    estate_id: EstateId
    started_at: Instant
    ends_at: Instant
    started_by: MemberId


class Storms(Protocol):
    """Which estates are in a storm."""

    async def get(self, estate_id: EstateId) -> Storm | None:
        """Return the storm that was declared, also one whose end has come but was not told yet."""
        ...

    async def put(self, storm: Storm) -> None:
        """Declare one, or set another end for it."""
        ...

    async def end(self, estate_id: EstateId) -> None: ...
