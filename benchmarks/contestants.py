"""The bots that are measured side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import aiogram_home, bots
from benchmarks.bots import Plan


@dataclass(frozen=True)
class Contestant:
    """A bot by its name; plan is called with a database that only this run uses."""

    name: str
    plan: Callable[[Path], Plan]
    ours: bool = False


LOUZHANG = Contestant(
    "louzhang", lambda database: bots.louzhang(database, paced=False), ours=True
)
PTB_ECHO = Contestant("python-telegram-bot echo", lambda _database: bots.ptb_echo())


def aiogram_echo() -> Contestant | None:
    """Return aiogram's echo bot with its version, or None where it cannot be installed."""
    python = aiogram_home.python_with_aiogram()
    if python is None:
        return None
    return Contestant(
        f"aiogram {aiogram_home.version(python)} echo", lambda _database: bots.aiogram_echo(python)
    )
