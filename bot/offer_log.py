"""louzhang offers: the record of all offers without names, for judging another way of asking."""

import asyncio
import csv
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Annotated

import typer

from bot.config import Config
from bot.errors import CannotGoOn
from bot.options import DEFAULT, ConfigPath, opened, read_config, require_database
from mutual_aid.columns import Ring
from mutual_aid.matches import Match
from mutual_aid.needs import Need

COLUMNS = (
    "need", "volunteer", "category", "urgency", "round", "wave", "rank", "ring", "score",
    "p_accept", "by_chance", "offers_7_days", "tasks_28_days", "offered_at", "answer_by_at",
    "shown_at", "answered_at", "answer", "decline_reason", "backup_at",
)  # fmt: skip
_MOST_DAYS = 3650


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def offers(
        file: Annotated[Path, typer.Argument(metavar="FILE", help="The CSV file to write.")],
        config: ConfigPath = DEFAULT,
        days: Annotated[int, typer.Option(min=1, max=_MOST_DAYS, help="How far back.")] = 365,
    ) -> None:
        """Write the record of offers as CSV, without names, flats or words of anybody."""
        print(_export(read_config(config), file, timedelta(days=days)))


def _export(settings: Config, file: Path, back: timedelta) -> str:
    """Write the file and return what to tell the operator; raises CannotGoOn."""
    if not file.absolute().parent.is_dir():
        raise CannotGoOn(f"There is no folder {file.absolute().parent}: make it first.")
    require_database(settings)
    matches, needs = asyncio.run(_read(settings, back))
    try:
        with file.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow(COLUMNS)
            writer.writerows(_rows(matches, needs))
    except OSError as error:
        raise CannotGoOn(f"{file} cannot be written ({type(error).__name__}).") from None
    return f"{len(matches)} offers were written to {file}; people stand in it as numbers only."


async def _read(settings: Config, back: timedelta) -> tuple[list[Match], dict[str, Need]]:
    async with opened(settings) as store, store.reading() as turn:
        matches = await turn.matches.made_since(datetime.now(UTC) - back)
        needs: dict[str, Need] = {one.need_id: await turn.needs.get(one.need_id) for one in matches}
    return matches, needs


def _rows(matches: list[Match], needs: dict[str, Need]) -> Iterator[tuple[object, ...]]:
    """Yield a row for each offer; whoever is named has another pseudonym in every file."""
    key = secrets.token_bytes(16)
    for one in matches:
        need = needs[one.need_id]
        yield (
            _pseudonym(key, one.need_id),
            _pseudonym(key, one.volunteer_id),
            need.category_code,
            need.urgency,
            one.round,
            one.wave,
            one.rank,
            Ring(one.ring).name.lower(),
            one.score,
            one.p_accept,
            int(one.by_chance),
            one.offers_7_days,
            one.tasks_28_days,
            *(_written(x) for x in (one.offered_at, one.answer_by_at, one.shown_at)),
            _written(one.answered_at),
            one.state,
            one.decline_reason or "",
            _written(one.backup_at),
        )


def _pseudonym(key: bytes, name: str) -> str:
    return blake2b(name.encode(), key=key, digest_size=8).hexdigest()


def _written(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else ""
