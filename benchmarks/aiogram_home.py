"""An environment of its own for aiogram, made once: its libraries exclude some of ours."""

import subprocess
import sys
from pathlib import Path

from benchmarks.machine import WORK

PACKAGE = "aiogram>=3.20,<4"
_HOME = WORK / "aiogram"


def python_with_aiogram() -> Path | None:
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


def version(python: Path) -> str:
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
