"""Bots as processes of their own: how each is started, what it costs, how it ends."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from benchmarks.machine import ROOT
from playground import Playground

TOKEN = "1234:the-token-of-a-measurement"
IN_FLIGHT = 16
Found = TypeVar("Found")
_PATIENCE = 15.0
_START_SECONDS = 30.0
_LOOK_EVERY = 0.25
_TICKS = os.sysconf("SC_CLK_TCK")


class BotEnded(Exception):
    """A bot or its import did not run; the text holds what it wrote last, or what was missed."""


@dataclass(frozen=True)
class Plan:
    """A bot that is not started yet; {base_url} in words and settings becomes the playground's."""

    name: str
    words: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)


def louzhang(database: Path, *, paced: bool) -> Plan:
    """The real program by its own command; not paced, it sends as fast as it can.

    Quiet hours are a minute long, or the night would hold back what is to be measured.
    """
    settings = {
        "LOUZHANG_TELEGRAM__TOKEN": TOKEN,
        "LOUZHANG_TELEGRAM__BASE_URL": "{base_url}",
        "LOUZHANG_DATABASE__URL": str(database),
        "LOUZHANG_LOG__LEVEL": "WARNING",
        "LOUZHANG_NETWORK__QUIET_FROM": "04:44",
        "LOUZHANG_NETWORK__QUIET_UNTIL": "04:45",
    }
    if not paced:
        settings |= {"LOUZHANG_PACE__PER_SECOND": "10000", "LOUZHANG_PACE__PER_CHAT_SECONDS": "0"}
    return Plan("louzhang", (sys.executable, "-m", "bot", "run"), settings)


def ptb_echo() -> Plan:
    """python-telegram-bot as its examples show it: default transport, nothing kept."""
    words = (sys.executable, "-m", "benchmarks.ptb_echo", TOKEN, "{base_url}", str(IN_FLIGHT))
    # Without it the library warns of a change in a later version.
    return Plan("python-telegram-bot echo", words, {"PTB_TIMEDELTA": "true"})


def aiogram_echo(python: Path) -> Plan:
    """aiogram in an environment of its own, whose Python this is."""
    script = str(ROOT / "benchmarks" / "aiogram_echo.py")
    return Plan("aiogram echo", (str(python), script, TOKEN, "{base_url}"))


class Running:
    """One started bot; leaving the block ends it."""

    def __init__(self, plan: Plan, base_url: str, folder: Path) -> None:
        self._log = folder / f"{plan.name}.log"
        words = [word.format(base_url=base_url) for word in plan.words]
        settings = {key: value.format(base_url=base_url) for key, value in plan.settings.items()}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                words, cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=log
            )

    def __enter__(self) -> "Running":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    async def until_it_polls(self, playground: Playground) -> None:
        """Return at its first poll; raises BotEnded where it ends before or takes too long."""
        for _ in range(int(_START_SECONDS / _LOOK_EVERY)):
            self.check()
            with suppress(AssertionError):
                await playground.bot_polls(_LOOK_EVERY)
                return
        raise BotEnded(f"it asked for no updates within {_START_SECONDS:.0f} s of its start")

    async def while_it_runs(self, work: Coroutine[Any, Any, Found]) -> Found:
        """Return what the work returns; raises BotEnded, and ends the work, where the bot ends."""
        task = asyncio.ensure_future(work)
        try:
            while not task.done():
                self.check()
                await asyncio.wait({task}, timeout=1)
            return task.result()
        finally:
            task.cancel()

    def check(self) -> None:
        """Raise BotEnded unless it still runs."""
        if self._process.poll() is not None:
            lines = self._log.read_text(errors="replace").split("\n")
            raise BotEnded(next((line for line in reversed(lines) if line.strip()), "no word"))

    def cpu_seconds(self) -> float:
        """Return what it has used so far on all processors; 0 where Linux's /proc is missing."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def resident_bytes(self) -> int:
        """Return the memory that it holds now; 0 where Linux's /proc is missing."""
        try:
            pages = Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]
        except OSError:
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
