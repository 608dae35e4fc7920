"""The figures of every simulation as a file, and the picture of the page about matching."""

import csv
from dataclasses import asdict, fields
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.policy_baselines import BASELINES
from benchmarks.policy_contest import PRODUCT, SURGE, Results
from benchmarks.policy_figures import Figures

_MARKS = dict(zip([PRODUCT, *BASELINES], "os^vDPX", strict=True))
_COLOURS = dict(
    zip(
        [PRODUCT, *BASELINES],
        ("#c1272d", "#555555", "#0072b2", "#56b4e9", "#009e73", "#e69f00", "#cc79a7"),
        strict=True,
    )
)


def write_csv(results: Results, file: Path) -> None:
    """Write a row for each world, policy and seed; a bound has only its fill."""
    names = [x.name for x in fields(Figures)]
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["world", "policy", "seed", *names])
        for job, found in sorted(
            results.found.items(), key=lambda x: (x[0].world.name, x[0].policy, x[0].seed)
        ):
            values = {"fill": found} if isinstance(found, float) else asdict(found)
            cells = [f"{values[x]:.5g}" if x in values else "" for x in names]
            rows.writerow([job.world.name, job.policy, job.seed, *cells])


def draw(results: Results, worlds: list[str], file: Path) -> None:
    """Draw urgent fill in every world, and fill against offers in the default world."""
    figure = Figure(figsize=(11, 5), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(3, 2))
    _every_world(left, results, [x for x in worlds if x != SURGE])
    _default_world(right, results)
    figure.suptitle(
        f"Simulated: means of {len(results.seeds)} seeds. The order is the finding, not the level."
    )
    figure.savefig(file, dpi=110)


def _every_world(axes: Axes, results: Results, worlds: list[str]) -> None:
    for who in reversed(_MARKS):
        axes.plot(
            [100 * results.mean(world, who, "urgent") for world in worlds],
            range(len(worlds)),
            linestyle="",
            marker=_MARKS[who],
            color=_COLOURS[who],
            markersize=10 if who == PRODUCT else 7,
            label=who,
        )
    axes.set_yticks(range(len(worlds)), worlds)
    axes.invert_yaxis()
    axes.grid(visible=True, axis="x", alpha=0.3)
    axes.set_xlabel("urgent places filled, %")
    axes.legend(fontsize="small", reverse=True)


def _default_world(axes: Axes, results: Results) -> None:
    for who, mark in _MARKS.items():
        offers = results.mean("default", who, "offers_a_place")
        fill = 100 * results.mean("default", who)
        axes.plot(offers, fill, marker=mark, color=_COLOURS[who], markersize=9)
    axes.set_xscale("log")
    axes.set_xticks([5, 10, 20, 40], ["5", "10", "20", "40"])
    axes.minorticks_off()
    axes.grid(visible=True, alpha=0.3)
    axes.set_xlabel("offers for each filled place (log scale)")
    axes.set_ylabel("all places filled, %")
    axes.set_title("default world, same marks", fontsize="medium")
