"""Whom to ask when many needs wait at once: one plan for the whole pool, one open offer a person.

What comes out are offers, not promises: nothing is settled before somebody says yes, and the next
plan, minutes later, starts from what people answered.
"""

from datetime import datetime, timedelta

import numpy as np

from mutual_aid.columns import Ask, Asks, Ground, People, Whole
from mutual_aid.ids import NeedId, VolunteerId
from mutual_aid.matching import Graph, solve
from mutual_aid.pairing import Pairs, TieTable, pairs_of
from mutual_aid.policy import Policy, Weights
from mutual_aid.record import Record
from mutual_aid.suitability import Suited, suited
from mutual_aid.taxonomy import Urgency
from mutual_aid.volunteers import Candidate, Tie
from mutual_aid.waves import Step, next_step

COSTS_A_POINT = 10
_DEAREST_PAIR, _MOST_LOAD = 20_000, 50
WEIGHT = {Urgency.LOW: 1, Urgency.NORMAL: 2, Urgency.HIGH: 5, Urgency.EMERGENCY: 10}
"""Each urgency weighs at least twice the one below."""
_FIRST = 2
"""Nobody asked for a place is so many times worse than nobody asked beside the first: everyone's
need is offered to somebody before another's wave grows."""


class Pooled(Record):
    """An open need in the pool: what it demands, who is missing, how much waking time is left."""

    need_id: NeedId
    ask: Ask
    missing: int
    left: timedelta


class Pool(Record):
    """All that a plan is made of, as it was at one moment."""

    needs: tuple[Pooled, ...]
    candidates: tuple[Candidate, ...]
    ties: tuple[Tie, ...]


class Round(Record):
    """The offers of one need that a plan proposes, best first, and how long they wait."""

    need_id: NeedId
    wait: timedelta
    people: tuple[Suited, ...]


def plan_pool(pool: Pool, ground: Ground, policy: Policy, now: datetime) -> list[Round]:
    """Return the offers to make now; the same for the same pool in any order."""
    pool = _in_order(pool)
    asks = Asks.of((x.ask for x in pool.needs), ground)
    people = People.of(pool.candidates, ground, now)
    pairs = pairs_of(asks, people, _table(pool), policy)
    steps = _steps(pool, pairs, policy)
    sizes = np.array([x.size for x in steps], np.int64)
    chosen = assign(
        pairs,
        wanted=np.minimum(sizes, [x.missing for x in pool.needs]),
        spare=np.maximum(sizes - [x.missing for x in pool.needs], 0),
        weight=np.array([WEIGHT[x.ask.urgency] for x in pool.needs], np.int64),
        cap=np.ones(len(pool.candidates), np.int64),
        load=people.tasks_28_days,
        weights=policy.weights,
    )
    asked: dict[int, list[Candidate]] = {}
    for need, person in zip(pairs.need[chosen], pairs.person[chosen], strict=True):
        asked.setdefault(int(need), []).append(pool.candidates[person])
    ties = {(x.need_id, x.volunteer_id): x for x in pool.ties}
    return [
        Round(
            need_id=pool.needs[n].need_id,
            wait=steps[n].wait,
            people=tuple(_suited(pool.needs[n], some, ties, ground, policy, now)),
        )
        for n, some in asked.items()
    ]


def _in_order(pool: Pool) -> Pool:
    return Pool(
        needs=tuple(sorted(pool.needs, key=lambda x: x.need_id)),
        candidates=tuple(sorted(pool.candidates, key=lambda x: x.volunteer.volunteer_id)),
        ties=pool.ties,
    )


def _table(pool: Pool) -> TieTable:
    need_at = {x.need_id: n for n, x in enumerate(pool.needs)}
    person_at = {x.volunteer.volunteer_id: n for n, x in enumerate(pool.candidates)}
    rows = {
        (need_at[x.need_id], person_at[x.volunteer_id]): (
            x.asked_for_this,
            x.refused_here,
            x.good_visits_here,
        )
        for x in pool.ties
        if x.need_id in need_at and x.volunteer_id in person_at
    }
    return TieTable(len(pool.candidates), rows)


def _steps(pool: Pool, pairs: Pairs, policy: Policy) -> list[Step]:
    """Return how many each need should ask, as if it were alone."""
    bounds = np.searchsorted(pairs.need, np.arange(len(pool.needs) + 1))
    chances = pairs.chance.tolist()
    return [
        next_step(
            need.ask.urgency,
            need.left,
            chances[bounds[n] : bounds[n + 1]],
            need.missing,
            policy.asking,
        )
        for n, need in enumerate(pool.needs)
    ]


def assign(
    pairs: Pairs,
    *,
    wanted: Whole,
    weight: Whole,
    cap: Whole,
    load: Whole,
    weights: Weights,
    spare: Whole | None = None,
) -> Whole:
    """Return the numbers of the pairs in the best plan.

    wanted, spare and weight have one number for each need (weight: how much worse an empty place is
    than that of an unhurried need), cap and load one for each person.
    """
    graph, load_price = flow_of(
        pairs, wanted=wanted, weight=weight, cap=cap, load=load, weights=weights, spare=spare
    )
    chosen, _, _ = solve(graph, load_price)
    return chosen


def flow_of(
    pairs: Pairs,
    *,
    wanted: Whole,
    weight: Whole,
    cap: Whole,
    load: Whole,
    weights: Weights,
    spare: Whole | None = None,
) -> tuple[Graph, int]:
    """Return what is solved for a pool: points as costs, and the price of load."""
    load_price = round(COSTS_A_POINT * weights.recent_task)
    empty = 2 * (_DEAREST_PAIR + load_price * _MOST_LOAD)
    best = COSTS_A_POINT * _most_points(weights)
    cost = np.rint(best - COSTS_A_POINT * pairs.points).clip(0, _DEAREST_PAIR).astype(np.int64)
    graph = Graph(
        wanted=wanted,
        unfilled_cost=_FIRST * empty * weight,
        cap=cap,
        load=np.minimum(load, _MOST_LOAD - cap.max(initial=0)),
        need=pairs.need,
        person=pairs.person,
        cost=cost,
        spare=spare,
        spare_cost=empty * weight,
    )
    return graph, load_price


def _most_points(weights: Weights) -> float:
    return (
        weights.acceptance + weights.skill + weights.language + weights.known + weights.experience
    )


def _suited(
    need: Pooled,
    some: list[Candidate],
    ties: dict[tuple[NeedId, VolunteerId], Tie],
    ground: Ground,
    policy: Policy,
    now: datetime,
) -> list[Suited]:
    """Return the chosen people with points and reasons, best first."""
    told = [
        one.tied(tie) if (tie := ties.get((need.need_id, one.volunteer.volunteer_id))) else one
        for one in some
    ]
    return suited(need.ask, told, ground, policy, now)
