"""What a test sees when it looks at a chat, and how it waits for something to appear."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from playground.messages import Message
from playground.people import Json
from playground.state import Chat

Found = TypeVar("Found")


class Button(str):
    """An inline button: its label, which also knows the data or the address behind it."""

    __slots__ = ("data", "url")
    data: str | None
    url: str | None

    def __new__(cls, label: str, data: str | None = None, url: str | None = None) -> "Button":
        """`data` is the callback data, `url` the address; one of them is None."""
        button = super().__new__(cls, label)
        button.data = data
        button.url = url
        return button

    @property
    def text(self) -> str:
        """The label alone."""
        return str(self)


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """A message as it stands on the screen now; a caption counts as its text."""

    id: int
    from_bot: bool
    text: str
    html: str
    buttons: tuple[tuple[Button, ...], ...]
    has_photo: bool
    protected: bool
    edited: bool
    date: datetime
    silent: bool = False
    voice_seconds: int | None = None

    @property
    def labels(self) -> list[str]:
        """All button labels, row by row."""
        return [button.text for row in self.buttons for button in row]


def seen(message: Message) -> ChatMessage:
    """A picture of the message that later edits do not change."""
    return ChatMessage(
        id=message.id,
        from_bot=message.sender is None,
        text=message.text,
        html=message.html,
        buttons=tuple(tuple(map(_button, row)) for row in message.keyboard or ()),
        has_photo=message.media == "photo",
        protected=message.protected,
        edited=message.edited_at is not None,
        date=message.sent_at,
        silent=message.silent,
        voice_seconds=message.seconds if message.media == "voice" else None,
    )


def _button(given: Json) -> Button:
    return Button(given["text"], given.get("callback_data"), given.get("url"))


class Screen:
    """One chat, looked at; `reads` and its kin wait for changes and never poll."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    @property
    def messages(self) -> list[ChatMessage]:
        """Everything that is visible now, oldest first."""
        return [seen(message) for message in self._chat.messages.values()]

    @property
    def last(self) -> ChatMessage:
        """The newest message of the bot; raises LookupError when there is none."""
        for message in reversed(self._chat.messages.values()):
            if message.sender is None:
                return seen(message)
        raise LookupError(f"The bot has written nothing here.\n{self.drawn()}")

    @property
    def text(self) -> str:
        """All visible words of the bot, oldest first."""
        return "\n".join(message.text for message in self.messages if message.from_bot)

    @property
    def buttons(self) -> list[str]:
        """The labels of all visible inline buttons, oldest message first."""
        return [label for message in self.messages for label in message.labels]

    @property
    def reply_keyboard(self) -> list[list[str]]:
        """The labels of the keyboard below the chat; empty when there is none."""
        keys = self._chat.reply_keyboard
        return [list(row) for row in keys["rows"]] if keys else []

    @property
    def notices(self) -> list[str]:
        """What the bot showed for a moment in answer to presses, oldest first."""
        return list(self._chat.notices)

    async def reads(self, substring: str, within: float = 5.0) -> ChatMessage:
        """The newest message of the bot with these words; AssertionError after `within` seconds."""
        return await self._await(lambda: self._with_words(substring), within, f"read {substring!r}")

    async def sees_button(self, label: str, within: float = 5.0) -> ChatMessage:
        """The newest message with such a button; AssertionError after `within` seconds."""
        return await self._await(lambda: self._with_button(label), within, f"see [{label}]")

    async def sees_notice(self, substring: str, within: float = 5.0) -> str:
        """The answer to a press that holds these words; AssertionError after `within` seconds."""
        return await self._await(
            lambda: next((one for one in self.notices if substring in one), None),
            within,
            f"see a notice with {substring!r}",
        )

    async def reads_no(self, substring: str, for_: float = 0.5) -> None:
        """AssertionError as soon as these words stand in a message of the bot."""
        loop = asyncio.get_running_loop()
        end = loop.time() + for_
        while True:
            if self._with_words(substring):
                raise AssertionError(f"{substring!r} should not be here.\n{self.drawn()}")
            if not await self._chat.changes(end - loop.time()):
                return

    async def _await(self, look: Callable[[], Found | None], within: float, wish: str) -> Found:
        loop = asyncio.get_running_loop()
        end = loop.time() + within
        while (found := look()) is None:
            if not await self._chat.changes(end - loop.time()):
                raise AssertionError(f"Waited {within} s to {wish}.\n{self.drawn()}")
        return found

    def _with_words(self, substring: str) -> ChatMessage | None:
        for message in reversed(self._chat.messages.values()):
            if message.sender is None and substring in message.text:
                return seen(message)
        return None

    def _with_button(self, label: str) -> ChatMessage | None:
        for message in reversed(self.messages):
            if any(label in known for known in message.labels):
                return message
        return None

    def drawn(self) -> str:
        """The screen in words, for the message of a failed test."""
        lines = [f"--- chat {self._chat.id}{' (blocked)' if self._chat.blocked else ''}"]
        for message in self.messages:
            lines.append(f"{'bot' if message.from_bot else 'you'} {message.id}: {message.text}")
            lines += ["    " + " ".join(f"[{label}]" for label in row) for row in message.buttons]
        lines += [
            "keyboard: " + " ".join(f"[{label}]" for label in row) for row in self.reply_keyboard
        ]
        return "\n".join(lines)
