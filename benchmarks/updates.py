"""python -m benchmarks.updates: updates a second through the whole path, beside echo bots."""

import argparse
import math
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import contestants, estate
from benchmarks.apart import apart
from benchmarks.command_line import exit_code, whole
from benchmarks.contestants import Contestant
from benchmarks.estate import BigEstate
from benchmarks.machine import WORK, described
from benchmarks.updates_report import report
from benchmarks.updates_run import WARM_UP, Load, Run, counted, measure, with_taps

MOST_FROM_ONE = 25
"""Updates from one person in a run; the bot takes somebody who says more than 40 for a flood."""
LEAST_PEOPLE = 200


def main(options: argparse.Namespace) -> None:
    """Measure and print; raises BotEnded or Unanswered."""
    print(described("Updates through the whole path"))
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        asked = WARM_UP + options.updates + options.steady
        people = max(LEAST_PEOPLE, math.ceil(asked / MOST_FROM_ONE))
        big = estate.load(Path(folder), people)
        load = Load(
            big.newcomers,
            options.updates,
            options.in_flight,
            options.steady,
            options.rate,
            options.seed,
        )
        runs = rounds(_side_by_side(), big, load, options.runs)
    print(report(load, runs))


def rounds(
    side_by_side: Sequence[Contestant], big: BigEstate, load: Load, count: int
) -> dict[str, list[Run]]:
    """One bot after the other, so often: what disturbs the machine disturbs each of them."""
    runs: dict[str, list[Run]] = {one.name: [] for one in side_by_side}
    for number in range(count):
        for one in side_by_side:
            with tempfile.TemporaryDirectory(dir=WORK) as folder:
                database = big.copy(Path(folder))
                run = apart(measure, one.plan(database), with_taps(load) if one.ours else load)
                if one.ours:
                    run = replace(run, on_disk=counted(database))
            runs[one.name].append(run)
            print(f"round {number + 1}: {one.name} {run.speed:,.0f}/s", file=sys.stderr, flush=True)
    return runs


def _side_by_side() -> list[Contestant]:
    found = [contestants.LOUZHANG, contestants.PTB_ECHO]
    aiogram = contestants.aiogram_echo()
    if aiogram is None:
        print("aiogram is left out: an environment for it could not be made.")
        return found
    return [*found, aiogram]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.updates", description=__doc__)
    add = parser.add_argument
    usual = "(default: %(default)s)"
    add("--updates", type=whole(100, 100_000), default=2_000, help=f"in the rush {usual}")
    add("--in-flight", type=whole(1, 200), default=16, help=f"asked at a time {usual}")
    add("--steady", type=whole(100, 100_000), default=1_000, help=f"in the trickle {usual}")
    add("--rate", type=whole(1, 1_000), default=50, help=f"a second in the trickle {usual}")
    add("--runs", type=whole(1, 100), default=3, help=f"rounds of all bots {usual}")
    add("--seed", type=int, default=1, help=f"for the order of the people {usual}")
    return parser


if __name__ == "__main__":
    chosen = _parser().parse_args()
    sys.exit(exit_code(lambda: main(chosen)))
