"""Aims that are missed are called missed, and the bound is one."""

from dataclasses import fields, replace

import pytest

from benchmarks.policy_baselines import BASELINES
from benchmarks.policy_bound import most_filled
from benchmarks.policy_contest import BOUND, PRODUCT, Job, Results, jobs, simulated
from benchmarks.policy_figures import Figures
from benchmarks.policy_gates import GATES
from benchmarks.policy_report import gates, report
from benchmarks.policy_world import World
from mutual_aid.policy import Policy

SEEDS = (5, 6)
WORLD = World()
GOOD = replace(
    Figures(*(0.0 for _ in fields(Figures))),
    fill=0.98, urgent=0.98, offers_a_place=7.0, gini_tasks=0.43, worst_week=8.0, late=17.0,
    left=1.0, worst_blocks=0.95,
)  # fmt: skip
POOR = replace(
    GOOD, fill=0.90, urgent=0.70, offers_a_place=40.0, gini_tasks=0.62, worst_week=20.0, left=9.0
)


def results(ours: Figures, theirs: Figures = POOR) -> Results:
    found: dict[Job, Figures | float] = {
        job: ours if job.policy == PRODUCT else 1.0 if job.policy == BOUND else theirs
        for job in jobs([WORLD], SEEDS)
    }
    return Results(SEEDS, found)


def missed(ours: Figures, theirs: Figures = POOR) -> set[str]:
    lines = gates(results(ours, theirs)).splitlines()
    return {line.split()[0] for line in lines if line.startswith("P") and "MISSED" in line}


def test_a_good_policy_meets_what_can_be_told_from_the_default_world() -> None:
    assert missed(GOOD) == set()


@pytest.mark.parametrize(
    ("gate", "worse"),
    [
        ("P1", {"fill": 0.95}),
        ("P1", {"urgent": 0.96}),
        ("P2", {"fill": 0.89}),
        ("P3", {"offers_a_place": 9.5}),
        ("P4", {"gini_tasks": 0.47}),
        ("P5", {"worst_week": 11.0}),
        ("P5", {"over_cap": 1.0}),
        ("P6", {"late": 26.0}),
        ("P6", {"left": 10.0}),
        ("P7", {"worst_blocks": 0.91}),
    ],
)
def test_each_thing_that_got_worse_is_named(gate: str, worse: dict[str, float]) -> None:
    assert gate in missed(replace(GOOD, **worse))


def test_one_seed_in_which_a_baseline_was_better_is_enough_to_miss() -> None:
    found = dict(results(GOOD).found)
    lucky = Job(WORLD, "nearest 2", SEEDS[1])
    found[lucky] = replace(POOR, fill=0.99)
    assert "P2 better in every seed: MISSED" in gates(Results(SEEDS, found))


def test_worlds_that_were_left_out_are_said_to_be_left_out() -> None:
    said = gates(results(GOOD))
    assert "P8 as good without fatigue: not measured, needs no fatigue" in said
    assert len([line for line in said.splitlines() if line.startswith("P")]) == len(GATES)


def test_the_report_has_a_line_for_everybody() -> None:
    said = report(results(GOOD), [WORLD.name])
    for who in (PRODUCT, BOUND, *BASELINES):
        assert f"\n{who} " in said


@pytest.mark.parametrize("policy", [PRODUCT, *BASELINES])
def test_nobody_fills_more_than_who_knows_every_answer_before(policy: str) -> None:
    lean = World(volunteers=150, needs_a_day=20, days=8, fatigue=0)
    found = simulated(Job(lean, policy, SEEDS[0]), Policy())
    assert isinstance(found, Figures)
    assert 0.1 < found.fill <= most_filled(lean, SEEDS[0]) < 1
