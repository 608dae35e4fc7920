"""The bot is killed at random moments under load, and nobody loses anything by it."""

import asyncio
import json
import random
import sqlite3
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import importing
from bot.clock import SystemClock
from bot.demo import SAMPLE
from mutual_aid.times import DAY_PARTS
from storage.store import open_store
from tests.crash.actors import Actor, Asker, Helper, Phones, Reporter
from tests.crash.processes import Nursery, end, line_of, python

KILLS = 50
EVERY_BY_COMMAND = 10
"""Every so many starts is one by the real command, which imports everything anew."""
TOKEN = "123456:only-for-this-test"
UNFINISHED = (
    "SELECT 1 FROM inbox WHERE state = 'waiting' "
    "UNION ALL SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending') LIMIT 1"
)
ENDED = {"sent", "refused", "dead", "uncertain"}


class Town:
    """The estate, its phones and its bot, which is killed again and again."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.database = folder / "louzhang.sqlite3"
        self.log = folder / "bot.log"
        self.dice = random.Random(seed)
        self.ready_after: list[float] = []
        self.actors: list[Actor] = []

    async def found(self) -> None:
        """Import the sample estate; everybody is free at any time and never tired."""
        clock = SystemClock()
        store = await open_store(str(self.database), clock=clock.now)
        try:
            await importing.load(store, SAMPLE, now=clock.now())
        finally:
            await store.close()
        with closing(sqlite3.connect(self.database)) as connection:
            connection.execute(
                "UPDATE volunteers SET max_tasks_per_week = 1000, availability = ?",
                ("|".join(DAY_PARTS),),
            )
            connection.commit()

    def settle(self, address: str) -> None:
        """Write the settings; there are no quiet hours, so that the hour outside is the same."""
        (self.folder / "config.toml").write_text(
            f'[telegram]\ntoken = "{TOKEN}"\nbase_url = "{address}bot"\n'
            '[network]\nquiet_from = "00:00"\nquiet_until = "00:00"\n'
        )

    def people(self) -> list[dict[str, Any]]:
        """Everybody, for the playground; and those who act."""
        rows = self.asks("SELECT telegram_id FROM members WHERE telegram_id IS NOT NULL")
        return [
            {"id": number, "first_name": f"Person {number}", "language_code": "zh-hant"}
            for (number,) in rows
        ]

    def cast(self) -> None:
        """Six building leaders report, their estates' cooks and runners help, others just ask."""
        for leader, block in self.asks(
            "SELECT telegram_id, block_id FROM leaders JOIN members USING (member_id) "
            "WHERE role = 'building_leader' AND telegram_id IS NOT NULL"
        ):
            flats = [
                f"{floor}{unit}"
                for floor, unit in self.asks(
                    "SELECT floor, unit_no FROM units WHERE block_id = ?", block
                )
            ]
            self.dice.shuffle(flats)
            self.actors.append(Reporter(leader, self.person_dice(), flats=flats))
        for (helper,) in self.asks(
            "SELECT telegram_id FROM volunteers JOIN members USING (member_id) "
            "WHERE telegram_id IS NOT NULL AND status = 'active' "
            "AND (skills LIKE '%cooking%' OR skills LIKE '%errands%')"
        ):
            self.actors.append(Helper(helper, self.person_dice()))

        for (leader,) in self.asks(
            "SELECT telegram_id FROM leaders JOIN members USING (member_id) "
            "WHERE role = 'floor_leader' AND telegram_id IS NOT NULL LIMIT 12"
        ):
            self.actors.append(Asker(leader, self.person_dice()))

    def person_dice(self) -> random.Random:
        return random.Random(self.dice.random())

    def asks(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Look into the database."""
        with closing(sqlite3.connect(self.database, timeout=10)) as connection:
            return connection.execute(question, values).fetchall()

    async def kill_often(self, nursery: Nursery, phones: Phones) -> None:
        """Start and kill; the last words of each bot are whatever it was doing."""
        for number in range(KILLS):
            began, calls = time.monotonic(), await phones.last_call()
            if number % EVERY_BY_COMMAND == 0:
                process = await python("-m", "bot", "run", log=self.log, folder=self.folder)
                self.ready_after.append(await self.is_ready(phones, began, calls))
                await asyncio.sleep(self.dice.uniform(0, 1.5))
                await end(process)
            else:
                pid = await nursery.bot()
                if number % 4:  # the others may die before they have really begun
                    await self.is_ready(phones, began, calls)
                await asyncio.sleep(self.dice.uniform(0, 1.5))
                await nursery.kill(pid)

    async def is_ready(self, phones: Phones, began: float, calls: int) -> float:
        """Wait for the call just before the first poll; returns the seconds since the start."""
        async with asyncio.timeout(60):
            while not await phones.was_asked("deleteWebhook", calls):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return time.monotonic() - began

    def figures(self, phones: Phones) -> str:
        """What happened, for whoever runs this by hand."""
        ((needs,),) = self.asks("SELECT count(*) FROM needs")
        ((taken,),) = self.asks("SELECT count(*) FROM matches WHERE accepted_at IS NOT NULL")
        states = dict(self.asks("SELECT state, count(*) FROM outbox GROUP BY state"))
        ((repeated,),) = self.asks("SELECT count(*) FROM outbox WHERE repeated = 1")
        ready = ", ".join(f"{seconds:.1f}" for seconds in self.ready_after)
        return (
            f"{KILLS} kills, {phones.updates} updates, {needs} needs, {taken} accepted, "
            f"messages {states}, {repeated} repeated, ready after {ready} s"
        )

    async def drained(self) -> None:
        """Wait until nothing is to be handled, done or sent now."""
        async with asyncio.timeout(200):
            while self.asks(UNFINISHED):  # noqa: ASYNC110 -- looks in from outside
                await asyncio.sleep(0.2)


@pytest.fixture
async def town(tmp_path: Path) -> Town:
    seed = random.randrange(1 << 32)
    print("seed", seed)
    one = Town(tmp_path, seed)
    await one.found()
    one.cast()
    return one


@pytest.fixture
async def phones(town: Town) -> AsyncIterator[Phones]:
    """Phones on a playground that outlives every bot."""
    people = town.folder / "people.json"
    people.write_text(json.dumps(town.people()))
    playground = await python(
        "-m", "playground", "--port", "0", "--token", TOKEN, "--people", str(people)
    )
    address = await line_of(playground)
    town.settle(address)
    async with aiohttp.ClientSession() as session:
        yield Phones(session, address)
    await end(playground)


async def living(town: Town, phones: Phones) -> None:
    """Everybody lives; whoever's phone changes looks at it."""
    by_id = {actor.telegram_id: actor for actor in town.actors}

    async def watch() -> None:
        async for who in phones.changes():
            if who in by_id:
                by_id[who].changed.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(watch())
        for actor in town.actors:
            group.create_task(actor.live(phones))


async def test_fifty_kills_lose_nothing(town: Town, phones: Phones) -> None:
    nursery = await Nursery.open(town.log, town.folder)
    life = asyncio.create_task(living(town, phones))
    last = 0
    try:
        await asyncio.wait_for(town.kill_often(nursery, phones), 400)
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)
        last = await nursery.bot()
        await asyncio.sleep(1)
        await town.drained()
    finally:
        life.cancel()
        if last:
            await nursery.kill(last)
        await end(nursery.process)

    print(town.figures(phones))
    check_updates(town, phones)
    check_needs(town)
    check_messages(town)
    assert statistics.median(town.ready_after) <= 10
    assert "Traceback" not in town.log.read_text()
    assert "mistake of its own" not in town.log.read_text()


