"""What people do with their phones, turned into the updates that a bot gets."""

import re
from dataclasses import dataclass

from playground.delivery import UpdateQueue
from playground.errors import NotPossible
from playground.files import StoredFile, sample_photo, sample_voice
from playground.limits import LONGEST_TEXT
from playground.messages import Message, inaccessible
from playground.people import Json, Person
from playground.plain_text import plain, utf16_length
from playground.state import Chat, World

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@(\w+))?(?![\w@])")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}|")


@dataclass(frozen=True, slots=True)
class Acts:
    """Every act raises NotPossible with a plain sentence where a real phone would not let you."""

    world: World
    queue: UpdateQueue

    def say(self, chat: Chat, person: Person, text: str) -> Message:
        """Sends text; beyond 4,096 characters it goes out in pieces, as from a real phone."""
        trimmed = text.strip()
        if not trimmed:
            raise NotPossible("Write something first.")
        pieces = [trimmed[at : at + LONGEST_TEXT] for at in range(0, len(trimmed), LONGEST_TEXT)]
        return [self._send(chat, person, piece) for piece in pieces][-1]

    def photo(self, chat: Chat, person: Person, content: bytes | None, caption: str) -> Message:
        """Sends a picture; None takes one with the pretend camera."""
        stored = self.world.files.keep("photo", content or sample_photo())
        return self._send(chat, person, caption, "photo", stored)

    def voice(self, chat: Chat, person: Person, seconds: int) -> Message:
        """Sends a silent voice message of this length."""
        if not 1 <= seconds <= 3600:
            raise NotPossible("A voice message lasts between 1 second and an hour.")
        stored = self.world.files.keep("voice", sample_voice(seconds))
        return self._send(chat, person, "", "voice", stored, seconds=seconds)

    def document(self, chat: Chat, person: Person, name: str, content: bytes) -> Message:
        """Sends a file as it is."""
        stored = self.world.files.keep("document", content, name)
        return self._send(chat, person, "", "document", stored)

    def location(self, chat: Chat, person: Person, place: tuple[float, float]) -> Message:
        """Sends a point: latitude and longitude in degrees."""
        return self._send(chat, person, "", "location", place=place)

    def open_link(self, chat: Chat, person: Person, payload: str) -> Message:
        """Opens t.me/<bot>?start=<payload>; unblocks the bot first, as the Restart button does."""
        if not _PAYLOAD.fullmatch(payload):
            raise NotPossible(
                "An invitation is at most 64 letters, digits, _ and -: copy the whole link again."
            )
        self.block(chat, person, blocked=False)
        return self._send(chat, person, f"/start {payload}".strip())

    def press(self, chat: Chat, person: Person, message_id: int, data: str) -> None:
        """Sends the callback data as if from this message, were it gone or never there."""
        _check_open(chat)
        message = chat.messages.get(message_id)
        query: Json = {
            "id": self.world.open_query(person.id),
            "from": person.as_user(),
            "message": message.as_json(self.world.bot)
            if message
            else inaccessible(chat.as_json, message_id),
            "chat_instance": str(abs(chat.id)),
            "data": data,
        }
        self.queue.push("callback_query", query, chat.id)

    def block(self, chat: Chat, person: Person, blocked: bool) -> None:
        """Blocks or unblocks the bot; the bot is told only of a change."""
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        self._membership(chat, person, old, new)
        self.world.changed(chat)

    def add_bot(self, chat: Chat, person: Person) -> None:
        """A member brings the bot into a group."""
        self._membership(chat, person, "left", "member")

    def _membership(self, chat: Chat, person: Person, old: str, new: str) -> None:
        change: Json = {
            "chat": chat.as_json,
            "from": person.as_user(),
            "date": int(self.world.clock.now().timestamp()),
            "old_chat_member": self._bot_as(old),
            "new_chat_member": self._bot_as(new),
        }
        self.queue.push("my_chat_member", change, chat.id)

    def _bot_as(self, status: str) -> Json:
        described: Json = {"user": self.world.bot.as_user(), "status": status}
        return described | {"until_date": 0} if status == "kicked" else described

    def _send(
        self,
        chat: Chat,
        person: Person,
        text: str,
        media: str = "",
        stored: StoredFile | None = None,
        *,
        seconds: int = 0,
        place: tuple[float, float] | None = None,
    ) -> Message:
        _check_open(chat)
        words = plain(text)
        message = Message(
            id=self.world.next_message_id(),
            chat=chat.as_json,
            sender=person,
            sent_at=self.world.clock.now(),
            text=words.text,
            html=words.html,
            entities=_command_entity(words.text),
            media=media,
            file=stored,
            seconds=seconds,
            place=place,
        )
        chat.started = True
        _use_reply_keyboard(chat, words.text)
        self.world.put(chat, message)
        if chat.person or self._is_for_bot(words.text):
            self.queue.push("message", message.as_json(self.world.bot), chat.id)
        return message

    def _is_for_bot(self, text: str) -> bool:
        # In groups a bot in privacy mode gets commands and mentions only.
        command = _COMMAND.match(text)
        if command:
            return command.group(1) in (None, self.world.bot.username)
        return f"@{self.world.bot.username}" in text


def _check_open(chat: Chat) -> None:
    if chat.blocked:
        raise NotPossible("You have blocked the bot: unblock it first.")


def _command_entity(text: str) -> tuple[Json, ...]:
    command = _COMMAND.match(text)
    if not command:
        return ()
    length = utf16_length(command.group())
    return ({"type": "bot_command", "offset": 0, "length": length},)


def _use_reply_keyboard(chat: Chat, text: str) -> None:
    keys = chat.reply_keyboard
    if keys and keys["one_time"] and any(text in row for row in keys["rows"]):
        chat.reply_keyboard = None
