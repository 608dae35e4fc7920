"""python -m benchmarks.start: import of the sample estate, time to the first poll, idle memory."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import contestants, estate, imports, start_run
from benchmarks.apart import apart
from benchmarks.arguments import whole
from benchmarks.bots import BotEnded
from benchmarks.figures import ratio, spread, table
from benchmarks.imports import Import
from benchmarks.machine import WORK, described
from benchmarks.start_run import Start

SIDE_BY_SIDE = (contestants.LOUZHANG, contestants.PTB_ECHO)
IMPORT_HEAD = ("", "seconds", "rows/s", "× bare copy")
START_HEAD = ("", "seconds to the first poll", "× PTB echo", "MiB when idle", "× PTB echo")
MIB = 1 << 20


def main() -> int:
    """Measure and print; 1 where a bot did not start."""
    options = _parser().parse_args()
    print(described("Start"), flush=True)
    found = [apart(imports.measure) for _ in range(options.runs)]
    print(_imports(found), flush=True)
    try:
        print(_starts(_rounds(options.runs)))
    except BotEnded as problem:
        print(f"Stopped: {problem}", file=sys.stderr)
        return 1
    return 0


def _rounds(count: int) -> dict[str, list[Start]]:
    """One bot after the other, so often; a first start that fills Python's caches is left out."""
    starts: dict[str, list[Start]] = {one.name: [] for one in SIDE_BY_SIDE}
    with tempfile.TemporaryDirectory(dir=WORK) as name:
        folder = Path(name)
        estate.import_files(estate.SAMPLE, folder / "louzhang.sqlite3")
        for number in range(count + 1):
            for one in SIDE_BY_SIDE:
                start = apart(start_run.measure, one.plan(folder / "louzhang.sqlite3"))
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
    head = f"\nFrom the start of the process, {len(echo)} rounds; medians (least-most)."
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
    sys.exit(main())
