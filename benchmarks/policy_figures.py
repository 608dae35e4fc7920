"""What one simulation gave: places filled, and what it cost the people who were asked."""

from dataclasses import dataclass
from statistics import median

import numpy as np

from benchmarks.figures import quantile
from benchmarks.policy_run import Simulation
from benchmarks.policy_world import BLOCKS, DAY, ESTATES, ROUTINE, SAME_DAY, URGENT, World
from mutual_aid.columns import Flags, Numbers, Whole
from mutual_aid.fairness import gini

_WEEK = 7 * DAY


@dataclass(frozen=True)
class Figures:
    """Shares are of places, from 0 to 1; only needs and offers after the discarded days count."""

    fill: float
    urgent: float
    same_day: float
    routine: float
    offers_a_place: float
    late: float
    """Yeses that nobody needed any more, for 100 filled places."""
    minutes: float
    """Until a filled need had everybody, median."""
    gini_tasks: float
    gini_offers: float
    no_task: float
    """Share of volunteers without a task."""
    worst_week: float
    """Most offers in any seven days to one person, 99th percentile of people."""
    over_cap: float
    """Offers for needs that are not urgent to people with more than the weekly cap already."""
    muted: float
    """Spells in which somebody reads nothing, for 100 volunteers."""
    left: float
    """People who never read an offer again."""
    worst_blocks: float
    """Fill of the block at the 10th percentile."""
    needs: float


def figures(world: World, simulation: Simulation, cap: int) -> Figures:
    """Return the figures of a simulation that has run; cap is the product's weekly one."""
    needs, log = simulation.town.needs, simulation.log
    counted = needs.at >= world.discarded
    filled = np.zeros(len(needs.at), np.int64)
    full_at = np.zeros(len(needs.at))
    for at, number, _ in log.tasks:
        filled[number] += 1
        full_at[number] = at
    offered = np.bincount([x for _, x, some in log.offers for _ in some], minlength=len(needs.at))
    tasks = [person for _, number, person in log.tasks if counted[number]]
    late = sum(bool(counted[number]) for _, number, _ in log.in_vain)
    times, people, urgent = _offers(simulation)
    weekly = in_seven_days(times, people)
    after = times >= world.discarded
    worst, usual = np.zeros(world.volunteers, np.int64), after & ~urgent
    np.maximum.at(worst, people[after], weekly[after])
    each = np.bincount(tasks, minlength=world.volunteers)
    complete = counted & (filled == needs.helpers)
    mutes = [good for at, _, good in log.mutes if at >= world.discarded]

    def share(some: Flags) -> float:
        return float(filled[some].sum() / max(1, needs.helpers[some].sum()))

    blocks = [share(counted & (needs.block == n)) for n in range(ESTATES * BLOCKS)]
    return Figures(
        fill=share(counted),
        urgent=share(counted & (needs.kind == URGENT)),
        same_day=share(counted & (needs.kind == SAME_DAY)),
        routine=share(counted & (needs.kind == ROUTINE)),
        offers_a_place=float(offered[counted].sum() / max(1, filled[counted].sum())),
        late=100 * late / max(1, len(tasks)),
        minutes=median((full_at - needs.at)[complete].tolist() or [0.0]),
        gini_tasks=gini(each.tolist()),
        gini_offers=gini(np.bincount(people[after], minlength=world.volunteers).tolist()),
        no_task=float((each == 0).mean()),
        worst_week=quantile(worst.tolist(), 0.99),
        over_cap=float((weekly[usual] > cap).sum()),
        muted=100 * len(mutes) / world.volunteers,
        left=float(sum(mutes)),
        worst_blocks=quantile(blocks, 0.10),
        needs=float(counted.sum()),
    )


def _offers(simulation: Simulation) -> tuple[Numbers, Whole, Flags]:
    """Return when each offer was made, to whom, and whether the need was urgent."""
    offers = simulation.log.offers
    sizes = [len(some) for _, _, some in offers]
    times = np.repeat([at for at, _, _ in offers], sizes)
    number = np.repeat([number for _, number, _ in offers], sizes)
    people = np.concatenate([some for _, _, some in offers])
    return times, people, simulation.town.needs.kind[number] == URGENT


def in_seven_days(times: Numbers, people: Whole) -> Whole:
    """Return for each offer how many its person had in the seven days up to it, itself included."""
    span = float(times.max(initial=0.0)) + 2 * _WEEK
    line = people * span + times
    order = np.argsort(line, kind="stable")
    ordered = line[order]
    first = np.searchsorted(ordered, ordered - _WEEK, "right")
    counts = np.empty(len(times), np.int64)
    counts[order] = np.arange(1, len(times) + 1) - first
    return counts
