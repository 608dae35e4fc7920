"""The webhook: only Telegram is heard, and only what is kept is acknowledged."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.errors import CannotGoOn, TokenRefused
from bot.intake import Intake
from bot.program import Program
from bot.settings import Telegram
from bot.transport import AiohttpTransport, BotApi
from bot.webhook import HEADER, Webhook
from bot.workers import Workers
from playground import Playground
from storage.store import Store
from tests.bot.little_network import LittleNetwork
from tests.bot.stage import TOKEN, stage_config
from tests.bot.test_intake import update
from tests.bot.waiting import until

SECRET = "s3cret-" * 6


def settings(port: int = 0) -> Telegram:
    return Telegram(
        token=SecretStr(TOKEN),
        mode="webhook",
        webhook_url="https://bot.example.org/telegram",
        webhook_listen=f"127.0.0.1:{port}",
        webhook_secret=SecretStr(SECRET),
    )


async def ignore(_update: object) -> None:
    return None


@pytest.fixture
async def api(playground: Playground) -> AsyncIterator[BotApi]:
    transport = AiohttpTransport()
    await transport.initialize()
    yield BotApi(transport, playground.base_url, TOKEN)
    await transport.shutdown()


@pytest.fixture
async def intake(store: Store) -> Intake:
    one = Intake(store, Workers(ignore))
    await one.load()
    return one


@pytest.fixture
async def webhook(intake: Intake, api: BotApi) -> AsyncIterator[Webhook]:
    one = Webhook(intake, api, settings())
    await one.listen()
    yield one
    await one.close()


async def posts(webhook: Webhook, body: Any, secret: str | None = SECRET) -> int:
    headers = {HEADER: secret} if secret is not None else {}
    url = f"http://127.0.0.1:{webhook.port}/telegram"
    async with aiohttp.ClientSession() as session:
        if isinstance(body, bytes):
            request = session.post(url, data=body, headers=headers)
        else:
            request = session.post(url, json=body, headers=headers)
        async with request as answer:
            return answer.status


async def kept(store: Store) -> list[int]:
    async with store.reading() as turn:
        return [row.update_id for row in await turn.inbox.waiting(-1, 100)]


async def test_an_update_is_kept_before_telegram_is_told(webhook: Webhook, store: Store) -> None:
    assert await posts(webhook, update(7)) == 200
    assert await kept(store) == [7]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "ü" * 40])
async def test_whoever_does_not_know_the_secret_is_not_heard(
    webhook: Webhook, store: Store, secret: str | None
) -> None:
    if secret is not None and not secret.isascii():
        secret = secret.encode().decode("latin-1")
    assert await posts(webhook, update(7), secret) == 403
    assert await kept(store) == []


async def test_what_is_not_json_is_refused(webhook: Webhook, store: Store) -> None:
    assert await posts(webhook, b"{") == 400
    assert await kept(store) == []


async def test_what_cannot_be_kept_is_not_acknowledged(
    webhook: Webhook, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(store, "turn", fail)

    assert await posts(webhook, update(7)) == 500


async def test_a_supervisor_can_ask_whether_it_lives(webhook: Webhook) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{webhook.port}/healthz") as answer,
    ):
        assert (answer.status, await answer.text()) == (200, "ok\n")


async def test_a_port_that_is_taken_stops_the_bot_with_a_sentence(
    webhook: Webhook, intake: Intake, api: BotApi
) -> None:
    second = Webhook(intake, api, settings(webhook.port))
    with pytest.raises(CannotGoOn, match="choose another"):
        await second.run()


async def test_a_token_that_telegram_refuses_stops_the_bot_with_a_sentence(
    playground: Playground, intake: Intake, api: BotApi
) -> None:
    webhook = Webhook(intake, BotApi(api.transport, playground.base_url, "9:wrong"), settings())
    with pytest.raises(TokenRefused):
        await asyncio.wait_for(webhook.run(), 10)


async def test_telegram_is_told_the_address_the_secret_and_the_kinds(
    playground: Playground, intake: Intake, api: BotApi
) -> None:
    webhook = Webhook(intake, api, settings())
    task = asyncio.create_task(webhook.run())
    await until(lambda: playground.log)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    told = playground.log[-1].parameters
    assert playground.log[-1].method == "setWebhook"
    assert told["secret_token"] == SECRET
    assert told["url"] == "https://bot.example.org/telegram"
    assert "callback_query" in told["allowed_updates"]
    assert "drop_pending_updates" not in told


async def test_a_whole_conversation_by_webhook(
    playground: Playground, store: Store, network: LittleNetwork, unused_tcp_port: int
) -> None:
    base = settings(unused_tcp_port)
    url = f"http://127.0.0.1:{unused_tcp_port}/telegram"  # without the proxy in between
    telegram = base.model_copy(
        update={
            "webhook_url": url,
            "base_url": playground.base_url,
            "base_file_url": playground.base_file_url,
        }
    )
    config = stage_config(playground).model_copy(update={"telegram": telegram})
    program = Program(config, store, playground.clock, network.wiring)
    await program.start()
    try:
        for text in ("one", "two"):
            await playground.phone(5).says(text)
            await playground.phone(5).reads(text)
    finally:
        await program.stop()

    assert [text for _, text in network.heard] == ["one", "two"]
