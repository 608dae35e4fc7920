"""A playground with three people who have all started the bot, and a bare bot."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from playground import Person, Playground, PretendClock
from tests.playground.calling import LEE, MING, TOKEN, TSE, Bot

PEOPLE = [
    Person(LEE, "李珍燕", "", "zh-hant", "Building leader, Mong Chiu House"),
    Person(MING, "Ming", "Ah", "en", "Volunteer, Mong Chiu House"),
    Person(TSE, "谢燕云", "", "zh-hans", "Coordinator"),
]


@pytest.fixture
def clock() -> PretendClock:
    return PretendClock(start_at=datetime(2026, 11, 23, 1, 0, tzinfo=UTC))


@pytest.fixture
async def playground(clock: PretendClock) -> AsyncIterator[Playground]:
    """Nobody has started the bot yet; no limits of speed."""
    opening = [LEE, MING, TSE]
    made = Playground(TOKEN, clock=clock, people=PEOPLE, opening=opening, strict_pacing=False)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as made:
        yield made


@pytest.fixture
async def bot(playground: Playground, session: aiohttp.ClientSession) -> Bot:
    """All three have started it and the bot has taken those updates."""
    for user_id in (LEE, MING, TSE):
        await playground.phone(user_id).opens_link()
    made = Bot(playground, session)
    updates = await made.gets()
    await made.gets(offset=updates[-1]["update_id"] + 1)
    return made
