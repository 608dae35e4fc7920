"""python -m benchmarks.start: import of the sample estate, time to the first poll, idle memory."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import contestants, estate, imports
from benchmarks.apart import apart
from benchmarks.bots import TOKEN, Plan, Running
from benchmarks.command_line import exit_code, whole
from benchmarks.figures import ratio, spread, table
from benchmarks.imports import Import
from benchmarks.machine import WORK, described
from playground import Playground

SIDE_BY_SIDE = (contestants.LOUZHANG, contestants.PTB_ECHO)
IMPORT_HEAD = ("", "seconds", "rows/s", "× bare copy")
START_HEAD = ("", "seconds to the first poll", "× PTB echo", "MiB when idle", "× PTB echo")
MIB = 1 << 20
IDLE_SECONDS = 3.0


@dataclass(frozen=True)
class Start:
    """Seconds to the first poll, and the memory some seconds later."""

    seconds: float
    resident_bytes: int


async def measure(plan: Plan) -> Start:
    """Start the bot against a playground in this process; raises BotEnded."""
    playground = Playground(TOKEN)
    await playground.start()
    try:
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            began = time.perf_counter()
            with Running(plan, playground.base_url, Path(folder)) as bot:
                await bot.until_it_polls(playground)
                seconds = time.perf_counter() - began
                await asyncio.sleep(IDLE_SECONDS)
                bot.check()
                return Start(seconds, bot.resident_bytes())
    finally:
        await playground.stop()


def main(options: argparse.Namespace) -> None:
    """Measure and print; raises BotEnded."""
    print(described("Start"), flush=True)
    found = [apart(imports.measure) for _ in range(options.runs)]
    print(_imports(found), flush=True)
    print(_starts(_rounds(options.runs)))


def _rounds(count: int) -> dict[str, list[Start]]:
    """One bot after the other, so often; a first start that fills Python's caches is left out."""
    starts: dict[str, list[Start]] = {one.name: [] for one in SIDE_BY_SIDE}
    with tempfile.TemporaryDirectory(dir=WORK) as name:
        folder = Path(name)
        estate.import_files(estate.SAMPLE, folder / "louzhang.sqlite3")
        for number in range(count + 1):
            for one in SIDE_BY_SIDE:
                start = apart(measure, one.plan(folder / "louzhang.sqlite3"))
                starts[one.name] += [start] if number else []
    return starts


def _imports(found: Sequence[Import]) -> str:
    bare = [one.bare for one in found]
    ways = {
        "louzhang import, the whole command": [one.command for one in found],
        "the import in it: checked, planned, written": [one.first for one in found],
        "the same files once more: nothing changes": [one.repeated for one in found],
        "bare copy: every cell as text, nothing checked": bare,
    }
    rows = found[0].rows
    lines = [
        (name, spread(times, 2), spread([rows / one for one in times]), ratio(times, bare))
        for name, times in ways.items()
    ]
    head = f"\nThe sample estate, {rows:,} rows, {len(found)} runs; medians (least-most)."
    return f"{head}\n{table(IMPORT_HEAD, lines)}"


def _starts(starts: dict[str, list[Start]]) -> str:
    echo = starts[contestants.PTB_ECHO.name]
    lines = [_start(name, found, echo) for name, found in starts.items()]
    head = f"\nFrom the start of the process, {len(echo)} rounds; medians (least-most). "
    head += "Aim: up to 3 s and 150 MiB."
    return f"{head}\n{table(START_HEAD, lines)}"


def _start(name: str, found: Sequence[Start], echo: Sequence[Start]) -> tuple[str, ...]:
    return (
        name,
        spread([one.seconds for one in found], 2),
        ratio([one.seconds for one in found], [one.seconds for one in echo]),
        spread([one.resident_bytes / MIB for one in found]),
        ratio([one.resident_bytes for one in found], [one.resident_bytes for one in echo]),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.start", description=__doc__)
    parser.add_argument(
        "--runs", type=whole(1, 100), default=5, help="rounds (default: %(default)s)"
    )
    return parser


if __name__ == "__main__":
    chosen = _parser().parse_args()
    sys.exit(exit_code(lambda: main(chosen)))