def check_updates(town: Town, phones: Phones) -> None:
    """Every update that the phones sent is in the inbox and done, none is missing in between."""
    ids = [number for (number,) in town.asks("SELECT update_id FROM inbox ORDER BY update_id")]
    assert phones.updates <= len(ids) <= phones.tried
    assert ids == list(range(ids[0], ids[0] + len(ids)))
    assert town.asks("SELECT DISTINCT state FROM inbox") == [("done",)]


def check_needs(town: Town) -> None:
    """What was shown as recorded is there, and each place has one taker, in truth and on phones."""
    for actor in town.actors:
        numbers = town.asks(
            "SELECT number FROM needs JOIN members ON member_id = reporter_id "
            "WHERE telegram_id = ?",
            actor.telegram_id,
        )
        if isinstance(actor, Reporter):
            assert actor.recorded <= {number for (number,) in numbers}
    taken = town.asks(
        "SELECT need_id, count(*), helpers FROM matches JOIN needs USING (need_id, round) "
        "WHERE matches.state IN ('accepted', 'on_the_way', 'arrived', 'completed') "
        "GROUP BY need_id, helpers"
    )
    assert taken
    assert all(takers <= helpers for _, takers, helpers in taken)
    assert town.asks("PRAGMA integrity_check") == [("ok",)]
    assert town.asks("PRAGMA foreign_key_check") == []


def check_messages(town: Town) -> None:
    """Every message came to an end, and at most one for each kill was repeated, marked."""
    states = {state for (state,) in town.asks("SELECT DISTINCT state FROM outbox")}
    assert states <= ENDED
    ((repeated,),) = town.asks("SELECT count(*) FROM outbox WHERE repeated = 1")
    assert repeated <= KILLS
