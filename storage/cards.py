"""What was sent and can be edited in place: which message shows which thing in which chat."""

from dataclasses import dataclass
from datetime import datetime

from mutual_aid.notices import Kind
from mutual_aid.record import Instant
from storage.rows import Row, to_moment, to_ms
from storage.session import Session


@dataclass(frozen=True)
class Card:
    """A message; private ones hold details that must be taken back."""

    chat_id: int
    kind: Kind
    object_id: str
    message_id: int
    private: bool
    sent_at: datetime


class Cards:
    """At most one message for each chat, kind and object."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, chat_id: int, kind: Kind, object_id: str) -> Card | None:
        """Return the message that shows it there."""
        row = await self._sql.row("card_get", chat_id=chat_id, kind=kind.value, object_id=object_id)
        return None if row is None else _card(row)

    async def put(self, card: Card) -> None:
        """Keep it, instead of an earlier one."""
        await self._sql.run(
            "card_put",
            chat_id=card.chat_id,
            kind=card.kind.value,
            object_id=card.object_id,
            message_id=card.message_id,
            private=int(card.private),
            sent_at=to_ms(card.sent_at),
        )

    async def drop(self, chat_id: int, kind: Kind, object_id: str) -> None:
        """Forget it."""
        await self._sql.run("card_drop", chat_id=chat_id, kind=kind.value, object_id=object_id)

    async def of(self, kind: Kind, object_id: str) -> list[Card]:
        """Return every message that shows it, by chat."""
        rows = await self._sql.rows("card_of", kind=kind.value, object_id=object_id)
        return [_card(row) for row in rows]

    async def private_before(self, at: Instant) -> list[Card]:
        """Return messages with details that were sent before then, oldest first."""
        return [_card(row) for row in await self._sql.rows("card_private_before", at=to_ms(at))]


def _card(row: Row) -> Card:
    return Card(
        chat_id=row["chat_id"],
        kind=Kind(row["kind"]),
        object_id=row["object_id"],
        message_id=row["message_id"],
        private=bool(row["private"]),
        sent_at=to_moment(row["sent_at"]),
    )
