"""Telegram calls us: updates arrive by HTTP behind the operator's proxy."""

import asyncio
import hmac
import json
import logging
from urllib.parse import urlsplit

from aiohttp import web
from telegram.error import InvalidToken, TelegramError

from bot.errors import CannotGoOn, TokenRefused
from bot.intake import ALLOWED, Intake
from bot.settings import Telegram
from bot.transport import BotApi

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_UPDATE = 1 << 20
LONGEST_WAIT = 30.0
TRIES = 8
log = logging.getLogger(__name__)


class Webhook:
    """Answers 200 only after the commit, so that Telegram repeats whatever was not kept."""

    def __init__(self, intake: Intake, api: BotApi, telegram: Telegram) -> None:
        self._intake = intake
        self._api = api
        self._telegram = telegram
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def run(self) -> None:
        """Listen, tell Telegram where, and serve until cancelled; raises CannotGoOn."""
        try:
            await self.listen()
            await self._announce()
            await asyncio.Event().wait()
        finally:
            await self.close()

    async def close(self) -> None:
        """Give the port back."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def listen(self) -> None:
        """Open the port; raises CannotGoOn where it is taken."""
        app = web.Application(client_max_size=LARGEST_UPDATE)
        app.router.add_get("/healthz", self._healthy)
        app.router.add_post(urlsplit(self._telegram.webhook_url).path or "/", self._receive)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=5.0)
        await self._runner.setup()
        host, _, port = self._telegram.webhook_listen.rpartition(":")
        try:
            await web.TCPSite(self._runner, host.strip("[]"), int(port)).start()
        except (OSError, OverflowError):
            raise CannotGoOn(
                f"The webhook cannot listen on {self._telegram.webhook_listen}: choose another "
                "[telegram] webhook_listen."
            ) from None
        self.port = int(self._runner.addresses[0][1])

    async def _announce(self) -> None:
        secret = self._telegram.webhook_secret.get_secret_value()
        wanted = {
            "url": self._telegram.webhook_url,
            "secret_token": secret,
            "allowed_updates": list(ALLOWED),
        }
        wait = 1.0
        for _ in range(TRIES):
            try:
                await self._api.call("setWebhook", wanted)
            except InvalidToken:
                raise TokenRefused from None
            except TelegramError as error:
                log.warning("Telegram did not take the webhook (%s)", type(error).__name__)
            else:
                return
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        raise CannotGoOn(
            "Telegram does not accept the webhook: check that [telegram] webhook_url is an https "
            "address that it can reach on port 80, 88, 443 or 8443."
        )

    async def _healthy(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(
            given, self._telegram.webhook_secret.get_secret_value().encode()
        ):
            return web.Response(status=403)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        await self._intake.receive([update])
        return web.Response()
