"""The clock: due rows become actions, late ones in order, none dropped and none done twice."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.apart import Apart
from bot.errors import PASSING
from bot.logs import new_reference, position
from mutual_aid.acts import Act, Think
from mutual_aid.notices import Due, DueKind
from storage import errors
from storage.session import Touched
from storage.store import Store

EVERY = 5
"""Seconds between two looks at the table, whatever else wakes the clock."""
BATCH = 50
TRIES = 10
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=10)
PAUSE = 2.0
NETWORK = "network"
_SOON = timedelta(minutes=10)
log = logging.getLogger(__name__)


class Clock(Protocol):
    """What the time is, aware UTC; it runs at real speed and may jump forward."""

    def now(self) -> datetime: ...


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC)


class Ticking:
    """Does what is due, one row in one turn; the scheduler only wakes it."""

    def __init__(self, store: Store, clock: Clock, act: Act, think: Think) -> None:
        self._store = store
        self._clock = clock
        self._act = act
        self._think = think
        self._apart = Apart()
        self._wake = asyncio.Event()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True}
        )
        self._stopping = False
        store.on_commit(self._committed)

    def wake(self) -> None:
        """Look at the table now (the clock was moved, or rows were added)."""
        self._wake.set()

    def stop(self) -> None:
        """Begin nothing new; run() ends when what is being done is done."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Tick until stopped or cancelled; raises storage's DiskFull."""
        self._scheduler.add_job(self.wake, "interval", seconds=EVERY)
        self._scheduler.start()
        try:
            while not self._stopping:
                self._wake.clear()
                await self._safely()
                await self._wake.wait()
        finally:
            self._scheduler.shutdown(wait=False)
            self._apart.close()

    async def plan_sweep(self) -> None:
        """See to it that the daily sweep stands in the table."""
        async with self._store.turn() as turn:
            if await turn.due.when(DueKind.SWEEP, NETWORK) is None:
                due_at = turn.now + _SOON
                await turn.due.at(Due(kind=DueKind.SWEEP, object_id=NETWORK, due_at=due_at))

    async def _safely(self) -> None:
        try:
            await self._catch_up()
            await self._set_alarm()
        except PASSING as error:
            log.warning("the table of due things is not available (%s)", type(error).__name__)
            asyncio.get_running_loop().call_later(PAUSE, self.wake)

    async def _catch_up(self) -> None:
        while True:
            async with self._store.reading() as turn:
                rows = await turn.due.take(turn.now, BATCH)
            if not rows:
                return
            for row in rows:
                if self._stopping:
                    return
                await self._do(row.due, row.tries)

    async def _do(self, row: Due, tries: int) -> None:
        try:
            act = await self._thought_over(row)
            async with self._store.turn() as turn:
                # Moved or cancelled by what was done before it: then it is not due any more.
                if await turn.due.when(row.kind, row.object_id) != row.due_at:
                    return
                # Finished first: the action may put the next one of its kind in the same place.
                await turn.due.finish(row.kind, row.object_id)
                await act(turn, row)
                swept = await turn.sweep(turn.now) if row.kind is DueKind.SWEEP else None
        except (*PASSING, errors.DiskFull):
            raise
        except Exception as error:  # a bug in one action must not stop the others
            await self._failed(row, tries + 1, error)
        else:
            if swept is not None:
                log.info("swept: %s", swept)

    async def _thought_over(self, row: Due) -> Act:
        """Compute what the row needs, in another process: neither people nor the database wait."""
        async with self._store.reading() as turn:
            thought = await self._think(turn, row)
        if thought is None:
            return self._act
        return thought.act_by(await self._apart.run(thought.compute))

    async def _failed(self, row: Due, tries: int, error: Exception) -> None:
        wait = min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)
        async with self._store.turn() as turn:
            if tries < TRIES:
                await turn.due.failed(row.kind, row.object_id, turn.now + wait)
            else:
                await turn.due.set_aside(row.kind, row.object_id)
        if tries < TRIES:
            log.warning("%s failed (try %d): %s", row.kind, tries, position(error))
        else:
            log.error("%s set aside, reference %s: %s", row.kind, new_reference(), position(error))

    async def _set_alarm(self) -> None:
        async with self._store.reading() as turn:
            next_at = await turn.due.next_at()
        if next_at is None:
            return
        away = max(next_at - self._clock.now(), timedelta(milliseconds=1))
        if away < timedelta(seconds=EVERY):
            self._scheduler.add_job(
                self.wake,
                "date",
                run_date=datetime.now(UTC) + away,
                id="next",
                replace_existing=True,
            )

    def _committed(self, touched: Touched) -> None:
        if touched.due:
            self._wake.set()
