"""How needs are remembered."""

from typing import Any

from mutual_aid.errors import MoveNotAllowed, NotYours
from mutual_aid.ids import BlockId, EstateId, MemberId, NeedId, UnitId, new_row_id
from mutual_aid.needs import Attachment, Need, NeedState, Note, check_move
from mutual_aid.record import Instant
from storage.rows import Row, read, read_any, to_moment, to_ms, write
from storage.session import Session


class Needs:
    """Implements mutual_aid.needs.Needs."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, need_id: NeedId) -> Need:
        """Return the need; raises NotYours where there is none."""
        row = await self._sql.row("need_get", need_id=need_id)
        if row is None:
            raise NotYours
        return read(Need, row)

    async def add(self, need: Need) -> None:
        """Remember a new need."""
        await self._sql.run("need_add", **write(need))

    async def next_number(self, estate_id: EstateId) -> int:
        """Return the next number of the estate."""
        return int(await self._sql.value("counter_next", name=f"need.{estate_id}"))

    async def move(
        self,
        need: Need,
        end: NeedState,
        at: Instant,
        *,
        owner_id: MemberId | None = None,
        reason: str = "",
    ) -> Need | None:
        """Move it, reopening with a new round; None if somebody was first."""
        check_move(need.state, end)
        values: dict[str, Any] = {
            "need_id": need.need_id,
            "start_state": need.state.value,
            "version": need.version,
            "owner_id": owner_id,
            "reason": reason,
            "at": to_ms(at),
        }
        if end is NeedState.OPEN:
            return read_any(Need, await self._sql.row("need_reopen", **values))
        return read_any(Need, await self._sql.row("need_move", **values, end_state=end.value))

    async def take_place(self, need_id: NeedId, at: Instant) -> Need | None:
        """Fill one place by one conditional update; on PostgreSQL others wait for this turn."""
        return read_any(Need, await self._sql.row("need_take_place", need_id=need_id, at=to_ms(at)))

    async def free_place(self, need_id: NeedId, at: Instant) -> Need:
        """Give one place back and begin a new round; raises MoveNotAllowed if none was taken."""
        row = await self._sql.row("need_free_place", need_id=need_id, at=to_ms(at))
        if row is None:
            now = await self.get(need_id)
            raise MoveNotAllowed(thing="need", start=now.state, end=NeedState.OPEN)
        return read(Need, row)

    async def set_owner(self, need_id: NeedId, owner_id: MemberId) -> None:
        """Keep who answers for it."""
        await self._sql.run("need_set_owner", need_id=need_id, owner_id=owner_id)

    async def set_emergency_call(self, need_id: NeedId, answer: str) -> None:
        """Keep what the reporter said about the emergency number."""
        await self._sql.run("need_set_emergency_call", need_id=need_id, answer=answer)

    async def set_wave(self, need_id: NeedId, wave: int, next_due_at: Instant | None) -> None:
        """Keep which wave is out and when it ends."""
        await self._sql.run(
            "need_set_wave", need_id=need_id, wave=wave, next_due_at=to_ms(next_due_at)
        )

    async def set_escalated(self, need_id: NeedId, round_number: int) -> None:
        """Keep that the coordinators were told in this round."""
        await self._sql.run("need_set_escalated", need_id=need_id, round=round_number)

    async def set_next_due(self, need_id: NeedId, next_due_at: Instant | None) -> None:
        """Keep when the network will act by itself."""
        await self._sql.run("need_set_next_due", need_id=need_id, next_due_at=to_ms(next_due_at))

    async def live_in_block(self, block_id: BlockId) -> list[Need]:
        """Return live needs of a block, oldest first."""
        return _needs(await self._sql.rows("need_live_in_block", block_id=block_id))

    async def live_in_estate(self, estate_id: EstateId) -> list[Need]:
        """Return live needs of an estate, oldest first."""
        return _needs(await self._sql.rows("need_live_in_estate", estate_id=estate_id))

    async def live_of_reporter(self, member_id: MemberId) -> list[Need]:
        """Return live needs that a person reported, oldest first."""
        return _needs(await self._sql.rows("need_live_of_reporter", member_id=member_id))

    async def similar(self, unit_id: UnitId, category_code: str, since: Instant) -> Need | None:
        """Return the newest of that flat and kind that is not withdrawn."""
        row = await self._sql.row(
            "need_similar", unit_id=unit_id, category_code=category_code, since=to_ms(since)
        )
        return read_any(Need, row)

    async def earlier_visits(self, unit_id: UnitId, before: NeedId) -> int:
        """Return how many other needs of the flat a helper completed."""
        return int(await self._sql.value("need_earlier_visits", unit_id=unit_id, before=before))

    async def add_note(self, note: Note) -> None:
        """Add a person's own words."""
        await self._sql.run(
            "need_note_add",
            note_id=new_row_id(),
            need_id=note.need_id,
            by_member=note.by,
            noted_at=to_ms(note.at),
            words=note.text,
        )

    async def notes(self, need_id: NeedId) -> list[Note]:
        """Return what was added, oldest first."""
        return [
            Note(
                need_id=need_id,
                by=row["by_member"],
                at=to_moment(row["noted_at"]),
                text=row["words"],
            )
            for row in await self._sql.rows("need_notes", need_id=need_id)
        ]

    async def attach(self, need_id: NeedId, attachment: Attachment, at: Instant) -> None:
        """Keep a photo or voice message with the need."""
        await self._sql.run(
            "attachment_add",
            attachment_id=new_row_id(),
            need_id=need_id,
            attached_at=to_ms(at),
            **write(attachment),
        )

    async def attachments(self, need_id: NeedId) -> list[Attachment]:
        """Return photos and voice messages, oldest first."""
        rows = await self._sql.rows("attachment_all", need_id=need_id)
        return [read(Attachment, row) for row in rows]

    async def alert(self, need_id: NeedId, member_id: MemberId, circle: int, at: Instant) -> bool:
        """Record that a person was alerted; False if they already were."""
        row = await self._sql.row(
            "need_alert", need_id=need_id, member_id=member_id, circle=circle, at=to_ms(at)
        )
        return row is not None

    async def alerted(self, need_id: NeedId) -> list[MemberId]:
        """Return whoever was alerted, first ones first."""
        rows = await self._sql.rows("need_alerted", need_id=need_id)
        return [row["member_id"] for row in rows]


def _needs(rows: list[Row]) -> list[Need]:
    return [read(Need, row) for row in rows]
