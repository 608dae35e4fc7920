"""Whether a file can be trusted with the network: its place, its first bytes, its lock."""

import fcntl
import os
import shutil
from pathlib import Path

from storage import errors

MOUNTS = Path("/proc/self/mountinfo")
LEAST_SPACE = 16 * 1024 * 1024
"""Bytes that must be free at start: a write-ahead log of normal size and some."""

_HEADER = b"SQLite format 3\0"
_FOREIGN = set(
    """
    9p afs beegfs ceph cifs davfs drvfs gfs2 glusterfs lustre ncpfs nfs nfs4 ocfs2 prl_fs smb3 smbfs
    vboxsf virtiofs vmhgfs
    """.split()  # noqa: SIM905  # a list of quoted words would be harder to read
)


def path_of(url: str) -> Path:
    """Return the file of sqlite:///PATH (three slashes, then the path as it is) or a bare path."""
    text = url.removeprefix("sqlite:///")
    if "://" in text or not text or text.startswith(":memory:"):
        raise errors.AddressNotUnderstood
    return Path(text).absolute()


def check_place(path: Path) -> None:
    """Raise unless the file may lie there and is empty, missing or an SQLite database."""
    folder = path.parent.resolve()
    if not folder.is_dir():
        raise errors.FolderMissing(str(folder))
    kind = file_system(folder)
    if kind in _FOREIGN or kind.startswith("fuse"):
        raise errors.NetworkFileSystem(str(folder), kind)
    if shutil.disk_usage(folder).free < LEAST_SPACE:
        raise errors.DiskFull
    _check_file(path)


def _check_file(path: Path) -> None:
    try:
        # Created here, so that nobody but this user can ever read it.
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except IsADirectoryError:
        raise errors.NotADatabase(str(path)) from None
    except OSError:
        raise errors.CannotWrite(str(path)) from None
    with os.fdopen(handle, "rb") as file:
        start = file.read(len(_HEADER))
    if start not in (b"", _HEADER):
        raise errors.NotADatabase(str(path))


def file_system(folder: Path) -> str:
    """Return the kind of file system a folder lies on, as Linux names it; empty where unknown."""
    try:
        lines = MOUNTS.read_text().splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        mount = _unescaped(before.split()[4])
        if len(mount) >= len(best) and folder.is_relative_to(mount):
            best, kind = mount, after.split()[0]
    return kind


def _unescaped(mount: str) -> str:
    """Undo the octal escapes of mountinfo, such as \\040 for a space."""
    return mount.encode("latin-1", "replace").decode("unicode_escape") if "\\" in mount else mount


class FileLock:
    """The right to be the one running bot of a database file; it ends with the process."""

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(path.name + ".lock")
        self._handle: int | None = None

    def take(self) -> None:
        """Take it; raises AnotherBotIsRunning where somebody else has it."""
        if self._handle is not None:
            return
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise errors.AnotherBotIsRunning from None
        self._handle = handle

    def release(self) -> None:
        """Give it back; does nothing without it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
