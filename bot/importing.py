"""louzhang import: an estate is loaded from a folder of CSV files, whole or not at all."""

import asyncio
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.errors import CannotGoOn
from bot.import_report import Report
from bot.options import DEFAULT, ConfigPath, opened, read_config
from mutual_aid import estate_files
from mutual_aid.actions import check_ins_planning
from mutual_aid.estate_files import CheckedEstate
from mutual_aid.importing.problems import EstateRefused
from storage.imports import EstateImport, plan_import, write_import
from storage.store import Store

LARGEST_FILE = 100_000_000
"""Bytes; some hundred thousand flats are far below."""
BAR_AFTER = 1.0
"""Seconds; whoever waits no longer than that needs no progress bar."""
Progress = Callable[[int, int], None]


async def load(
    store: Store,
    directory: Path,
    *,
    now: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Check the files and take them over in one turn; raises CannotGoOn, and then wrote nothing.

    progress is told how much is done, out of how much.
    """
    tell = progress or (lambda done, total: None)
    contents = await asyncio.to_thread(read_folder, directory)
    tell(0, 100)
    try:
        estate = await asyncio.to_thread(estate_files.check, contents)
        tell(30, 100)
        if dry_run:
            return await _rehearse(store, estate, now)
        return await _take_over(store, estate, now, lambda n, of: tell(30 + 70 * n // of, 100))
    except EstateRefused as refused:
        raise _refusal(refused) from None


async def _rehearse(store: Store, estate: CheckedEstate, now: datetime) -> Report:
    async with store.reading() as turn:
        return _report(estate, await plan_import(turn, estate, now), planned=0, dry_run=True)


async def _take_over(
    store: Store, estate: CheckedEstate, now: datetime, progress: Progress
) -> Report:
    async with store.turn() as turn:
        found = await plan_import(turn, estate, now)
        await write_import(turn, found, progress)
        planned = await check_ins_planning.plan_missing(turn)
    return _report(estate, found, planned=planned, dry_run=False)


def _report(estate: CheckedEstate, found: EstateImport, *, planned: int, dry_run: bool) -> Report:
    plan = found.plan
    return Report(
        tallies=plan.tallies,
        changes=tuple(plan.changes),
        notes=tuple(str(note) for note in estate.notes),
        check_ins_planned=planned,
        dry_run=dry_run,
    )


def _refusal(refused: EstateRefused) -> CannotGoOn:
    count = len(refused.problems)
    said = "one thing has" if count == 1 else f"{count} things have"
    head = f"Nothing was imported: {said} to be put right first."
    return CannotGoOn("\n".join([head, *refused.lines()]))


def read_folder(directory: Path) -> dict[str, bytes]:
    """Return the CSV files of a folder by name; raises CannotGoOn."""
    if not directory.is_dir():
        raise CannotGoOn(f"There is no folder {directory}: name the one with the estate files.")
    try:
        paths = [path for path in sorted(directory.iterdir()) if path.suffix.lower() == ".csv"]
        found = {path.name: _read(path) for path in paths if path.is_file()}
    except OSError as error:
        name = error.filename or directory
        raise CannotGoOn(f"{name} cannot be read ({error.strerror}).") from None
    if not set(found) & set(estate_files.FILE_NAMES):
        raise CannotGoOn(
            f"There are no estate files in {directory}: name the folder that has estates.csv, "
            "blocks.csv and the others (docs/estate-files.md)."
        )
    return found


def _read(path: Path) -> bytes:
    if path.stat().st_size > LARGEST_FILE:
        raise CannotGoOn(
            f"{path} is larger than {LARGEST_FILE // 1_000_000} MB: is it the right file?"
        )
    return path.read_bytes()


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("import")
    def import_estate(
        folder: Annotated[
            Path, typer.Argument(metavar="DIR", help="The folder with the CSV files.")
        ],
        dry_run: Annotated[
            bool,
            typer.Option("--dry-run", help="Check all and say what would change; write nothing."),
        ] = False,
        config: ConfigPath = DEFAULT,
    ) -> None:
        """Load an estate, or what changed in it, from ten CSV files (docs/estate-files.md)."""
        report = asyncio.run(_import(config, folder, dry_run=dry_run))
        print("\n".join(report.lines()))


async def _import(config: Path, folder: Path, *, dry_run: bool) -> Report:
    clock = SystemClock()
    settings = read_config(config)
    with progress_bar() as progress:
        async with opened(settings, clock) as store:
            return await load(store, folder, now=clock.now(), dry_run=dry_run, progress=progress)


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress bar on stderr that comes out only when there is time to look at it."""
    began = time.monotonic()
    with typer.progressbar(length=100, label="Importing", file=sys.stderr, hidden=True) as bar:

        def progress(done: int, total: int) -> None:
            bar.hidden = time.monotonic() - began < BAR_AFTER or not sys.stderr.isatty()
            bar.update(done * 100 // total - bar.pos)

        yield progress
