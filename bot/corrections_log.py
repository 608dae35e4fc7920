"""louzhang corrections: what was misread of reports, for improving the reader."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from bot.config import Config
from bot.errors import CannotGoOn
from bot.options import DEFAULT, ConfigPath, opened, read_config, require_database
from mutual_aid.corrections import Correction


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def corrections(
        file: Annotated[Path, typer.Argument(metavar="FILE", help="The JSON lines to write.")],
        config: ConfigPath = DEFAULT,
    ) -> None:
        """Write what was misread and what it became as JSON lines, without names and numbers."""
        print(_export(read_config(config), file))


def _export(settings: Config, file: Path) -> str:
    """Write the file and return what to tell the operator; raises CannotGoOn."""
    if not settings.network.keep_corrections:
        raise CannotGoOn(
            "Corrections are not kept: set [network] keep_corrections = true if the leaders agree."
        )
    if not file.absolute().parent.is_dir():
        raise CannotGoOn(f"There is no folder {file.absolute().parent}: make it first.")
    require_database(settings)
    found = asyncio.run(_read(settings))
    try:
        file.write_text("".join(map(_line, found)), encoding="utf-8")
    except OSError as error:
        raise CannotGoOn(f"{file} cannot be written ({type(error).__name__}).") from None
    return f"{len(found)} corrections were written to {file}, without names and numbers."


async def _read(settings: Config) -> list[Correction]:
    async with opened(settings) as store, store.reading() as turn:
        return await turn.corrections.all()


def _line(one: Correction) -> str:
    facts = {
        "day": one.on_at.date().isoformat(),
        "lang": one.language,
        "field": one.field,
        "was": one.was,
        "became": one.became,
        "text": one.text,
    }
    return json.dumps(facts, ensure_ascii=False) + "\n"
