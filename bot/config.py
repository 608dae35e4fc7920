"""The settings are read from config.toml and the environment (LOUZHANG_<SECTION>__<KEY>)."""

import os
import tomllib
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from bot.config_errors import PREFIX, explained, unknown_variable
from bot.errors import SettingWrong
from bot.own_words import own_words
from bot.settings import Database, Log, Network, Pace, Telegram
from bot.settings_matching import Waves, Weights
from mutual_aid.policy import Policy


class Config(BaseSettings):
    """All settings, by section."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    telegram: Telegram = Telegram()
    database: Database = Database()
    network: Network = Network()
    weights: Weights = Weights()
    waves: Waves = Waves()
    pace: Pace = Pace()
    log: Log = Log()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, which comes in as the arguments."""
        return env_settings, init_settings

    @property
    def token(self) -> str:
        """The token; raises SettingWrong where there is none."""
        if token := self.telegram.token.get_secret_value():
            return token
        raise SettingWrong(
            "There is no token: put the one that BotFather gave you into [telegram] token, or "
            "into LOUZHANG_TELEGRAM__TOKEN. To try the bot without one: louzhang demo."
        )

    @property
    def policy(self) -> Policy:
        """What of it are the network's own settings; raises SettingWrong."""
        return Policy(
            quiet_from=time.fromisoformat(self.network.quiet_from),
            quiet_until=time.fromisoformat(self.network.quiet_until),
            details_for=timedelta(hours=self.network.details_for_hours),
            own_words=dict(own_words(self.network.own_words)),
            keep_corrections=self.network.keep_corrections,
            weights=self.weights.of_score,
            asking=self.waves.asking,
            frames=self.waves.frames,
            storm_every=timedelta(minutes=self.waves.storm_minutes),
            idle_after=timedelta(days=self.waves.idle_days),
        )


def known_settings() -> dict[str, Any]:
    """Every setting as section.key with its field (description, examples, default)."""
    return {
        f"{section}.{key}": field
        for section, part in Config.model_fields.items()
        for key, field in getattr(part.annotation, "model_fields", {}).items()
    }


def load(path: Path, *, required: bool) -> Config:
    """Read the settings; raises SettingWrong with a line for each thing that is wrong.

    A file that is missing is an error only where it is required (it was named by the operator).
    """
    content = _read(path, required=required)
    known = known_settings()
    _check_environment(known)
    try:
        return Config(**content)
    except (ValidationError, SettingsError) as error:
        raise SettingWrong(explained(error, path.name, known)) from None


def _read(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if not required:
            return {}
        raise SettingWrong(
            f"There is no file {path}: copy config.example.toml to {path} and fill it in."
        ) from None
    except IsADirectoryError:
        raise SettingWrong(f"{path} is a directory: name the file with the settings.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingWrong(f"{path} cannot be read ({type(error).__name__}).") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingWrong(f"{path} is not in the TOML format: {error}.") from None


def _check_environment(known: dict[str, Any]) -> None:
    for name in os.environ:
        if not name.startswith(PREFIX) or "__" not in name:
            continue
        if name.removeprefix(PREFIX).lower().replace("__", ".", 1) not in known:
            raise SettingWrong(unknown_variable(name, known))
