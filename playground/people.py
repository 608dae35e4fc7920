"""Who can hold a phone, and how Telegram would describe them to a bot."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """One Telegram account; `title` is only for the page, the bot never sees it."""

    id: int
    first_name: str
    last_name: str = ""
    language_code: str = "en"
    title: str = ""

    @property
    def name(self) -> str:
        """Full name as a phone shows it."""
        return f"{self.first_name} {self.last_name}".strip()

    def as_user(self) -> Json:
        """Telegram's User object."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.language_code:
            user["language_code"] = self.language_code
        return user


@dataclass(frozen=True, slots=True)
class BotAccount:
    """The bot as Telegram describes it to itself and to others."""

    id: int
    username: str
    name: str

    def as_user(self) -> Json:
        """Telegram's User object, as it stands in messages."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.name,
            "username": self.username,
        }
