"""louzhang backup and restore, with what is said about them."""

import asyncio
from pathlib import Path

from bot.config import Config
from bot.errors import CannotGoOn
from bot.options import in_file, opened, require_database
from storage import restoring
from storage.errors import NotHere


def back_up(settings: Config, target: Path) -> str:
    """Write a checked copy while the bot may run; raises CannotGoOn and storage.errors."""
    if target.is_dir():
        raise CannotGoOn(f"{target} is a directory: name the file to write.")
    if not target.absolute().parent.is_dir():
        raise CannotGoOn(f"There is no folder {target.absolute().parent}: make it first.")
    if not in_file(settings):
        raise NotHere("The backup command", "pg_dump")
    require_database(settings)
    asyncio.run(_copy(settings, target))
    size = target.stat().st_size / 1_000_000
    return f"The backup {target} ({size:.1f} MB) is complete: it was opened, checked and compared."


async def _copy(settings: Config, target: Path) -> None:
    async with opened(settings) as store:
        await store.backup(target)


def restore(settings: Config, source: Path, *, force: bool) -> str:
    """Put a checked backup in the database's place; raises storage.errors."""
    kept = asyncio.run(restoring.restore(settings.database.url, source, force=force))
    said = f"The database is now what {source} holds."
    return f"{said} What was there before is kept as {kept}." if kept else said
