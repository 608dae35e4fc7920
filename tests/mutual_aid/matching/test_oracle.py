"""The plan costs exactly what an independent solver finds to be the least, and can be carried out.

Graphs come from whole made-up networks, and from a thousand odd little ones.
"""

from random import Random
from statistics import mean

import pytest

from benchmarks.matching_scarce import filled, overlapping
from benchmarks.matching_world import SCARCE, Size, World, world
from mutual_aid.ids import NeedId, VolunteerId
from mutual_aid.matching import Pair, Person, Place, Plan, plan
from mutual_aid.pairing import pairs_of
from mutual_aid.policy import Policy
from mutual_aid.pooling import assign, flow_of
from tests.mutual_aid.matching.odd_graphs import drawn_seed, odd_problem, tiny_problem
from tests.mutual_aid.planning import Problem, brute_force, cost_of, faults, least_cost

NETWORKS = {
    "100 x 1k": Size(100, 1_000, hot=0),
    "100 x 1k hot": Size(100, 1_000),
    "1k x 10k": Size(1_000, 10_000, hot=0),
    "1k x 10k hot": Size(1_000, 10_000),
    "scarce 1k x 1k": SCARCE,
}
ODD, TINY = 1_000, 400


def problem_of(made: World) -> Problem:
    """Return what the pool of a network is solved as, with ids instead of numbers."""
    weights = Policy().weights
    pairs = pairs_of(made.asks, made.people, made.ties, Policy())
    graph, load_price = flow_of(
        pairs,
        wanted=made.wanted,
        weight=made.weight,
        cap=made.cap,
        load=made.load,
        weights=weights,
    )
    needs = [NeedId(f"N{n:06}") for n in range(len(graph.wanted))]
    people = [VolunteerId(f"V{n:06}") for n in range(len(graph.cap))]
    rows = zip(graph.need.tolist(), graph.person.tolist(), graph.cost.tolist(), strict=True)
    return Problem(
        [
            Place(*x)
            for x in zip(needs, graph.wanted.tolist(), graph.unfilled_cost.tolist(), strict=True)
        ],
        [Person(*x) for x in zip(people, graph.cap.tolist(), graph.load.tolist(), strict=True)],
        sorted(Pair(needs[need], people[person], cost) for need, person, cost in rows),
        load_price,
    )


def planned(problem: Problem) -> Plan:
    return plan(problem.places, problem.people, problem.pairs, load_price=problem.load_price)


@pytest.mark.parametrize("size", NETWORKS.values(), ids=NETWORKS.keys())
def test_no_plan_of_a_network_is_cheaper(size: Size) -> None:
    seed = drawn_seed()
    problem = problem_of(world(size, seed))
    found = planned(problem)
    assert faults(problem, found) == set()
    assert found.total_cost == least_cost(problem)
    assert len(found.pairs) > 0.8 * size.needs, "hardly anybody helps in this network"


def test_no_plan_of_an_odd_little_pool_is_cheaper() -> None:
    seed = drawn_seed()
    for number in range(seed, seed + ODD):
        problem = odd_problem(Random(number), 7)
        found = planned(problem)
        assert faults(problem, found) == set(), f"seed {number}"
        assert found.total_cost == least_cost(problem), f"seed {number}"


def test_no_choice_at_all_of_a_tiny_pool_is_cheaper() -> None:
    seed = drawn_seed()
    for number in range(seed, seed + TINY):
        problem = tiny_problem(Random(number))
        found = planned(problem)
        assert faults(problem, found) == set(), f"seed {number}"
        least = brute_force(problem)
        assert found.total_cost == least == least_cost(problem), f"seed {number}"


def test_a_storm_is_solved_at_the_same_cost() -> None:
    """A storm's pool goes by numbers and best pairs first, a plan by ids in their order."""
    made = world(Size(100, 1_000), 5)
    pairs = pairs_of(made.asks, made.people, made.ties, Policy())
    chosen = assign(
        pairs,
        wanted=made.wanted,
        weight=made.weight,
        cap=made.cap,
        load=made.load,
        weights=Policy().weights,
    )
    problem = problem_of(made)
    offers = [
        (NeedId(f"N{pairs.need[n]:06}"), VolunteerId(f"V{pairs.person[n]:06}")) for n in chosen
    ]
    assert cost_of(problem, offers) == planned(problem).total_cost


def test_where_helpers_are_scarce_the_plan_fills_more_places_than_going_need_by_need() -> None:
    pools = [filled(overlapping(seed)) for seed in range(1, 6)]
    assert all(x.exact > x.greedy for x in pools)
    assert mean(x.gain for x in pools) >= 0.05


def test_the_odd_pools_hold_everything_odd() -> None:
    seen: dict[str, int] = {}
    for number in range(ODD):
        problem = odd_problem(Random(number), 7)
        reached = {x.need_id for x in problem.pairs}
        odd = {
            "nobody for a need": any(x.need_id not in reached for x in problem.places),
            "cap of nothing": any(x.cap == 0 for x in problem.people),
            "more wanted than there are": any(
                x.helpers > len(problem.people) for x in problem.places
            ),
            "ties": len({x.cost for x in problem.pairs}) < len(problem.pairs),
            "free help": any(x.cost == 0 for x in problem.pairs),
            "empty for nothing": any(x.unfilled_cost == 0 for x in problem.places),
            "cheaper empty": any(
                pair.cost > place.unfilled_cost
                for pair in problem.pairs
                for place in problem.places
                if place.need_id == pair.need_id
            ),
            "no needs": not problem.places,
            "no people": not problem.people,
        }
        for name in odd:
            seen[name] = seen.get(name, 0) + odd[name]
    assert min(seen.values()) > ODD // 20, seen
