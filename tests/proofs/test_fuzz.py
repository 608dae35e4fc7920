"""Ten thousand updates that nobody should send: nobody else notices, and nothing breaks."""

import asyncio
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import cycle, islice
from random import Random, SystemRandom
from typing import Any

import pytest

from bot import handling
from handlers import gate
from mutual_aid.ids import MemberId
from mutual_aid.record import Language
from playground import Phone
from tests.living import STRANGER, Living
from tests.proofs.mutations import Mutations, real_updates
from tests.proofs.scene import everybody_reads
from tests.stories.taps import does
from tests.stories.telling import helper_accepts, helper_finishes, reports_supper

UPDATES, BATCH, GOOD = 10_000, 50, 2
"""Mutated updates, how many of them a poll brings, and how many good ones among those."""
STALL = 1.0
"""Seconds of this process's own time, so that other programs on the machine do not count."""
ANSWER_WITHIN = 30.0
PAGE = "🔒"
PATIENT = ("L019", "L022", "L027", "L030", "L043", "S004", "V090", "V100")
"""People of whom no mutated update speaks."""


def _rows(living: Living, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(living.path)) as connection:
        return connection.execute(question).fetchall()


async def _mutations(living: Living, seed: int) -> Iterator[Any]:
    """Let people do everything once; that is what mutated updates are made of."""
    await everybody_reads(living, Language.ZH_HANT)
    leader, sam = living.phone("L001"), living.phone(STRANGER)
    await reports_supper(living, leader)
    code = await helper_accepts(living)
    await helper_finishes(living, code)
    await does(living, living.phone(code), "30", "> 佢好開心", "> /mytasks", "> /volunteer")
    await does(living, living.phone("S001"), "> /cast 聽日停水", "> /board", "> /checkins")
    await does(living, sam, "> /start", "I would like to help", "> Sam", "> /help", "> /lang")
    await leader.sends_photo(None, "2107")
    await leader.sends_voice()
    await leader.sends_document("list.xlsx")
    await leader.sends_location(22.3, 114.2)
    await sam.blocks_bot()
    await sam.unblocks_bot()
    await living.settled()
    real = real_updates([raw for (raw,) in _rows(living, "SELECT raw FROM inbox")])
    ids = [leader.person.id, living.people[code], living.people["S001"], STRANGER]
    return iter(Mutations(Random(seed), real, ids))


@dataclass
class Patience:
    """Those who ask for something good meanwhile, and how long each of them waited."""

    phones: Iterator[Phone]
    waits: list[float] = field(default_factory=list)
    longest: float = 0.0

    async def ask(self) -> None:
        """Somebody asks for a page and reads it."""
        phone = next(self.phones)
        before, began, at = phone.last.id, time.process_time(), time.monotonic()
        await phone.says("/privacy")
        async with asyncio.timeout(ANSWER_WITHIN):
            while not _is_new(phone, before):  # noqa: ASYNC110 -- one page looks like another
                await asyncio.sleep(0.005)
        self.waits.append(time.process_time() - began)
        self.longest = max(self.longest, time.monotonic() - at)


def _is_new(phone: Phone, before: int) -> bool:
    return phone.last.id > before and PAGE in phone.last.text


async def _send(living: Living, updates: list[Any], good: Patience, odd: Random) -> None:
    """Send a batch with the good ones at any place in it."""
    places = set(odd.sample(range(BATCH), GOOD))
    asking = []
    for place, update in enumerate(updates):
        if place in places:
            asking.append(asyncio.create_task(good.ask()))
            await asyncio.sleep(0)
        living.playground.inject(update)
    await asyncio.gather(*asking)
    await living.settled()


async def test_ten_thousand_mutated_updates_harm_nobody(
    living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        gate, "_BURST", 10**9
    )  # a flood stops elsewhere: here all must come through
    monkeypatch.setattr(handling, "RETRY_AFTER", (0.0, 0.0))
    seed = int(os.environ.get("FUZZ_SEED") or SystemRandom().randrange(2**32))
    print(f"FUZZ_SEED={seed}")
    supply, odd = await _mutations(living, seed), Random(seed)
    good = Patience(cycle([living.phone(x) for x in PATIENT]))
    for who in PATIENT:
        await does(living, living.phone(who), "> /privacy")
    began = time.monotonic()
    for _ in range(UPDATES // BATCH):
        await _send(living, list(islice(supply, BATCH)), good, odd)
    seconds = time.monotonic() - began
    states = dict(_rows(living, "SELECT state, count(*) FROM inbox GROUP BY state"))
    print(f"{UPDATES} mutated updates in {seconds:.0f} s ({UPDATES / seconds:.0f}/s), {states}")
    print(f"longest wait: {max(good.waits):.2f} s of our own time, {good.longest:.2f} s in all")

    assert len(good.waits) == UPDATES // BATCH * GOOD
    assert max(good.waits) < STALL
    assert set(states) == {"done", "set_aside"}
    assert sum(states.values()) > UPDATES
    await _all_is_sound(living)
    await _the_loop_still_runs(living)


async def _all_is_sound(living: Living) -> None:
    """Nothing is broken in the database, and every person in it can be read."""
    assert _rows(living, "PRAGMA integrity_check") == [("ok",)]
    assert not _rows(living, "PRAGMA foreign_key_check")
    aside = _rows(living, "SELECT DISTINCT tries FROM inbox WHERE state = 'set_aside'")
    assert aside == [(handling.TRIES,)]
    errors = {x for (x,) in _rows(living, "SELECT DISTINCT error FROM inbox WHERE error <> ''")}
    assert all(x.isidentifier() for x in errors), "codes, with nothing of the update"
    async with living.store.reading() as turn:
        for row in await turn.all_rows("members"):
            member = await turn.members.get(MemberId(str(row["member_id"])))
            assert member.telegram_id is None or member.telegram_id > 0


async def _the_loop_still_runs(living: Living) -> None:
    """Whoever was spoken of can still get help, and helpers are still found."""
    leader = living.phone("L019")
    await reports_supper(living, leader, "1402")
    assert living.asked()
    await does(living, leader, "> /board")
    assert "望月樓14樓02室" in leader.last.text
