"""The best plan when many need help at once: a flow of least cost, exact in whole numbers.

Every place of a need is filled by one person or counted as unfilled; nobody fills two places of one
need, and each further task of a person costs more than the one before. OR-tools' SimpleMinCostFlow
finds the optimum; the unfilled arcs make every input solvable.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from mutual_aid.errors import PlanRefused
from mutual_aid.ids import NeedId, VolunteerId

Whole = NDArray[np.int64]

LOAD_PRICE = 200
"""What each task that a person already carries adds to the cost of the next one."""
MOST_COST = 10**9
"""Costs beyond it could overflow the solver's 64 bits on a large pool."""
MOST_PLACES = 10**6
_SAFE = 2.0**61


class Place(NamedTuple):
    """A need with the number of helpers wanted, and the cost of leaving one place unfilled.

    The unfilled cost should exceed any pair cost plus load: otherwise leaving it empty is cheaper.
    """

    need_id: NeedId
    helpers: int
    unfilled_cost: int


class Person(NamedTuple):
    """A volunteer with the tasks that may still be given (cap), and those carried already."""

    volunteer_id: VolunteerId
    cap: int
    load: int


class Pair(NamedTuple):
    """Somebody who may help with a need, and at what cost; who may not has no pair."""

    need_id: NeedId
    volunteer_id: VolunteerId
    cost: int


class Plan(NamedTuple):
    """The chosen pairs in order of their ids, the places left empty by need, and the whole cost.

    unfilled names every need, with 0 where all places are filled; total_cost is the sum of pair
    costs, unfilled costs and load prices.
    """

    pairs: tuple[tuple[NeedId, VolunteerId], ...]
    unfilled: dict[NeedId, int]
    total_cost: int


class Graph(NamedTuple):
    """The same as columns; need and person are numbers of places and people.

    spare places are filled only after the wanted ones of their need: leaving one empty must cost
    less than leaving a wanted one (a second person who is asked, should the first say no).
    """

    wanted: Whole
    unfilled_cost: Whole
    cap: Whole
    load: Whole
    need: Whole
    person: Whole
    cost: Whole
    spare: Whole | None = None
    spare_cost: Whole | None = None


def plan(
    places: Iterable[tuple[NeedId, int, int]],
    people: Iterable[tuple[VolunteerId, int, int]],
    pairs: Iterable[tuple[NeedId, VolunteerId, int]],
    *,
    load_price: int = LOAD_PRICE,
) -> Plan:
    """Return the cheapest way to fill the places; the same for the same input in any order.

    places: (need id, helpers wanted ≥ 0, unfilled cost), as Place; people: (volunteer id, cap ≥ 0,
    load ≥ 0), as Person; pairs: (need id, volunteer id, cost), as Pair. Costs are whole numbers
    of any one unit from 0 to MOST_COST; the u-th task given to somebody costs load_price x
    (load + u - 1) more. Used for a storm's pool of open needs, and for any round of visits that is
    planned ahead. Raises PlanRefused, which names what is wrong, for an id that is unknown or
    stands twice, a pair that stands twice, and a number out of its range.
    """
    wanted, able = sorted(places, key=itemgetter(0)), sorted(people, key=itemgetter(0))
    need_at = _numbered([x[0] for x in wanted], "need")
    person_at = _numbered([x[0] for x in able], "volunteer")
    joined = sorted(pairs, key=itemgetter(0, 1))
    graph = Graph(
        wanted=_column([x[1] for x in wanted], "helpers", MOST_PLACES),
        unfilled_cost=_column([x[2] for x in wanted], "unfilled_cost", MOST_COST),
        cap=_column([x[1] for x in able], "cap", MOST_PLACES),
        load=_column([x[2] for x in able], "load", MOST_PLACES),
        need=_places_of([x[0] for x in joined], need_at, "need"),
        person=_places_of([x[1] for x in joined], person_at, "volunteer"),
        cost=_column([x[2] for x in joined], "cost", MOST_COST),
    )
    _column([load_price], "load_price", MOST_COST)
    _refuse_twice(graph, joined)
    chosen, unfilled, cost = solve(graph, load_price)
    return Plan(
        pairs=tuple((joined[n][0], joined[n][1]) for n in chosen.tolist()),
        unfilled={x[0]: empty for x, empty in zip(wanted, unfilled.tolist(), strict=True)},
        total_cost=cost,
    )


