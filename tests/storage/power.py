"""A disk that forgets: only what was synced is there after the power has failed."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import apsw

Image = dict[str, bytes]
"""The contents of files by path."""


@dataclass
class _Copy:
    """A file as it would be found, and what was written to it since its last sync."""

    synced: bytes | None
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and bytes of a write; without bytes, the length it was cut to."""


def _apply(content: bytes | None, changes: list[tuple[int, bytes | None]]) -> bytes:
    image = bytearray(content or b"")
    for place, data in changes:
        if data is None:
            del image[place:]
            continue
        image.extend(bytes(max(0, place - len(image))))
        image[place : place + len(data)] = data
    return bytes(image)


class Disk(apsw.VFS):
    """SQLite's way to the disk, with a book of what is safe.

    on_change is called before every write, sync and deletion: a moment when the power may fail.
    """

    def __init__(self, name: str, luck: random.Random) -> None:
        self.name = name
        self.luck = luck
        self.copies: dict[str, _Copy] = {}
        self.on_change: Callable[[], None] = lambda: None
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> "_File":  # SQLite's name
        """Open a file; what it holds already counts as safe."""
        path = str(name.filename() if isinstance(name, apsw.URIFilename) else name)
        file = _File(self, path, name, flags)
        if path not in self.copies:
            size = file.xFileSize()
            self.copies[path] = _Copy(file.xRead(size, 0) if size else None)
        return file

    def xDelete(self, filename: str, syncdir: bool) -> None:  # SQLite's name
        """Delete a file; unless the folder is synced, it may be found again."""
        self.on_change()
        super().xDelete(filename, syncdir)
        if syncdir or self.luck.random() < 0.5:
            self.copies.pop(filename, None)

    def after_a_cut(self, some_of_the_rest: bool) -> Image:
        """Return what would be found now; perhaps with some writes that were never synced."""
        found: Image = {}
        for path, copy in self.copies.items():
            if path == _NAMELESS:
                continue
            lucky = [change for change in copy.since if self.luck.random() < 0.5]
            if some_of_the_rest and (copy.synced is not None or lucky):
                found[path] = _apply(copy.synced, lucky)
            elif copy.synced is not None:
                found[path] = copy.synced
        return found


_NAMELESS = "None"
"""What SQLite calls files for its own use that nobody finds again."""


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, path: str, name: Any, flags: list[int]) -> None:
        self._disk, self._path = disk, path
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # SQLite's name
        self._disk.on_change()
        super().xWrite(data, offset)
        self._disk.copies[self._path].since.append((offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # SQLite's name
        self._disk.on_change()
        super().xTruncate(newsize)
        self._disk.copies[self._path].since.append((newsize, None))

    def xSync(self, flags: int) -> None:  # SQLite's name
        self._disk.on_change()
        super().xSync(flags)
        copy = self._disk.copies[self._path]
        copy.synced = _apply(copy.synced, copy.since)
        copy.since = []


class _Row(dict[str, Any]):
    """A row by column, and by number for the only value of a row."""

    def __getitem__(self, name: Any) -> Any:
        return list(self.values())[name] if isinstance(name, int) else super().__getitem__(name)


class _AtOnce:
    """The one call of sqlite3 that short statements need."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._rows: list[_Row] = []

    def execute(self, sql: str, parameters: Mapping[str, Any]) -> "_AtOnce":
        """Run a statement and keep its rows."""
        cursor = self._connection.execute(sql, parameters)
        names: list[str] = []
        for row in cursor:
            names = names or [column[0] for column in cursor.get_description()]
            self._rows.append(_Row(zip(names, row, strict=True)))
        return self

    def fetchall(self) -> list[_Row]:
        """Return the rows."""
        return self._rows


class Connection:
    """What the product's writer takes for its own connection, on the disk that forgets."""

    def __init__(self, path: str, disk: Disk, pragmas: Sequence[str]) -> None:
        self._connection = apsw.Connection(path, vfs=disk.name)
        for pragma in pragmas:
            self._connection.execute(pragma)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.in_transaction

    async def execute_fetchall(
        self, sql: str, parameters: Mapping[str, Any] | None = None
    ) -> list[_Row]:
        """Run a statement after letting others go on for a moment, as a visit to a thread does."""
        await asyncio.sleep(0)
        return self._conn.execute(sql, parameters or {}).fetchall()

    @property
    def _conn(self) -> "_AtOnce":
        """What short statements run on."""
        return _AtOnce(self._connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
