"""People with phones who go on living while the bot is killed: they read, press and write."""

import asyncio
import json
import random
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp

Chat = dict[str, Any]
RECORDED = "記低咗"
DETAILS = "到門口講暗號"
_CODE = re.compile(r"N-(\d{4,})")


class Phones:
    """The playground's phone API, with a count of what was really sent."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session, self._address = session, address
        self.tried = self.updates = 0

    async def chat(self, who: int) -> Chat:
        """What the phone shows."""
        return await self._get(f"phone/chats/{who}")

    async def last_call(self) -> int:
        """The number of the bot's last call."""
        calls = (await self._get("phone/log?after=0"))["calls"]
        return int(calls[-1]["n"]) if calls else 0

    async def was_asked(self, method: str, after: int) -> bool:
        """Whether the bot called this method since that call."""
        calls = (await self._get(f"phone/log?after={after}"))["calls"]
        return any(call["method"] == method for call in calls)

    async def does(self, who: int, act: str, content: dict[str, Any]) -> None:
        """Write, press or start; a button that is gone in this moment is no mistake."""
        url = f"{self._address}phone/chats/{who}/{act}"
        self.tried += 1
        async with self._session.post(url, json=content) as answer:
            assert answer.status in (200, 409), await answer.text()
            self.updates += answer.status == 200

    async def changes(self) -> AsyncIterator[int]:
        """The chats that change, as they change."""
        timeout = aiohttp.ClientTimeout(total=None)
        async with self._session.get(f"{self._address}phone/events", timeout=timeout) as stream:
            async for line in stream.content:
                if line.startswith(b"data:"):
                    event = json.loads(line[5:])
                    if event["kind"] == "chat":
                        yield event["user_id"]

    async def _get(self, path: str) -> dict[str, Any]:
        async with self._session.get(f"{self._address}{path}") as answer:
            found: dict[str, Any] = await answer.json()
            return found


@dataclass
class Actor:
    """One person; does one thing at a time, and the same thing again only after some seconds."""

    telegram_id: int
    dice: random.Random
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    done: dict[str, float] = field(default_factory=dict)
    recorded: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    buttons: tuple[str, ...] = ()

    async def live(self, phones: Phones) -> None:
        """React to what the phone shows, for ever."""
        await phones.does(self.telegram_id, "start", {})
        while True:
            self.changed.clear()
            chat = await phones.chat(self.telegram_id)
            self._remember(chat)
            await self._react(phones, chat)
            try:
                await asyncio.wait_for(self.changed.wait(), self.dice.uniform(1, 2))
            except TimeoutError:
                continue
            await asyncio.sleep(self.dice.uniform(0.05, 0.4))

    def _remember(self, chat: Chat) -> None:
        for message in chat["messages"]:
            if message["from_bot"] and (found := _CODE.search(message["html"])):
                if RECORDED in message["html"]:
                    self.recorded.add(int(found[1]))
                if DETAILS in message["html"]:
                    self.held.add(int(found[1]))

    async def _react(self, phones: Phones, chat: Chat) -> None:
        for message in reversed(chat["messages"]):
            for row, keys in enumerate(message["buttons"]):
                for column, key in enumerate(keys):
                    if self._wants(message, key["text"]):
                        place = {"message_id": message["id"], "row": row, "column": column}
                        await phones.does(self.telegram_id, "press", place)
                        return

    def _wants(self, message: dict[str, Any], label: str) -> bool:
        wanted = any(button in label for button in self.buttons)
        return wanted and self._first_time(f"{message['id']} {label} {hash(message['html'])}")

    def _first_time(self, what: str, patience: float = 4.0) -> bool:
        """Whether this was not done lately."""
        now = time.monotonic()
        if now - self.done.get(what, -patience) < patience:
            return False
        self.done[what] = now
        return True


@dataclass
class Helper(Actor):
    """Takes what is offered and does it."""

    buttons: tuple[str, ...] = ("我得,接受", "做好咗", "30", "冇")


@dataclass
class Asker(Actor):
    """Keeps asking for help with the bot."""

    async def _react(self, phones: Phones, chat: Chat) -> None:
        if self._first_time("/help", patience=self.dice.uniform(0.5, 1.5)):
            await phones.does(self.telegram_id, "text", {"text": "/help"})


@dataclass
class Reporter(Actor):
    """A leader who reports one need after the other, each for another flat."""

    flats: list[str] = field(default_factory=list)
    buttons: tuple[str, ...] = ("係,搞掂", "啱,送出")
    said_at: float = 0.0

    async def _react(self, phones: Phones, chat: Chat) -> None:
        newest = [message for message in chat["messages"] if message["from_bot"]][-2:]
        for message in newest:
            if said := self._answer(message):
                await phones.does(self.telegram_id, "text", {"text": said})
                return
        self.buttons = ("係,搞掂", "啱,送出", "送飯")
        await super()._react(phones, chat)
        if self._first_time("/need", patience=self.dice.uniform(5, 8)):
            await phones.does(self.telegram_id, "text", {"text": "/need"})

    def _answer(self, message: dict[str, Any]) -> str:
        html = message["html"]
        for question, answer in (
            ("邊個單位", self.flats[-1]),
            ("幾時要幫手", "晚飯到星期日"),
            ("義工要知道啲乜", "陳婆婆,唔食牛"),
        ):
            if question in html and self._first_time(f"{message['id']} {question}"):
                if answer == self.flats[-1]:
                    self.flats.insert(0, self.flats.pop())
                return answer
        return ""
