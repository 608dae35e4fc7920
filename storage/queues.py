"""Messages that leave after the commit: what delivery takes, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass

from mutual_aid.ids import MemberId, new_row_id
from mutual_aid.notices import Kind, Lane
from mutual_aid.record import Instant
from storage.rows import Row, from_json, packed_list, to_moment, to_ms
from storage.session import Session


@dataclass(frozen=True)
class OutboxRow:
    """One message on its way; repeated ones may have arrived before."""

    row_id: int
    lane: Lane
    member_id: MemberId
    chat_id: int
    kind: Kind
    object_id: str
    facts: dict[str, str | int]
    fresh: bool
    repeated: bool
    tries: int


class Queues:
    """The way of an outbox row from waiting to its end."""

    def __init__(self, sql: Session, now: Instant) -> None:
        self._sql = sql
        self._now = to_ms(now)

    async def take(
        self,
        limit_per_lane: int,
        exclude_chats: Collection[int] = (),
        lanes: Collection[Lane] = tuple(Lane),
    ) -> list[OutboxRow]:
        """Return what may leave now, best lane first, at most one message a chat.

        Only what mark_sending then returns is the caller's to send.
        """
        found: dict[int, OutboxRow] = {}
        for lane in sorted(lanes):
            for row in await self._sql.rows(
                "outbox_take",
                lane=int(lane),
                now=self._now,
                exclude_chats=packed_list((*exclude_chats, *found)),
                limit=limit_per_lane,
            ):
                found[row["chat_id"]] = _row(row)
        return list(found.values())

    async def mark_sending(self, row_ids: Collection[int]) -> list[int]:
        """Mark before the call; returns those still waiting, only these may be sent."""
        rows = await self._sql.rows(
            "outbox_mark_sending", row_ids=packed_list(row_ids), at=self._now
        )
        return [row["row_id"] for row in rows]

    async def mark_sent(self, row_id: int, message_id: int | None, error: str = "") -> None:
        """It arrived; message_id is None where nothing can be edited later."""
        await self._end(row_id, "sent", error, message_id)

    async def mark_refused(self, row_id: int, error: str = "") -> None:
        """Telegram refused this reader or this message; error is a code."""
        await self._end(row_id, "refused", error)

    async def mark_dead(self, row_id: int, error: str = "") -> None:
        """It was tried often enough, or nothing is left to say."""
        await self._end(row_id, "dead", error)

    async def mark_uncertain(self, row_id: int, error: str = "") -> None:
        """Nobody knows whether it arrived."""
        await self._end(row_id, "uncertain", error)

    async def back_to_waiting(self, row_id: int, not_before_at: Instant, error: str = "") -> None:
        """Try again, since it surely did not leave; a newer message for the card replaces it."""
        row = await self._sql.row("outbox_get", row_id=row_id)
        if row is None:
            return
        if await self._sql.value("outbox_superseded", row_id=row_id):
            await self._sql.run(
                "outbox_make_fresh",
                fresh=row["fresh"],
                lane=row["lane"],
                chat_id=row["chat_id"],
                kind=row["kind"],
                object_id=row["object_id"],
            )
            await self._end(row_id, "dead", "superseded")
            return
        await self._sql.run(
            "outbox_back_to_waiting",
            row_id=row_id,
            not_before_at=to_ms(not_before_at),
            error=error,
        )
        self._sql.touched.outbox = True

    async def left_sending(self) -> list[OutboxRow]:
        """Return what a killed process left in the middle; ask before sending anything."""
        return [_row(row) for row in await self._sql.rows("outbox_left_sending")]

    async def repeat(self, row_id: int) -> int | None:
        """Queue an uncertain message once more, marked; None if something newer says it anyway."""
        if await self._sql.value("outbox_superseded", row_id=row_id):
            return None
        new_id: int | None = await self._sql.value(
            "outbox_repeat", row_id=row_id, new_row_id=new_row_id(), at=self._now
        )
        self._sql.touched.outbox |= new_id is not None
        return new_id

    async def next_not_before(self) -> Instant | None:
        """Return when the next message that is held back may leave."""
        ms: int | None = await self._sql.value("outbox_next_not_before", now=self._now)
        return to_moment(ms)

    async def waiting_now(self) -> int:
        """Return how many messages may leave now or are being sent."""
        return int(await self._sql.value("outbox_on_the_way", now=self._now))

    async def move_chat(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that got a new id, with what waits for it and what it was shown."""
        chats = {"old_chat_id": old_chat_id, "new_chat_id": new_chat_id}
        await self._sql.run("outbox_move_chat", **chats)
        await self._sql.run("card_move_chat", **chats)

    async def counts(self) -> dict[str, int]:
        """Return how many messages are in each state."""
        rows = await self._sql.rows("outbox_counts")
        return {row["state"]: row["messages"] for row in rows}

    async def _end(
        self, row_id: int, state: str, error: str = "", message_id: int | None = None
    ) -> None:
        await self._sql.run(
            "outbox_end",
            row_id=row_id,
            end_state=state,
            error=error,
            message_id=message_id,
            at=self._now,
        )


def _row(row: Row) -> OutboxRow:
    return OutboxRow(
        row_id=row["row_id"],
        lane=Lane(row["lane"]),
        member_id=row["member_id"],
        chat_id=row["chat_id"],
        kind=Kind(row["kind"]),
        object_id=row["object_id"],
        facts=from_json(row["facts"]),
        fresh=bool(row["fresh"]),
        repeated=bool(row["repeated"]),
        tries=row["tries"],
    )
