"""Why the program stops or a command fails: always one plain sentence for the operator."""

from storage import errors

PASSING = (errors.DatabaseBusy, errors.CannotConnect, errors.TurnLost)
"""Failures of the database that may be over in a moment; nothing was kept, so try again."""


class CannotGoOn(Exception):
    """The program cannot keep its promises; its text is the sentence to print."""


class SettingWrong(CannotGoOn):
    """A setting is unknown, missing or has a value that cannot be used; one line for each."""


class TokenRefused(CannotGoOn):
    """Telegram does not know the token."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram does not accept the token: put the one that BotFather gave you into "
            "[telegram] token, or into LOUZHANG_TELEGRAM__TOKEN."
        )


class NoAnswer(CannotGoOn):
    """Telegram could not be reached for too long."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram has not answered for five minutes: check the network and [telegram] "
            "base_url, then start the bot again. What came in meanwhile waits at Telegram."
        )


class DiskFull(CannotGoOn):
    """Nothing can be written any more."""

    def __init__(self) -> None:
        super().__init__(
            "The disk is full, so nothing can be kept: free some space, then start the bot again."
        )
