"""What must never stand where it is not meant to be read, and where that is looked for."""

import io
import logging
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot import logs
from tests.living import TOKEN

SOUP, DOG, GAS, SEALED = (
    *("KANARIE-soup 阿金要晚飯", "KANARIE-dog 門口有狗"),
    *("KANARIE gas smell 煤氣味", "KANARIE 阿玲話佢老公成日打佢"),
)
FLAT = "2107"
WEBHOOK_SECRET = "KANARIE-secret-of-the-webhook-0123456789"
_COLUMNS = {
    "members": "name_zh_hans name_zh_hant name_en phone",
    "residents": "name_zh_hans name_zh_hant name_en phone contact_zh_hant contact_en contact_phone",
    "leaders": "home_unit_id",
}
_PLACES_IN_CODE = re.compile(r"[\w./-]+\.py:\d+")
QUEUES = ("inbox.error", "outbox.error", "outbox.facts", "due.facts", "audit.facts")
"""Columns that are about messages and never hold any."""


def everything_private(path: Path) -> frozenset[str]:
    """Return all names, phones and flats of people, what is typed, and the secrets."""
    found = {"KANARIE", "阿金", "煤氣味", "老公", "MC-A-2107", TOKEN, TOKEN.partition(":")[2]}
    with closing(sqlite3.connect(path)) as connection:
        for table, columns in _COLUMNS.items():
            for column in columns.split():
                rows = connection.execute(f"SELECT {column} FROM {table}")  # noqa: S608
                found |= {value for (value,) in rows if value}
    found |= {x.replace(" ", "") for x in found if x.startswith("+")}
    return frozenset(found)


def leaked(texts: Iterable[str], private: Iterable[str]) -> list[tuple[str, str]]:
    """Return what stands where, with the text around it."""
    plain = [(_PLACES_IN_CODE.sub("", x), x) for x in texts]
    found = [(word, x) for word in private for text, x in plain if word in text]
    return found + [(FLAT, x) for text, x in plain if re.search(rf"(?<!\d){FLAT}(?!\d)", text)]


def in_queues(path: Path) -> list[str]:
    """Return every value of those columns."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            f"{place}: {value}"
            for place in QUEUES
            for (value,) in connection.execute(
                "SELECT DISTINCT {1} FROM {0}".format(*place.split("."))  # noqa: S608
            )
        ]


class Heard(logging.Handler):
    """Keeps every record as the program's own handler leaves it, and what it writes."""

    def __init__(self) -> None:
        super().__init__()
        self.stream = io.StringIO()
        self.texts: list[str] = []
        self.loggers: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Everything in the record that could be formatted later by somebody else."""
        self.loggers.add(record.name.split(".")[0])
        parts = (record.msg, record.args, record.exc_text, record.stack_info)
        self.texts.append(" ".join(str(x) for x in parts if x))


@contextmanager
def listening(monkeypatch: pytest.MonkeyPatch, *, libraries: bool) -> Iterator[Heard]:
    """Log as the program does at DEBUG; with libraries, as if somebody had turned those up."""
    heard, root = Heard(), logging.getLogger()
    before, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.NOISY}
    monkeypatch.setattr("sys.stderr", heard.stream)
    logs.set_up("DEBUG", [TOKEN, WEBHOOK_SECRET])
    root.addHandler(heard)
    if libraries:
        for name in logs.NOISY:
            logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        logging.captureWarnings(False)
        for name, was in levels.items():
            logging.getLogger(name).setLevel(was)
