"""What Telegram's answers mean for a message."""

import pytest
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
from bot.outcomes import Result, code_of, judged
from bot.transport import NotSent, TooFast, UncertainOutcome


@pytest.mark.parametrize(
    ("error", "new", "edit"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Result.REFUSED, Result.REFUSED),
        (Forbidden("Forbidden: user is deactivated"), Result.REFUSED, Result.REFUSED),
        (BadRequest("Chat not found"), Result.REFUSED, Result.REFUSED),
        (BadRequest("PEER_ID_INVALID"), Result.REFUSED, Result.REFUSED),
        (BadRequest("Message is too long"), Result.DEAD, Result.DEAD),
        (BadRequest("Can't parse entities"), Result.DEAD, Result.DEAD),
        (TooFast(7), Result.TOO_FAST, Result.TOO_FAST),
        (ChatMigrated(-1005), Result.MOVED, Result.MOVED),
        (NotSent("no connection"), Result.NO_CONNECTION, Result.NO_CONNECTION),
        (NetworkError("Internal Server Error"), Result.NOT_SENT, Result.NOT_SENT),
        (UncertainOutcome("no answer"), Result.UNCERTAIN, Result.NOT_SENT),
        (TimedOut(), Result.UNCERTAIN, Result.NOT_SENT),
        (TelegramError("the answer is not JSON"), Result.UNCERTAIN, Result.NOT_SENT),
    ],
)
def test_each_failure_has_one_meaning(error: TelegramError, new: Result, edit: Result) -> None:
    assert judged(error, repeatable=False).result is new
    assert judged(error, repeatable=True).result is edit


def test_a_refused_token_is_no_outcome_of_a_message() -> None:
    with pytest.raises(TokenRefused):
        judged(InvalidToken("The token `1:abc` was rejected"), repeatable=False)


def test_a_group_that_moved_says_where_to() -> None:
    assert judged(ChatMigrated(-1005), repeatable=False).new_chat_id == -1005


@pytest.mark.parametrize(
    "words",
    [
        'Can\'t parse entities: unsupported start tag "Chan 2107" at byte offset 5',
        "inline keyboard button URL 'https://chan.example/2107' is invalid",
        "wrong string `CHAN` +852 0000 2107 given to @chan",
    ],
)
def test_a_code_holds_nothing_of_the_message(words: str) -> None:
    code = code_of(BadRequest(words))

    assert "chan" not in code.lower()
    assert "2107" not in code
    assert code.startswith("BadRequest: ")
