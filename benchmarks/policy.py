"""python -m benchmarks.policy: the product's way of asking against others, in a simulated network.

What is simulated, and what that shows and does not show, is in docs/matching.md.
"""

import argparse
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.command_line import exit_code, whole
from benchmarks.policy_contest import PRODUCT, WORLDS, run, shortened
from benchmarks.policy_files import draw, write_csv
from benchmarks.policy_report import report
from bot import config
from bot.errors import SettingWrong
from mutual_aid.policy import Policy

TUNED_ON = (1, 2)
SEEDS = (11, 12, 13, 14, 15)
_QUICK_DAYS = 20


def main(options: argparse.Namespace) -> None:
    """Simulate and print; write files only where asked to."""
    seeds = options.seeds[:1] if options.quick else options.seeds
    worlds = [WORLDS[name] for name in dict.fromkeys(options.worlds)]
    if options.quick:
        worlds = [shortened(world, _QUICK_DAYS) for world in worlds]
    print(f"Policies of asking, simulated · {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
    print(f"{worlds[0].days} days, the first {worlds[0].days // 6} not counted; means of the seeds")
    print(f"seeds: {', '.join(map(str, seeds))}; tuned on: {', '.join(map(str, TUNED_ON))}\n")
    policy = _policy(options.config)
    if options.write:
        options.write.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    results = run(worlds, seeds, policy, options.processes)
    names = [world.name for world in worlds]
    if options.quick:
        print("A quick look: the gates were set for 60 days and several seeds.\n")
    print(report(results, names))
    print(f"\n{time.perf_counter() - began:,.0f} s on {options.processes} processes")
    if options.write:
        write_csv(results, options.write / "matching-policy.csv")
        if results.has("default", PRODUCT):
            draw(results, names, options.write / "matching-policy.png")


def _policy(file: Path | None) -> Policy:
    if file is None:
        return Policy()
    try:
        return config.load(file, required=True).policy
    except SettingWrong as problem:
        raise SystemExit(f"Stopped: {problem}") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.policy", description=__doc__)
    add, usual = parser.add_argument, "(default: %(default)s)"
    add("--quick", action="store_true", help=f"one seed and {_QUICK_DAYS} days: a first look")
    add("--seeds", type=whole(1, 2**31), nargs="+", default=list(SEEDS), help=usual)
    add(
        "--worlds", choices=list(WORLDS), nargs="+", default=list(WORLDS), metavar="WORLD",
        help=f"of: {', '.join(WORLDS)} (default: all)",
    )  # fmt: skip
    add("--config", type=Path, metavar="FILE", help="the settings to try instead of the defaults")
    add("--processes", type=whole(1, 64), default=min(2, os.cpu_count() or 1), help=usual)
    add("--write", type=Path, metavar="FOLDER", help="write the table (CSV) and the plot there")
    return parser


if __name__ == "__main__":
    chosen = _parser().parse_args()
    sys.exit(exit_code(lambda: main(chosen)))
