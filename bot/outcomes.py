"""What became of a send: sent, refused, not sent, uncertain, or never possible."""

import re
from dataclasses import dataclass
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.errors import TokenRefused
from bot.transport import NotSent, TooFast


class Result(StrEnum):
    """The end, or the next step, of one attempt."""

    SENT = "sent"
    REFUSED = "refused"  # the person blocked the bot or is gone
    DEAD = "dead"  # no repetition can help
    NO_CONNECTION = "no_connection"  # nothing leaves at all for the moment
    NOT_SENT = "not_sent"  # it surely did not arrive: try again
    TOO_FAST = "too_fast"  # Telegram asks everybody to wait
    UNCERTAIN = "uncertain"  # the reply was lost
    MOVED = "moved"  # the chat has another id now


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt; error is a code without any content, wait is in seconds.

    message_id is what Telegram calls the new message, if one was sent; private says what it shows.
    """

    result: Result
    error: str = ""
    message_id: int | None = None
    private: bool = False
    wait: float = 0.0
    new_chat_id: int = 0


_GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")
_NOTHING_TO_EDIT = ("message to edit not found", "message can't be edited", "message_id_invalid")
_NOTHING_TO_DELETE = ("message to delete not found", "message_id_invalid")
_QUOTED = re.compile(r"""(["'`]).*?\1|\S*[/@:]\S*|\d+""")


def code_of(error: TelegramError) -> str:
    """Return what kind of refusal it was, without anything that was in the message."""
    reason = _QUOTED.sub("", error.message.split(": ")[0].lower())
    return f"{type(error).__name__}: {' '.join(reason.split())[:60]}"


def is_unchanged(error: BadRequest) -> bool:
    """Whether the card already shows exactly this."""
    return "message is not modified" in error.message.lower()


def has_nothing_to_edit(error: BadRequest) -> bool:
    """Whether the card is gone, so that a new message is due."""
    return any(reason in error.message.lower() for reason in _NOTHING_TO_EDIT)


def has_nothing_to_delete(error: BadRequest) -> bool:
    """Whether somebody deleted the message before us."""
    return any(reason in error.message.lower() for reason in _NOTHING_TO_DELETE)


def judged(error: TelegramError, *, repeatable: bool) -> Outcome:
    """Return what a failure means; a repeatable call (an edit) is simply tried again.

    Raises TokenRefused, after which nothing can be sent at all.
    """
    code = code_of(error)
    match error:
        case InvalidToken():
            raise TokenRefused from None
        case TooFast():
            return Outcome(Result.TOO_FAST, code, wait=error.seconds)
        case ChatMigrated():
            return Outcome(Result.MOVED, code, new_chat_id=error.new_chat_id)
        case Forbidden():
            return Outcome(Result.REFUSED, code)
        case BadRequest():
            gone = any(reason in error.message.lower() for reason in _GONE)
            return Outcome(Result.REFUSED if gone else Result.DEAD, code)
        case NotSent():
            return Outcome(Result.NO_CONNECTION, code)
        case NetworkError() if not isinstance(error, TimedOut):
            return Outcome(Result.NOT_SENT, code)  # Telegram said itself that it failed
    return Outcome(Result.NOT_SENT if repeatable else Result.UNCERTAIN, code)
