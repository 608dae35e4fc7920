"""Updates come in: they are committed before Telegram is told that they arrived."""

import asyncio
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.workers import Waiting, Workers
from storage.store import Store

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
PAGE = 500
_NUMBER = re.compile(rb'"update_id"\s*:\s*(\d{1,18})')
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Garbled:
    """An update of which nothing but its number can be read."""

    update_id: int
    raw: str


class Intake:
    """Keeps raw updates in the inbox and hands the new ones to the workers."""

    def __init__(self, store: Store, workers: Workers) -> None:
        self._store = store
        self._workers = workers
        self._loaded = asyncio.Event()

    async def load(self) -> None:
        """Hand over what an earlier run left; until then nothing new is taken, for the order."""
        after = -1
        while True:
            async with self._store.reading() as turn:
                rows = await turn.inbox.waiting(after, PAGE)
            if not rows:
                break
            after = rows[-1].update_id
            await self._workers.take([Waiting(row.chat_id, row.update_id, row.raw) for row in rows])
        self._loaded.set()

    async def receive(self, updates: list[Any]) -> None:
        """Commit them, then hand over those that were new; returns when both is done."""
        await self._loaded.wait()
        rows = {row.update_id: row for row in _readable(updates)}
        if not rows:
            return
        async with self._store.turn() as turn:
            new = await turn.inbox.add_many(
                [(row.update_id, row.chat_id, row.raw) for row in rows.values()]
            )
        await self._workers.take([rows[update_id] for update_id in new])


def next_offset(updates: list[Any]) -> int | None:
    """Return what confirms these updates.

    None once there is nothing to confirm: Telegram may restart its numbers lower after a quiet
    week, and an old offset would then confirm what nobody has seen.
    """
    ids = [number for update in updates if (number := _number_of(update)) is not None]
    return max(ids) + 1 if ids else None


def chat_of(update: dict[str, Any]) -> int:
    """Return the chat whose updates must stay in order; 0 where none can be found."""
    for kind in ALLOWED:
        content = update.get(kind)
        if not isinstance(content, dict):
            continue
        message = content.get("message")
        chat = (message if isinstance(message, dict) else content).get("chat")
        for place in (chat, content.get("from")):
            if isinstance(place, dict) and _is_id(place.get("id")):
                return int(place["id"])
    return 0


def read_updates(answer: bytes) -> list[Any] | None:
    """Return the updates in an answer of getUpdates; None where it is not of that form."""
    try:
        updates = json.loads(answer)["result"]
    except (ValueError, RecursionError, LookupError, TypeError):
        return None
    return updates if isinstance(updates, list) else None


def salvage(answer: bytes) -> list[Any]:
    """Return the only update of an answer that cannot be read, so that it can be confirmed."""
    found = _NUMBER.search(answer)
    return [Garbled(int(found[1]), answer.decode("utf-8", "replace"))] if found else []


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 63


def _number_of(update: Any) -> int | None:
    if isinstance(update, Garbled):
        return update.update_id
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if _is_id(number) else None


def _readable(updates: list[Any]) -> Iterator[Waiting]:
    for update in updates:
        number = _number_of(update)
        if number is None:
            log.error("an update without a number cannot be kept and is left out")
        elif isinstance(update, Garbled):
            yield Waiting(0, number, update.raw)
        else:
            yield Waiting(chat_of(update), number, _written(update))


def _written(update: dict[str, Any]) -> str:
    """Return its JSON without halves of characters, which nothing could store or send."""
    try:
        text = json.dumps(update, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace").decode()
    except RecursionError:  # nested deeper than can be written: set aside like other nonsense
        return ""
