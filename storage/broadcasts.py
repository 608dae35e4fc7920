"""How broadcasts are remembered, and how far they went."""

from mutual_aid.broadcasts import Audience, Broadcast, BroadcastState, Progress
from mutual_aid.errors import NotYours
from mutual_aid.ids import BroadcastId, MemberId
from storage.rows import Row, to_moment, to_ms
from storage.session import Session


class Broadcasts:
    """Implements mutual_aid.broadcasts.Broadcasts."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, broadcast_id: BroadcastId) -> Broadcast:
        """Return the broadcast; raises NotYours where there is none."""
        row = await self._row(broadcast_id)
        audience = Audience(estate_id=row["estate_id"], block_id=row["block_id"], role=row["role"])
        return Broadcast(
            broadcast_id=broadcast_id,
            audience=audience,
            text=row["words"],
            by=row["by_member"],
            state=BroadcastState(row["state"]),
            total=row["total"],
            created_at=to_moment(row["created_at"]),
        )

    async def recipients(self, audience: Audience) -> list[MemberId]:
        """Return whoever is meant and can be reached; residents and staff with everyone only."""
        rows = await self._sql.rows(
            "broadcast_recipients",
            estate_id=audience.estate_id,
            block_id=audience.block_id,
            role=audience.role,
        )
        return [row["member_id"] for row in rows]

    async def add(self, broadcast: Broadcast) -> None:
        """Remember a text on its way."""
        await self._sql.run(
            "broadcast_add",
            broadcast_id=broadcast.broadcast_id,
            estate_id=broadcast.audience.estate_id,
            block_id=broadcast.audience.block_id,
            role=broadcast.audience.role,
            words=broadcast.text,
            by_member=broadcast.by,
            state=broadcast.state.value,
            total=broadcast.total,
            created_at=to_ms(broadcast.created_at),
        )

    async def progress(self, broadcast_id: BroadcastId) -> Progress:
        """Count its messages; of a finished one, as they were when it ended."""
        row = await self._row(broadcast_id)
        if row["state"] == BroadcastState.DONE:
            return Progress(
                total=row["total"],
                sent=row["sent"],
                refused=row["refused"],
                uncertain=row["uncertain"],
                waiting=0,
            )
        return await self._count(broadcast_id, row["total"])

    async def finish(self, broadcast_id: BroadcastId) -> None:
        """Keep the final counts; the messages themselves are swept away later."""
        reached = await self._count(broadcast_id, 0)
        await self._sql.run(
            "broadcast_finish",
            broadcast_id=broadcast_id,
            sent=reached.sent,
            refused=reached.refused,
            uncertain=reached.uncertain,
        )

    async def _row(self, broadcast_id: BroadcastId) -> Row:
        row = await self._sql.row("broadcast_get", broadcast_id=broadcast_id)
        if row is None:
            raise NotYours
        return row

    async def _count(self, broadcast_id: BroadcastId, total: int) -> Progress:
        rows = await self._sql.rows("broadcast_sent_so_far", broadcast_id=broadcast_id)
        found = {row["state"]: row["messages"] for row in rows}
        return Progress(
            total=total,
            sent=found.get("sent", 0),
            refused=found.get("refused", 0) + found.get("dead", 0),
            uncertain=found.get("uncertain", 0),
            waiting=found.get("waiting", 0) + found.get("sending", 0),
        )
