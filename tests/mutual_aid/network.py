"""The sample estate in a store with a clock, without Telegram: what the rules do by themselves."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import importing
from bot.demo import SAMPLE
from mutual_aid.actions import due
from mutual_aid.check_ins import CheckIn
from mutual_aid.ids import CheckInId, MemberId
from mutual_aid.members import Speaker
from storage.store import Store, open_store

MONDAY_DAWN = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
"""Monday 06:30 in the sample estates."""
ASKED = frozenset({"R027", "R031", "R038"})
"""The residents who stay on the list; fewer of them make for quick tests."""


class Network:
    """People, a clock that can be moved, and what waits to be told."""

    def __init__(self, store: Store, clock: list[datetime]) -> None:
        self.store, self._clock = store, clock

    @property
    def now(self) -> datetime:
        """The moment."""
        return self._clock[0]

    async def until(self, at: datetime) -> None:
        """Let time pass; everything happens at the moment it is due."""
        while (row := await self._next()) is not None and row <= at:
            self._clock[0] = max(self.now, row)
            await self._act()
        self._clock[0] = max(self.now, at)

    async def sleeps_until(self, at: datetime) -> None:
        """The program is off until then; what was due meanwhile happens late."""
        self._clock[0] = at
        await self.until(at)

    async def passes(self, **by: float) -> None:
        """Let so many minutes or hours pass."""
        await self.until(self.now + timedelta(**by))

    async def _next(self) -> datetime | None:
        async with self.store.reading() as turn:
            return await turn.due.next_at()

    async def _act(self) -> None:
        async with self.store.reading() as turn:
            rows = await turn.due.take(turn.now, 100)
        for row in rows:
            async with self.store.reading() as turn:
                thought = await due.think(turn, row.due)
            act = thought.act_by(thought.compute()) if thought else due.act
            async with self.store.turn() as turn:
                if await turn.due.finish(row.due.kind, row.due.object_id, row.due.due_at):
                    await act(turn, row.due)

    async def told(self, kind: str, object_id: str, *, aloud: bool = False) -> set[str]:
        """Who has a message about it waiting; aloud only those that make a sound."""
        async with self.store.reading() as turn:
            return {
                str(row["member_id"])
                for row in await turn.all_rows("outbox")
                if (row["kind"], row["object_id"], row["state"]) == (kind, object_id, "waiting")
                and (row["fresh"] or not aloud)
            }

    async def sent(self) -> None:
        """Whatever waits has been sent."""
        async with self.store.turn() as turn:
            for row in await turn.all_rows("outbox"):
                await turn.queues.mark_sent(int(row["row_id"] or 0), 1)

    async def audited(self, action: str, object_id: str) -> set[str]:
        """Who did that, or saw that, as the record says."""
        async with self.store.reading() as turn:
            return {
                str(row["actor"])
                for row in await turn.all_rows("audit")
                if (row["action"], row["object_id"]) == (action, object_id)
            }

    async def speaker(self, code: str) -> Speaker:
        """Somebody of the estate."""
        async with self.store.reading() as turn:
            return await turn.members.speaker_of(MemberId(code))

    async def lose(self, *codes: str) -> None:
        """These people cannot be reached from now on."""
        async with self.store.turn() as turn:
            for code in codes:
                await turn.members.set_unreachable(MemberId(code), turn.now)

    async def change(self, table: str, key: str, code: str, **values: Any) -> None:
        """Write values into a row of the estate."""
        async with self.store.turn() as turn:
            rows = [row for row in await turn.all_rows(table) if row[key] == code]
            await turn.put_rows(table, [dict(rows[0]) | values])

    async def check_in_of(self, resident_id: str) -> CheckIn:
        """The resident's latest check-in that has been asked; else the planned one."""
        async with self.store.reading() as turn:
            rows = [
                row for row in await turn.all_rows("check_ins") if row["resident_id"] == resident_id
            ]
            asked = [row for row in rows if row["state"] != "planned"] or rows
            latest = max(asked, key=lambda row: int(row["window_start_at"] or 0))
            return await turn.check_ins.get(CheckInId(str(latest["check_in_id"])))

    async def asked_about(self, resident_id: str) -> set[str]:
        """Who hears a sound about the resident's check-in now."""
        check_in = await self.check_in_of(resident_id)
        return await self.told("check_in", check_in.check_in_id, aloud=True)


def clock(text: str, day: int = 23) -> datetime:
    """A moment of that November day in Hong Kong."""
    hour, minute = text.split(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=ZoneInfo("Asia/Hong_Kong"))


async def _template(folder: Path) -> Path:
    """Return a database with the sample estate, imported once and then copied."""
    path = folder / "estate.sqlite3"
    if path.exists():
        return path
    store = await open_store(str(path), clock=lambda: MONDAY_DAWN)
    await importing.load(store, SAMPLE, now=MONDAY_DAWN)
    async with store.turn() as turn:
        others = [x for x in await turn.all_rows("residents") if x["resident_id"] not in ASKED]
        await turn.put_rows("residents", [dict(x) | {"status": "withdrawn"} for x in others])
    await store.close()
    return path


@asynccontextmanager
async def awake(folder: Path, template: Path) -> AsyncIterator[Network]:
    """The sample estate at dawn, on its own copy; folder and template are folders."""
    path = folder / "network.sqlite3"
    shutil.copy(await _template(template), path)
    clock = [MONDAY_DAWN]
    store = await open_store(str(path), clock=lambda: clock[0])
    try:
        yield Network(store, clock)
    finally:
        await store.close()
