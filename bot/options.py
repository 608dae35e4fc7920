"""What the commands share: the option for the settings file, and an open store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot import config
from bot.clock import Clock, SystemClock
from bot.config import Config
from bot.errors import CannotGoOn
from storage.sqlite_files import path_of
from storage.store import Store, open_store

DEFAULT = Path("config.toml")
ConfigPath = Annotated[
    Path, typer.Option("--config", metavar="FILE", help="The file with the settings.")
]


def read_config(path: Path) -> Config:
    """Read the settings; raises SettingWrong. Only a file that was named must exist."""
    return config.load(path, required=path != DEFAULT)


@asynccontextmanager
async def opened(settings: Config, clock: Clock | None = None) -> AsyncIterator[Store]:
    """Open the store of the settings and close it again; raises storage.errors."""
    now = (clock or SystemClock()).now
    store = await open_store(settings.database.url, clock=now, policy=settings.policy)
    try:
        yield store
    finally:
        await store.close()


def in_file(settings: Config) -> bool:
    """Tell whether the database is a file of this machine."""
    return not settings.database.url.startswith(("postgresql://", "postgres://"))


def require_database(settings: Config) -> None:
    """Raise CannotGoOn where the file is missing: a new, empty database would be made and read."""
    if in_file(settings) and not path_of(settings.database.url).exists():
        raise CannotGoOn(
            f"There is no database at {path_of(settings.database.url)}: "
            "name the right one in [database] url."
        )