def _numbered(ids: Sequence[str], what: str) -> dict[str, int]:
    places = {name: place for place, name in enumerate(ids)}
    if len(places) < len(ids):
        twice = next(a for a, b in pairwise(ids) if a == b)
        raise PlanRefused(problem="twice", what=what, name=twice)
    return places


def _places_of(names: Sequence[str], places: dict[str, int], what: str) -> Whole:
    try:
        return np.array([places[name] for name in names], np.int64)
    except KeyError as error:
        raise PlanRefused(problem="unknown", what=what, name=str(error.args[0])) from None


def _column(values: Sequence[int], what: str, most: int) -> Whole:
    whole = (int, np.integer)
    wrong = [x for x in values if isinstance(x, bool) or not isinstance(x, whole)]
    if wrong:
        raise PlanRefused(problem="not_whole", what=what, name=repr(wrong[0]))
    outside = [x for x in values if not 0 <= x <= most]
    if outside:
        raise PlanRefused(problem="out_of_range", what=what, name=str(outside[0]))
    return np.array(values, np.int64)


def _refuse_twice(graph: Graph, joined: Sequence[tuple[str, str, int]]) -> None:
    same = (np.diff(graph.need) == 0) & (np.diff(graph.person) == 0)
    if same.any():
        need, person, _ = joined[int(same.argmax())]
        raise PlanRefused(problem="twice", what="pair", name=f"{need}, {person}")


def solve(graph: Graph, load_price: int) -> tuple[Whole, Whole, int]:
    """Return the numbers of the chosen pairs, the empty wanted places of each need, and the cost.

    Each pair stands once. Which optimum is chosen among equals follows from the order of the pairs.
    """
    _refuse_overflow(graph, load_price)
    flow = SimpleMinCostFlow()
    needs, people = len(graph.wanted), len(graph.cap)
    source, sink = needs + people, needs + people + 1
    every_need = np.arange(needs)
    worker, step = _load_arcs(graph)
    add = flow.add_arcs_with_capacity_and_unit_cost
    pair_arcs = add(graph.need, needs + graph.person, np.ones_like(graph.cost), graph.cost)
    empty_arcs = add(every_need, np.full(needs, sink), graph.wanted, graph.unfilled_cost)
    places = graph.wanted
    if graph.spare is not None and graph.spare_cost is not None:
        add(every_need, np.full(needs, sink), graph.spare, graph.spare_cost)
        places = places + graph.spare
    add(np.full(needs, source), every_need, places, np.zeros(needs, np.int64))
    add(
        needs + worker,
        np.full(len(worker), sink),
        np.ones_like(worker),
        load_price * (graph.load[worker] + step),
    )
    total = int(places.sum())
    flow.set_nodes_supplies(np.array([source, sink]), np.array([total, -total]))
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise PlanRefused(problem="unsolved", what="flow", name=status.name)
    chosen = np.flatnonzero(flow.flows(pair_arcs))
    return chosen, np.asarray(flow.flows(empty_arcs), np.int64), int(flow.optimal_cost())


def _refuse_overflow(graph: Graph, load_price: int) -> None:
    """The whole cost, and any cost times the number of nodes, must fit into 63 bits."""
    dearest_task = load_price * (float(graph.load.max(initial=0)) + float(graph.cap.max(initial=0)))
    empty = float(np.dot(graph.wanted.astype(float), graph.unfilled_cost.astype(float)))
    full = float(graph.cost.sum(dtype=float)) + dearest_task * float(graph.wanted.sum())
    nodes = len(graph.wanted) + len(graph.cap) + 2
    if empty + full > _SAFE or (dearest_task + MOST_COST) * nodes > _SAFE:
        raise PlanRefused(problem="out_of_range", what="costs", name="all together")


def _load_arcs(graph: Graph) -> tuple[Whole, Whole]:
    """Return an arc for each task that a person may take: whose it is, and the how manieth."""
    offered = np.bincount(graph.person, minlength=len(graph.cap))
    useful = np.minimum(graph.cap, offered)
    worker = np.repeat(np.arange(len(useful)), useful)
    first = np.repeat(np.cumsum(useful) - useful, useful)
    return worker, np.arange(len(worker)) - first
