"""Webhook delivery: with the secret, in order, until the bot says 2xx."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

import playground.webhook
from playground import Playground
from tests.playground.calling import LEE, MING, Bot

SECRET = "s" * 32


class Receiver:
    """A bot's web server that answers with the statuses it is given, then with 200."""

    __test__ = False

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.got: list[dict[str, Any]] = []
        self.secrets: set[str | None] = set()
        self.at: list[float] = []
        self.at_once = 0
        self.most_at_once = 0
        self.hold = 0.0
        self.holds_for = 0
        self.url = ""
        self._news = asyncio.Event()
        self._enough = asyncio.Event()

    async def receive(self, request: web.Request) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.got.append(await request.json())
        if self.most_at_once >= self.holds_for:
            self._enough.set()
        await asyncio.wait_for(self._enough.wait(), 20)
        await asyncio.sleep(self.hold)
        self.at_once -= 1
        self._news.set()
        status = self.statuses.pop(0) if self.statuses else 200
        self.at.append(asyncio.get_running_loop().time())
        return web.Response(status=status, headers={"Retry-After": "1"} if status == 429 else {})

    async def has(self, count: int) -> list[str]:
        async with asyncio.timeout(20):
            while len(self.got) < count or self.at_once:
                self._news.clear()
                await self._news.wait()
        return [update["message"]["text"] for update in self.got]


@pytest.fixture
async def receiver(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Receiver]:
    monkeypatch.setattr(playground.webhook, "FIRST_PAUSE", 0.01)
    made = Receiver()
    app = web.Application()
    app.router.add_post("/hook", made.receive)
    async with TestServer(app) as server:
        made.url = str(server.make_url("/hook"))
        yield made


async def test_updates_are_posted_with_the_secret_and_confirmed(
    bot: Bot, playground: Playground, receiver: Receiver
) -> None:
    await playground.phone(LEE).says("before")
    await bot.does("setWebhook", url=receiver.url, secret_token=SECRET)
    await playground.phone(LEE).says("after")
    assert await receiver.has(2) == ["before", "after"]
    assert receiver.secrets == {SECRET}
    await bot.does("deleteWebhook")
    assert await bot.gets() == []


async def test_update_is_repeated_until_it_is_taken(
    bot: Bot, playground: Playground, receiver: Receiver
) -> None:
    receiver.statuses = [500, 403, 502]
    await bot.does("setWebhook", url=receiver.url)
    await playground.phone(LEE).says("one")
    await playground.phone(LEE).says("two")
    assert await receiver.has(5) == ["one", "one", "one", "one", "two"]
    info = await bot.does("getWebhookInfo")
    assert info["url"] == receiver.url
    assert info["last_error_message"] == "Wrong response from the webhook: 502"


async def test_pause_that_the_bot_asks_for_is_kept(
    bot: Bot, playground: Playground, receiver: Receiver
) -> None:
    receiver.statuses = [429]
    await bot.does("setWebhook", url=receiver.url)
    await playground.phone(LEE).says("one")
    await receiver.has(2)
    assert receiver.at[1] - receiver.at[0] >= 0.9


async def test_chats_are_delivered_side_by_side_within_the_limit(
    bot: Bot, playground: Playground, receiver: Receiver
) -> None:
    receiver.hold, receiver.holds_for = 0.2, 2
    for user_id in (LEE, MING, LEE, MING):
        await playground.phone(user_id).says("x")
    await bot.does("setWebhook", url=receiver.url, max_connections=100)
    await receiver.has(4)
    assert receiver.most_at_once == 2, "each chat keeps its order"
    receiver.most_at_once, receiver.holds_for = 0, 1
    await bot.does("setWebhook", url=receiver.url, max_connections=1)
    for user_id in (LEE, MING):
        await playground.phone(user_id).says("y")
    await receiver.has(6)
    assert receiver.most_at_once == 1


async def test_slow_chat_keeps_its_order_and_delays_nobody_else(
    bot: Bot, playground: Playground, receiver: Receiver
) -> None:
    receiver.statuses = [500, 500, 500]
    await playground.phone(LEE).says("slow")
    await bot.does("setWebhook", url=receiver.url)
    await receiver.has(1)
    await playground.phone(LEE).says("next")
    await playground.phone(MING).says("quick")
    await playground.phone(MING).says("quicker")
    words = await receiver.has(7)
    assert [word for word in words if word in ("slow", "next")][-1] == "next"
    assert words.count("next") == 1
    assert words.index("quick") < words.index("quicker")


async def test_unreachable_webhook_keeps_everything(bot: Bot, playground: Playground) -> None:
    await bot.does("setWebhook", url="http://127.0.0.1:9/hook")
    await playground.phone(LEE).says("kept")
    await asyncio.sleep(0.2)
    info = await bot.does("getWebhookInfo")
    assert (info["pending_update_count"], info["last_error_message"]) == (1, "Connection failed")
    await bot.does("deleteWebhook")
    assert [update["message"]["text"] for update in await bot.gets()] == ["kept"]


async def test_polling_is_refused_while_a_webhook_is_set(
    bot: Bot, playground: Playground, receiver: Receiver
) -> None:
    poll = asyncio.create_task(bot.calls("getUpdates", timeout=30))
    await playground.bot_polls()
    await bot.does("setWebhook", url=receiver.url)
    ended = await asyncio.wait_for(poll, 5)
    assert ended.refusal == (409, "Conflict: terminated by setWebhook request")
    status, reason = await bot.is_refused("getUpdates")
    assert status == 409
    assert "can't use getUpdates method while webhook is active" in reason


async def test_pending_updates_can_be_dropped(bot: Bot, playground: Playground) -> None:
    await playground.phone(LEE).says("old")
    await bot.does("deleteWebhook", drop_pending_updates=True)
    assert await bot.gets() == []


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("http://bot.example.org/hook", ""),
        ("ftp://127.0.0.1/hook", ""),
        ("nonsense", ""),
        ("https://bot.example.org/hook", "no spaces allowed"),
        ("https://bot.example.org/hook", "x" * 257),
    ],
)
async def test_bad_webhook_is_refused(bot: Bot, url: str, secret: str) -> None:
    status, _ = await bot.is_refused("setWebhook", url=url, secret_token=secret)
    assert status == 400
    assert (await bot.does("getWebhookInfo"))["url"] == ""


async def test_webhook_survives_an_outage_of_the_playground(
    bot: Bot, playground: Playground, receiver: Receiver
) -> None:
    await bot.does("setWebhook", url=receiver.url)
    await playground.stop()
    await playground.phone(LEE).says("during")
    await playground.start()
    assert await receiver.has(1) == ["during"]
