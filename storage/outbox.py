"""Messages that leave after the commit: how they are queued."""

from mutual_aid.ids import MemberId, new_row_id
from mutual_aid.notices import Kind, Message
from mutual_aid.record import Instant
from storage.rows import as_json, packed, to_ms
from storage.session import Session

_AT_ONCE = 500
_NEVER_MERGED = frozenset({Kind.SAY, Kind.ATTACHMENT, Kind.BROADCAST})
"""The same kinds as in the unique index of the outbox."""


class Outbox:
    """Implements mutual_aid.notices.Outbox."""

    def __init__(self, sql: Session, now: Instant) -> None:
        self._sql = sql
        self._now = to_ms(now)

    async def add(self, message: Message) -> bool:
        """Queue it; False if the reader has no Telegram or is known to be unreachable."""
        row = await self._sql.row(
            "outbox_add",
            row_id=new_row_id(),
            lane=int(message.lane),
            member_id=message.to,
            kind=message.kind.value,
            object_id=message.object_id,
            facts=as_json(message.facts),
            fresh=int(message.fresh),
            not_before_at=self._not_before(message),
            at=self._now,
        )
        self._sql.touched.outbox |= row is not None
        return row is not None

    async def add_all(self, messages: list[Message]) -> int:
        """Queue many, some hundreds a statement; returns how many readers can be reached."""
        queued, merged = 0, _merged(messages)
        for start in range(0, len(merged), _AT_ONCE):
            some = packed(self._packed(message) for message in merged[start : start + _AT_ONCE])
            queued += len(await self._sql.rows("outbox_add_all", messages=some, at=self._now))
        self._sql.touched.outbox |= queued > 0
        return queued

    async def adopt(
        self, member_id: MemberId, old: Kind, old_object: str, new: Kind, new_object: str
    ) -> None:
        """Let the reader's card of one thing become the card of another.

        What still waits to be shown on the old one is dropped with it.
        """
        if (old, old_object) == (new, new_object):
            return
        names = {"old_kind": old.value, "old_object": old_object}
        await self._sql.run(
            "card_drop_of_member",
            member_id=member_id,
            kind=new.value,
            object_id=new_object,
            **names,
        )
        row = await self._sql.row(
            "card_adopt",
            member_id=member_id,
            new_kind=new.value,
            new_object=new_object,
            **names,
        )
        if row is not None:
            await self._sql.run(
                "outbox_drop_waiting",
                chat_id=row["chat_id"],
                kind=old.value,
                object_id=old_object,
            )

    def _not_before(self, message: Message) -> int:
        return self._now if message.not_before_at is None else to_ms(message.not_before_at)

    def _packed(self, message: Message) -> tuple[int | str, ...]:
        return (
            new_row_id(),
            int(message.lane),
            message.to,
            message.kind.value,
            message.object_id,
            as_json(message.facts),
            int(message.fresh),
            self._not_before(message),
        )


def _merged(messages: list[Message]) -> list[Message]:
    """Let later messages replace earlier ones for the same card, as waiting ones are replaced."""
    kept: dict[tuple[str | int, ...], Message] = {}
    for number, message in enumerate(messages):
        key: tuple[str | int, ...] = (message.to, message.kind, message.object_id)
        if message.kind in _NEVER_MERGED:
            key = (number,)
        earlier = kept.pop(key, message)
        promised = {
            "fresh": message.fresh or earlier.fresh,
            "lane": min(message.lane, earlier.lane),
        }
        kept[key] = message.model_copy(update=promised)
    return list(kept.values())
