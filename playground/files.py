"""Photos, voices and documents, kept in memory."""

import struct
import zlib
from dataclasses import dataclass

from playground.people import Json

_FOLDERS = {"photo": ("photos", ".jpg"), "voice": ("voice", ".oga"), "document": ("documents", "")}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`path` is what getFile answers; `name` is the person's own file name."""

    id: str
    path: str
    name: str
    content: bytes

    def as_json(self) -> Json:
        """The fields that all of Telegram's file objects share."""
        return {
            "file_id": self.id,
            "file_unique_id": f"u{self.id}",
            "file_size": len(self.content),
        }

    def as_photo_size(self) -> Json:
        """Telegram's PhotoSize, in pixels."""
        width, height = picture_size(self.content)
        return self.as_json() | {"width": width, "height": height}


class FileShelf:
    """All files of one playground, by id."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, kind: str, content: bytes, name: str = "") -> StoredFile:
        """Stores the bytes under a new id; `kind` is photo, voice or document."""
        number = len(self._by_id) + 1
        folder, ending = _FOLDERS[kind]
        ending = ending or "".join(name.rpartition(".")[1:]) if "." in name else ending
        path = f"{folder}/file_{number}{ending}"
        stored = StoredFile(f"PG{kind[0].upper()}{number:08d}", path, name, content)
        self._by_id[stored.id] = self._by_path[path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """None for an unknown id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """None for an unknown path."""
        return self._by_path.get(path)


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG; (1, 1) for anything else."""
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return 1, 1


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return 1, 1


def sample_photo() -> bytes:
    """A small PNG (160 x 120, a sky over a wall), for a person who sends "some photo"."""
    sky, wall = b"\xa8\xd0\xf0", b"\xc8\xa0\x78"
    rows = b"".join(b"\x00" + (sky if line < 70 else wall) * 160 for line in range(120))
    header = struct.pack(">IIBBBBB", 160, 120, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(kind, data) for kind, data in chunks)


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def sample_voice(seconds: int) -> bytes:
    """A stand-in of the right order of size; it begins like an Ogg file and holds silence."""
    return b"OggS\x00\x02" + bytes(seconds * 1_000)
