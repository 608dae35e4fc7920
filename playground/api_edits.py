"""The edits of messages and their deletion."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from playground.addressing import formatted, known_chat, message_in, writable_chat
from playground.errors import bad_request
from playground.limits import Pacing, check_caption, check_text
from playground.markup import inline_keyboard
from playground.messages import Keyboard, Message
from playground.people import Json
from playground.plain_text import Parsed
from playground.state import Chat, World

DELETABLE_FOR = timedelta(hours=48)
MOST_DELETED_AT_ONCE = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


@dataclass(frozen=True, slots=True)
class EditingMethods:
    """The part of the Bot API that changes what stands on a screen or takes it away."""

    world: World
    pacing: Pacing

    def table(self) -> dict[str, Callable[[Json], Any]]:
        """Methods by their lower-case names."""
        return {
            "editmessagetext": self.edit_text,
            "editmessagecaption": self.edit_caption,
            "editmessagereplymarkup": self.edit_reply_markup,
            "deletemessage": self.delete_message,
            "deletemessages": self.delete_messages,
        }

    def edit_text(self, given: Json) -> Json:
        """The edited Message; without reply_markup the inline keyboard goes away."""
        chat, message = self._to_edit(given)
        if message.media:
            raise bad_request("there is no text in the message to edit")
        parsed = formatted(given, "text")
        check_text(parsed.text)
        return self._edit(chat, message, parsed, inline_keyboard(given.get("reply_markup")))

    def edit_caption(self, given: Json) -> Json:
        """The edited Message; an empty caption is allowed."""
        chat, message = self._to_edit(given)
        if not message.media:
            raise bad_request("there is no caption in the message to edit")
        parsed = formatted(given, "caption")
        check_caption(parsed.text)
        return self._edit(chat, message, parsed, inline_keyboard(given.get("reply_markup")))

    def edit_reply_markup(self, given: Json) -> Json:
        """The Message with other buttons and the same content."""
        chat, message = self._to_edit(given)
        same = Parsed(message.text, message.html, message.entities)
        return self._edit(chat, message, same, inline_keyboard(given.get("reply_markup")))

    def _to_edit(self, given: Json) -> tuple[Chat, Message]:
        chat = writable_chat(self.world, given)
        self.pacing.take(chat.id)
        message = message_in(chat, given, "edit")
        if message.sender is not None:
            raise bad_request("message can't be edited")
        return chat, message

    def _edit(self, chat: Chat, message: Message, new: Parsed, keyboard: Keyboard | None) -> Json:
        old = Parsed(message.text, message.html, message.entities), message.keyboard
        if (new, keyboard) == old:
            raise bad_request(NOT_MODIFIED)
        message.text, message.html, message.entities = new
        message.keyboard = keyboard
        message.edited_at = self.world.clock.now()
        self.world.changed(chat)
        return message.as_json(self.world.bot)

    def delete_message(self, given: Json) -> bool:
        """True; the bot may delete both sides' messages in private, only its own in groups."""
        chat = known_chat(self.world, given)
        self._delete(chat, message_in(chat, given, "delete"))
        return True

    def delete_messages(self, given: Json) -> bool:
        """True; ids that are not there are passed over, as Telegram does."""
        chat = known_chat(self.world, given)
        ids = given.get("message_ids") or []
        if not isinstance(ids, list) or not ids:
            raise bad_request("message identifiers are not specified")
        if len(ids) > MOST_DELETED_AT_ONCE:
            raise bad_request("too many messages to delete")
        for message in [one for one in list(chat.messages.values()) if one.id in ids]:
            self._delete(chat, message)
        return True

    def _delete(self, chat: Chat, message: Message) -> None:
        if message.sender is not None and chat.person is None:
            raise bad_request("message can't be deleted")
        if self.world.clock.now() - message.sent_at >= DELETABLE_FOR:
            raise bad_request("message can't be deleted for everyone")
        del chat.messages[message.id]
        self.world.changed(chat)
