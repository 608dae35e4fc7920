"""The same network on PostgreSQL: the rooms above do not notice which engine remembers."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import importing
from bot.demo import SAMPLE
from storage.store import open_store
from tests.engines import empty_postgresql
from tests.living import MONDAY_MORNING, Living, living_on
from tests.stories.telling import helper_accepts, helper_finishes, reports_supper


@pytest.fixture
async def living() -> AsyncIterator[Living]:
    """The sample estate on PostgreSQL, on a Monday morning."""
    early = MONDAY_MORNING - timedelta(hours=3)
    async with empty_postgresql() as url:
        store = await open_store(url, clock=lambda: early)
        await importing.load(store, SAMPLE, now=early)
        await store.close()
        async with living_on(url) as network:
            yield network


async def test_a_report_becomes_help_and_a_missed_check_in_climbs(living: Living) -> None:
    leader = living.phone("L001")
    await reports_supper(living, leader, pressing=True)
    first, second, *_ = (living.phone(code) for code in living.asked())
    await asyncio.gather(first.presses("今次唔得"), second.presses("今次唔得"))
    await living.settled()
    await helper_finishes(living, await helper_accepts(living))
    await leader.reads("搞掂未")
    await leader.presses("係,搞掂")
    await leader.reads("完成")
    await living.restart()
    await living.advance(timedelta(hours=6))
    async with living.store.reading() as turn:
        steps = [row["step"] for row in await turn.all_rows("check_ins")]
    assert any(steps)
