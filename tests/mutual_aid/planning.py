"""Two judges of a plan: one knows the rules only, the other finds the least cost by other means.

The second is HiGHS on the linear program; the program's matrix is totally unimodular, so its
optimum is the one in whole numbers.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from random import Random
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

from mutual_aid.ids import NeedId, VolunteerId
from mutual_aid.matching import LOAD_PRICE, Pair, Person, Place, Plan


class Problem(NamedTuple):
    """What a plan is made for."""

    places: list[Place]
    people: list[Person]
    pairs: list[Pair]
    load_price: int = LOAD_PRICE

    def shuffled(self, draw: Random) -> "Problem":
        """Return the same, told in another order."""
        return Problem(
            draw.sample(self.places, len(self.places)),
            draw.sample(self.people, len(self.people)),
            draw.sample(self.pairs, len(self.pairs)),
            self.load_price,
        )


def faults(problem: Problem, plan: Plan) -> set[str]:
    """Return the names of the rules that a plan breaks; none for a plan that can be carried out."""
    costs = {(x.need_id, x.volunteer_id): x.cost for x in problem.pairs}
    helpers = Counter(need for need, _ in plan.pairs)
    tasks = Counter(person for _, person in plan.pairs)
    caps = {x.volunteer_id: x.cap for x in problem.people}
    empty = {x.need_id: x.helpers - helpers[x.need_id] for x in problem.places}
    found = {
        "twice in a need": len(set(plan.pairs)) < len(plan.pairs),
        "outside the graph": not set(plan.pairs) <= costs.keys(),
        "over cap": any(count > caps.get(who, 0) for who, count in tasks.items()),
        "over-filled": any(count < 0 for count in empty.values()),
        "unfilled": plan.unfilled != empty,
        "total cost": plan.total_cost != cost_of(problem, plan.pairs),
        "order": list(plan.pairs) != sorted(plan.pairs),
    }
    return {name for name, wrong in found.items() if wrong}


def cost_of(problem: Problem, chosen: Iterable[tuple[NeedId, VolunteerId]]) -> int:
    """Return what a choice costs: its pairs, the places left empty, and each next task dearer."""
    chosen = list(chosen)
    costs = {(x.need_id, x.volunteer_id): x.cost for x in problem.pairs}
    helpers = Counter(need for need, _ in chosen)
    tasks = Counter(person for _, person in chosen)
    total = sum(costs.get(pair, 0) for pair in chosen)
    for place in problem.places:
        total += (place.helpers - helpers[place.need_id]) * place.unfilled_cost
    for person in problem.people:
        for nth in range(tasks[person.volunteer_id]):
            total += problem.load_price * (person.load + nth)
    return total


def brute_force(problem: Problem) -> int:
    """Return the least cost over all choices of pairs; for up to a dozen pairs."""
    pairs = [(x.need_id, x.volunteer_id) for x in problem.pairs]
    wanted = {x.need_id: x.helpers for x in problem.places}
    caps = {x.volunteer_id: x.cap for x in problem.people}
    least = cost_of(problem, [])
    for taken in product((False, True), repeat=len(pairs)):
        chosen = [pair for pair, yes in zip(pairs, taken, strict=True) if yes]
        helpers = Counter(need for need, _ in chosen)
        tasks = Counter(person for _, person in chosen)
        if all(helpers[x] <= wanted[x] for x in helpers) and all(
            tasks[x] <= caps[x] for x in tasks
        ):
            least = min(least, cost_of(problem, chosen))
    return least


def least_cost(problem: Problem) -> int:
    """Return the least cost as HiGHS finds it; a whole number, whatever its way there."""
    needs = {x.need_id: n for n, x in enumerate(problem.places)}
    people = {x.volunteer_id: n for n, x in enumerate(problem.people)}
    offered = Counter(x.volunteer_id for x in problem.pairs)
    rising = [
        (people[x.volunteer_id], problem.load_price * (x.load + nth))
        for x in problem.people
        for nth in range(min(x.cap, offered[x.volunteer_id]))
    ]
    if not needs:
        return 0
    pairs, empties, loads = len(problem.pairs), len(needs), len(rising)
    everyone = [len(needs) + people[x.volunteer_id] for x in problem.pairs]
    # A row for each need: pairs and empty places add up to the helpers wanted; a row for each
    # person: pairs less tasks taken add up to nothing.
    entries = [
        ([needs[x.need_id] for x in problem.pairs], range(pairs), 1.0),
        (range(empties), range(pairs, pairs + empties), 1.0),
        (everyone, range(pairs), 1.0),
        (
            [len(needs) + who for who, _ in rising],
            range(pairs + empties, pairs + empties + loads),
            -1.0,
        ),
    ]
    rows = np.concatenate([np.array(list(x[0]), np.int64) for x in entries])
    columns = np.concatenate([np.array(list(x[1]), np.int64) for x in entries])
    values = np.concatenate([np.full(len(x[0]), x[2]) for x in entries])
    shape = (len(needs) + len(people), pairs + empties + loads)
    price = _price(problem, [x for _, x in rising])
    found = linprog(
        price,
        A_eq=coo_array((values, (rows, columns)), shape=shape).tocsr(),
        b_eq=[x.helpers for x in problem.places] + [0] * len(people),
        bounds=[(0, 1)] * pairs + [(0, None)] * empties + [(0, 1)] * loads,
        method="highs",
    )
    assert found.status == 0, found.message
    whole = np.rint(found.x)
    assert np.abs(found.x - whole).max(initial=0) < 1e-6, "a fraction of somebody helps"
    return int(sum(int(a) * int(b) for a, b in zip(price, whole, strict=True) if b))


def _price(problem: Problem, rising: Sequence[int]) -> list[int]:
    return [x.cost for x in problem.pairs] + [x.unfilled_cost for x in problem.places] + [*rising]
