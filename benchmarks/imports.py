"""How long it takes to take over an estate, beside copying the same rows without looking."""

import csv
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.estate import SAMPLE, import_files
from benchmarks.machine import WORK
from bot import importing
from storage import pragmas
from storage.store import open_store


@dataclass(frozen=True)
class Import:
    """Seconds: the operator's command, the import inside it, its repetition, a bare copy."""

    rows: int
    command: float
    first: float
    repeated: float
    bare: float


async def measure() -> Import:
    """Import the sample estate in each of these ways, every time into a new file."""
    with tempfile.TemporaryDirectory(dir=WORK) as name:
        folder = Path(name)
        command = _seconds(lambda: import_files(SAMPLE, folder / "command.sqlite3"))
        rows, first, repeated = await _twice(folder / "inside.sqlite3")
        bare = _seconds(lambda: _copy(folder / "bare.sqlite3"))
    return Import(rows, command, first, repeated, bare)


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


async def _twice(database: Path) -> tuple[int, float, float]:
    now = datetime.now(UTC)
    store = await open_store(str(database), clock=lambda: now)
    try:
        began = time.perf_counter()
        report = await importing.load(store, SAMPLE, now=now)
        between = time.perf_counter()
        await importing.load(store, SAMPLE, now=now)
        return report.rows, between - began, time.perf_counter() - between
    finally:
        await store.close()


def _copy(database: Path) -> None:
    """Read the files and insert every cell as text, in one synced transaction, nothing checked."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute(pragmas.JOURNAL)
    connection.execute(pragmas.SYNCHRONOUS)
    connection.execute("BEGIN IMMEDIATE")
    for file in sorted(SAMPLE.glob("*.csv")):
        _copy_file(connection, file)
    connection.execute("COMMIT")
    connection.close()


def _copy_file(connection: sqlite3.Connection, file: Path) -> None:
    with file.open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    table, places = file.stem, ", ".join("?" * len(head))
    connection.execute(f"CREATE TABLE {table} ({', '.join(head)})")
    # Names and places come from the project's own sample files.
    connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608
