"""The judge of plans is judged: one planted fault for each rule, and none where there is none."""

import pytest

from mutual_aid.ids import NeedId, VolunteerId
from mutual_aid.matching import Pair, Person, Place, Plan, plan
from tests.mutual_aid.planning import Problem, brute_force, cost_of, faults, least_cost

N, V = NeedId, VolunteerId
TEA, REPAIR = N("tea"), N("repair")
CHAN, LEE, WONG = V("chan"), V("lee"), V("wong")
PROBLEM = Problem(
    places=[Place(TEA, 1, 900), Place(REPAIR, 2, 900)],
    people=[Person(CHAN, 1, 0), Person(LEE, 2, 1), Person(WONG, 1, 0)],
    pairs=[Pair(TEA, CHAN, 10), Pair(TEA, LEE, 20), Pair(REPAIR, CHAN, 30), Pair(REPAIR, LEE, 40)],
)


def made(*pairs: tuple[NeedId, VolunteerId], tea: int, repair: int) -> Plan:
    """Return a plan whose costs are right, whatever else is wrong with it."""
    return Plan(pairs, {TEA: tea, REPAIR: repair}, cost_of(PROBLEM, pairs))


GOOD = made((REPAIR, LEE), (TEA, CHAN), tea=0, repair=1)


def test_a_plan_without_a_fault_passes() -> None:
    assert faults(PROBLEM, GOOD) == set()
    assert faults(PROBLEM, plan(*PROBLEM[:3])) == set()
    assert faults(PROBLEM, made(tea=1, repair=2)) == set()


@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        (made((REPAIR, CHAN), (TEA, CHAN), tea=0, repair=1), "over cap"),
        (made((REPAIR, WONG), tea=1, repair=1), "outside the graph"),
        (made((REPAIR, LEE), (REPAIR, LEE), tea=1, repair=0), "twice in a need"),
        (made((TEA, CHAN), (TEA, LEE), tea=-1, repair=2), "over-filled"),
        (made((REPAIR, LEE), (TEA, CHAN), tea=0, repair=0), "unfilled"),
        (GOOD._replace(unfilled={REPAIR: 1}), "unfilled"),
        (GOOD._replace(unfilled={REPAIR: 1, TEA: 0, N("none"): 0}), "unfilled"),
        (GOOD._replace(total_cost=GOOD.total_cost - 1), "total cost"),
        (GOOD._replace(pairs=GOOD.pairs[::-1]), "order"),
    ],
)
def test_a_planted_fault_is_found_and_no_other(planted: Plan, rule: str) -> None:
    assert faults(PROBLEM, planted) == {rule}


def test_costs_are_added_up_by_hand_once() -> None:
    """Two of lee's tasks cost one and two loads; one place of the repair stays empty."""
    both = made((REPAIR, LEE), (TEA, LEE), tea=0, repair=1)
    assert both.total_cost == 40 + 20 + 200 * (1 + 2) + 900
    assert GOOD.total_cost == 40 + 10 + 200 + 900


def test_both_ways_to_the_least_cost_agree_with_a_hand() -> None:
    """With free loads all three places are filled; a dear one leaves two of them empty."""
    loads = {0: 20 + 30 + 40, 200: 20 + 30 + 40 + 200 * (1 + 2), 1_000: 10 + 2 * 900}
    for price, by_hand in loads.items():
        problem = PROBLEM._replace(load_price=price)
        assert brute_force(problem) == least_cost(problem) == by_hand
