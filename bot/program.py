"""The running bot, put together: intake, workers, delivery and clock around one store."""

import asyncio
import logging
import secrets
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from telegram.error import InvalidToken, TelegramError

import storage.errors
from bot import application
from bot.bookkeeping import Books
from bot.clock import Clock, Ticking
from bot.config import Config
from bot.delivery import Delivery
from bot.errors import CannotGoOn, DiskFull, NoAnswer, TokenRefused
from bot.handling import Handling
from bot.intake import Intake
from bot.logs import new_reference, position
from bot.orders import Orders
from bot.pacing import Pacer
from bot.polling import ANSWER_SECONDS, Patience, Poller
from bot.sending import Sender
from bot.transport import AiohttpTransport, BotApi
from bot.webhook import Webhook
from bot.wiring import Wiring, the_network
from bot.workers import Workers
from handlers.buttons import Seals
from mutual_aid import reading
from storage.errors import StorageError
from storage.store import Store

GRACE = 5.0
LAST_WORDS = 30.0
log = logging.getLogger(__name__)


class Program:
    """One bot on one store; the store is opened and closed by whoever made it."""

    def __init__(
        self, config: Config, store: Store, clock: Clock, wiring: Wiring | None = None
    ) -> None:
        self._config = config
        self._store = store
        self._clock = clock
        self._wiring = wiring or the_network()
        self._transport = AiohttpTransport()
        self._polling = AiohttpTransport(ANSWER_SECONDS)
        self._application = application.build(config.telegram, config.token, self._transport)
        self._wiring.register(self._application)
        self._tasks: list[asyncio.Task[None]] = []
        self._ended = asyncio.Event()
        self._failure: CannotGoOn | None = None

    async def run(self) -> None:
        """Run until SIGINT or SIGTERM; raises CannotGoOn where the bot has to stop by itself."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._ended.set)
        starting = asyncio.create_task(self.start())
        ending = asyncio.create_task(self.ended())
        try:
            await asyncio.wait({starting, ending}, return_when=asyncio.FIRST_COMPLETED)
            if starting.done():
                starting.result()
            await ending
        finally:
            starting.cancel()
            ending.cancel()
            await asyncio.gather(starting, ending, return_exceptions=True)
            await self.stop()

    async def ended(self) -> None:
        """Wait for a signal to end; raises CannotGoOn where the bot has to stop by itself."""
        await self._ended.wait()
        if self._failure is not None:
            raise self._failure

    async def start(self) -> None:
        """Claim the store, learn from Telegram who the bot is, and begin; raises CannotGoOn."""
        await self._store.claim_poller()
        await self._polling.initialize()
        await asyncio.gather(self._introduce(), asyncio.to_thread(reading.get_ready))
        seals = Seals(await self._button_key())
        api = self._api(self._transport)
        self._handling = Handling(self._store, self._application, api, seals, self._wiring)
        self._workers = Workers(self._handling.handle)
        self._delivery = Delivery(
            self._store,
            Orders(self._store),
            Sender(api, seals),
            Books(self._store, self._wiring),
            Pacer(self._config.pace),
            self._clock.now,
        )
        self._ticking = Ticking(self._store, self._clock, self._wiring.act, self._wiring.think)
        await self._ticking.plan_sweep()
        intake = Intake(self._store, self._workers)
        parts = (self._delivery.run(), self._workers.run(), self._ticking.run(), intake.load())
        self._tasks = [self._begin(part) for part in (*parts, self._way_in(intake))]
        log.info("the bot runs (%s, %s)", self._config.telegram.mode, self._store.kind)

    async def stop(self) -> None:
        """Take nothing new in, finish what is under way within five seconds, close everything."""
        if self._tasks:
            self._tasks[-1].cancel()
            self._workers.stop()
            self._ticking.stop()
            self._delivery.stop()
            _, late = await asyncio.wait(self._tasks, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self._handling.stop()
            if isinstance(self._failure, DiskFull):
                await self._last_words()
            self._tasks = []
        await self._polling.shutdown()
        with suppress(RuntimeError):  # it never came so far as to be initialized
            await self._application.shutdown()
        await self._transport.shutdown()

    def wake(self) -> None:
        """The clock was moved: look at what is due and what may be sent now."""
        if self._tasks:
            self._ticking.wake()
            self._delivery.wake()

    async def settled(self, within: float = 30.0) -> None:
        """Wait until nothing is to be handled, done or sent now; raises TimeoutError."""
        async with asyncio.timeout(within):
            while not await self._is_settled():  # noqa: ASYNC110 -- asks the database, not us
                await asyncio.sleep(0.005)

    async def _is_settled(self) -> bool:
        if self._failure is not None:
            raise self._failure
        if not (self._workers.idle and self._delivery.idle):
            return False
        async with self._store.reading() as turn:
            next_at = await turn.due.next_at()
            return not (
                await turn.inbox.waiting(-1, 1)
                or await turn.queues.waiting_now()
                or (next_at is not None and next_at <= turn.now)
            )

    def _way_in(self, intake: Intake) -> Coroutine[Any, Any, None]:
        telegram, api = self._config.telegram, self._api(self._polling)
        if telegram.mode == "webhook":
            return Webhook(intake, api, telegram).run()
        return Poller(intake, api).run()

    def _api(self, transport: AiohttpTransport) -> BotApi:
        return BotApi(transport, self._config.telegram.base_url, self._config.token)

    async def _introduce(self) -> None:
        patience, wait = Patience(), 1.0
        while True:
            try:
                await self._application.initialize()
            except InvalidToken:
                raise TokenRefused from None
            except TelegramError as error:
                if patience.is_over():
                    raise NoAnswer from None
                log.warning("Telegram does not answer yet (%s)", type(error).__name__)
                await asyncio.sleep(wait)
                wait = min(wait * 2, 30.0)
            else:
                return

    async def _button_key(self) -> bytes:
        async with self._store.turn() as turn:
            return bytes.fromhex(await turn.settings.put_once("button_key", secrets.token_hex(32)))

    def _begin(self, part: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        return asyncio.create_task(self._supervised(part))

    async def _supervised(self, part: Coroutine[Any, Any, None]) -> None:
        try:
            await part
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self._failure = self._failure or _plain(error)
            self._ended.set()

    async def _last_words(self) -> None:
        """Nothing can be written, but whoever is in danger must still be heard."""
        with suppress(TimeoutError, CannotGoOn, StorageError):
            async with asyncio.timeout(LAST_WORDS):
                sent = await self._delivery.send_emergencies()
                log.error("the disk is full; %d emergency messages were still sent", sent)


def _plain(error: BaseException) -> CannotGoOn:
    """Return the sentence behind a failure; what is no known reason gets a reference."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, CannotGoOn):
        return error
    if isinstance(error, storage.errors.DiskFull):
        return DiskFull()
    if isinstance(error, StorageError):
        return CannotGoOn(str(error))
    reference = new_reference()
    log.critical("the program stops, reference %s: %s", reference, position(error))
    return CannotGoOn(
        f"The bot met a mistake of its own and stops (reference {reference} in the log). "
        "Nothing is lost; start it again, and report it where you got the program."
    )
