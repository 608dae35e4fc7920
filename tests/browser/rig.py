"""A pretend Telegram with a scripted bot, running beside the test in a thread of its own."""

import asyncio
import threading
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any, TypeVar

import aiohttp

from playground import Person, Playground, PretendClock

Json = dict[str, Any]
Result = TypeVar("Result")

TOKEN = "1234567:scripted-bot"
LEADER, VOLUNTEER, COORDINATOR, NEIGHBOUR = 990000000001, 990000000051, 990000000168, 990000000002
PEOPLE = [
    Person(LEADER, "李珍燕", "", "zh-hant", "Building leader, Mong Chiu House"),
    Person(NEIGHBOUR, "朱榮偉", "", "zh-hant", "Floor leader, Mong Chiu House 1–4/F"),
    Person(VOLUNTEER, "Cheung", "Ping", "en", "Volunteer, Mong Fan House"),
    Person(COORDINATOR, "谢燕云", "", "zh-hans", "Coordinator"),
]
# A Monday, 09:00 in Hong Kong.
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CARD = "<b>Meal delivery</b> · normal\nMong Chiu House, 21/F &amp; <i>supper until Sunday</i>"
WAIT_SECONDS = 20
RETRY_SECONDS = 0.1


def rows(*labels: list[str]) -> Json:
    """An inline keyboard whose buttons say and send the same word."""
    keyboard = [[{"text": text, "callback_data": text} for text in row] for row in labels]
    return {"inline_keyboard": keyboard}


class ScriptedBot:
    """Answers what the tests need, over HTTP like any other bot."""

    def __init__(self, base_url: str) -> None:
        self._address = f"{base_url}{TOKEN}/"
        self._session = aiohttp.ClientSession()

    async def call(self, method: str, **parameters: Any) -> Any:
        """Raises AssertionError with Telegram's description when the call is refused."""
        async with self._session.post(self._address + method, json=parameters) as answer:
            said = await answer.json()
        assert said["ok"], said
        return said["result"]

    async def serve(self) -> None:
        """Polls until cancelled, through outages too."""
        offset = 0
        while True:
            try:
                updates = await self.call("getUpdates", offset=offset, timeout=20)
            except aiohttp.ClientError:
                await asyncio.sleep(RETRY_SECONDS)
                continue
            for update in updates:
                offset = update["update_id"] + 1
                await self._answer(update)

    async def close(self) -> None:
        """Drops its connections."""
        await self._session.close()

    async def _answer(self, update: Json) -> None:
        if message := update.get("message"):
            await self._hear(message["chat"]["id"], message.get("text", "(no words)"))
        elif query := update.get("callback_query"):
            await self._pressed(query)

    async def _hear(self, chat: int, text: str) -> None:
        if text.startswith("/start"):
            payload = text.removeprefix("/start").strip()
            await self.call("sendMessage", chat_id=chat, text=f"Welcome {payload}".strip())
        elif text == "/card":
            keyboard = rows(["Confirm", "Edit"], ["Cancel"])
            await self.call(
                "sendMessage", chat_id=chat, text=CARD, parse_mode="HTML", reply_markup=keyboard
            )
        else:
            await self.call("sendMessage", chat_id=chat, text=f"You said: {text}")

    async def _pressed(self, query: Json) -> None:
        words = f"Pressed {query['data']}"
        await self.call("answerCallbackQuery", callback_query_id=query["id"], text=words)
        message = query["message"]
        place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        await self.call("editMessageText", **place, text=f"{words}: recorded N-0412")


class Rig:
    """The playground and its bot; methods may be called from the test's own thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="playground", daemon=True
        )
        self._thread.start()
        self.clock = PretendClock(start_at=MORNING)
        self.playground = Playground(
            token=TOKEN,
            clock=self.clock,
            people=PEOPLE,
            opening=[LEADER, VOLUNTEER, COORDINATOR],
            strict_pacing=False,
        )
        self.run(self.playground.start())
        self.bot = self.run(self._make_bot())

    async def _make_bot(self) -> ScriptedBot:
        bot = ScriptedBot(self.playground.base_url)
        commands = [
            {"command": "card", "description": "Shows a card with buttons"},
            {"command": "help", "description": "What this bot can do"},
        ]
        await bot.call("setMyCommands", commands=commands)
        self._poll = asyncio.create_task(bot.serve())
        return bot

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Does it in the playground's thread and waits for the result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(WAIT_SECONDS)

    def sends(self, user_id: int, text: str, **parameters: Any) -> int:
        """The bot writes by itself; returns the message's id."""
        call = self.bot.call("sendMessage", chat_id=user_id, text=text, **parameters)
        return int(self.run(call)["message_id"])

    def edits(self, user_id: int, message_id: int, text: str) -> None:
        """The bot edits what it has written."""
        self.run(
            self.bot.call("editMessageText", chat_id=user_id, message_id=message_id, text=text)
        )

    def starts(self, *user_ids: int) -> None:
        """These people have pressed Start before the page was opened."""
        for user_id in user_ids:
            phone = self.playground.phone(user_id)
            self.run(phone.opens_link(""))
            self.run(phone.reads("Welcome"))

    def close(self) -> None:
        """Ends the bot, the playground and the thread."""
        self.run(self._finish())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(WAIT_SECONDS)
        self._loop.close()

    async def _finish(self) -> None:
        self._poll.cancel()
        await asyncio.gather(self._poll, return_exceptions=True)
        await self.bot.close()
        await self.playground.stop()
