"""Workers: one at a time for each chat, many chats at once, the oldest update of a chat first."""

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from typing import NamedTuple

SEATS = 16
MOST_WAITING = 5_000


class Waiting(NamedTuple):
    """An update that is in the inbox and not done."""

    chat_id: int
    update_id: int
    raw: str


Handle = Callable[[Waiting], Awaitable[float | None]]
"""Deals with one update; returns the seconds after which it is to be tried again, or None."""


class Workers:
    """The updates in memory are a copy of the inbox's: losing them loses nothing."""

    def __init__(self, handle: Handle, seats: int = SEATS, most: int = MOST_WAITING) -> None:
        self._handle = handle
        self._seats = seats
        self._most = most
        self._chats: dict[int, list[tuple[int, Waiting]]] = {}
        self._ready: asyncio.Queue[int | None] = asyncio.Queue()
        self._stopping = False
        self._number = 0
        self._room = asyncio.Event()
        self._room.set()

    @property
    def idle(self) -> bool:
        """Whether nothing waits and nobody works."""
        return not self._chats

    async def take(self, updates: list[Waiting]) -> None:
        """Queue them; returns when there is room for more."""
        for update in updates:
            known = self._chats.get(update.chat_id)
            if known is None:
                self._chats[update.chat_id] = known = []
                self._ready.put_nowait(update.chat_id)
            heapq.heappush(known, (update.update_id, update))
        self._count(len(updates))
        await self._room.wait()

    def stop(self) -> None:
        """Begin nothing new; run() ends when what is being handled is done."""
        self._stopping = True
        for _ in range(self._seats):
            self._ready.put_nowait(None)

    async def run(self) -> None:
        """Work until stopped or cancelled; raises what the handling raises (in a group)."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._seats):
                group.create_task(self._work())

    async def _work(self) -> None:
        while not self._stopping:
            chat_id = await self._ready.get()
            if chat_id is None:
                return
            _, update = self._chats[chat_id][0]
            again_after = await self._handle(update)
            if again_after is not None:
                # The chat waits with its update: what follows must not overtake it.
                loop = asyncio.get_running_loop()
                loop.call_later(again_after, self._ready.put_nowait, chat_id)
                continue
            self._finished(chat_id, update)

    def _finished(self, chat_id: int, update: Waiting) -> None:
        waiting = self._chats[chat_id]
        if waiting[0][1] is update:
            heapq.heappop(waiting)
        else:  # an older one came in meanwhile
            waiting.remove((update.update_id, update))
            heapq.heapify(waiting)
        self._count(-1)
        if waiting:
            self._ready.put_nowait(chat_id)
        else:
            del self._chats[chat_id]

    def _count(self, more: int) -> None:
        self._number += more
        if self._number < self._most:
            self._room.set()
        else:
            self._room.clear()
