"""The product's own plan of a storm, on the columns of a simulation."""

from datetime import timedelta

import numpy as np

from benchmarks.policy_desk import Call, Desk, Wave
from mutual_aid import pooling
from mutual_aid.actions import storms
from mutual_aid.columns import Asks, Whole, at
from mutual_aid.pairing import Pairs, TieTable, pairs_of
from mutual_aid.policy import Policy
from mutual_aid.waves import Step, next_step

_MINUTE = timedelta(minutes=1)


def planned(calls: list[Call], desk: Desk, now: float, policy: Policy) -> list[tuple[Call, Wave]]:
    """Return the offers to make now for calls of one estate, as mutual_aid.pooling does."""
    members = np.flatnonzero(desk.people.estate == calls[0].ask.estate[0])
    people = at(desk.people, members)
    asks = Asks(*(np.concatenate(x) for x in zip(*(c.ask for c in calls), strict=True)))
    pairs = pairs_of(asks, people, _asked_before(calls, members), policy)
    steps = _steps(calls, pairs, now, policy)
    sizes = np.array([x.size for x in steps], np.int64)
    missing = np.array([x.missing for x in calls], np.int64)
    chosen = pooling.assign(
        pairs,
        wanted=np.minimum(sizes, missing),
        spare=np.maximum(sizes - missing, 0),
        weight=np.array([pooling.WEIGHT[x.urgency] for x in calls], np.int64),
        cap=np.ones(len(members), np.int64),
        load=people.tasks_28_days,
        weights=policy.weights,
    )
    needs, asked = pairs.need[chosen], members[pairs.person[chosen]]
    return [
        (calls[n], Wave(asked[needs == n], steps[n].wait / _MINUTE))
        for n in np.unique(needs).tolist()
    ]


def _asked_before(calls: list[Call], members: Whole) -> TieTable:
    rows = {
        (n, person): (True, False, 0)
        for n, call in enumerate(calls)
        for person in np.flatnonzero(call.asked[members]).tolist()
    }
    return TieTable(len(members), rows)


def _steps(calls: list[Call], pairs: Pairs, now: float, policy: Policy) -> list[Step]:
    bounds = np.searchsorted(pairs.need, np.arange(len(calls) + 1))
    chances = pairs.chance.tolist()
    return [
        next_step(
            call.urgency,
            max(call.left(now), storms.LEAST_LEFT),
            chances[bounds[n] : bounds[n + 1]],
            call.missing,
            policy.asking,
        )
        for n, call in enumerate(calls)
    ]
