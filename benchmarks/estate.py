"""The sample estate with as many more helpers as a measurement needs, loaded once, then copied."""

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bots import BotEnded
from benchmarks.machine import ROOT
from playground import Person

SAMPLE = ROOT / "bot" / "sample_estate"
ESTATE = "MC"
_FIRST_TELEGRAM_ID = 991_000_000_001
_MODEL = "V002"


@dataclass(frozen=True)
class BigEstate:
    """A loaded database file and the people of one of its estates whom the bot can reach."""

    database: Path
    newcomers: tuple[int, ...]
    helpers: tuple[int, ...]
    leaders: tuple[int, ...]
    coordinator: int

    def copy(self, folder: Path) -> Path:
        """Return a database of its own for one run."""
        return Path(shutil.copy(self.database, folder / "louzhang.sqlite3"))

    def people(self) -> list[Person]:
        """Everybody whose phone the playground must have."""
        ids = (*self.helpers, *self.leaders, self.coordinator)
        return [Person(id=one, first_name="Person") for one in ids]


def sample_helpers() -> int:
    """Return how many helpers of the estate the bot can reach before any are added."""
    return sum(map(_counts, _rows(SAMPLE / "volunteers.csv")))


def load(folder: Path, newcomers: int) -> BigEstate:
    """Write and import the sample estate with so many more helpers.

    Nobody is on the check-in list: at some hours of the day the clock would work beside the load.
    """
    files = folder / "estate"
    shutil.copytree(SAMPLE, files)
    _keep_head_only(files / "checkin_residents.csv")
    rows = _rows(files / "volunteers.csv")
    known = _ids(rows)
    added = _add_helpers(files / "volunteers.csv", rows, newcomers)
    database = folder / "estate.sqlite3"
    import_files(files, database)
    leaders = _ids(_rows(files / "leaders.csv"))
    return BigEstate(database, added, (*known, *added), leaders, _coordinator(files / "staff.csv"))


def _ids(rows: list[dict[str, str]]) -> tuple[int, ...]:
    return tuple(int(row["telegram_id"]) for row in rows if _counts(row))


def import_files(files: Path, database: Path) -> None:
    """Run the operator's own command; raises BotEnded with what it said."""
    command = [sys.executable, "-m", "bot", "import", str(files)]
    environment = {**os.environ, "LOUZHANG_DATABASE__URL": str(database)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise BotEnded(done.stderr.strip() or "the import said nothing")


def _keep_head_only(file: Path) -> None:
    with file.open(encoding="utf-8") as lines:
        head = next(lines)
    file.write_text(head, encoding="utf-8")


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _add_helpers(file: Path, rows: list[dict[str, str]], count: int) -> tuple[int, ...]:
    model = next(row for row in rows if row["volunteer_id"] == _MODEL)
    added = [_like(model, number) for number in range(count)]
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(model))
        writer.writeheader()
        writer.writerows([*rows, *added])
    return tuple(int(row["telegram_id"]) for row in added)


def _counts(row: dict[str, str]) -> bool:
    reached = row["telegram_id"] and row["status"] in ("active", "paused")
    return bool(reached) and row["estate_id"] == ESTATE


def _like(model: dict[str, str], number: int) -> dict[str, str]:
    name = f"Helper {number + 1}"
    return model | {
        "volunteer_id": f"V9{number:06}",
        "telegram_id": str(_FIRST_TELEGRAM_ID + number),
        "name_zh_hans": name,
        "name_zh_hant": name,
        "name_en": name,
        "phone": "",
    }


def _coordinator(file: Path) -> int:
    rows = _rows(file)
    found = (r for r in rows if r["role"] == "coordinator" and r["estate_id"] == ESTATE)
    return int(next(found)["telegram_id"])
