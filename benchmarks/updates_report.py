"""What the measurement of updates prints."""

from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.contestants import PTB_ECHO
from benchmarks.figures import milliseconds, p50_95_99, ratio, spread, table
from benchmarks.updates_run import WARM_UP, Load, Run

RUSH = ("", "updates/s", "× PTB echo", "p50 / p95 / p99", "CPU each", "calls each")
STEADY = ("", "answers", "p50 / p95 / p99", "slowest")


def report(load: Load, runs: Mapping[str, Sequence[Run]]) -> str:
    """Return both tables with their conditions."""
    rounds = len(runs[PTB_ECHO.name])
    asked = WARM_UP + load.updates + load.steady
    on_disk = [
        f"{name}: of {asked:,} updates {run.on_disk[0]:,} are marked done on disk, "
        f"{run.on_disk[1]:,} messages marked sent"
        for name, found in runs.items()
        for run in found
        if any(run.on_disk)
    ]
    people = f"{len(load.ids)} people, seed {load.seed}, {rounds} rounds"
    return "\n".join(
        [
            "",
            f"A rush: {load.updates:,} updates a run, {load.in_flight} in flight, {people}.",
            "Medians (least-most); the ratio is the median of the rounds' own. Aim: above 1.",
            table(RUSH, [_rush(name, found, runs[PTB_ECHO.name]) for name, found in runs.items()]),
            "",
            f"A trickle: {load.steady:,} updates a run at {load.per_second:g} a second, "
            "all rounds together; a wait counts from the moment planned. Aim: p99 up to 300 ms.",
            table(STEADY, [line for name, found in runs.items() for line in _steady(name, found)]),
            "",
            *on_disk,
        ]
    )


def _rush(name: str, runs: Sequence[Run], echo: Sequence[Run]) -> tuple[str, ...]:
    waits = [wait for run in runs for wait in run.rush.all_waits]
    return (
        name,
        spread([run.speed for run in runs]),
        ratio([run.speed for run in runs], [run.speed for run in echo]),
        p50_95_99(waits),
        milliseconds(median(run.cpu for run in runs)),
        f"{median(run.calls for run in runs):.2f}",
    )


def _steady(name: str, runs: Sequence[Run]) -> list[tuple[str, ...]]:
    kinds = sorted({kind for run in runs for kind in run.trickle.waits})
    lines: list[tuple[str, ...]] = []
    for kind in kinds:
        waits = [wait for run in runs for wait in run.trickle.waits.get(kind, ())]
        named = f"{name}, {kind}" if len(kinds) > 1 else name
        lines.append((named, f"{len(waits):,}", p50_95_99(waits), milliseconds(max(waits))))
    return lines
