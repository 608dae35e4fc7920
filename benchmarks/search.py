"""python -m benchmarks.search: the search for helpers of one need, in networks of any size."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.command_line import exit_code, whole
from benchmarks.figures import milliseconds, quantile, table
from benchmarks.machine import WORK, described
from benchmarks.search_files import ENGINES, database
from benchmarks.search_run import Answer, Question, answers, questions, scan
from benchmarks.search_world import Shape, dense, growing
from storage.store import Store

LAYOUTS: dict[str, Callable[[int], Shape]] = {"estates": growing, "dense": dense}
MEANING = {
    "estates": "estates as they are, the more volunteers the more of them",
    "dense": "one estate of ten blocks, the more volunteers the fuller",
}
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 5
HEAD = ("volunteers", "p50", "p95", "p99", "× p50 of the least", "found", "rings", "full scan")


class Measured:
    """The figures of one network."""

    def __init__(self, shape: Shape, store: Store, needs: int, seed: int) -> None:
        self.shape, self._store = shape, store
        self._questions = questions(shape, needs, seed)
        self.answers: list[Answer] = []
        self.scans: list[float] = []

    async def warm_up(self) -> None:
        """Fill the caches as those of a program that has been running for a while."""
        await answers(self._store, self._questions)

    async def round(self, number: int) -> None:
        """Measure a part of the needs, and the scan for one of them."""
        part: list[Question] = self._questions[number::ROUNDS]
        self.answers += await answers(self._store, part)
        async with self._store.reading() as turn:
            self.scans += [await scan(turn, question) for question in part[:5]]

    def p(self, part: float) -> float:
        """Return a quantile of the searches in seconds."""
        return quantile([x.seconds for x in self.answers], part)


async def measure(
    engine: str, layout: str, sizes: Sequence[int], needs: int, seed: int
) -> list[Measured]:
    """Measure all sizes in turns, so that they meet the same weather."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=WORK)))
        found = []
        for size in sizes:
            shape = LAYOUTS[layout](size)
            store = await stack.enter_async_context(database(engine, folder, shape, seed))
            found.append(Measured(shape, store, needs, seed))
        for one in found:
            await one.warm_up()
        for number in range(ROUNDS):
            for one in found:
                await one.round(number)
    return found


def report(found: list[Measured]) -> str:
    """Return the figures as lines."""
    return table(HEAD, [_line(one, found[0]) for one in found])


def _line(one: Measured, least: Measured) -> tuple[str, ...]:
    scan_time = quantile(one.scans, 0.5)
    return (
        f"{one.shape.volunteers:,}",
        *(f"{one.p(part) * 1000:.2f} ms" for part in (0.50, 0.95, 0.99)),
        f"{one.p(0.5) / least.p(0.5):.2f}",
        f"{_mean([x.people for x in one.answers]):.1f}",
        f"{_mean([x.rings for x in one.answers]):.1f}",
        f"{milliseconds(scan_time)} = {scan_time / one.p(0.5):.0f} × p50",
    )


def _mean(values: Sequence[int]) -> float:
    return sum(values) / len(values)


def main(options: argparse.Namespace) -> None:
    """Measure and print."""
    print(described("Search for helpers"), flush=True)
    print(
        f"{options.needs} needs, about 20 offers a volunteer in the year before, seed "
        f"{options.seed}. Aims: p50 of the most volunteers up to 3 × that of the least; p99 up to "
        "5 ms on SQLite. The scan looks at everybody, without their histories."
    )
    for engine in options.engines:
        for layout in options.layouts:
            sizes = sorted(options.sizes)
            found = asyncio.run(measure(engine, layout, sizes, options.needs, options.seed))
            print(f"\n{engine}, {MEANING[layout]}\n{report(found)}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.search",
        description=f"{__doc__} All of it takes about ten minutes and 2 GB of disk.",
    )
    add = parser.add_argument
    size = whole(100, 1_000_000)
    add("--sizes", type=size, nargs="+", default=SIZES, metavar="N", help="(default: %(default)s)")
    add("--needs", type=whole(50, 100_000), default=500, help="to search (default: %(default)s)")
    add("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    add("--layouts", nargs="+", choices=tuple(LAYOUTS), default=tuple(LAYOUTS))
    add("--seed", type=int, default=1, help="(default: %(default)s)")
    return parser


if __name__ == "__main__":
    chosen = _parser().parse_args()
    sys.exit(exit_code(lambda: main(chosen)))
