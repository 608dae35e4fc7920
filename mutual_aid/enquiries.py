"""An enquiry: a neighbour without a role asks the leader of a block to get in touch."""

from typing import Protocol

from mutual_aid.ids import BlockId, EstateId, MemberId
from mutual_aid.record import Instant, Record


class Enquiry(Record):
    """Who asks, in which block, and who answered; a person has one at a time."""

    member_id: MemberId
    estate_id: EstateId
    block_id: BlockId
    asked_at: Instant
    answered_by: MemberId | None = None
    answered_at: Instant | None = None


class Enquiries(Protocol):
    """How enquiries are remembered."""

    async def get(self, member_id: MemberId) -> Enquiry | None: ...

    async def put(self, enquiry: Enquiry) -> None:
        """Keep it in place of the person's earlier one."""
        ...

    async def answer(self, member_id: MemberId, by: MemberId, at: Instant) -> Enquiry | None:
        """Answer by one conditional update; None if somebody already did."""
        ...
