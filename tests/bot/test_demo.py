"""The demo: it opens on a weekday morning with three people who can help each other."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import importing
from bot.cast import USUAL, cast
from bot.demo import SAMPLE, ZONE, last_moment, morning_after, settings_for
from mutual_aid.actions import needs
from mutual_aid.actions.needs import Draft
from mutual_aid.ids import BlockId, TelegramId
from playground import Playground, PretendClock
from storage.store import Store, open_store
from tests.bot.stage import START, TOKEN

PROJECT = Path(__file__).parents[2]


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        ("2026-11-20T09:29", "2026-11-20T09:30"),  # a Friday
        ("2026-11-20T09:30", "2026-11-20T09:30"),
        ("2026-11-20T09:31", "2026-11-23T09:30"),
        ("2026-11-21T12:00", "2026-11-23T09:30"),
        ("2026-11-22T23:59", "2026-11-23T09:30"),
        ("2026-11-23T22:00", "2026-11-24T09:30"),
    ],
)
def test_a_demo_begins_on_the_next_weekday_morning(moment: str, morning: str) -> None:
    found = morning_after(local(moment))

    assert found == local(morning)
    assert found.tzinfo is UTC


@pytest.fixture
async def estate(tmp_path: Path) -> AsyncIterator[Store]:
    store = await open_store(str(tmp_path / "demo.sqlite3"), clock=lambda: START)
    await importing.load(store, SAMPLE, now=START)
    yield store
    await store.close()


async def test_the_three_phones_belong_to_people_who_can_play_a_story(estate: Store) -> None:
    actors = await cast(estate, START)
    leader, volunteer, coordinator = actors.opening
    titles = {person.id: person.title for person in actors.people}

    assert "Building leader, Mong Chiu House" in titles[leader]
    assert "望潮樓樓長" in titles[leader]
    assert "Volunteer, Mong Chiu House" in titles[volunteer]
    assert "Coordinator, Mong Chik Estate" in titles[coordinator]
    async with estate.turn() as turn:
        reporter = await turn.members.speaker(TelegramId(leader))
        assert reporter is not None
        draft = Draft(category_code=USUAL, block_id=BlockId("MC-A"), place_known=True)
        need = await needs.report(turn, reporter, draft)
        (asked,) = await turn.matches.of_need(need.need_id)
        helper = await turn.members.get(asked.member_id)
    assert helper.telegram_id == volunteer or asked.by_chance, "the one who is asked first"


async def test_everybody_with_telegram_can_hold_a_phone(estate: Store) -> None:
    actors = await cast(estate, START)
    async with estate.reading() as turn:
        members = await turn.all_rows("members")

    assert {person.id for person in actors.people} == {
        row["telegram_id"] for row in members if row["telegram_id"]
    }
    assert all(person.first_name and person.title for person in actors.people)
    assert {person.language_code for person in actors.people} >= {"zh-hant", "zh-hans", "en"}


async def test_a_demo_that_is_kept_goes_on_after_its_last_moment(
    tmp_path: Path, estate: Store
) -> None:
    async with estate.turn() as turn:
        await turn.inbox.add_many([(1, 5, "{}")])

    assert last_moment(tmp_path / "demo.sqlite3") == START
    assert last_moment(tmp_path / "none.sqlite3") < START


def test_the_demo_knows_nothing_of_the_operators_own_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOUZHANG_TELEGRAM__TOKEN", "1:the-real-one")
    monkeypatch.setenv("LOUZHANG_TELEGRAM__BASE_URL", "https://api.telegram.org/bot")
    playground = Playground(TOKEN, PretendClock(START))
    settings = settings_for(playground)

    assert settings.token != "1:the-real-one"
    assert settings.telegram.base_url == playground.base_url


async def test_the_command_shows_three_phones_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--no-browser",
        cwd=PROJECT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        address = re.findall(r"http://\S+", line)[0]
        async with aiohttp.ClientSession() as session:
            people = await got(session, f"{address}phone/people")
            assert len(people["opening"]) == 3
            for telegram_id in people["opening"]:
                async with asyncio.timeout(20):
                    await greeted(session, f"{address}phone/chats/{telegram_id}")
            now = (await got(session, f"{address}phone/clock"))["now"]
        assert "T01:3" in now
        process.send_signal(signal.SIGINT)
        _, complaints = await asyncio.wait_for(process.communicate(), 20)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()

    assert (process.returncode, complaints.decode()) == (0, "")


async def greeted(session: aiohttp.ClientSession, url: str) -> None:
    """Wait until the bot has said something on this phone."""
    while not any(x["from_bot"] for x in (await got(session, url))["messages"]):  # noqa: ASYNC110
        await asyncio.sleep(0.05)


async def got(session: aiohttp.ClientSession, url: str) -> dict[str, Any]:
    async with session.get(url) as answer:
        found: dict[str, Any] = await answer.json()
        return found
