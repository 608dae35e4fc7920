"""The way to Telegram: aiohttp under python-telegram-bot, with the three outcomes told apart."""

import asyncio
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0
# Telegram's front closes idle connections; a request on a closed one would look uncertain.
KEEP_ALIVE_SECONDS = 15.0
CONNECTIONS = 64
_LOST_BEHIND_GATEWAY = (HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT)
_Timeout = ODVInput[float]
_DEFAULT = BaseRequest.DEFAULT_NONE


class NotSent(NetworkError):
    """There was no connection: the request surely did not leave."""


class UncertainOutcome(TimedOut):
    """The request left and no answer came: nobody knows whether it was carried out."""


class TooFast(TelegramError):
    """Telegram asked to wait that many seconds before anything else is sent."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:g} seconds")
        self.seconds = seconds


class AiohttpTransport(BaseRequest):
    """One pool of connections; addresses hold the token, so no error text repeats them."""

    def __init__(self, read_seconds: float = READ_SECONDS) -> None:
        self._read_seconds = read_seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds for an answer."""
        return self._read_seconds

    async def initialize(self) -> None:
        """Open the pool; python-telegram-bot may ask for it several times."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(
                limit=CONNECTIONS, keepalive_timeout=KEEP_ALIVE_SECONDS, ttl_dns_cache=300
            )
            headers = {"User-Agent": self.USER_AGENT}
            self._session = aiohttp.ClientSession(connector=connector, headers=headers)

    async def shutdown(self) -> None:
        """Close the pool; requests under way end as uncertain."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def renew(self) -> None:
        """Throw the pool away and open another one."""
        await self.shutdown()
        await self.initialize()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: _Timeout = _DEFAULT,
        write_timeout: _Timeout = _DEFAULT,
        connect_timeout: _Timeout = _DEFAULT,
        pool_timeout: _Timeout = _DEFAULT,
    ) -> tuple[int, bytes]:
        """Return status and body; raises NotSent or UncertainOutcome, and follows no redirects."""
        if self._session is None:
            raise NotSent("the transport is closed")
        connect = _seconds(connect_timeout, CONNECT_SECONDS)
        read = _seconds(read_timeout, self._read_seconds)
        timeout = aiohttp.ClientTimeout(connect=connect, sock_connect=connect, sock_read=read)
        try:
            async with (
                asyncio.timeout(connect + read),
                self._session.request(
                    method, url, timeout=timeout, allow_redirects=False, **_body(request_data)
                ) as response,
            ):
                status, payload = response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(f"no connection ({type(error).__name__})") from None
        except (aiohttp.InvalidURL, RuntimeError) as error:  # RuntimeError: the pool was closed
            raise NotSent(f"not even tried ({type(error).__name__})") from None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise UncertainOutcome(f"no answer ({type(error).__name__})") from None
        if status in _LOST_BEHIND_GATEWAY:
            raise UncertainOutcome(f"no answer (HTTP {status})")
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise TooFast(self._seconds_to_wait(payload))
        return status, payload

    async def call(
        self, url: str, parameters: Mapping[str, object], read_timeout: float | None = None
    ) -> Any:
        """Call a method by its whole address and return its raw result."""
        given = [RequestParameter(name, value, None) for name, value in parameters.items()]
        return await self.post(url, RequestData(given), read_timeout=read_timeout)

    async def fetch(
        self, url: str, parameters: Mapping[str, object], read_timeout: float | None = None
    ) -> bytes:
        """Call a method by its whole address and return its answer unread."""
        given = [RequestParameter(name, value, None) for name, value in parameters.items()]
        return await self._request_wrapper(
            url, "POST", RequestData(given), read_timeout=read_timeout
        )

    def _seconds_to_wait(self, payload: bytes) -> float:
        try:
            return float(self.parse_json_payload(payload)["parameters"]["retry_after"])
        except (TelegramError, LookupError, TypeError, ValueError):
            return 1.0

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """Return the answer; unlike the library's own it never logs or repeats what came."""
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("the answer is not JSON of the Bot API") from None
        return cast(JSONDict, answer)


def _seconds(given: _Timeout, otherwise: float) -> float:
    if isinstance(given, DefaultValue) or given is None:
        return otherwise
    return float(given)


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        return {
            "data": json.dumps(data.parameters).encode(),
            "headers": {"Content-Type": "application/json"},
        }
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return {"data": form}


class BotApi:
    """The Bot API by its methods' names, with plain values in and out.

    The library's own methods build an object of a hundred fields from each answer, which takes as
    long as the rest of a call, and only the number of a message is ever needed.
    """

    def __init__(self, transport: AiohttpTransport, base_url: str, token: str) -> None:
        self.transport = transport
        self._address = f"{base_url}{token}"

    async def call(
        self, method: str, parameters: Mapping[str, object], read_timeout: float | None = None
    ) -> Any:
        """Return the plain result; raises TelegramError of all kinds."""
        return await self.transport.call(f"{self._address}/{method}", parameters, read_timeout)

    async def fetch(
        self, method: str, parameters: Mapping[str, object], read_timeout: float | None = None
    ) -> bytes:
        """Return the whole answer unread; raises TelegramError of all kinds."""
        return await self.transport.fetch(f"{self._address}/{method}", parameters, read_timeout)
