"""An evening in which everything happens that people and weather can do to a network."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from pydantic import SecretStr

from bot.intake import Intake
from bot.settings import Telegram
from bot.transport import AiohttpTransport, BotApi
from bot.webhook import HEADER, Webhook
from bot.workers import Workers
from handlers.commands import COMMANDS, Command, everybody
from handlers.context import Context
from handlers.wording import WORDINGS, Reading
from mutual_aid.actions import due
from mutual_aid.ids import MemberId
from mutual_aid.notices import DueKind, Kind, Message
from mutual_aid.turn import Turn
from playground import Phone
from playground.errors import bad_request
from playground.people import Json
from tests.living import TOKEN, Living
from tests.proofs.canaries import DOG, FLAT, GAS, SEALED, SOUP, WEBHOOK_SECRET
from tests.stories.taps import does
from tests.stories.telling import helper_accepts, helper_finishes

FAILING = "KANARIE 陳婆婆 2107 +852 9777 0000"
"""The words of every failure."""


async def the_loop(living: Living) -> None:
    """The loop, with words and a photo at every turn."""
    leader = living.phone("L001")
    await does(living, leader, "> /need", "送飯", f"> {FLAT}", "> 聽日下晝", f"> {DOG}")
    await leader.sends_photo(None, SOUP)
    await living.settled()
    await does(living, leader, "啱,送出")
    await does(living, living.phone(living.asked()[-1]), "今次唔得", "太遠")
    code = await helper_accepts(living)
    await does(living, living.phone(code), "同樓長講", f"> {SOUP}")
    await helper_finishes(living, code)
    await does(living, living.phone(code), "30", f"> {DOG}")
    await does(living, leader, "係,搞掂")


async def danger(living: Living) -> None:
    """An emergency that nobody takes for a while, and one that is sealed."""
    for words in (GAS, SEALED):
        phone = living.phone("L001")
        await does(living, phone, f"> {words}", f"> {FLAT}", "啱,送出")
    for _ in range(3):
        await living.advance(timedelta(minutes=4))
    await does(living, living.phone("S001"), "我跟緊")


async def check_ins(living: Living) -> None:
    """Some answer and some do not, until the ladder has reached its end."""
    for code in ("L013", "L027"):
        await does(living, living.phone(code), "> /checkins")
    for _ in range(8):
        await living.advance(timedelta(minutes=45))


async def in_a_group(living: Living) -> None:
    """Somebody talks to the bot where others listen."""
    group = living.playground.group(-100_000_001, "Neighbours", [living.people["L001"]])
    for text in (f"/need {SOUP}", "/board", f"@louzhang_bot {FLAT}"):
        await group.says(living.people["L001"], text)
    await living.settled()
    assert not [x for x in living.playground.log if (x.to or 0) < 0], "a group hears nothing"


async def mistakes(living: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    """A handler, a card and something due fail, each with words that nobody may read."""

    async def fail(*_: Context | Reading | Turn | str) -> None:
        raise RuntimeError(FAILING)

    phone = living.phone("L001")
    with monkeypatch.context() as broken:
        broken.setitem(COMMANDS, "help", Command("help", everybody, fail))
        broken.setitem(WORDINGS, Kind.BOARD, fail)
        for kind in (DueKind.CHECK_IN_STEP, DueKind.CHECK_IN_ASK, DueKind.NEED_REMINDER):
            broken.setitem(due.ACTS, kind, fail)
        await does(living, phone, "> /help", "> /board")
        assert "KANARIE" not in phone.last.text
        await living.advance(timedelta(hours=20))


async def bad_weather(living: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    """400 that quotes the text, 403, 429, 5xx and lost replies while people go on talking."""
    faults, leader = living.playground.faults, living.phone("L001")
    faults.seed, faults.server_error, faults.reply_lost = 7, 0.2, 0.2
    await _talks(living, leader)
    faults.server_error = faults.reply_lost = 0.0
    faults.rate_limit_storm = 1.0
    await leader.says("/board")
    await asyncio.sleep(0.5)
    faults.rate_limit_storm = 0.0
    with monkeypatch.context() as broken:
        broken.setitem(living.playground._api._methods, "sendmessage", _refuses)
        await _talks(living, leader)
    living.playground.world.private_chat(living.people["L010"]).blocked = True
    async with living.store.turn() as turn:
        message = Message(to=MemberId("L010"), kind=Kind.HOME, object_id="L010")
        assert await turn.outbox.add(message)
    await living.advance(timedelta(hours=1))


async def _talks(living: Living, leader: Phone) -> None:
    for text in (SOUP, FLAT, "/cancel"):
        await leader.says(text)
    for _ in range(3):
        await living.advance(timedelta(minutes=3))


def _refuses(given: Json) -> Json:
    words = str(given["text"])[:60]
    raise bad_request(f'can\'t parse entities: unsupported start tag "{words}" at byte offset 5')


async def unreadable(living: Living) -> None:
    """Updates that cannot be understood, each full of somebody's words."""
    who = {"id": living.people["L001"], "is_bot": False, "first_name": FAILING}
    for content in (
        {"message": FAILING},
        {"message": {"chat": {"id": who["id"]}, "text": FAILING, "from": who, "date": FAILING}},
        {"message": {"chat": {"id": who["id"], "type": "private"}, "text": [FAILING], "from": who}},
        {"callback_query": {"id": FAILING, "from": who, "data": FAILING, "message": FAILING}},
    ):
        living.playground.inject(content)
    await living.settled()


async def wrong_secret(living: Living) -> None:
    """Somebody posts to the webhook who is not Telegram; somebody who is, but talks nonsense."""
    transport = AiohttpTransport()
    api = BotApi(transport, living.playground.base_url, TOKEN)
    telegram = Telegram(
        token=SecretStr(TOKEN),
        mode="webhook",
        webhook_url="https://bot.example.org/telegram",
        webhook_listen="127.0.0.1:0",
        webhook_secret=SecretStr(WEBHOOK_SECRET),
    )
    webhook = Webhook(Intake(living.store, Workers(_ignore)), api, telegram)
    await webhook.listen()
    url = f"http://127.0.0.1:{webhook.port}/telegram"
    try:
        async with aiohttp.ClientSession() as session:
            for secret, status in (("KANARIE-guessed", 403), (WEBHOOK_SECRET, 400)):
                body = FAILING.encode()
                async with session.post(url, data=body, headers={HEADER: secret}) as answer:
                    assert answer.status == status
                    assert "KANARIE" not in await answer.text()
    finally:
        await webhook.close()


async def _ignore(_: object) -> None:
    return None
