"""Brings a database to the newest tables: numbered SQL files, each wholly or not at all."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Protocol

from storage import errors

RECORD = """CREATE TABLE IF NOT EXISTS migrations (
    number BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at BIGINT NOT NULL
)"""

_PIECES = re.compile(
    r"""--[^\n]* | /\*.*?\*/ | '(?:''|[^'])*' | "(?:""|[^"])*" | (\$\w*\$).*?\1 | ;""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Migration:
    """One file."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text, the same whatever line ends a checkout made."""
        return hashlib.sha256(self.sql.replace("\r\n", "\n").encode()).hexdigest()

    def statements(self) -> Iterator[str]:
        """Yield its statements; semicolons in strings, comments and $$ bodies do not count."""
        start = 0
        for piece in _PIECES.finditer(self.sql):
            if piece[0] == ";":
                yield self.sql[start : piece.start()].strip()
                start = piece.end()
        rest = self.sql[start:].strip()
        if re.sub(r"--[^\n]*|/\*.*?\*/", "", rest, flags=re.DOTALL).strip():
            yield rest


@dataclass(frozen=True)
class Applied:
    """What the database says was done."""

    number: int
    name: str
    checksum: str


class Engine(Protocol):
    """What a migration needs of a database; one call to apply is one transaction."""

    async def applied(self) -> list[Applied]: ...
    async def has_other_tables(self) -> bool: ...
    async def apply(self, migration: Migration) -> None:
        """Run the statements and write the record, unless it is there by now."""
        ...


def known() -> list[Migration]:
    """Return the migrations of this program in order; raises MigrationMissing at a gap."""
    found = [
        Migration(int(file.name[:4]), file.name, file.read_text(encoding="utf-8"))
        for file in (files("storage") / "migrations").iterdir()
        if re.fullmatch(r"\d{4}_\w+\.sql", file.name)
    ]
    found.sort(key=lambda migration: migration.number)
    _require_no_gap(migration.number for migration in found)
    return found


def _require_no_gap(numbers: Iterable[int]) -> None:
    for expected, number in enumerate(numbers, start=1):
        if number != expected:
            raise errors.MigrationMissing(expected)


def missing(applied: list[Applied], program: list[Migration]) -> list[Migration]:
    """Return what is still to be applied; raises where database and program do not fit."""
    _require_no_gap(row.number for row in applied)
    by_number = {migration.number: migration for migration in program}
    for row in applied:
        migration = by_number.get(row.number)
        if migration is None:
            raise errors.DatabaseTooNew(row.name)
        if migration.checksum != row.checksum:
            raise errors.MigrationChanged(row.name)
    return program[len(applied) :]


async def migrate(engine: Engine, program: list[Migration] | None = None) -> None:
    """Apply what is missing, each in its own transaction together with its record."""
    applied = await engine.applied()
    if not applied and await engine.has_other_tables():
        raise errors.AnotherProgramsDatabase
    for migration in missing(applied, known() if program is None else program):
        await engine.apply(migration)
