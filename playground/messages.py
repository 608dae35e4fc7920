"""One message in one chat, and its shape in the Bot API."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playground.files import StoredFile
from playground.people import BotAccount, Json, Person

Keyboard = list[list[Json]]


@dataclass(slots=True)
class Message:
    """`sender` None is the bot; for media `text` and `html` hold the caption."""

    id: int
    chat: Json
    sender: Person | None
    sent_at: datetime
    text: str = ""
    html: str = ""
    entities: tuple[Json, ...] = ()
    keyboard: Keyboard | None = None
    media: str = ""
    file: StoredFile | None = None
    seconds: int = 0
    place: tuple[float, float] | None = None
    protected: bool = False
    silent: bool = False
    edited_at: datetime | None = None

    def as_json(self, bot: BotAccount) -> Json:
        """Telegram's Message object."""
        body: Json = {
            "message_id": self.id,
            "from": (self.sender or bot).as_user(),
            "chat": self.chat,
            "date": int(self.sent_at.timestamp()),
        }
        if self.edited_at:
            body["edit_date"] = int(self.edited_at.timestamp())
        if self.media:
            body[self.media] = self._media_json()
        if self.text:
            body["caption" if self.media else "text"] = self.text
        if self.entities:
            body["caption_entities" if self.media else "entities"] = list(self.entities)
        if self.keyboard:
            body["reply_markup"] = {"inline_keyboard": self.keyboard}
        if self.protected:
            body["has_protected_content"] = True
        return body

    def _media_json(self) -> Any:
        if self.place:
            return {"latitude": self.place[0], "longitude": self.place[1]}
        if self.file is None:
            return None
        if self.media == "photo":
            return [self.file.as_photo_size()]
        if self.media == "voice":
            return self.file.as_json() | {"duration": self.seconds, "mime_type": "audio/ogg"}
        return self.file.as_json() | {"file_name": self.file.name}

    def button(self, row: int, column: int) -> Json | None:
        """The inline button at this place, or None when there is none (any more)."""
        rows = self.keyboard or []
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            return rows[row][column]
        return None


def inaccessible(chat: Json, message_id: int) -> Json:
    """What a callback query carries when its message is deleted or unknown."""
    return {"chat": chat, "message_id": message_id, "date": 0}
