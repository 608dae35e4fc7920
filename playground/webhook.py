"""Updates pushed to the bot by POST, repeated with growing pauses until it answers 2xx."""

import asyncio
import contextlib
import ipaddress
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from playground.clock import PretendClock
from playground.delivery import Update, UpdateQueue
from playground.errors import bad_request, webhook_was_set
from playground.faults import Faults
from playground.people import Json

DEFAULT_CONNECTIONS = 40
MOST_CONNECTIONS = 100
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
LONGEST_RETRY_AFTER = 3600.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}|")
_TIMEOUT = ClientTimeout(total=60)


@dataclass(slots=True)
class Target:
    """Where updates go; `secret` "" sends no secret header."""

    url: str
    secret: str
    connections: int
    last_error: str = ""
    last_error_at: int = 0
    busy: set[int] = field(default_factory=set)
    chats: set[int] = field(default_factory=set)


class Webhook:
    """At most one target; each chat's updates go one at a time and in order."""

    def __init__(self, queue: UpdateQueue, clock: PretendClock, faults: Faults) -> None:
        self.target: Target | None = None
        self._queue = queue
        self._clock = clock
        self._faults = faults
        self._news = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        queue.on_push = self._news.set

    async def set(self, given: Json) -> bool:
        """setWebhook; an empty url takes it away; raises ApiError 400."""
        target = _target(given)
        await self.stop()
        if given.get("drop_pending_updates"):
            self._queue.clear()
        self._queue.allow(given.get("allowed_updates"))
        self.target = target
        if target:
            self._queue.end_poll(webhook_was_set())
            self.resume()
        return True

    async def delete(self, given: Json) -> bool:
        """deleteWebhook; what waits goes to getUpdates from now on."""
        await self.stop()
        self.target = None
        if given.get("drop_pending_updates"):
            self._queue.clear()
        return True

    def info(self) -> Json:
        """getWebhookInfo."""
        about: Json = {
            "url": self.target.url if self.target else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue),
        }
        if self.target:
            about["max_connections"] = self.target.connections
            if self.target.last_error:
                about["last_error_date"] = self.target.last_error_at
                about["last_error_message"] = self.target.last_error
        if self._queue.allowed:
            about["allowed_updates"] = self._queue.allowed
        return about

    def resume(self) -> None:
        """Begins to deliver to the target that is set, if there is one."""
        if self.target and self._running is None:
            self.target.busy.clear()
            self.target.chats.clear()
            self._running = asyncio.create_task(self._run(self.target))

    async def stop(self) -> None:
        """Ends delivery; what is not confirmed stays in the queue."""
        running, self._running = self._running, None
        if running:
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running

    async def _run(self, target: Target) -> None:
        async with ClientSession(timeout=_TIMEOUT) as session, asyncio.TaskGroup() as tasks:
            while True:
                self._news.clear()
                for update in self._ready(target):
                    target.busy.add(update.id)
                    target.chats.add(update.chat_id)
                    tasks.create_task(self._deliver(session, target, update))
                await self._news.wait()

    def _ready(self, target: Target) -> list[Update]:
        waiting = self._queue.waiting()
        self._faults.shuffle(waiting)
        chosen: list[Update] = []
        chats = set() if self._faults.reordered_updates else set(target.chats)
        for update in waiting:
            if len(target.busy) + len(chosen) >= target.connections:
                break
            if update.id not in target.busy and update.chat_id not in chats:
                chosen.append(update)
                chats.add(update.chat_id)
        return chosen

    async def _deliver(self, session: ClientSession, target: Target, update: Update) -> None:
        pause = FIRST_PAUSE
        while (asked := await self._post(session, target, update)) is not None:
            await asyncio.sleep(max(pause, asked))
            pause = min(pause * 2, LONGEST_PAUSE)
        if self._faults.strikes(self._faults.duplicate_updates):
            await self._post(session, target, update)
        self._queue.confirm(update.id)
        target.busy.discard(update.id)
        target.chats.discard(update.chat_id)
        self._news.set()

    async def _post(self, session: ClientSession, target: Target, update: Update) -> float | None:
        """None when the bot took it, else the seconds it asked to wait."""
        headers = {"Content-Type": "application/json"}
        if target.secret:
            headers[SECRET_HEADER] = target.secret
        try:
            async with session.post(target.url, data=update.body, headers=headers) as answer:
                if 200 <= answer.status < 300:
                    return None
                asked = answer.headers.get("Retry-After", "0")
                self._failed(target, f"Wrong response from the webhook: {answer.status}")
                return min(float(asked), LONGEST_RETRY_AFTER) if asked.isdecimal() else 0.0
        except (ClientError, TimeoutError, OSError):
            self._failed(target, "Connection failed")
            return 0.0

    def _failed(self, target: Target, reason: str) -> None:
        target.last_error = reason
        target.last_error_at = int(self._clock.now().timestamp())


def _target(given: Json) -> Target | None:
    url = str(given.get("url") or "")
    secret = str(given.get("secret_token") or "")
    if not url:
        return None
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if parts.scheme == "http" and not _is_this_machine(parts.hostname):
        raise bad_request("bad webhook: an HTTPS URL must be provided for webhook")
    wanted = given.get("max_connections")
    connections = wanted if isinstance(wanted, int) else DEFAULT_CONNECTIONS
    return Target(url, secret, max(1, min(connections, MOST_CONNECTIONS)))


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
