"""People who write to a bot and wait for its answers, at the playground's end of the line."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle
from random import Random

from playground import Phone, Playground
from playground.people import Json

PATIENCE = 60.0
Act = Callable[[Phone], Awaitable[str]]
"""What a person does; returns the kind of act, under which the wait for the answer is kept."""


class Unanswered(Exception):
    """People were left without an answer; the text says how many."""


@dataclass(frozen=True)
class Answers:
    """How long each person waited, by kind of act, and how long all of it took (seconds)."""

    waits: dict[str, list[float]]
    seconds: float

    @property
    def all_waits(self) -> list[float]:
        """The waits of every kind."""
        return [wait for waits in self.waits.values() for wait in waits]


@dataclass(frozen=True)
class _Question:
    """What somebody waits for: asked_at is the pretend moment, began counts monotonic seconds."""

    kind: str
    began: float
    asked_at: datetime


class Crowd:
    """Each person has at most one question open; who asks next is the same for every bot.

    An answer is the first new or edited message in the person's chat after the act; notice of a
    deletion is none.
    """

    def __init__(self, playground: Playground, ids: Sequence[int], seed: int) -> None:
        shuffled = list(ids)
        Random(seed).shuffle(shuffled)
        self._playground = playground
        self._size = len(shuffled)
        self._turns = cycle(shuffled)
        self._open: dict[int, _Question] = {}
        self._waits: dict[str, list[float]] = {}
        self._last = 0.0
        self._seats = asyncio.Semaphore(0)
        self._nothing_open = asyncio.Event()
        playground.world.listeners.append(self._hear)

    async def keep_busy(self, act: Act, total: int, in_flight: int) -> Answers:
        """Ask as fast as answers come, so many questions open at a time; raises Unanswered."""
        began = self._begin()
        self._seats = asyncio.Semaphore(in_flight)
        for _ in range(total):
            await self._patiently(self._seats.acquire())
            await self._ask(act, time.monotonic())
        return await self._end(began)

    async def at_rate(self, act: Act, total: int, per_second: float) -> Answers:
        """Ask at fixed moments whatever the bot does; a wait counts from the moment planned."""
        began = self._begin()
        for number in range(total):
            planned = began + number / per_second
            await asyncio.sleep(planned - time.monotonic())
            await self._ask(act, planned)
        return await self._end(began)

    def _begin(self) -> float:
        self._waits = {}
        return time.monotonic()

    async def _end(self, began: float) -> Answers:
        if self._open:
            self._nothing_open.clear()
            await self._patiently(self._nothing_open.wait())
        return Answers(self._waits, self._last - began)

    async def _ask(self, act: Act, began: float) -> None:
        if len(self._open) == self._size:
            raise Unanswered(f"All {self._size} people are waiting for an answer.")
        person = next(one for one in self._turns if one not in self._open)
        # The act itself shows in the chat as well: only what comes after it is an answer.
        kind = await act(self._playground.phone(person))
        self._open[person] = _Question(kind, began, self._playground.clock.now())

    def _hear(self, event: Json) -> None:
        """Look at one change of a chat; `alert` marks a new message of the bot."""
        question = self._open.get(event["user_id"]) if event["kind"] == "chat" else None
        if question is None or not (event.get("alert") or self._edited(event["user_id"], question)):
            return
        del self._open[event["user_id"]]
        self._last = time.monotonic()
        self._waits.setdefault(question.kind, []).append(self._last - question.began)
        self._seats.release()
        if not self._open:
            self._nothing_open.set()

    def _edited(self, person: int, question: _Question) -> bool:
        messages = self._playground.world.chats[person].messages.values()
        return any(one.edited_at and one.edited_at >= question.asked_at for one in messages)

    async def _patiently(self, waiting: Awaitable[object]) -> None:
        try:
            await asyncio.wait_for(waiting, PATIENCE)
        except TimeoutError:
            count = len(self._open)
            raise Unanswered(f"{count} people waited {PATIENCE:.0f} s for nothing.") from None
