"""More places than helpers can fill: what exactness is worth beside going need by need.

Neighbourhoods overlap here: cells in a grid, and a need is answered from its own cell and the eight
around it, so whoever lives between two crowds matters to both. Where estates keep to themselves and
nearly everybody goes everywhere inside, less is to be won; both are measured.
"""

from typing import NamedTuple

import numpy as np

from benchmarks.matching_run import graph_of
from benchmarks.matching_world import (
    HELPERS,
    HELPERS_SHARE,
    HOT_CELLS,
    SCARCE,
    TO_A_BLOCK,
    bits,
    some_skills,
    world,
)
from mutual_aid.columns import Flags, Whole
from mutual_aid.matching import LOAD_PRICE, Graph, solve
from mutual_aid.pairing import KEPT

SEEDS = 10
_WIDE = 6
_SLOTS, _RARE_LANGUAGES = 21, 3
_EMPTY_PLACE = 60_000


class Scarce(NamedTuple):
    """A pool to solve, and how urgent each need is."""

    graph: Graph
    weight: Whole
    load_price: int


class Filled(NamedTuple):
    """Places, and how many of them each way fills."""

    places: int
    exact: int
    greedy: int

    @property
    def gain(self) -> float:
        """How many more the plan fills, as a share."""
        return self.exact / self.greedy - 1


def filled(pool: Scarce) -> Filled:
    """Fill the places in both ways."""
    chosen, _, _ = solve(pool.graph, pool.load_price)
    return Filled(int(pool.graph.wanted.sum()), len(chosen), greedy(*pool))


def greedy(graph: Graph, weight: Whole, load_price: int) -> int:
    """Return how many places are filled need by need, the most urgent first, each at least cost."""
    left, load = graph.cap.copy(), graph.load.copy()
    order = np.argsort(graph.need, kind="stable")
    bounds = np.searchsorted(graph.need[order], np.arange(len(graph.wanted) + 1))
    count = 0
    for need in np.argsort(-weight, kind="stable"):
        rows = order[bounds[need] : bounds[need + 1]]
        rows = rows[left[graph.person[rows]] > 0]
        price = graph.cost[rows] + load_price * load[graph.person[rows]]
        chosen = graph.person[rows[np.argsort(price, kind="stable")[: graph.wanted[need]]]]
        left[chosen] -= 1
        load[chosen] += 1
        count += len(chosen)
    return count


def estates(seed: int) -> Scarce:
    """Return the pool of the product: estates of their own, and its own rules and points."""
    made = world(SCARCE, seed)
    graph, load_price = graph_of(made)
    return Scarce(graph, made.weight, load_price)


def overlapping(seed: int) -> Scarce:
    """Return a thousand needs and a thousand helpers of overlapping neighbourhoods."""
    draw = np.random.default_rng([seed, 3])
    needs, people = SCARCE.needs, SCARCE.people
    distance = _distance(draw, needs, people)
    cap = draw.integers(0, 4, people)
    may = (distance <= 1) & (cap > 0) & (draw.random((needs, people)) > 0.02)
    demanded, held = np.ones(needs, np.int64), draw.integers(1, 4, people)
    may &= _alike(some_skills(draw, demanded), some_skills(draw, held))
    may &= _alike(1 << draw.integers(0, _SLOTS, needs), bits(draw, people, _SLOTS, 0.5))
    understood = _alike(
        1 << draw.integers(0, _RARE_LANGUAGES, needs), bits(draw, people, _RARE_LANGUAGES, 0.35)
    )
    usual_language = draw.random(needs) > 0.3
    need, person = np.nonzero(may & (understood | usual_language[:, None]))
    cost = 100 * distance[need, person] + draw.integers(0, 1_000, people)[person]
    best = _best(need, cost)
    weight = draw.choice((1, 2, 4), needs, p=(0.40, 0.45, 0.15))
    wanted = draw.choice(HELPERS, needs, p=HELPERS_SHARE)
    load = draw.poisson(1, people)
    empty = _EMPTY_PLACE * weight
    graph = Graph(wanted, empty, cap, load, need[best], person[best], cost[best])
    return Scarce(graph, weight, LOAD_PRICE)


def _distance(draw: np.random.Generator, needs: int, people: int) -> Whole:
    """Return how many cells lie between each need and each helper; most needs are in few cells."""
    cells = round(people / TO_A_BLOCK)
    home = np.arange(people) % cells
    hot = draw.permutation(cells)[: max(1, round(cells * HOT_CELLS))]
    crowded = draw.random(needs) < SCARCE.hot
    cell = np.where(crowded, draw.choice(hot, needs), draw.integers(0, cells, needs))[:, None]
    across = np.abs(home % _WIDE - cell % _WIDE)
    return np.asarray(np.maximum(across, np.abs(home // _WIDE - cell // _WIDE)))


def _alike(demanded: Whole, held: Whole) -> Flags:
    return np.asarray((demanded[:, None] & held) != 0)


def _best(need: Whole, cost: Whole) -> Whole:
    order = np.lexsort((cost, need))
    place = np.arange(len(need)) - np.searchsorted(need[order], need[order], "left")
    return order[place < KEPT]
