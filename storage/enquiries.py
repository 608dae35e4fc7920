"""How enquiries of neighbours without a role are remembered."""

from mutual_aid.enquiries import Enquiry
from mutual_aid.ids import MemberId
from mutual_aid.record import Instant
from storage.rows import read_any, to_ms, write
from storage.session import Session


class Enquiries:
    """Implements mutual_aid.enquiries.Enquiries."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, member_id: MemberId) -> Enquiry | None:
        """Return what a person asked last."""
        return read_any(Enquiry, await self._sql.row("enquiry_get", member_id=member_id))

    async def put(self, enquiry: Enquiry) -> None:
        """Keep it in place of the person's earlier one."""
        await self._sql.run("enquiry_put", **write(enquiry))

    async def answer(self, member_id: MemberId, by: MemberId, at: Instant) -> Enquiry | None:
        """Record who answers; None if somebody already did."""
        row = await self._sql.row("enquiry_answer", member_id=member_id, by_member=by, at=to_ms(at))
        return read_any(Enquiry, row)
