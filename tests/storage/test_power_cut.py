"""After a power cut every acknowledged turn is there, whole; with less care some are not."""

import asyncio
import itertools
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from mutual_aid.policy import Policy
from storage import pragmas
from storage.sqlite_store import SqliteStore
from storage.sqlite_writer import Writer
from storage.store import open_store
from storage.turns import Turn
from tests.engines import TestClock
from tests.storage.power import Connection, Disk, Image

LEAST_CUTS, WRITERS, TURNS = 120, 8, 12


@dataclass
class Cut:
    """What would be found on the disk, and which turns had been acknowledged by then."""

    image: Image
    acknowledged: set[str]


class Stream:
    """Turns that are written by the product's own writer while the power fails now and then."""

    def __init__(self, path: Path, seed: int, settings: tuple[str, ...]) -> None:
        self.luck = random.Random(seed)
        self.disk = Disk(f"disk{seed}", self.luck)
        self.connection = Connection(str(path), self.disk, settings)
        self.writer = Writer(cast(Any, self.connection))
        self.told: set[str] = set()
        self.cuts: list[Cut] = []

    async def run(self) -> list[Cut]:
        """Write all turns; return what each cut would have left."""
        self.disk.on_change = self._perhaps_cut
        await asyncio.gather(*(self._write(writer) for writer in range(WRITERS)))
        self.disk.on_change = lambda: None
        self.connection.close()
        return self.cuts

    def _perhaps_cut(self) -> None:
        if self.luck.random() < 0.03:
            image = self.disk.after_a_cut(some_of_the_rest=self.luck.random() < 0.5)
            self.cuts.append(Cut(image, set(self.told)))

    async def _write(self, writer: int) -> None:
        clock = TestClock()
        for number in range(TURNS):
            name = f"{writer}.{number}"
            async with self.writer.turn() as session:
                turn = Turn(session, clock(), Policy())
                await turn.settings.put_once(name, "x" * self.luck.randrange(6000))
                await turn.audit.write(None, "test", name)
            self.told.add(name)
            for _ in range(self.luck.randrange(100)):  # so that not all wait for each other
                await asyncio.sleep(0)


def _found(image: Image, folder: Path) -> set[str]:
    """Open what was left, as the next start would; every turn in it must be whole."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path, content in image.items():
        (folder / Path(path).name).write_bytes(content)
    with closing(sqlite3.connect(folder / "network.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        settings = {row[0] for row in connection.execute("SELECT name FROM settings")}
        audit = {row[0] for row in connection.execute("SELECT object_id FROM audit")}
    assert settings == audit
    return settings


async def _lost(tmp_path: Path, settings: tuple[str, ...], cuts: int) -> list[int]:
    """Return how many acknowledged turns each of so many cuts lost."""
    template = tmp_path / "template.sqlite3"
    await (await open_store(str(template), clock=TestClock())).close()
    losses: list[int] = []
    for number in itertools.count():
        if len(losses) >= cuts:
            break
        seed = random.SystemRandom().getrandbits(32)
        print(f"seed {seed}")
        path = tmp_path / str(number) / "network.sqlite3"
        path.parent.mkdir()
        shutil.copy(template, path)
        # Every other stream folds its log into the file often, so that cuts hit that as well.
        folding = f"PRAGMA wal_autocheckpoint={5 if number % 2 else 1000}"
        stream = Stream(path, seed, (*settings, folding))
        for cut in await stream.run():
            found = _found(cut.image, tmp_path / "found")
            losses.append(len(cut.acknowledged - found))
        assert stream.writer.commits < WRITERS * TURNS
    return losses


async def test_no_acknowledged_turn_is_lost_when_the_power_fails(tmp_path: Path) -> None:
    losses = await _lost(tmp_path, pragmas.WRITER, LEAST_CUTS)
    assert len(losses) >= 100
    assert sum(losses) == 0


async def test_with_synchronous_normal_acknowledged_turns_would_be_lost(tmp_path: Path) -> None:
    """Shows that the test above can fail, and why the setting is what it is."""
    settings = tuple(x.replace("synchronous=FULL", "synchronous=NORMAL") for x in pragmas.WRITER)
    assert settings != pragmas.WRITER
    losses = await _lost(tmp_path, settings, cuts=20)
    assert sum(losses) > 0


async def test_the_product_writes_with_these_very_settings(tmp_path: Path) -> None:
    store = await open_store(str(tmp_path / "network.sqlite3"), clock=TestClock())
    assert isinstance(store, SqliteStore)
    asked = {}
    for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
        rows = list(await store.writer.connection.execute_fetchall(f"PRAGMA {name}"))
        asked[name] = rows[0][0]
    await store.close()
    full = 2
    assert asked == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }
