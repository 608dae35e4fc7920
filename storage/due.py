"""Things to do later."""

from dataclasses import dataclass

from mutual_aid.notices import Due, DueKind
from mutual_aid.record import Instant
from storage.rows import as_json, from_json, to_moment, to_ms
from storage.session import Session


@dataclass(frozen=True)
class DueRow:
    """One thing that is due, and how often doing it failed."""

    due: Due
    tries: int


class DueTable:
    """Implements mutual_aid.notices.DueTable, and what the clock needs beyond it."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def at(self, due: Due) -> None:
        """Schedule, or move what is scheduled."""
        await self._sql.run(
            "due_at",
            kind=due.kind.value,
            object_id=due.object_id,
            due_at=to_ms(due.due_at),
            facts=as_json(due.facts),
        )
        self._sql.touched.due = True

    async def cancel(self, kind: DueKind, object_id: str) -> None:
        """Unschedule, if it is scheduled."""
        await self._sql.run("due_cancel", kind=kind.value, object_id=object_id)

    async def when(self, kind: DueKind, object_id: str) -> Instant | None:
        """Return when it is due."""
        ms: int | None = await self._sql.value("due_when", kind=kind.value, object_id=object_id)
        return to_moment(ms)

    async def take(self, now: Instant, limit: int) -> list[DueRow]:
        """Return what is due, longest first; finish tells whether it is still to be done."""
        rows = await self._sql.rows("due_take", now=to_ms(now), limit=limit)
        return [
            DueRow(
                Due(
                    kind=DueKind(row["kind"]),
                    object_id=row["object_id"],
                    due_at=to_moment(row["due_at"]),
                    facts=from_json(row["facts"]),
                ),
                row["tries"],
            )
            for row in rows
        ]

    async def finish(self, kind: DueKind, object_id: str, due_at: Instant | None = None) -> bool:
        """Forget what is done; False if it is gone, or with due_at, was moved meanwhile.

        A worker that begins its turn with this does a thing alone, however many workers there are.
        """
        row = await self._sql.row(
            "due_finish", kind=kind.value, object_id=object_id, due_at=to_ms(due_at)
        )
        return row is not None

    async def failed(self, kind: DueKind, object_id: str, retry_at: Instant) -> int:
        """Try again later; returns how often it failed."""
        tries = await self._sql.value(
            "due_failed", kind=kind.value, object_id=object_id, retry_at=to_ms(retry_at)
        )
        return int(tries or 0)

    async def set_aside(self, kind: DueKind, object_id: str) -> None:
        """Stop trying, but keep the row for whoever looks into it."""
        await self._sql.run("due_set_aside", kind=kind.value, object_id=object_id)

    async def next_at(self) -> Instant | None:
        """Return when the next thing is due."""
        ms: int | None = await self._sql.value("due_next")
        return to_moment(ms)
