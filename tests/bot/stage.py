"""The whole program in this process, against a pretend Telegram: started, stopped, looked into."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.config import Config
from bot.program import Program
from bot.settings import Database, Log, Network, Pace, Telegram
from mutual_aid.notices import Message
from playground import Person, Phone, Playground, PretendClock
from playground.state import Chat
from storage.store import Store, open_store
from tests.bot.little_network import LittleNetwork, settle_in

TOKEN = "123456:CANARY-token-of-the-tests"
START = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
PEOPLE = [Person(id=number, first_name=f"Person {number}") for number in range(1, 80)]


def stage_config(playground: Playground, pace: Pace | None = None) -> Config:
    """Settings for this playground that do not look at the environment."""
    telegram = Telegram(
        token=SecretStr(TOKEN),
        base_url=playground.base_url,
        base_file_url=playground.base_file_url,
    )
    return Config.model_construct(
        telegram=telegram, database=Database(), network=Network(), pace=pace or Pace(), log=Log()
    )


class Stage:
    """One bot on one database file; a stop and a start are a restart of the program."""

    def __init__(
        self, path: Path, clock: PretendClock, playground: Playground, network: LittleNetwork
    ) -> None:
        self.path = path
        self.clock = clock
        self.playground = playground
        self.network = network
        self.pace = Pace()
        self._store: Store | None = None
        self._program: Program | None = None
        clock.on_advance(self._wake)

    @property
    def config(self) -> Config:
        return stage_config(self.playground, self.pace)

    @property
    def program(self) -> Program:
        assert self._program is not None
        return self._program

    async def store(self) -> Store:
        if self._store is None:
            self._store = await open_store(str(self.path), clock=self.clock.now)
        return self._store

    async def start(self) -> None:
        store = await self.store()
        self._program = Program(self.config, store, self.clock, self.network.wiring)
        await self._program.start()

    async def stop(self) -> None:
        if self._program is not None:
            await self._program.stop()
            self._program = None
        if self._store is not None:
            await self._store.close()
            self._store = None

    def phone(self, telegram_id: int) -> Phone:
        return self.playground.phone(telegram_id)

    def chat(self, telegram_id: int) -> Chat:
        """What Telegram remembers of this person's chat with the bot."""
        return self.playground.world.private_chat(telegram_id)

    async def knows(self, *telegram_ids: int) -> None:
        """These people have started the bot and are members."""
        store = await self.store()
        for telegram_id in telegram_ids:
            self.chat(telegram_id).started = True
            async with store.turn() as turn:
                await settle_in(turn, telegram_id)

    async def sends(self, *messages: Message) -> None:
        store = await self.store()
        async with store.turn() as turn:
            for message in messages:
                assert await turn.outbox.add(message)

    async def settled(self) -> None:
        await self.program.settled(15)

    def advance(self, by: timedelta) -> None:
        self.clock.advance(by)

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """Look into the database file from outside."""
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(question).fetchall()

    def outbox(self) -> list[str]:
        """The states of all messages, oldest first."""
        return [str(row[0]) for row in self.rows("SELECT state FROM outbox ORDER BY row_id")]

    def calls(self, *methods: str) -> Sequence[str]:
        """What the bot called successfully, leaving out all but these methods."""
        return [x.method for x in self.playground.log if x.method in methods and x.status == 200]

    def _wake(self) -> None:
        if self._program is not None:
            self._program.wake()
