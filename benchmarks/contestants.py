"""The bots that are measured side by side; aiogram gets an environment of its own, made once."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import bots
from benchmarks.bots import Plan
from benchmarks.machine import WORK

PACKAGE = "aiogram>=3.20,<4"
_HOME = WORK / "aiogram"


@dataclass(frozen=True)
class Contestant:
    """A bot by its name; plan is called with a database that only this run uses."""

    name: str
    plan: Callable[[Path], Plan]
    ours: bool = False


LOUZHANG = Contestant("louzhang", lambda database: bots.louzhang(database, paced=False), ours=True)
PTB_ECHO = Contestant("python-telegram-bot echo", lambda _database: bots.ptb_echo())


def aiogram_echo() -> Contestant | None:
    """Return aiogram's echo bot with its version, or None where it cannot be installed."""
    python = _python_with_aiogram()
    if python is None:
        return None
    return Contestant(
        f"aiogram {_version(python)} echo", lambda _database: bots.aiogram_echo(python)
    )


def _python_with_aiogram() -> Path | None:
    """Return the Python of that environment, or None where it cannot be made."""
    python = _HOME / "bin" / "python"
    if _works(python):
        return python
    # The venv that this runs in may lack pip.
    base = str(getattr(sys, "_base_executable", sys.executable))
    make = [base, "-m", "venv", "--clear", "--without-pip", str(_HOME)]
    fill = [base, "-m", "pip", "--python", str(python), "install", "--quiet", PACKAGE]
    if _done(make) and _done(fill) and _works(python):
        return python
    return None


def _version(python: Path) -> str:
    """Return aiogram's version."""
    words = [str(python), "-c", "import aiogram; print(aiogram.__version__)"]
    return subprocess.run(words, capture_output=True, text=True).stdout.strip()


def _works(python: Path) -> bool:
    return python.exists() and _done([str(python), "-c", "import aiogram"])


def _done(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False
