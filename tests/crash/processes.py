"""Processes of their own: the playground, and bots that are started and killed."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path

PROJECT = Path(__file__).parents[2]
_ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("LOUZHANG")} | {
    "PYTHONPATH": str(PROJECT)
}


async def python(*words: str, log: Path | None = None, folder: Path = PROJECT) -> Process:
    """Start `python …` in a folder; stderr goes to the log."""
    with (log or Path(os.devnull)).open("ab") as stderr:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *words,
            stdin=PIPE,
            stdout=PIPE,
            stderr=stderr,
            cwd=folder,
            env=_ENVIRONMENT,
        )


async def line_of(process: Process) -> str:
    """Return the next line that a process prints."""
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip()
    assert line, "the process ended without a word"
    return line


async def end(process: Process) -> None:
    """Kill it, if it still runs, and wait until it is gone."""
    with suppress(ProcessLookupError):
        process.kill()
    await process.communicate()


class Nursery:
    """Bots as forks of one process that has imported everything."""

    def __init__(self, process: Process, log: Path, folder: Path) -> None:
        self.process, self.log, self.folder = process, log, folder

    @classmethod
    async def open(cls, log: Path, folder: Path) -> "Nursery":
        """Import everything once."""
        process = await python("-m", "tests.crash.nursery", log=log)
        assert await line_of(process) == "ready"
        return cls(process, log, folder)

    async def bot(self) -> int:
        """Start a bot; returns its pid."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{self.log}\t{self.folder}\n".encode())
        await self.process.stdin.drain()
        return int(await line_of(self.process))

    async def kill(self, pid: int) -> None:
        """kill -9, and wait until the process is gone."""
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return
            await asyncio.sleep(0.002)
        raise AssertionError("a killed bot is still there")
