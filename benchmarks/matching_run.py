"""What is measured of a plan: its time beside the bare solver, places filled, memory, the loop."""

import asyncio
import gc
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.matching_world import Size, World, world
from mutual_aid.columns import Whole
from mutual_aid.matching import Graph, solve
from mutual_aid.pairing import Pairs, pairs_of
from mutual_aid.policy import Policy
from mutual_aid.pooling import assign, flow_of

POLICY = Policy()
TICK = 0.001
_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True)
class Timed:
    """Seconds of one plan from columns to chosen pairs, and of the bare solver on its graph."""

    whole: float
    solver: float


@dataclass(frozen=True)
class Measured:
    """One size: all runs, and how many of the places the plan fills."""

    size: Size
    runs: list[Timed]
    pairs: int
    places: int
    filled: int

    @property
    def ratios(self) -> list[float]:
        """End to end over the bare solver, run by run."""
        return [run.whole / run.solver for run in self.runs]


@dataclass(frozen=True)
class Held:
    """How long the event loop stood still at most while a plan was made in another thread."""

    plan: float
    longest: float


def found(made: World) -> Pairs:
    """Return who may help with what."""
    return pairs_of(made.asks, made.people, made.ties, POLICY)


def planned(made: World) -> Whole:
    """Return the plan as a storm makes it: search, rules, points, flow."""
    return assign(
        found(made),
        wanted=made.wanted,
        weight=made.weight,
        cap=made.cap,
        load=made.load,
        weights=POLICY.weights,
    )


def graph_of(made: World) -> tuple[Graph, int]:
    """Return what the solver gets, and the price of load."""
    return flow_of(
        found(made),
        wanted=made.wanted,
        weight=made.weight,
        cap=made.cap,
        load=made.load,
        weights=POLICY.weights,
    )


def measure(size: Size, runs: int, seed: int) -> Measured:
    """Run both in turns, so that they meet the same weather."""
    made = world(size, seed)
    graph, load_price = graph_of(made)
    filled = len(planned(made))
    return Measured(
        size=size,
        runs=[_timed(made, graph, load_price) for _ in range(runs)],
        pairs=len(graph.need),
        places=int(made.wanted.sum()),
        filled=filled,
    )


def _timed(made: World, graph: Graph, load_price: int) -> Timed:
    gc.collect()
    began = time.perf_counter()
    planned(made)
    between = time.perf_counter()
    solve(graph, load_price)
    return Timed(between - began, time.perf_counter() - between)


async def extra_memory(size: Size, seed: int) -> int:
    """Return the bytes that a plan needs at its peak beyond the columns; 0 without Linux's /proc.

    For a process of its own: what was freed before would hide what is taken now.
    """
    made = world(size, seed)
    gc.collect()
    return _risen(made)


def _risen(made: World) -> int:
    try:
        _RESET.write_text("5")  # from here on the peak is counted anew
        before = _kilobytes("VmRSS")
        planned(made)
        return (_kilobytes("VmHWM") - before) * 1024
    except OSError:
        return 0


def _kilobytes(field: str) -> int:
    lines = _STATUS.read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field))


async def held(size: Size, runs: int, seed: int) -> Held:
    """Make plans in a thread beside a loop that wakes every millisecond."""
    made = world(size, seed)
    plans, gaps = [], []
    for _ in range(runs):
        began = time.perf_counter()
        plan = asyncio.ensure_future(asyncio.to_thread(planned, made))
        gaps.append(await _longest_gap(plan))
        plans.append(time.perf_counter() - began)
    return Held(plan=median(plans), longest=median(gaps))


async def _longest_gap(task: "asyncio.Future[Whole]") -> float:
    longest, last = 0.0, time.perf_counter()
    while not task.done():
        await asyncio.sleep(TICK)
        now = time.perf_counter()
        longest, last = max(longest, now - last - TICK), now
    return longest
