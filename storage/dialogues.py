"""How half-filled forms are remembered, and what is never forgotten: who did what, and settings."""

from mutual_aid.ids import MemberId, new_row_id
from mutual_aid.notices import Dialogue
from mutual_aid.record import Instant
from storage.rows import as_json, read, read_any, to_ms
from storage.session import Session


class Dialogues:
    """Implements mutual_aid.notices.Dialogues."""

    def __init__(self, sql: Session, now: Instant) -> None:
        self._sql = sql
        self._now = to_ms(now)

    async def get(self, member_id: MemberId) -> Dialogue | None:
        """Return the form a person is in."""
        row = await self._sql.row("dialogue_get", member_id=member_id)
        return read_any(Dialogue, row)

    async def put(self, member_id: MemberId, kind: str, step: str, data: str) -> Dialogue:
        """Keep the form; each version is one higher than the person's last."""
        rows = await self._sql.rows(
            "dialogue_put", member_id=member_id, kind=kind, step=step, data=data, at=self._now
        )
        return read(Dialogue, rows[0])

    async def end(self, member_id: MemberId) -> None:
        """Forget the form, but not its version."""
        await self._sql.run("dialogue_end", member_id=member_id, at=self._now)


class Audit:
    """Implements mutual_aid.notices.Audit."""

    def __init__(self, sql: Session, now: Instant) -> None:
        self._sql = sql
        self._now = to_ms(now)

    async def write(
        self, actor: MemberId | None, action: str, object_id: str, **facts: str | int
    ) -> None:
        """Add an entry."""
        await self._sql.run(
            "audit_write",
            audit_id=new_row_id(),
            at=self._now,
            actor=actor,
            action=action,
            object_id=object_id,
            facts=as_json(facts),
        )


class Settings:
    """Values that the program makes once and must find again, such as its signing key."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, name: str) -> str | None:
        """Return a value."""
        value: str | None = await self._sql.value("setting_get", name=name)
        return value

    async def put_once(self, name: str, value: str) -> str:
        """Keep a value unless there is one; returns what is kept."""
        await self._sql.run("setting_put_once", name=name, value=value)
        return await self.get(name) or value
