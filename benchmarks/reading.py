"""python -m benchmarks.reading FILE.jsonl: how well messages are understood, and how fast.

Every message is read as in the product, by a reporter of whom nothing else is known: all blocks of
both sample estates can be meant, no block is assumed, the clock stands on a Sunday morning.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.figures import milliseconds, quantile, table
from benchmarks.reading_run import Outcome, read_all
from benchmarks.reading_scores import LANGUAGES, confusions, figures, mistakes


def main(options: argparse.Namespace) -> int:
    """Read the file, print the figures, and the mistakes where they are asked for."""
    try:
        outcomes, start_up = read_all(options.file)
    except (OSError, json.JSONDecodeError, KeyError) as problem:
        print(f"Cannot read {options.file}: {problem}", file=sys.stderr)
        return 1
    print(_report(outcomes, start_up))
    if options.mistakes:
        print("\n" + "\n".join(mistakes(outcomes)))
    return 0


def _report(outcomes: list[Outcome], start_up: Any) -> str:
    groups = {"all": outcomes}
    for language in LANGUAGES:
        groups[language] = [x for x in outcomes if x.wanted["lang"] == language]
    columns = [figures(group) for group in groups.values()]
    rows = [(name, *(column[name] for column in columns)) for name in columns[0]]
    times = [x.seconds for x in outcomes]
    speed = " / ".join(milliseconds(quantile(times, part)) for part in (0.5, 0.95, 1.0))
    lines = [
        f"{len(outcomes)} messages",
        table(("", *groups), rows),
        f"\nTime per message, p50 / p95 / longest: {speed}",
        f"Start-up: {start_up.seconds:.2f} s, {start_up.mebibytes:.0f} MiB",
        "\nKinds taken for another (wanted → read: times)",
        *confusions(outcomes),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="messages in the corpus format (JSON lines)")
    parser.add_argument("--mistakes", action="store_true", help="print every message misread")
    sys.exit(main(parser.parse_args()))
