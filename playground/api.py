"""The Bot API over HTTP: who may call, which method, which fault, which answer, which log line."""

import asyncio
import hmac
import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from playground.api_bot import BotMethods
from playground.api_edits import EditingMethods
from playground.api_sending import SendingMethods
from playground.calls import Call
from playground.delivery import MOST_UPDATES, UpdateQueue
from playground.errors import ApiError, bad_request, too_many_requests, webhook_is_active
from playground.faults import Faults
from playground.limits import Pacing
from playground.parameters import for_the_log, read_parameters
from playground.people import Json
from playground.state import World
from playground.webhook import Webhook

_PACED = ("sendmessage", "sendphoto", "sendvoice", "senddocument", "editmessage")
_REPLY_LOST = "reply lost"


class BotApi:
    """Answers /bot<token>/<method> and /file/bot<token>/<path>."""

    def __init__(
        self, token: str, world: World, queue: UpdateQueue, faults: Faults, pacing: Pacing
    ) -> None:
        self.log: list[Call] = []
        self.queue = queue
        self.webhook = Webhook(queue, world.clock, faults)
        self._token = token
        self._world = world
        self._faults = faults
        self._methods: dict[str, Callable[[Json], Any]] = {
            **SendingMethods(world, pacing).table(),
            **EditingMethods(world, pacing).table(),
            **BotMethods(world).table(),
            "getupdates": self._get_updates,
            "setwebhook": self.webhook.set,
            "deletewebhook": self.webhook.delete,
            "getwebhookinfo": lambda _given: self.webhook.info(),
        }

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One call of the bot, whatever becomes of it."""
        method = request.match_info["method"]
        parameters: Json = {}
        try:
            self._check_token(request)
            parameters = await read_parameters(request)
            body = await self._result(method, parameters)
            lost = self._faults.strikes(self._faults.reply_lost)
            self._note(method, parameters, 200, _REPLY_LOST if lost else "")
            return _lose_reply(request) if lost else _reply(body)
        except ApiError as refusal:
            return self._refuse(request, parameters, refusal)
        except UnicodeError:
            not_utf8 = bad_request("strings must be encoded in UTF-8")
            return self._refuse(request, parameters, not_utf8)

    async def download(self, request: web.Request) -> web.Response:
        """The bytes of a file that getFile named."""
        try:
            self._check_token(request)
        except ApiError as refusal:
            return _refusal(refusal)
        stored = self._world.files.by_path(request.match_info["path"])
        if stored is None:
            return _refusal(ApiError(404, "Not Found"))
        return web.Response(body=stored.content, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        given = request.match_info["token"].encode()
        if not hmac.compare_digest(given, self._token.encode()):
            raise ApiError(401, "Unauthorized")

    async def _result(self, method: str, parameters: Json) -> bytes:
        name = method.lower()
        act = self._methods.get(name)
        if act is None:
            raise ApiError(404, "Not Found: method not found")
        if self._faults.delay > 0:
            await asyncio.sleep(self._faults.delay)
        if self._faults.strikes(self._faults.server_error):
            raise ApiError(500, "Internal Server Error")
        if name.startswith(_PACED) and self._faults.strikes(self._faults.rate_limit_storm):
            raise too_many_requests(1)
        result = act(parameters)
        if asyncio.iscoroutine(result):
            result = await result
        if isinstance(result, bytes):
            return result
        return json.dumps({"ok": True, "result": result}).encode()

    async def _get_updates(self, given: Json) -> bytes:
        if self.webhook.target:
            raise webhook_is_active()
        self.queue.allow(given.get("allowed_updates"))
        offset, limit = _number(given, "offset", 0), _number(given, "limit", MOST_UPDATES)
        bodies = await self.queue.poll(offset, limit, _number(given, "timeout", 0))
        return b'{"ok":true,"result":[' + b",".join(bodies) + b"]}"

    def _refuse(
        self, request: web.Request, parameters: Json, refusal: ApiError
    ) -> web.StreamResponse:
        # A poll whose bot was killed is no second poller: nobody reads its 409.
        if refusal.status != 409 or not _is_gone(request):
            method = request.match_info["method"]
            self._note(method, parameters, refusal.status, refusal.description)
        return _refusal(refusal)

    def _note(self, method: str, parameters: Json, status: int, error: str) -> None:
        known = for_the_log(parameters)
        self.log.append(Call(method, known, self._world.clock.now(), status, error))
        if self._world.listeners and method.lower() != "getupdates":
            self._world.tell({"kind": "log"})


def _number(given: Json, name: str, otherwise: int) -> int:
    value = given.get(name)
    return value if isinstance(value, int) else otherwise


def _reply(body: bytes, status: int = 200) -> web.Response:
    return web.Response(body=body, status=status, content_type="application/json")


def _refusal(refusal: ApiError) -> web.Response:
    return _reply(json.dumps(refusal.as_json()).encode(), refusal.status)


def _is_gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


def _lose_reply(request: web.Request) -> web.Response:
    # The act is done, but its caller must not learn of it: the line goes dead.
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)
