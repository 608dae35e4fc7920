"""Who meets whom in which world: one simulation for each world, policy and seed."""

import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import repeat
from statistics import fmean

from benchmarks.policy_baselines import BASELINES, Fixed
from benchmarks.policy_bound import most_filled
from benchmarks.policy_figures import Figures, figures
from benchmarks.policy_product import Product
from benchmarks.policy_run import Simulation
from benchmarks.policy_world import World
from mutual_aid.policy import Pace, Policy

PRODUCT, PLANNED, BOUND = "louzhang", "louzhang, storm plan", "hindsight bound"
WORLDS = {
    world.name: world
    for world in (
        World(),
        World(name="no fatigue", fatigue=0),
        World(name="double fatigue", fatigue=2),
        World(name="diffusion", diffusion=0.05),
        World(name="acceptance × 0.6", acceptance=0.6),
        World(name="storm days × 8", storm_days=4),
        World(name="sparse: 600 people", volunteers=600),
        World(name="lean: 300 people", volunteers=300),
        World(name="surge", surges=True),
    )
}
SURGE = "surge"
_NO_CAP = 10**6
_BIG = {Pace.PRESSING: (0.95, 12), Pace.SAME_DAY: (0.80, 8), Pace.ROUTINE: (0.65, 6)}


def _without_load_price(policy: Policy) -> Policy:
    weights = policy.weights.model_copy(update={"recent_task": 0.0})
    return policy.model_copy(update={"weights": weights})


def _without_fatigue_price(policy: Policy) -> Policy:
    weights = policy.weights.model_copy(update={"recent_offer": 0.0})
    caps = {"offers_a_week": _NO_CAP, "pressing_offers_a_week": _NO_CAP}
    asking = policy.asking.model_copy(update=caps)
    return policy.model_copy(update={"weights": weights, "asking": asking})


def _with_big_waves(policy: Policy) -> Policy:
    big = {
        pace: policy.asking.waves[pace].model_copy(update={"floor": floor, "most": most})
        for pace, (floor, most) in _BIG.items()
    }
    asking = policy.asking.model_copy(update={"waves": policy.asking.waves | big})
    return policy.model_copy(update={"asking": asking})


ABLATIONS = {
    "without load price": _without_load_price,
    "without fatigue price and cap": _without_fatigue_price,
    "with big waves": _with_big_waves,
}


@dataclass(frozen=True)
class Job:
    """One simulation, or the bound."""

    world: World
    policy: str
    seed: int


class Results:
    """Figures by world and policy, in order of seeds."""

    def __init__(self, seeds: Sequence[int], found: dict[Job, Figures | float]) -> None:
        self.seeds = seeds
        self.found = found
        self._by_name = {(x.world.name, x.policy, x.seed): y for x, y in found.items()}

    def has(self, world: str, policy: str) -> bool:
        """Tell whether it was simulated."""
        return (world, policy, self.seeds[0]) in self._by_name

    def each(self, world: str, policy: str, what: str = "fill") -> list[float]:
        """Return a figure for each seed."""
        rows = [self._by_name[world, policy, seed] for seed in self.seeds]
        return [x if isinstance(x, float) else float(getattr(x, what)) for x in rows]

    def mean(self, world: str, policy: str, what: str = "fill") -> float:
        """Return the mean over the seeds."""
        return fmean(self.each(world, policy, what))


def policies_of(world: str) -> list[str]:
    """Return who is simulated in a world."""
    if world == SURGE:
        return [PRODUCT, PLANNED, "nearest 2"]
    return [PRODUCT, *BASELINES, *(ABLATIONS if world == "default" else ())]


def jobs(worlds: Iterable[World], seeds: Sequence[int]) -> list[Job]:
    """Return all simulations, those that take long first."""
    found = [
        Job(world, policy, seed)
        for world in worlds
        for policy in [*policies_of(world.name), *([BOUND] if world.name != SURGE else [])]
        for seed in seeds
    ]
    return sorted(found, key=lambda x: (x.policy != PLANNED, x.policy in BASELINES))


def run(worlds: Sequence[World], seeds: Sequence[int], policy: Policy, processes: int) -> Results:
    """Simulate everything, a process a processor."""
    todo = jobs(worlds, seeds)
    with ProcessPoolExecutor(processes) as pool:
        found: dict[Job, Figures | float] = {}
        for job, figure in zip(todo, pool.map(simulated, todo, repeat(policy)), strict=True):
            found[job] = figure
            print(f"{len(found)} of {len(todo)}\r", end="", file=sys.stderr, flush=True)
    return Results(seeds, found)


def simulated(job: Job, policy: Policy) -> Figures | float:
    """Return the figures of one simulation; of the bound only the fill."""
    if job.policy == BOUND:
        return most_filled(job.world, job.seed)
    return figures(job.world, played(job, policy), policy.asking.offers_a_week)


def played(job: Job, policy: Policy) -> Simulation:
    """Return the simulation after its end."""
    if job.policy in BASELINES:
        fixed = Fixed(job.seed, policy, *BASELINES[job.policy])
        simulation = Simulation(job.world, job.seed, fixed)
    else:
        changed = ABLATIONS.get(job.policy)
        product = Product(changed(policy) if changed else policy)
        pool = product if job.policy == PLANNED else None
        simulation = Simulation(job.world, job.seed, product, pool)
    simulation.run()
    return simulation


def shortened(world: World, days: int) -> World:
    """Return the same world for fewer days."""
    return replace(world, days=days)
