"""Broadcasts: one text from a coordinator to an estate, a block or a role."""

from enum import StrEnum
from typing import Protocol

from mutual_aid.ids import BlockId, BroadcastId, EstateId, MemberId
from mutual_aid.record import Instant, Record


class Audience(Record):
    """Who is meant: all of an estate, or of one block.

    role is everyone, volunteers, events (volunteers who asked to hear of them) or leaders.
    """

    estate_id: EstateId
    block_id: BlockId | None
    role: str


class BroadcastState(StrEnum):
    """Where a broadcast stands."""

    SENDING = "sending"
    DONE = "done"


class Broadcast(Record):
    """A text on its way; texts are kept as typed."""

    broadcast_id: BroadcastId
    audience: Audience
    text: str
    by: MemberId
    state: BroadcastState
    total: int
    created_at: Instant


class Progress(Record):
    """How far it went: waiting, sent, blocked (refused) and not certain."""

    total: int
    sent: int
    refused: int
    uncertain: int
    waiting: int


class Broadcasts(Protocol):
    """How broadcasts are remembered."""

    async def get(self, broadcast_id: BroadcastId) -> Broadcast:
        """Raise NotYours where there is none."""
        ...

    async def recipients(self, audience: Audience) -> list[MemberId]:
        """Reachable members that are meant, each once."""
        ...

    async def add(self, broadcast: Broadcast) -> None: ...
    async def progress(self, broadcast_id: BroadcastId) -> Progress: ...
    async def finish(self, broadcast_id: BroadcastId) -> None: ...
