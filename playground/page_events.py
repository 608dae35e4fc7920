"""Server-sent events: what changed, so that the page fetches it anew."""

import asyncio
import json
from typing import Protocol

from playground.people import Json

HEARTBEAT_SECONDS = 15.0


class Writable(Protocol):
    """Where a stream goes: an HTTP response that was begun."""

    async def write(self, data: bytes) -> None:
        """Raises ConnectionError when the page is gone."""


class EventStream:
    """The events one page has not seen yet; repeats of the same change are told once."""

    def __init__(self) -> None:
        self._waiting: dict[str, Json] = {}
        self._news = asyncio.Event()
        self._closed = False

    def add(self, event: Json) -> None:
        """Takes one event; an alert is not lost when an edit of the same chat follows."""
        key = f"{event['kind']}:{event.get('user_id', '')}:{event.get('text', '')}"
        self._waiting[key] = self._waiting.pop(key, {}) | event
        self._news.set()

    def close(self) -> None:
        """Ends the stream."""
        self._closed = True
        self._news.set()

    async def write_to(self, page: Writable) -> None:
        """Writes until the stream is closed or the page is gone."""
        await page.write(b"retry: 1000\n\n")
        while not self._closed:
            try:
                await asyncio.wait_for(self._news.wait(), HEARTBEAT_SECONDS)
            except TimeoutError:
                await page.write(b": still here\n\n")
                continue
            self._news.clear()
            events, self._waiting = list(self._waiting.values()), {}
            lines = (json.dumps(event, ensure_ascii=False) for event in events)
            await page.write("".join(f"data: {line}\n\n" for line in lines).encode())
