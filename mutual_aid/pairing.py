"""Everybody who may help with anything: the pairs of a whole pool, found and judged on columns."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from mutual_aid.columns import Asks, Numbers, People, Ties, Whole, at
from mutual_aid.policy import Policy
from mutual_aid.suitability import COARSE, acceptance, broken, may_be_asked, points, rings

KEPT = 50
"""So many best people of each need take part in a plan at least (a list of 30 cost 0.23 % of the
objective where helpers were scarce, one of 50 nothing; docs/matching.md)."""
KEPT_TOGETHER = 100_000
"""More take part while all needs together keep no more than so many: a hundred neighbours with the
same need would otherwise all count on the same fifty people."""
_AT_ONCE = 100_000
"""Pairs that are judged together; bounds the memory and fits the processor's cache."""


class Pairs(NamedTuple):
    """Who may help with which need, by need, best first; numbers of asks and people."""

    need: Whole
    person: Whole
    points: Numbers
    chance: Numbers


class TieTable:
    """The ties of a pool by the numbers of need and person; most pairs have none."""

    def __init__(self, people: int, rows: dict[tuple[int, int], tuple[bool, bool, int]]) -> None:
        self._people = people
        ordered = sorted(rows.items())
        self._keys = np.array([need * people + person for (need, person), _ in ordered], np.int64)
        self._values = np.array([row for _, row in ordered], np.int64).reshape(-1, 3)

    def of(self, need: Whole, person: Whole) -> Ties:
        """Return the ties of these pairs."""
        ties = Ties.none(len(need))
        if not len(self._keys):
            return ties
        wanted = need * self._people + person
        place = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        tied = self._keys[place] == wanted
        for column, values in zip(ties, self._values.T, strict=True):
            column[tied] = values[place[tied]]
        return ties


def pairs_of(asks: Asks, people: People, ties: TieTable, policy: Policy) -> Pairs:
    """Return the best pairs that break no hard rule, as many for each need as a plan takes in."""
    kept = max(KEPT, KEPT_TOGETHER // max(len(asks.skills), 1))
    found = SkillIndex(people).search(asks)
    parts = [_best(kept, _judged(asks, people, ties, policy, *pairs)) for pairs in found]
    return Pairs(*(np.concatenate(column) for column in zip(*parts, strict=True)))


class _Runs(NamedTuple):
    """People who stand one after the other in the index and hold a skill of some need."""

    need: Whole
    start: Whole
    length: Whole
    earlier: Whole
    """Skills of the need that were looked for before; whoever holds one is there by it."""


class SkillIndex:
    """Who may be asked at all, by skill and estate; made once, then searched for any needs."""

    def __init__(self, people: People) -> None:
        self._people = people
        able = np.flatnonzero(may_be_asked(people))
        able = able[np.argsort(people.estate[able], kind="stable")]
        skills = people.skills[able]
        self._bits = range(int(np.bitwise_or.reduce(skills, initial=0)).bit_length())
        holders = [able[(skills >> bit) & 1 != 0] for bit in self._bits]
        self._ends = np.cumsum([0, *map(len, holders)])
        self._holders = np.concatenate([able[:0], *holders])
        self._estates = people.estate[self._holders]

    def search(self, asks: Asks) -> Iterator[tuple[Whole, Whole]]:
        """Yield pairs of need and person, a bounded number at a time, all of one need together."""
        none = np.zeros(0, np.int64)
        found = [_Runs(none, none, none, none), *(self._runs(asks, bit) for bit in self._bits)]
        runs = _Runs(*(np.concatenate(column) for column in zip(*found, strict=True)))
        runs = _Runs(*(column[np.argsort(runs.need, kind="stable")] for column in runs))
        chunk = np.cumsum(runs.length) // _AT_ONCE
        last_of_need = np.searchsorted(runs.need, runs.need, "right") - 1
        bounds = np.flatnonzero(np.diff(chunk[last_of_need])) + 1
        for some in np.split(np.arange(len(runs.need)), bounds):
            yield self._pairs(_Runs(*(column[some] for column in runs)))

    def _runs(self, asks: Asks, bit: int) -> _Runs:
        need = np.flatnonzero((asks.skills >> bit) & 1)
        first, end = self._ends[bit : bit + 2]
        estates = self._estates[first:end]
        start = np.searchsorted(estates, asks.estate[need], "left")
        length = np.searchsorted(estates, asks.estate[need], "right") - start
        return _Runs(need, first + start, length, asks.skills[need] & ((1 << bit) - 1))

    def _pairs(self, runs: _Runs) -> tuple[Whole, Whole]:
        before = np.cumsum(runs.length) - runs.length
        place = np.arange(int(runs.length.sum())) + np.repeat(runs.start - before, runs.length)
        need, person = np.repeat(runs.need, runs.length), self._holders[place]
        if runs.earlier.any():
            earlier = np.repeat(runs.earlier, runs.length)
            first = (self._people.skills[person] & earlier) == 0
            need, person = need[first], person[first]
        return need, person


def _judged(
    asks: Asks, people: People, ties: TieTable, policy: Policy, need: Whole, person: Whole
) -> Pairs:
    """Return those of the pairs that break no rule."""
    nothing = Ties.none(0)
    for coarse in COARSE:
        kept = ~coarse(at(asks, need), at(people, person), nothing, policy.asking)
        need, person = need[kept], person[kept]
    tied = ties.of(need, person)
    breaks = broken(at(asks, need), at(people, person), tied, policy.asking)
    fit = np.flatnonzero(~breaks.any(axis=0))
    need, person = need[fit], person[fit]
    wanted, able = at(asks, need), at(people, person)
    ring = rings(wanted, able)
    marks = points(wanted, able, at(tied, fit), ring, policy.weights)
    return Pairs(need, person, marks, acceptance(able, ring))


def _best(kept: int, pairs: Pairs) -> Pairs:
    """Return so many pairs of each need, by need, best first."""
    order = np.lexsort((pairs.person, -pairs.points, pairs.need))
    need = pairs.need[order]
    place = np.arange(len(need)) - np.searchsorted(need, need, "left")
    best = order[place < kept]
    return Pairs(need[place < kept], pairs.person[best], pairs.points[best], pairs.chance[best])
