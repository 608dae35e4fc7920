"""How fast we send: our own limits for all chats, each person and each group, and Telegram's 429.

A message is counted from before it leaves until one period after its answer came, because it
reached Telegram somewhere in between: whatever the network does, Telegram sees no more than that.
"""

import heapq
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.settings import Pace

_GROUP_SECONDS = 60.0
_SECOND = 1.0
_LATE = 0.05
_GRAIN = 1e-6


class _Window:
    """At most so many messages in any period, the ones under way included."""

    def __init__(self, most: int, period: float) -> None:
        self._most, self._period = most, period
        self._under_way = 0
        self._free_again: list[float] = []

    def free(self, now: float) -> int:
        """How many could leave at once."""
        while self._free_again and self._free_again[0] <= now:
            heapq.heappop(self._free_again)
        return self._most - self._under_way - len(self._free_again)

    def next_at(self, now: float) -> float:
        """When one more may leave; an answer under way may make it earlier, never later."""
        if self.free(now) > 0:
            return now
        return self._free_again[0] if self._free_again else float("inf")

    def leave(self) -> None:
        self._under_way += 1

    def answered(self, now: float, *, counted: bool) -> None:
        self._under_way -= 1
        if counted:
            heapq.heappush(self._free_again, now + self._period)


@dataclass(slots=True)
class _Bucket:
    """A person's allowance: it does not grow while a message is under way."""

    tokens: float
    since: float
    under_way: bool = False


class Pacer:
    """Says when the next message may leave; seconds are monotonic, whatever the clock shows."""

    def __init__(self, pace: Pace, seconds: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._seconds = seconds
        self._all = _Window(pace.per_second, _SECOND)
        self._buckets: dict[int, _Bucket] = {}
        self._groups: dict[int, _Window] = {}
        self._held_until = 0.0
        self._broadcast_at = 0.0

    def hold(self, seconds: float) -> None:
        """Telegram asked for patience: nothing leaves before; a hold is never shortened."""
        self._held_until = max(self._held_until, self._seconds() + seconds)

    @property
    def held(self) -> bool:
        """Whether everybody waits."""
        return self._seconds() < self._held_until

    def free(self) -> int:
        """How many messages may leave now, to chats that have an allowance."""
        return 0 if self.held else max(0, self._all.free(self._seconds()))

    def wait(self) -> float:
        """Seconds until free() is above zero (infinite: when an answer comes)."""
        now = self._seconds()
        return max(self._held_until, self._all.next_at(now)) - now

    def wait_for_broadcast(self) -> float:
        """Seconds until the next broadcast message; they are spread so that replies find a slot."""
        return max(0.0, self._broadcast_at - self._seconds())

    def free_for_broadcasts(self) -> int:
        """How many broadcast messages may leave now."""
        late = self._seconds() - self._broadcast_at
        return 0 if late < 0 else 1 + int(min(late, _LATE) * self._pace.per_second)

    def wait_for(self, chat_id: int) -> float:
        """Seconds until this chat may get another message."""
        now = self._seconds()
        if chat_id < 0:
            window = self._groups.get(chat_id)
            return window.next_at(now) - now if window else 0.0
        bucket = self._buckets.get(chat_id)
        if bucket is None:
            return 0.0
        missing = 1 - self._grown(bucket, now)
        return max(0.0, missing * self._pace.per_chat_seconds) if missing > _GRAIN else 0.0

    def paused(self) -> set[int]:
        """The chats that must wait; those whose allowance is whole again are forgotten."""
        now = self._seconds()
        for chat_id, bucket in list(self._buckets.items()):
            if not bucket.under_way and self._grown(bucket, now) >= self._pace.per_chat_burst:
                del self._buckets[chat_id]
        return {chat for chat in (*self._buckets, *self._groups) if self.wait_for(chat) > 0}

    def leave(self, chat_id: int, *, broadcast: bool = False) -> None:
        """A message leaves now; answered() must follow."""
        now = self._seconds()
        self._all.leave()
        if chat_id < 0:
            self._group(chat_id).leave()
        else:
            bucket = self._buckets.setdefault(chat_id, _Bucket(self._pace.per_chat_burst, now))
            bucket.tokens, bucket.since = self._grown(bucket, now) - 1, now
            bucket.under_way = True
        if broadcast:
            step = 1 / self._pace.per_second
            # Keeps to its grid where the loop woke a little late.
            self._broadcast_at = max(self._broadcast_at + step, now - _LATE)

    def answered(self, chat_id: int, *, counted: bool = True) -> None:
        """The answer came, or nothing was sent after all (then it does not count)."""
        now = self._seconds()
        self._all.answered(now, counted=counted)
        if chat_id < 0:
            self._group(chat_id).answered(now, counted=counted)
        else:
            bucket = self._buckets[chat_id]
            bucket.tokens, bucket.since = bucket.tokens + (0 if counted else 1), now
            bucket.under_way = False

    def _grown(self, bucket: _Bucket, now: float) -> float:
        if not self._pace.per_chat_seconds:
            return self._pace.per_chat_burst
        if bucket.under_way:
            return bucket.tokens
        grown = bucket.tokens + (now - bucket.since) / self._pace.per_chat_seconds
        return min(float(self._pace.per_chat_burst), grown)

    def _group(self, chat_id: int) -> _Window:
        return self._groups.setdefault(
            chat_id, _Window(self._pace.per_group_minute, _GROUP_SECONDS)
        )
