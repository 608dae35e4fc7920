"""Logs of one line each that hold no names, flats, messages, phones or tokens, at any level."""

import logging
import re
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from mutual_aid.ids import new_handle

NOISY = (
    "aiohttp",
    "aiosqlite",
    "apscheduler",
    "asyncio",
    "asyncpg",
    "httpcore",
    "httpx",
    "telegram",
    "tzlocal",
)
"""Libraries that print addresses, parameters, SQL values or whole updates below WARNING."""

_SECRETS = re.compile(
    r"(?P<token>\d{3,}:[A-Za-z0-9_-]{8,})"
    r"|(?P<phone>(?<![\w.:-])\+?\d[\d ()-]{6,}\d(?![\w:-]))"
)
_ROOT = Path(__file__).parent.parent

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def redacted(text: str) -> str:
    """Return the text on one line, with what looks like a token or a phone number taken out."""
    one_line = " ".join(text.split())
    return _SECRETS.sub(lambda found: f"[{found.lastgroup}]", one_line)


def position(error: BaseException) -> str:
    """Return the type of an error and where it was raised; its own words may hold anything."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_short(frame.filename)}:{frame.lineno}" for frame in frames[-4:]]
    return f"{type(error).__name__} at {' > '.join(places) or 'an unknown place'}"


def new_reference() -> str:
    """Return a short code that ties a sentence to a person to a line in the log."""
    return new_handle()[:6]


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name


class _Redacting(logging.Filter):
    """Rewrites each record before it is formatted; secrets are taken out word for word."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = [secret for secret in secrets if secret]

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(NOISY):
            # The first line of their templates is harmless; what follows or is filled in may be
            # whole updates, addresses with the token, or the words of an exception.
            text = str(record.msg).split("\n")[0].replace("%s", "…").replace("%r", "…")
        else:
            text = record.getMessage()
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        record.msg, record.args = redacted(text), None
        return True


class _OneLine(logging.Formatter):
    """Time, level, logger, text; an exception becomes its type and position."""

    def formatException(self, ei: _ExcInfo) -> str:
        return position(ei[1]) if ei[1] else ""

    def format(self, record: logging.LogRecord) -> str:
        record.stack_info = None
        return super().format(record).replace("\n", " | ")


def set_up(level: str, secrets: Iterable[str] = ()) -> None:
    """Send everything to stderr through the filter, replacing handlers that were there."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_Redacting(secrets))
    handler.setFormatter(_OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
