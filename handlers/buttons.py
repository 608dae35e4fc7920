"""Sealed button data: a press counts only for the action, object, state and person it was made for.

The seal is an HMAC-SHA256 over all of these and the person's Telegram id, cut to 96 bits; the key
is made once and kept in the database. Telegram allows 64 bytes.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from handlers.screens import Button
from mutual_aid.errors import NotYours

_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Pressed:
    """What an intact button says."""

    action: str
    object_id: str
    arg: str
    version: int


class Seals:
    """Makes and opens button data under one secret key of at least 32 bytes."""

    def __init__(self, key: bytes) -> None:
        if len(key) < 32:
            raise ValueError("the key for buttons needs 32 bytes")
        self._key = key

    def seal(self, button: Button, telegram_id: int) -> str:
        """Return the callback data; raises ValueError where it would exceed 64 bytes."""
        plain = f"{button.action}|{button.object_id}|{button.arg}|{button.version}"
        data = f"{plain}|{self._mark(plain, telegram_id)}"
        if len(data.encode()) > _LIMIT:
            raise ValueError(f"button {button.action} is too long for Telegram: {len(data)} bytes")
        return data

    def open(self, data: str, telegram_id: int) -> Pressed:
        """Return what was sealed for this person; raises NotYours for anything else."""
        plain, _, mark = data.rpartition("|")
        expected = self._mark(plain, telegram_id)
        if not hmac.compare_digest(expected.encode(), mark.encode()):
            raise NotYours
        action, object_id, arg, version = plain.split("|")
        return Pressed(action, object_id, arg, int(version))

    def _mark(self, plain: str, telegram_id: int) -> str:
        digest = hmac.digest(self._key, f"{telegram_id}|{plain}".encode(), hashlib.sha256)
        return urlsafe_b64encode(digest[:12]).decode()
