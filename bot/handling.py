"""One update: read, handled, and marked as done in the same transaction as what it changed."""

import asyncio
import json
import logging
from contextlib import suppress

from telegram import Update
from telegram.error import TelegramError

from bot.errors import PASSING
from bot.logs import new_reference, position
from bot.transport import BotApi
from bot.wiring import AnyApplication, Wiring
from bot.workers import Waiting
from handlers.buttons import Seals
from handlers.context import Scene, in_scene
from mutual_aid.errors import Refused
from storage import errors
from storage.store import Store

TRIES = 3
RETRY_AFTER = (1.0, 5.0)
PAUSE = 2.0
"""Seconds to wait for a database that cannot be reached for the moment."""
MOST_ACKNOWLEDGING = 32
log = logging.getLogger(__name__)


class Handling:
    """What the workers do with one update."""

    def __init__(
        self,
        store: Store,
        application: AnyApplication,
        api: BotApi,
        seals: Seals,
        wiring: Wiring,
    ) -> None:
        self._store = store
        self._application = application
        self._api = api
        self._seals = seals
        self._wiring = wiring
        self._acknowledging: set[asyncio.Task[None]] = set()

    async def handle(self, waiting: Waiting) -> float | None:
        """Return the seconds after which to try again, or None; raises storage's DiskFull."""
        try:
            return await self._handle(waiting)
        except PASSING as error:
            log.warning("the database is not available (%s): trying again", type(error).__name__)
            return PAUSE

    async def stop(self) -> None:
        """Leave no acknowledgement behind when the connections are closed."""
        for task in self._acknowledging:
            task.cancel()
        await asyncio.gather(*self._acknowledging, return_exceptions=True)

    async def _handle(self, waiting: Waiting) -> float | None:
        try:
            update = self._read(waiting.raw)
        except Exception as error:  # whatever a client may send: it must not stop the others
            return await self._unreadable(waiting, error)
        self._acknowledge(update)
        try:
            try:
                await self._process(waiting, update)
            except Refused as refusal:
                await self._tell(waiting, update, refusal)
        except (*PASSING, errors.DiskFull):
            raise
        except Exception as error:  # a bug: this person gets an apology, the others go on
            return await self._failed(waiting, update, error)
        return None

    def _read(self, raw: str) -> Update:
        update = Update.de_json(json.loads(raw), self._application.bot)
        if not isinstance(update, Update):
            raise TypeError("not an update")
        return update

    async def _process(self, waiting: Waiting, update: Update) -> None:
        async with self._store.turn() as turn:
            with in_scene(Scene(turn=turn, seals=self._seals)):
                await self._application.process_update(update)
            await turn.inbox.done(waiting.update_id)

    async def _tell(self, waiting: Waiting, update: Update, refusal: Refused) -> None:
        async with self._store.turn() as turn:
            with in_scene(Scene(turn=turn, seals=self._seals)):
                await self._wiring.tell(turn, self._seals, update, refusal)
            await turn.inbox.done(waiting.update_id)

    async def _unreadable(self, waiting: Waiting, error: Exception) -> float | None:
        async with self._store.turn() as turn:
            if await turn.inbox.failed(waiting.update_id) < TRIES:
                return 0.0
            await turn.inbox.set_aside(waiting.update_id, type(error).__name__)
        log.error("unreadable update set aside, reference %s: %s", new_reference(), position(error))
        return None

    async def _failed(self, waiting: Waiting, update: Update, error: Exception) -> float | None:
        async with self._store.turn() as turn:
            tries = await turn.inbox.failed(waiting.update_id)
        if tries < TRIES:
            log.warning("an update failed (try %d): %s", tries, position(error))
            return RETRY_AFTER[tries - 1]
        reference = new_reference()
        log.error("update set aside, reference %s: %s", reference, position(error))
        await self._give_up(waiting, update, error, reference)
        return None

    async def _give_up(
        self, waiting: Waiting, update: Update, error: Exception, reference: str
    ) -> None:
        code = type(error).__name__
        try:
            async with self._store.turn() as turn:
                with in_scene(Scene(turn=turn, seals=self._seals)):
                    await self._wiring.apologise(turn, self._seals, update, reference)
                await turn.inbox.set_aside(waiting.update_id, code)
        except (*PASSING, errors.DiskFull):
            raise
        except Exception as second:  # even without an apology the update must be out of the way
            log.error("no apology possible, reference %s: %s", reference, position(second))
            async with self._store.turn() as turn:
                await turn.inbox.set_aside(waiting.update_id, code)

    def _acknowledge(self, update: Update) -> None:
        """Stop the button from spinning; may be lost, must not be waited for."""
        if update.callback_query is None or len(self._acknowledging) >= MOST_ACKNOWLEDGING:
            return
        task = asyncio.create_task(self._answer_press(update.callback_query.id))
        self._acknowledging.add(task)
        task.add_done_callback(self._acknowledging.discard)

    async def _answer_press(self, query_id: str) -> None:
        # A press that is too old to be answered, or an answer that is lost, harms nobody.
        with suppress(TelegramError):
            await self._api.call("answerCallbackQuery", {"callback_query_id": query_id})
