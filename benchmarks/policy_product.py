"""The product's own rules, points and waves, on the columns of a simulation."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import numpy as np

from benchmarks.policy_desk import Call, Desk, Wave, next_to
from benchmarks.policy_storm import planned
from mutual_aid.actions import searching
from mutual_aid.columns import Numbers, Ties, Whole, at
from mutual_aid.policy import Pace, Policy
from mutual_aid.suitability import Suited, acceptance, broken, points, rings
from mutual_aid.waves import most_at_once, next_step, with_chance

_MINUTE = timedelta(minutes=1)
_NOBODY = Wave(np.zeros(0, np.int64), 0.0)


class _Numbered(Suited):
    number: int


def _numbered(number: int, marks: float) -> _Numbered:
    """Return somebody with no more than a wave looks at."""
    seen: dict[str, Any] = {"number": number, "points": marks}
    return _Numbered.model_construct(**seen)


class Ranked(NamedTuple):
    """Whoever may be asked for one call, best first."""

    people: Whole
    marks: Numbers
    chances: Numbers

    def among(self, people: Whole) -> "Ranked":
        """Return only these people, in the same order."""
        some = np.isin(self.people, people)
        return Ranked(self.people[some], self.marks[some], self.chances[some])

    def first(self, size: int, seed: str, policy: Policy) -> Whole:
        """Return the people of a wave; nobody beyond the near-equals of its last can matter."""
        if not size:
            return self.people[:0]
        near = self.marks >= self.marks[:size][-1] - policy.asking.near_equal
        some = [
            _numbered(*one)
            for one in zip(self.people[near].tolist(), self.marks[near].tolist(), strict=True)
        ]
        chosen: Sequence[Suited] = with_chance(some, size, seed, policy)
        return np.array([x.number for x in chosen if isinstance(x, _Numbered)], np.int64)


class Product:
    """Asks as the program does."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self.every = policy.storm_every / _MINUTE

    def wave(self, call: Call, desk: Desk, now: float) -> Wave:
        """Return the wave that actions.matches would make."""
        asking, left = self._policy.asking, call.left(now)
        if left <= timedelta(0):
            return _NOBODY
        ranked = self._best(call, desk, most_at_once(call.urgency, left, call.missing, asking))
        step = next_step(call.urgency, left, ranked.chances.tolist(), call.missing, asking)
        people = ranked.first(step.size, f"{call.number}:1:{call.waves + 1}", self._policy)
        return Wave(people, step.wait / _MINUTE)

    def instead(self, call: Call, desk: Desk, now: float) -> Wave:
        """Return the best of those who are left."""
        if call.left(now) <= timedelta(0):
            return _NOBODY
        wait = self._policy.asking.waves[Pace.PRESSING].wait
        return Wave(self._best(call, desk, 1).people[:1], wait / _MINUTE)

    def _best(self, call: Call, desk: Desk, most: int) -> Ranked:
        """Search outwards until there are enough, as actions.searching does.

        Everybody of the three rings is judged in one go; the nearest rings that hold enough count.
        """
        limit = max(searching.MOST_READ, searching.ENOUGH * most)
        own = _first(desk, desk.able(call.block, call), limit)
        near = [_first(desk, desk.able(n, call), limit) for n in next_to(call.block)]
        everyone = _first(desk, desk.able_in_estate(call), limit)
        found = np.unique(np.concatenate([own, *near, everyone]))
        ranked = self._judged(call, desk, found)
        for rings_read in ([own], [own, *near]):
            nearer = ranked.among(np.concatenate(rings_read))
            if len(nearer.people) >= searching.ENOUGH * most:
                return nearer
        return ranked

    def _judged(self, call: Call, desk: Desk, found: Whole) -> Ranked:
        policy, people = self._policy, at(desk.people, found)
        ties = Ties.none(len(found))
        ties.asked[call.asked[found]] = 1
        fit = np.flatnonzero(~broken(call.ask, people, ties, policy.asking).any(axis=0))
        found, people, ties = found[fit], at(people, fit), at(ties, fit)
        ring = rings(call.ask, people)
        price = policy.weights.recent_task * people.tasks_28_days
        marks = (points(call.ask, people, ties, ring, policy.weights) - price).round(2)
        best = np.lexsort((found, desk.asked_at[found], -marks))
        return Ranked(found[best], marks[best], acceptance(people, ring).round(4)[best])

    def plan(self, calls: list[Call], desk: Desk, now: float) -> list[tuple[Call, Wave]]:
        """Plan the pool of one estate."""
        return planned(calls, desk, now, self._policy)


def _first(desk: Desk, able: Whole, limit: int) -> Whole:
    """Return the first few of a cell, longest without an offer first."""
    if len(able) <= limit:
        return able
    return able[np.lexsort((able, desk.asked_at[able]))[:limit]]
