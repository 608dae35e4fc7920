"""python -m benchmarks.broadcast: one text to many under Telegram's limits, others answered."""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import bots, estate
from benchmarks.apart import apart
from benchmarks.broadcast_run import Reached, measure
from benchmarks.command_line import exit_code, whole
from benchmarks.figures import milliseconds, p50_95_99, table
from benchmarks.machine import WORK, described

PER_SECOND = 30
HEAD = (
    "answers to other people's presses (aim: p95 up to 1 s)",
    "answers",
    "p50 / p95 / p99",
    "slowest",
)


def main(options: argparse.Namespace) -> None:
    """Measure and print; raises BotEnded or Unanswered."""
    print(described("Broadcast"), flush=True)
    with tempfile.TemporaryDirectory(dir=WORK) as name:
        folder = Path(name)
        big = estate.load(folder, options.recipients - estate.sample_helpers())
        plan = bots.louzhang(big.copy(folder), paced=True)
        reached = apart(measure, plan, big, options.presses, options.seed)
    print(_report(reached, options.recipients, options.presses))


def _report(found: Reached, recipients: int, presses: float) -> str:
    floor = recipients / PER_SECOND
    whole_floor = (recipients + found.others) / PER_SECOND
    once = found.copies.get(1, 0)
    more = sum(people for copies, people in found.copies.items() if copies > 1)
    rows = [
        (name, f"{len(waits):,}", p50_95_99(waits), milliseconds(max(waits)))
        for name, waits in (
            ("with no broadcast (baseline)", found.quiet.all_waits),
            ("while the broadcast runs", found.during.all_waits),
        )
    ]
    return "\n".join(
        [
            "",
            f"{recipients:,} recipients, at most {PER_SECOND} messages a second, others press "
            f"{presses:g} times a second:",
            f"  {found.seconds:.1f} s from Send to the last reader: {found.seconds / floor:.3f} × "
            f"the floor of N/{PER_SECOND} = {floor:.1f} s (aim: up to 1.05)",
            f"  {found.others} messages and edits for others in that time: "
            f"{found.seconds / whole_floor:.3f} × the floor for all of them",
            f"  got it once: {once:,}, never: {found.copies.get(0, 0)}, more than once: {more}; "
            f"refused as too fast (429): {found.too_fast}",
            "",
            table(HEAD, rows),
        ]
    )


def _parser() -> argparse.ArgumentParser:
    least = estate.sample_helpers()
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.broadcast",
        description=f"{__doc__} The default is a quick run; the full one is --recipients 5000.",
    )
    add = parser.add_argument
    add("--recipients", type=whole(least, 50_000), default=1_000, help="(default: %(default)s)")
    add("--presses", type=_rate, default=0.5, help="of others, a second (default: %(default)s)")
    add("--seed", type=int, default=1, help="for the order of the others (default: %(default)s)")
    return parser


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 0.1 <= rate <= 10:
        raise argparse.ArgumentTypeError("write a number from 0.1 to 10")
    return rate


if __name__ == "__main__":
    chosen = _parser().parse_args()
    sys.exit(exit_code(lambda: main(chosen)))
