"""Updates that came in, kept before Telegram is told so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mutual_aid.record import Instant
from storage.rows import Row, packed, to_moment, to_ms
from storage.session import Session


@dataclass(frozen=True)
class InboxRow:
    """One update that waits; raw is its JSON as it came."""

    update_id: int
    chat_id: int
    raw: str
    tries: int
    received_at: datetime


class Inbox:
    """Waiting updates, by their ids."""

    def __init__(self, sql: Session, now: Instant) -> None:
        self._sql = sql
        self._now = to_ms(now)

    async def add_many(self, updates: Iterable[tuple[int, int, str]]) -> list[int]:
        """Keep (update id, chat id, JSON); returns the ids that were new, ids must fit 63 bits."""
        rows = await self._sql.rows("inbox_add", updates=packed(updates), at=self._now)
        self._sql.touched.inbox |= bool(rows)
        return [row["update_id"] for row in rows]

    async def waiting(self, after: int, limit: int) -> list[InboxRow]:
        """Return updates that are not done, with ids above one, lowest first."""
        rows = await self._sql.rows("inbox_waiting", after=after, limit=limit)
        return [_row(row) for row in rows]

    async def done(self, update_id: int) -> None:
        """Mark it, in the turn that did what it asks for."""
        await self._sql.run("inbox_done", update_id=update_id, at=self._now)

    async def failed(self, update_id: int) -> int:
        """Count a failure; returns how many there were."""
        return int(await self._sql.value("inbox_failed", update_id=update_id) or 0)

    async def set_aside(self, update_id: int, error_code: str) -> None:
        """Stop trying; the code must not quote the update."""
        await self._sql.run("inbox_set_aside", update_id=update_id, error=error_code, at=self._now)

    async def counts(self) -> dict[str, int]:
        """Return how many are waiting, done and set_aside."""
        rows = await self._sql.rows("inbox_counts")
        return {row["state"]: row["updates"] for row in rows}


def _row(row: Row) -> InboxRow:
    return InboxRow(
        update_id=row["update_id"],
        chat_id=row["chat_id"],
        raw=row["raw"],
        tries=row["tries"],
        received_at=to_moment(row["received_at"]),
    )
