"""The whole bot for a story: a pretend Telegram, the real program, the sample estate, a clock."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot import importing
from bot.config import Config
from bot.demo import POLICY, SAMPLE
from bot.program import Program
from bot.settings import Database, Log, Network, Pace, Telegram
from playground import Person, Phone, Playground, PretendClock
from storage.store import Store, open_store

TOKEN = "1234:only-for-tests"
MONDAY_MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""09:30 in the sample estates."""
STRANGER = 5_000_000_001


class Living:
    """A network that is awake: its people, its clock, its store."""

    def __init__(
        self,
        url: str,
        store: Store,
        playground: Playground,
        clock: PretendClock,
        people: dict[str, int],
    ) -> None:
        self.url, self.store, self.people = url, store, people
        self.playground, self.clock = playground, clock
        self.program = Program(_config(playground), store, clock)
        clock.on_advance(lambda: self.program.wake())

    @property
    def path(self) -> Path:
        """The database file (SQLite)."""
        return Path(self.url)

    def phone(self, who: str | int) -> Phone:
        """The phone of somebody by code (L001, V007, S001) or Telegram id."""
        return self.playground.phone(self.people[who] if isinstance(who, str) else who)

    async def settled(self) -> None:
        """Wait until everything that was said is handled and everything due is done and sent."""
        while self.playground.waiting:  # noqa: ASYNC110 -- nobody tells when the last one is taken
            await asyncio.sleep(0.005)
        await self.program.settled()

    async def advance(self, by: timedelta) -> None:
        """Let time pass, at once."""
        await self.settled()
        self.clock.advance(by)
        await self.settled()

    async def restart(self) -> None:
        """Stop the bot and start it again on the same database."""
        await self.program.stop()
        await self.store.close()
        self.store = await open_store(self.url, clock=self.clock.now, policy=POLICY)
        self.program = Program(_config(self.playground), self.store, self.clock)
        await self.program.start()

    def asked(self) -> list[str]:
        """The codes of the volunteers whose phone shows an offer that waits for an answer.

        One whose time is over may still be accepted, but nobody waits for a no any more.
        """
        answers = ("Can't this time", "今次唔得", "这次不行")
        return [
            code
            for code in self.people
            if code.startswith("V") and any(x in answers for x in self.phone(code).buttons)
        ]


def _config(playground: Playground) -> Config:
    telegram = Telegram(
        token=SecretStr(TOKEN),
        base_url=playground.base_url,
        base_file_url=playground.base_file_url,
    )
    return Config.model_construct(
        telegram=telegram, database=Database(), network=Network(), pace=_PACE, log=Log()
    )


_PACE = Pace(per_second=1000, per_chat_seconds=0.0, per_chat_burst=100)
"""Stories are about words, not about pace, which has tests of its own."""


async def _template(folder: Path) -> Path:
    """Return a database with the sample estate, made once and then copied."""
    path = folder / "template.sqlite3"
    if not path.exists():
        early = MONDAY_MORNING - timedelta(hours=3)
        store = await open_store(str(folder / "unfinished.sqlite3"), clock=lambda: early)
        await importing.load(store, SAMPLE, now=early)
        await store.close()
        (folder / "unfinished.sqlite3").rename(path)
    return path


@asynccontextmanager
async def living_bot(
    folder: Path, template: Path, *, at: datetime = MONDAY_MORNING
) -> AsyncIterator[Living]:
    """Start the network on its own copy of the sample estate; folder and template are folders."""
    path = folder / "story.sqlite3"
    shutil.copy(await _template(template), path)
    async with living_on(str(path), at=at) as living:
        yield living


@asynccontextmanager
async def living_on(url: str, *, at: datetime = MONDAY_MORNING) -> AsyncIterator[Living]:
    """Start the network on a database that holds an estate."""
    clock = PretendClock(start_at=at)
    store = await open_store(url, clock=clock.now, policy=POLICY)
    async with store.reading() as turn:
        members: list[dict[str, Any]] = [dict(row) for row in await turn.all_rows("members")]
    rows = [row for row in members if row["telegram_id"]]
    everybody = [
        Person(id=row["telegram_id"], first_name=row["name_zh_hant"], language_code="zh-hant")
        for row in rows
    ]
    stranger = Person(id=STRANGER, first_name="Sam", language_code="en")
    playground = Playground(TOKEN, clock, [*everybody, stranger], [], strict_pacing=False)
    for person in everybody:
        playground.world.private_chat(person.id).started = True
    await playground.start(port=0)
    people = {row["member_id"]: row["telegram_id"] for row in rows}
    living = Living(url, store, playground, clock, people)
    await living.program.start()
    await living.settled()
    try:
        yield living
    finally:
        await living.program.stop()
        await playground.stop()
        await store.close()
