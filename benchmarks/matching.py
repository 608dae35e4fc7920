"""python -m benchmarks.matching: the plan beside its bare solver, and the search for one need."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean

from benchmarks import matching_confirm, search
from benchmarks.apart import apart
from benchmarks.command_line import exit_code, whole
from benchmarks.figures import milliseconds, quantile, spread, table
from benchmarks.machine import WORK, described
from benchmarks.matching_run import Held, Measured, extra_memory, held, measure
from benchmarks.matching_scarce import SEEDS, Scarce, estates, filled, overlapping
from benchmarks.matching_world import LARGEST, SCARCE, SIZES, Size

AIMS = dict(zip(SIZES, ("2.2", "2.0", "1.6"), strict=True))
HEAD = ("needs × helpers", "end to end", "bare solver", "ratio", "aim", "pairs a need", "filled")


def plans(options: argparse.Namespace) -> None:
    """Print plans of all sizes beside the bare solver."""
    found = [measure(size, options.runs, options.seed) for size in (*SIZES, SCARCE)]
    print(
        "\nA plan from columns to chosen pairs (search, rules, points, flow), over the flow alone"
    )
    print(table(HEAD, [_line(one) for one in found]), flush=True)


def exactness(options: argparse.Namespace) -> None:
    """Print how many more places the plan fills than going need by need does."""
    print(
        f"\nPlaces filled by the plan beyond going need by need, most urgent first, {SCARCE} scarce"
    )
    print(f"({SEEDS} seeds from {options.seed} on; aim +5 %)")
    worlds = {"overlapping neighbourhoods": overlapping, "estates of their own": estates}
    rows = [_gained(name, make, options.seed) for name, make in worlds.items()]
    print(table(("", "places", "plan", "need by need", "gain"), rows), flush=True)


def _gained(name: str, make: Callable[[int], Scarce], seed: int) -> Sequence[str]:
    found = [filled(make(n)) for n in range(seed, seed + SEEDS)]
    places, exact, greedy = (f"{mean(x):,.0f}" for x in list(zip(*found, strict=True)))
    gains = [x.gain for x in found]
    return (
        name,
        places,
        exact,
        greedy,
        f"{mean(gains):+.1%} ({min(gains):+.1%} to {max(gains):+.1%})",
    )


def _line(one: Measured) -> Sequence[str]:
    return (
        f"{one.size}{' (scarce)' if one.size == SCARCE else ''}",
        milliseconds(quantile([x.whole for x in one.runs], 0.5)),
        milliseconds(quantile([x.solver for x in one.runs], 0.5)),
        spread(one.ratios, 2),
        AIMS.get(one.size, "–"),
        f"{one.pairs / one.size.needs:.1f}",
        f"{one.filled:,} of {one.places:,}",
    )


def memory(options: argparse.Namespace) -> None:
    """Print the peak of the largest plan."""
    extra = apart(extra_memory, LARGEST, options.seed) / 2**20
    print(f"\nPeak memory of a plan of {LARGEST}, beyond its columns: {extra:.0f} MiB (aim 150)")


def loop(options: argparse.Namespace) -> None:
    """Print how long the event loop stands still while a plan is made in a thread."""
    print("\nThe event loop while a plan is made in another thread (medians)")
    rows = [_held(size, apart(held, size, 5, options.seed)) for size in (*SIZES, SCARCE)]
    print(table(("needs × helpers", "plan", "longest standstill"), rows), flush=True)


def _held(size: Size, one: Held) -> Sequence[str]:
    return str(size), milliseconds(one.plan), milliseconds(one.longest)


def online(options: argparse.Namespace) -> None:
    """Print the search for one need in the real database file, and its ratio to a full scan."""
    found = asyncio.run(
        search.measure("sqlite", "estates", search.SIZES, options.needs, options.seed)
    )
    print("\nHelpers for one need, searched and ranked from an SQLite file (aim: p99 up to 5 ms)")
    print(search.report(found), flush=True)


def confirm(options: argparse.Namespace) -> None:
    """Print how long the first offer takes after Confirm."""
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        found = apart(matching_confirm.measure, Path(folder), options.presses, options.seed)
    print(f"\n{matching_confirm.report(found)}", flush=True)


def main(options: argparse.Namespace) -> None:
    """Measure and print; raises BotEnded or Unanswered."""
    print(described("Matching"), flush=True)
    print(f"seed {options.seed}")
    if options.confirm:
        confirm(options)
        return
    for part in (plans, exactness, memory, loop, online):
        part(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    add = parser.add_argument
    usual = "(default: %(default)s)"
    add("--runs", type=whole(1, 1_000), default=7, help=f"of each size {usual}")
    add("--needs", type=whole(50, 100_000), default=500, help=f"searched one by one {usual}")
    add("--seed", type=int, default=1, help=f"for the made-up networks {usual}")
    add("--confirm", action="store_true", help="only: from Confirm to the first offer leaving")
    add("--presses", type=whole(5, 1_000), default=60, help=f"of Confirm {usual}")
    return parser


if __name__ == "__main__":
    chosen = _parser().parse_args()
    sys.exit(exit_code(lambda: main(chosen)))
