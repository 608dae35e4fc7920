"""Where and when a measurement was made: figures without it mean nothing."""

import os
import platform
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.figures import milliseconds
from storage.sqlite_files import file_system

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "benchmarks"
"""Databases of a measurement lie here, on the disk of the checkout and not in memory."""
_WRITES = 200


def described(title: str) -> str:
    """Return the head of a report."""
    WORK.mkdir(parents=True, exist_ok=True)
    disk = f"{file_system(WORK) or 'unknown file system'}, a synced write takes {_synced_write()}"
    return "\n".join(
        [
            f"{title} · {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            f"{os.cpu_count()} × {_processor()}, {platform.system()} {platform.release()}, "
            f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}",
            f"disk: {disk}; load average before: {os.getloadavg()[0]:.1f}",
        ]
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _synced_write() -> str:
    with tempfile.TemporaryFile(dir=WORK) as file:
        times = [_seconds_to_write(file.fileno()) for _ in range(_WRITES)]
    return milliseconds(median(times))


def _seconds_to_write(file: int) -> float:
    began = time.perf_counter()
    os.write(file, b"x" * 4096)
    os.fsync(file)
    return time.perf_counter() - began
