"""The plan of a pool: what it is, that it can be carried out, and what it refuses to plan."""

import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from mutual_aid.errors import PlanRefused
from mutual_aid.ids import NeedId, VolunteerId
from mutual_aid.matching import MOST_COST, MOST_PLACES, Pair, Person, Place, Plan, plan
from tests.mutual_aid.matching.odd_graphs import odd_problem
from tests.mutual_aid.planning import Problem, faults

ROOT = Path(__file__).resolve().parents[3]
N, V = NeedId, VolunteerId
SUPPER, REPAIR = Place(N("supper"), 1, 5_000), Place(N("repair"), 2, 5_000)
CHAN, LEE = Person(V("chan"), 2, 0), Person(V("lee"), 2, 0)


def planned(problem: Problem) -> Plan:
    return plan(problem.places, problem.people, problem.pairs, load_price=problem.load_price)


def test_a_lone_need_gets_whoever_suits_it_best() -> None:
    found = plan([SUPPER], [CHAN, LEE], [(N("supper"), V("chan"), 30), (N("supper"), V("lee"), 20)])
    assert found == Plan(((N("supper"), V("lee")),), {N("supper"): 0}, 20)


def test_nobody_fills_two_places_of_one_need() -> None:
    found = plan([REPAIR], [CHAN], [(N("repair"), V("chan"), 10)])
    assert found == Plan(((N("repair"), V("chan")),), {N("repair"): 1}, 5_010)


def test_somebody_gives_way_where_that_helps_one_more_neighbour() -> None:
    pairs = [
        (N("repair"), V("chan"), 900),
        (N("supper"), V("chan"), 0),
        (N("supper"), V("lee"), 800),
    ]
    once = [CHAN._replace(cap=1), LEE._replace(cap=1)]
    found = plan([SUPPER, REPAIR._replace(helpers=1)], once, pairs)
    assert found.pairs == ((N("repair"), V("chan")), (N("supper"), V("lee")))
    assert set(found.unfilled.values()) == {0}


def test_the_second_task_goes_to_somebody_less_busy() -> None:
    tea = Place(N("tea"), 1, 5_000)
    pairs = [(need, who, 0) for need in (N("supper"), N("tea")) for who in (V("chan"), V("lee"))]
    found = plan([SUPPER, tea], [CHAN, LEE], pairs)
    assert {who for _, who in found.pairs} == {V("chan"), V("lee")}
    assert found.total_cost == 0
    busy = plan([SUPPER, tea], [CHAN, LEE._replace(load=2)], pairs)
    assert [who for _, who in busy.pairs] == [V("chan"), V("chan")]
    assert busy.total_cost == 200


def test_the_place_that_weighs_most_is_filled_first() -> None:
    urgent = Place(N("oxygen"), 1, 40_000)
    pairs = [(N("oxygen"), V("chan"), 3_000), (N("supper"), V("chan"), 0)]
    found = plan([SUPPER, urgent], [CHAN._replace(cap=1)], pairs)
    assert found.pairs == ((N("oxygen"), V("chan")),)
    assert found.unfilled == {N("oxygen"): 0, N("supper"): 1}


def test_a_place_that_costs_nothing_empty_may_stay_empty() -> None:
    free = SUPPER._replace(unfilled_cost=0)
    assert plan([free], [CHAN], [(N("supper"), V("chan"), 1)]).total_cost == 0


@pytest.mark.parametrize(
    ("places", "people", "unfilled"),
    [
        ([], [], {}),
        ([], [CHAN], {}),
        ([SUPPER], [], {"supper": 1}),
        ([SUPPER, REPAIR], [CHAN], {"repair": 2, "supper": 1}),
        ([SUPPER._replace(helpers=0)], [CHAN], {"supper": 0}),
    ],
)
def test_without_anybody_to_plan_for_all_stays_as_it_is(
    places: list[Place], people: list[Person], unfilled: dict[str, int]
) -> None:
    found = plan(places, people, [])
    assert (found.pairs, found.unfilled) == ((), unfilled)
    assert found.total_cost == 5_000 * sum(unfilled.values())


def test_a_plan_is_the_same_in_whatever_order_it_is_told() -> None:
    for seed in range(150):
        draw = Random(seed)
        problem = odd_problem(draw, 9)
        assert planned(problem.shuffled(draw)) == planned(problem), f"seed {seed}"


_PLANS = """
from random import Random
from tests.mutual_aid.matching.odd_graphs import odd_problem
from mutual_aid.matching import plan
for seed in range(40):
    x = odd_problem(Random(seed), 9)
    print(plan(set(x.places), set(x.people), set(x.pairs), load_price=x.load_price))
"""


