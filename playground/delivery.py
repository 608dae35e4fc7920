"""Updates on their way to the bot: kept until confirmed, fetched by long polling."""

import asyncio
import json
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from playground.errors import ApiError, other_poller
from playground.faults import Faults
from playground.people import Json

FIRST_UPDATE_ID = 500_000_001
LONGEST_POLL = 50.0
MOST_UPDATES = 100


@dataclass(frozen=True, slots=True)
class Update:
    """One update as it goes over the wire; updates with the same `chat_id` keep their order."""

    id: int
    chat_id: int
    body: bytes


class UpdateQueue:
    """The one queue of this bot; long polling and the webhook both empty it."""

    def __init__(self, faults: Faults) -> None:
        self.on_push: Callable[[], None] | None = None
        self.closing = False
        self._faults = faults
        self._allowed: frozenset[str] = frozenset()
        self._next_id = FIRST_UPDATE_ID
        self._pending: OrderedDict[int, Update] = OrderedDict()
        self._confirmed: deque[Update] = deque(maxlen=50)
        self._poll: asyncio.Future[None] | None = None
        self._is_polled = asyncio.Event()

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def allowed(self) -> list[str]:
        """The kinds of update that the bot asked for; empty means all."""
        return sorted(self._allowed)

    def allow(self, kinds: list[str] | None) -> None:
        """Which kinds later updates may have; None leaves it as it was, empty means all."""
        if isinstance(kinds, list):
            self._allowed = frozenset(map(str, kinds))

    def push(self, kind: str, content: Json, chat_id: int) -> None:
        """Adds one update, unless the bot did not ask for its kind."""
        if not self._allowed or kind in self._allowed:
            self.inject({kind: content}, chat_id)

    def inject(self, content: Json, chat_id: int) -> int:
        """Adds one update of any shape; the id that it got."""
        update_id = self._next_id
        self._next_id += 1
        # ASCII, because a mangled update may hold halves of characters.
        encoded = json.dumps({**content, "update_id": update_id}).encode()
        self._pending[update_id] = Update(update_id, chat_id, encoded)
        if self._poll:
            _finish(self._poll)
        if self.on_push:
            self.on_push()
        return update_id

    def waiting(self) -> list[Update]:
        """Everything that is not confirmed, oldest first."""
        return list(self._pending.values())

    def confirm(self, update_id: int) -> None:
        """Forgets one update that a webhook took."""
        self._pending.pop(update_id, None)

    def clear(self) -> None:
        """Forgets all that waits (drop_pending_updates)."""
        self._pending.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[bytes]:
        """One getUpdates; raises ApiError 409 in the older poll when a newer one begins."""
        self.end_poll(other_poller())
        self._confirm_below(offset)
        if not self._pending and seconds > 0 and not self.closing:
            await self._wait(min(seconds, LONGEST_POLL))
        return self._batch(limit)

    async def polled(self) -> None:
        """Returns once a poll is waiting for updates."""
        await self._is_polled.wait()

    def end_poll(self, refusal: ApiError | None = None) -> None:
        """Ends a poll that waits: with the refusal, or with an empty answer."""
        poll, self._poll = self._poll, None
        if poll is None or poll.done():
            return
        if refusal:
            poll.set_exception(refusal)
        else:
            poll.set_result(None)

    async def _wait(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        poll: asyncio.Future[None] = loop.create_future()
        self._poll = poll
        self._is_polled.set()
        alarm = loop.call_later(seconds, _finish, poll)
        try:
            await poll
        finally:
            alarm.cancel()
            if self._poll is poll:
                self._poll = None
            if self._poll is None:
                self._is_polled.clear()

    def _confirm_below(self, offset: int) -> None:
        if offset < 0:
            keep = set(list(self._pending)[offset:])
            for update_id in [known for known in self._pending if known not in keep]:
                self._confirmed.append(self._pending.pop(update_id))
            return
        while self._pending and next(iter(self._pending)) < offset:
            self._confirmed.append(self._pending.popitem(last=False)[1])

    def _batch(self, limit: int) -> list[bytes]:
        updates = list(islice(self._pending.values(), max(1, min(limit, MOST_UPDATES))))
        if updates and self._faults.duplicate_updates:
            updates += [one for one in updates if self._strikes()]
            updates += [one for one in self._confirmed if self._strikes()]
        self._faults.shuffle(updates)
        return [update.body for update in updates]

    def _strikes(self) -> bool:
        return self._faults.strikes(self._faults.duplicate_updates)


def _finish(poll: asyncio.Future[None]) -> None:
    if not poll.done():
        poll.set_result(None)
