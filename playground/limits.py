"""How much and how fast a bot may send; speeds are real time, whatever the pretend clock says."""

import math
import time
from collections import deque
from collections.abc import Callable

from playground.errors import bad_request, too_many_requests
from playground.plain_text import utf16_length

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
PER_SECOND = 30
CHAT_BURST = 3
CHAT_PER_SECOND = 1.0
GROUP_PER_MINUTE = 20


def check_text(text: str) -> None:
    """Raises ApiError 400 when the text, after parsing, is empty or over 4,096 UTF-16 units."""
    if not text:
        raise bad_request("message text is empty")
    if 2 * len(text) > LONGEST_TEXT and utf16_length(text) > LONGEST_TEXT:
        raise bad_request("message is too long")


def check_caption(text: str) -> None:
    """Raises ApiError 400 when the caption, after parsing, is over 1,024 UTF-16 units."""
    if 2 * len(text) > LONGEST_CAPTION and utf16_length(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")


class Pacing:
    """30 messages in any second for all; a chat has a burst of 3, then 1/s; a group 20/min."""

    def __init__(self, strict: bool, seconds: Callable[[], float] = time.monotonic) -> None:
        self.strict = strict
        self._seconds = seconds
        self._all: deque[float] = deque()
        self._chats: dict[int, tuple[float, float]] = {}
        self._groups: dict[int, deque[float]] = {}

    def take(self, chat_id: int) -> None:
        """Counts one message; raises ApiError 429, and counts nothing, when it comes too soon."""
        if not self.strict:
            return
        now = self._seconds()
        wait = self._window_wait(self._all, now, 1.0, PER_SECOND)
        if chat_id < 0:
            group = self._groups.setdefault(chat_id, deque())
            wait = max(wait, self._window_wait(group, now, 60.0, GROUP_PER_MINUTE))
        else:
            wait = max(wait, self._chat_wait(chat_id, now))
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        self._count(chat_id, now)

    def _count(self, chat_id: int, now: float) -> None:
        self._all.append(now)
        if chat_id < 0:
            self._groups[chat_id].append(now)
        else:
            self._chats[chat_id] = (self._tokens(chat_id, now) - 1, now)

    def _tokens(self, chat_id: int, now: float) -> float:
        tokens, at = self._chats.get(chat_id, (CHAT_BURST, now))
        return min(CHAT_BURST, tokens + (now - at) * CHAT_PER_SECOND)

    def _chat_wait(self, chat_id: int, now: float) -> float:
        # The grain of floating point must not turn "exactly one second" into a refusal.
        missing = 1 - self._tokens(chat_id, now) - 1e-9
        return missing / CHAT_PER_SECOND

    @staticmethod
    def _window_wait(sent: deque[float], now: float, window: float, most: int) -> float:
        while sent and sent[0] <= now - window:
            sent.popleft()
        return sent[0] + window - now if len(sent) >= most else 0.0