def test_a_plan_is_the_same_under_every_hash_seed() -> None:
    plans = [_planned_under(seed) for seed in ("1", "4242")]
    one, other = (x.communicate(timeout=60)[0] for x in plans)
    assert one.count("Plan(") == 40
    assert one == other


def _planned_under(hash_seed: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", _PLANS]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


PAIR = Pair(N("supper"), V("chan"), 5)


def wrong(row: Any, **values: Any) -> Any:
    return row._replace(**values)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pairs": [wrong(PAIR, need_id="dinner")]}, "need dinner: unknown"),
        ({"pairs": [wrong(PAIR, volunteer_id="wong")]}, "volunteer wong: unknown"),
        ({"places": [SUPPER, REPAIR, SUPPER]}, "need supper: twice"),
        ({"places": [SUPPER, wrong(SUPPER, helpers=None)]}, "need supper: twice"),
        ({"people": [CHAN, LEE, wrong(CHAN, cap=1)]}, "volunteer chan: twice"),
        ({"pairs": [PAIR, PAIR]}, "pair supper, chan: twice"),
        ({"pairs": [PAIR, wrong(PAIR, cost=9)]}, "pair supper, chan: twice"),
        ({"people": [wrong(CHAN, cap=-1)]}, "cap -1: out_of_range"),
        ({"people": [wrong(CHAN, cap=MOST_PLACES + 1)]}, "cap 1000001: out_of_range"),
        ({"people": [wrong(CHAN, load=-2)]}, "load -2: out_of_range"),
        ({"places": [wrong(SUPPER, helpers=-1)]}, "helpers -1: out_of_range"),
        ({"places": [wrong(SUPPER, unfilled_cost=-1)]}, "unfilled_cost -1: out_of_range"),
        ({"pairs": [wrong(PAIR, cost=-1)]}, "cost -1: out_of_range"),
        ({"pairs": [wrong(PAIR, cost=MOST_COST + 1)]}, "cost 1000000001: out_of_range"),
        ({"pairs": [wrong(PAIR, cost=2**70)]}, f"cost {2**70}: out_of_range"),
        ({"load_price": -1}, "load_price -1: out_of_range"),
        ({"load_price": 1.5}, "load_price 1.5: not_whole"),
        ({"people": [wrong(CHAN, cap=1.0)]}, "cap 1.0: not_whole"),
        ({"people": [wrong(CHAN, load="2")]}, "load '2': not_whole"),
        ({"places": [wrong(SUPPER, helpers=True)]}, "helpers True: not_whole"),
        ({"places": [wrong(SUPPER, helpers=None)]}, "helpers None: not_whole"),
        ({"pairs": [wrong(PAIR, cost=float("nan"))]}, "cost nan: not_whole"),
    ],
)
def test_wrong_input_is_refused_by_name(change: dict[str, Any], said: str) -> None:
    plain: dict[str, Any] = {"places": [SUPPER], "people": [CHAN], "pairs": [PAIR], "load_price": 1}
    with pytest.raises(PlanRefused) as refused:
        plan(**(plain | change))
    assert str(refused.value) == said


def test_costs_that_overflow_only_together_are_refused() -> None:
    crowd = [Place(N(f"N{n:04}"), MOST_PLACES, MOST_COST) for n in range(3_000)]
    with pytest.raises(PlanRefused, match="costs all together: out_of_range"):
        plan(crowd, [CHAN], [])
    heavy = [Person(V(f"V{n:04}"), 1, MOST_PLACES) for n in range(3_000)]
    with pytest.raises(PlanRefused, match="costs all together: out_of_range"):
        plan([SUPPER], heavy, [], load_price=MOST_COST)


def test_the_dearest_costs_that_are_allowed_are_still_exact() -> None:
    dear = MOST_COST
    places = [Place(N(f"N{n}"), 1, dear) for n in range(3)]
    pairs = [Pair(x.need_id, V("chan"), dear - n - 1) for n, x in enumerate(places)]
    problem = Problem(places, [CHAN._replace(cap=3)], pairs, 0)
    found = planned(problem)
    assert found.total_cost == 3 * dear - 6
    assert not faults(problem, found)


def test_numbers_may_come_from_columns() -> None:
    place = Place(N("supper"), np.int64(1), np.int32(50))  # type: ignore[arg-type]
    assert plan([place], [CHAN], [PAIR]).total_cost == 5
