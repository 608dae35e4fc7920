"""The sections of the settings; each field says what to write, for messages and the example."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
Address = Annotated[str, Field(pattern=r"^https?://[^\s/]+(/\S*)?$")]
Listen = Annotated[str, Field(pattern=r"^(\[[0-9a-fA-F:]+\]|[^\s:]+):\d{1,5}$")]
HourMinute = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Telegram(_Section):
    """How the bot reaches Telegram and is reached by it."""

    token: SecretStr = Field(
        SecretStr(""), description="what BotFather gave you", examples=['"123456:ABC-DEF"']
    )
    base_url: Address = Field(
        "https://api.telegram.org/bot",
        description="the address of the Bot API, without the token",
        examples=['"https://api.telegram.org/bot"'],
    )
    base_file_url: Address = Field(
        "https://api.telegram.org/file/bot",
        description="the address of its files, without the token",
        examples=['"https://api.telegram.org/file/bot"'],
    )
    mode: Literal["polling", "webhook"] = Field(
        "polling", description='"polling" or "webhook"', examples=['"polling"']
    )
    webhook_url: Address | Literal[""] = Field(
        "",
        description="the https address at which Telegram reaches this bot",
        examples=['"https://bot.example.org/telegram"'],
    )
    webhook_listen: Listen = Field(
        "127.0.0.1:8443",
        description="host and port to listen on behind the proxy",
        examples=['"127.0.0.1:8443"'],
    )
    webhook_secret: SecretStr = Field(
        SecretStr(""),
        description="at least 32 characters out of A-Z a-z 0-9 _ -",
        examples=['"…32 random characters…"'],
    )

    @model_validator(mode="after")
    def _webhook_is_safe(self) -> "Telegram":
        if self.token.get_secret_value() and not TOKEN.fullmatch(self.token.get_secret_value()):
            raise ValueError("token: write it as BotFather gave it, such as 123456:ABC-DEF.")
        if self.mode == "webhook" and not self.webhook_url.startswith("https://"):
            raise ValueError("webhook_url: the webhook needs an address that begins with https://.")
        if self.mode == "webhook" and not SECRET.fullmatch(self.webhook_secret.get_secret_value()):
            raise ValueError(
                "webhook_secret: the webhook needs a secret of 32 or more characters "
                "out of A-Z a-z 0-9 _ -."
            )
        return self


class Database(_Section):
    """Where everything is kept."""

    url: str = Field(
        "louzhang.sqlite3",
        min_length=1,
        description="a file, or postgresql://user:password@host/name",
        examples=['"/var/lib/louzhang/louzhang.sqlite3"'],
    )


class Network(_Section):
    """What the network may do when."""

    quiet_from: HourMinute = Field(
        "22:00", description="a time HH:MM at which quiet hours begin", examples=['"22:00"']
    )
    quiet_until: HourMinute = Field(
        "07:30", description="a time HH:MM at which quiet hours end", examples=['"07:30"']
    )
    details_for_hours: int = Field(
        46,
        ge=1,
        le=46,
        description="a whole number from 1 to 46: hours until an address leaves the helper's chat",
        examples=["46"],
    )
    own_words: str = Field(
        "",
        description="a CSV file with the words of your station, or nothing",
        examples=['"words.csv"'],
    )
    keep_corrections: bool = Field(
        False,
        description="true or false: keep what was misread of reports, without names and numbers",
        examples=["false"],
    )


class Pace(_Section):
    """How fast the bot sends; the defaults are what Telegram tolerates."""

    per_second: int = Field(
        30,
        ge=1,
        le=10_000,
        description="a whole number from 1: messages a second over all chats",
        examples=["30"],
    )
    per_chat_seconds: float = Field(
        1.0,
        ge=0,
        le=60,
        description="a number from 0 to 60: seconds between messages to one person",
        examples=["1.0"],
    )
    per_chat_burst: int = Field(
        3,
        ge=1,
        le=1000,
        description="a whole number from 1: messages to one person at once",
        examples=["3"],
    )
    per_group_minute: int = Field(
        20,
        ge=1,
        le=10_000,
        description="a whole number from 1: messages a minute to one group",
        examples=["20"],
    )


class Log(_Section):
    """What the program writes about itself."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description='"DEBUG", "INFO", "WARNING" or "ERROR"', examples=['"INFO"']
    )
