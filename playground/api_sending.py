"""sendMessage, sendPhoto and their kin."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.addressing import formatted, writable_chat
from playground.errors import bad_request
from playground.files import StoredFile
from playground.limits import Pacing, check_caption, check_text
from playground.markup import inline_keyboard, reply_keyboard
from playground.messages import Message
from playground.parameters import Upload
from playground.people import Json
from playground.plain_text import Parsed
from playground.state import Chat, World


@dataclass(frozen=True, slots=True)
class SendingMethods:
    """The part of the Bot API that puts something new on a screen."""

    world: World
    pacing: Pacing

    def table(self) -> dict[str, Callable[[Json], Any]]:
        """Methods by their lower-case names."""
        return {
            "sendmessage": self.send_message,
            "sendphoto": lambda given: self._send_file("photo", given),
            "sendvoice": lambda given: self._send_file("voice", given),
            "senddocument": lambda given: self._send_file("document", given),
        }

    def send_message(self, given: Json) -> Json:
        """The new Message; raises ApiError as Telegram refuses."""
        chat = writable_chat(self.world, given)
        self.pacing.take(chat.id)
        parsed = formatted(given, "text")
        check_text(parsed.text)
        return self._put(chat, given, parsed)

    def _send_file(self, kind: str, given: Json) -> Json:
        chat = writable_chat(self.world, given)
        self.pacing.take(chat.id)
        parsed = formatted(given, "caption")
        check_caption(parsed.text)
        stored = self._stored(kind, given.get(kind))
        return self._put(chat, given, parsed, kind, stored)

    def _stored(self, kind: str, given: Any) -> StoredFile:
        if isinstance(given, Upload):
            if not given.content:
                raise bad_request("file must be non-empty")
            return self.world.files.keep(kind, given.content, given.name)
        if not given:
            raise bad_request(f"there is no {kind} in the request")
        stored = self.world.files.by_id(str(given))
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored

    def _put(
        self,
        chat: Chat,
        given: Json,
        parsed: Parsed,
        media: str = "",
        stored: StoredFile | None = None,
    ) -> Json:
        self._check_reply(chat, given)
        markup = given.get("reply_markup")
        message = Message(
            id=0,
            chat=chat.as_json,
            sender=None,
            sent_at=self.world.clock.now(),
            text=parsed.text,
            html=parsed.html,
            entities=parsed.entities,
            keyboard=inline_keyboard(markup),
            media=media,
            file=stored,
            seconds=_seconds(given.get("duration")),
            protected=bool(given.get("protect_content")),
            silent=bool(given.get("disable_notification")),
        )
        new_keys = reply_keyboard(markup)
        if new_keys is not None:
            chat.reply_keyboard = new_keys or None
        message.id = self.world.next_message_id()
        self.world.put(chat, message)
        return message.as_json(self.world.bot)

    def _check_reply(self, chat: Chat, given: Json) -> None:
        reply = given.get("reply_parameters")
        reply = reply if isinstance(reply, dict) else {}
        wanted = reply.get("message_id")
        found = isinstance(wanted, int) and wanted in chat.messages
        if wanted is not None and not found and not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")


def _seconds(given: Any) -> int:
    return given if isinstance(given, int) and given >= 0 else 0
