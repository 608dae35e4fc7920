"""Asking Telegram for updates, with patience, a watchdog and an eye for a second poller."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.errors import PASSING, NoAnswer, TokenRefused
from bot.intake import ALLOWED, Intake, next_offset, read_updates, salvage
from bot.transport import BotApi, TooFast

POLL_SECONDS = 30
ANSWER_SECONDS = POLL_SECONDS + 10.0
MOST_UPDATES = 100
RENEW_AFTER = 90.0
STOP_AFTER = 300.0
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
CONFLICTS_PER_MINUTE = 3
log = logging.getLogger(__name__)


class Patience:
    """How long Telegram has been silent; seconds are monotonic."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._heard_at = self._renewed_at = seconds()

    def heard(self, busy_for: float = 0.0) -> None:
        """Telegram answered, or asked to be left alone that many seconds."""
        self._heard_at = self._renewed_at = self._seconds() + busy_for

    def is_over(self) -> bool:
        """Whether the program has to stop."""
        return self._seconds() - self._heard_at > STOP_AFTER

    def wants_renewal(self) -> bool:
        """Whether the connections are to be thrown away; True once every 90 seconds."""
        now = self._seconds()
        if now - self._renewed_at <= RENEW_AFTER:
            return False
        self._renewed_at = now
        return True


class Conflicts:
    """Counts how often somebody else polled with our token."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=CONFLICTS_PER_MINUTE)

    def note(self) -> None:
        """Say so in the log; an alert from the third in a minute on."""
        now = self._seconds()
        self._times.append(now)
        if len(self._times) == CONFLICTS_PER_MINUTE and now - self._times[0] <= 60:
            log.critical(
                "ALERT: another program uses this token. Stop it, or, if you know of none, have "
                "BotFather revoke the token: it may have leaked."
            )
        else:
            log.warning("another program asked Telegram for this bot's updates")


class Poller:
    """getUpdates for ever; the next call confirms only what is committed."""

    def __init__(
        self,
        intake: Intake,
        api: BotApi,
        seconds: Callable[[], float] = time.monotonic,
        watch_every: float = 5.0,
    ) -> None:
        self._intake = intake
        self._api = api
        self._watch_every = watch_every
        self._offset: int | None = None
        self._wait = FIRST_WAIT
        self._keeping = False
        self._limit = MOST_UPDATES
        self._asking: asyncio.Task[bytes] | None = None
        self.patience = Patience(seconds)
        self.conflicts = Conflicts(seconds)

    async def run(self) -> None:
        """Poll and watch; raises NoAnswer or TokenRefused."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch())
            group.create_task(self._poll())

    async def _poll(self) -> None:
        while await self._ask("deleteWebhook", {}) is None:
            continue
        while True:
            answer = await self._ask("getUpdates", self._question())
            updates = self._read(answer) if answer is not None else None
            if updates is not None:
                await self._keep(updates)

    def _read(self, answer: bytes) -> list[Any] | None:
        """Return the updates; an answer that cannot be read is asked for again in small pieces."""
        updates = read_updates(answer)
        if updates is None and self._limit == 1:
            updates = salvage(answer)
        self._limit = 1 if updates is None else MOST_UPDATES
        return updates

    async def _keep(self, updates: list[Any]) -> None:
        self._keeping = True
        try:
            await self._intake.receive(updates)
        except PASSING as error:
            log.warning("updates cannot be kept (%s): asking again", type(error).__name__)
            await asyncio.sleep(FIRST_WAIT)
        else:
            self._offset = next_offset(updates)
        self._keeping = False

    def _question(self) -> dict[str, Any]:
        question: dict[str, Any] = {
            "timeout": POLL_SECONDS,
            "limit": self._limit,
            "allowed_updates": list(ALLOWED),
        }
        if self._offset is not None:
            question["offset"] = self._offset
        return question

    async def _ask(self, method: str, parameters: dict[str, Any]) -> bytes | None:
        """Return the answer, or None after a pause where there was none."""
        # A task of its own: the watchdog may end a call that hangs, but never the keeping.
        call = self._api.fetch(method, parameters, ANSWER_SECONDS)
        self._asking = asking = asyncio.ensure_future(call)
        try:
            await asyncio.wait({asking})
        finally:
            asking.cancel()
        if asking.cancelled():
            return None
        try:
            answer = asking.result()
        except TelegramError as error:
            await asyncio.sleep(self._pause(error))
            return None
        self.patience.heard()
        self._wait = FIRST_WAIT
        return answer

    def _pause(self, error: TelegramError) -> float:
        """Return the seconds to wait after a failure; raises TokenRefused where waiting is vain."""
        if isinstance(error, InvalidToken):
            raise TokenRefused from None
        if isinstance(error, TooFast):
            self.patience.heard(busy_for=error.seconds)
            return error.seconds
        if isinstance(error, Conflict):
            self.conflicts.note()
        else:
            log.warning("no updates from Telegram (%s)", type(error).__name__)
        pause, self._wait = self._wait, min(self._wait * 2, LONGEST_WAIT)
        return pause

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._watch_every)
            if self._keeping:
                self.patience.heard()  # we are slow, not Telegram
            if self.patience.is_over():
                raise NoAnswer
            if self.patience.wants_renewal():
                log.warning("Telegram has been silent for 90 seconds: trying new connections")
                await self._api.transport.renew()
                if self._asking is not None:
                    self._asking.cancel()
