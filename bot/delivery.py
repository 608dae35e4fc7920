"""Messages go out: three lanes, one at a time for each chat, as fast as Telegram takes them."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from bot.bookkeeping import Books
from bot.errors import PASSING
from bot.orders import Orders, Taken
from bot.outcomes import Outcome, Result
from bot.pacing import Pacer
from bot.sending import Order, Sender
from handlers.screens import Screen
from mutual_aid.notices import Lane
from storage.session import Touched
from storage.store import Store

IN_FLIGHT = 24
SHORTEST_SLEEP, LONGEST_SLEEP = 0.001, 5.0
FIRST_HOLD, LONGEST_HOLD = 1.0, 30.0
RESTART_HOLD = 1.0
"""Seconds after a sudden end for which nobody knows what Telegram has just had from us."""
PAUSE = 2.0
UNCOUNTED = frozenset({Result.TOO_FAST, Result.NO_CONNECTION})
log = logging.getLogger(__name__)


class Delivery:
    """The only one that sends; whatever waits in the outbox gets its turn."""

    def __init__(
        self,
        store: Store,
        orders: Orders,
        sender: Sender,
        books: Books,
        pacer: Pacer,
        now: Callable[[], datetime],
    ) -> None:
        self._orders = orders
        self._sender = sender
        self._books = books
        self._pacer = pacer
        self._now = now
        self._in_flight: set[int] = set()
        self._wake = asyncio.Event()
        self._stopping = False
        self._hold = FIRST_HOLD
        store.on_commit(self._committed)

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way at this moment."""
        return not self._in_flight

    def wake(self) -> None:
        """Look into the outbox now."""
        self._wake.set()

    def stop(self) -> None:
        """Begin nothing new; run() ends when what is on its way has arrived."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Send until stopped or cancelled; raises DiskFull or TokenRefused (in a group)."""
        if left := await self._books.take_over():
            log.warning("%d messages were on their way when the program ended", left)
            self._pacer.hold(RESTART_HOLD)
        async with asyncio.TaskGroup() as group:
            while not self._stopping:
                self._wake.clear()
                try:
                    seconds = await self._round(group)
                except PASSING as error:
                    log.warning("the outbox is not available (%s)", type(error).__name__)
                    seconds = PAUSE
                await self._sleep(seconds)

    async def send_emergencies(self) -> int:
        """Last act where nothing can be written: send them once, without keeping that; the count.

        They are still in the outbox afterwards, so people may get them again after the next start.
        """
        sent = 0
        for order in await self._orders.emergencies():
            outcome = await self._sender.send(order)
            sent += outcome.result is Result.SENT
        return sent

    async def _round(self, group: asyncio.TaskGroup) -> float:
        """Start what may leave now; returns how long nothing more will."""
        room = IN_FLIGHT - len(self._in_flight)
        if room <= 0:
            return LONGEST_SLEEP
        most = min(self._pacer.free(), room)
        if most <= 0:
            return min(self._pacer.wait(), LONGEST_SLEEP)
        paused = self._pacer.paused()
        taken = await self._orders.take(
            most, paused | self._in_flight, self._pacer.free_for_broadcasts()
        )
        if not taken.orders:
            return self._until_next(taken, paused)
        for order in await self._books.begin(taken.orders):
            self._start(group, order)
        return 0.0

    def _start(self, group: asyncio.TaskGroup, order: Order) -> None:
        row = order.row
        self._in_flight.add(row.chat_id)
        self._pacer.leave(row.chat_id, broadcast=row.lane is Lane.BROADCAST)
        group.create_task(self._deliver(order))

    async def _deliver(self, order: Order) -> None:
        counted = False
        try:
            outcome = await self._sender.send(order)
            counted = outcome.result not in UNCOUNTED and isinstance(order.worded, Screen)
        finally:
            self._pacer.answered(order.row.chat_id, counted=counted)
        try:
            self._keep_pace(outcome)
            await self._write_down(order, outcome)
            await self._tidy(order, outcome)
        finally:
            self._in_flight.discard(order.row.chat_id)
            self._wake.set()

    async def _write_down(self, order: Order, outcome: Outcome) -> None:
        while True:
            try:
                await self._books.finish(order, outcome)
            except PASSING as error:
                log.warning("an outcome waits for the database (%s)", type(error).__name__)
                await asyncio.sleep(PAUSE)
            else:
                return

    async def _tidy(self, order: Order, outcome: Outcome) -> None:
        """Delete the message that a newer one stands for."""
        if order.card is not None and outcome.message_id is not None:
            await self._sender.remove(order.card.chat_id, order.card.message_id)

    def _keep_pace(self, outcome: Outcome) -> None:
        if outcome.result is Result.TOO_FAST:
            if not self._pacer.held:
                log.warning("Telegram asks for a pause of %d seconds", outcome.wait)
            self._pacer.hold(outcome.wait)
        elif outcome.result is Result.NO_CONNECTION:
            if not self._pacer.held:  # all that are on their way fail together
                self._pacer.hold(self._hold)
                self._hold = min(self._hold * 2, LONGEST_HOLD)
        else:
            self._hold = FIRST_HOLD
        if outcome.result is Result.DEAD:
            log.error("Telegram refuses a message for good: %s", outcome.error)

    def _until_next(self, taken: Taken, paused: set[int]) -> float:
        waits = [self._pacer.wait_for(chat_id) for chat_id in paused]
        if taken.held_back:
            waits.append(self._pacer.wait_for_broadcast())
        if taken.next_at is not None:
            waits.append((taken.next_at - self._now()).total_seconds())
        return max(min([*waits, LONGEST_SLEEP]), SHORTEST_SLEEP)

    async def _sleep(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    def _committed(self, touched: Touched) -> None:
        if touched.outbox:
            self._wake.set()
