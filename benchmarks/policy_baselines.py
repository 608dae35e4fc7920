"""What others do, made as strong as it honestly can be: the same rules, clock and search."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import numpy as np

from benchmarks.policy_desk import Call, Desk, Wave, cells_away
from benchmarks.policy_draws import order
from mutual_aid.columns import Flags, Numbers, Whole
from mutual_aid.policy import Pace, Policy
from mutual_aid.waves import pace_of

_MINUTE = timedelta(minutes=1)
ENOUGH = 3
"""Random and most willing choose among three times as many as they ask, from the nearest rings."""
_PRIOR_YES, _PRIOR_OFFERS = 1, 4


class Line(NamedTuple):
    """Who may be asked, nearest first; who lives equally near stands in a fair order."""

    people: Whole
    cells: Whole
    draw: Numbers

    def nearest_rings(self, size: int) -> "Line":
        """Return all of the nearest rings that hold enough to choose from."""
        enough = next((n for n in range(3) if (self.cells <= n).sum() >= ENOUGH * size), 2)
        return self.only(self.cells <= enough)

    def only(self, some: Flags | Whole) -> "Line":
        """Return some of them in the same order."""
        return Line(self.people[some], self.cells[some], self.draw[some])


Choose = Callable[[Line, Desk, int], Whole]


class Fixed:
    """The same way of choosing for every wave; waits as long as the product does."""

    def __init__(self, seed: int, policy: Policy, choose: Choose, size: int) -> None:
        self._waves, self._seed = policy.asking.waves, seed
        self._choose, self._size = choose, size
        self._lines: dict[int, Line] = {}

    def wave(self, call: Call, desk: Desk, now: float) -> Wave:
        """Return the next of the order."""
        return self._next(call, desk, pace_of(call.urgency, call.left(now)), self._size)

    def instead(self, call: Call, desk: Desk, now: float) -> Wave:
        """Return one more, where the order still has one."""
        wave = self._next(call, desk, Pace.PRESSING, 1)
        return Wave(wave.people[:1], wave.wait)

    def _next(self, call: Call, desk: Desk, pace: Pace, size: int) -> Wave:
        line = self._line(call, desk)
        free = (desk.people.tasks_left[line.people] > 0) & ~call.asked[line.people]
        return Wave(self._choose(line.only(free), desk, size), self._waves[pace].wait / _MINUTE)

    def _line(self, call: Call, desk: Desk) -> Line:
        if call.number not in self._lines:
            able = desk.able_in_estate(call)
            cells = cells_away(call.block, desk.block[able])
            draw = order(self._seed, call.number, able)
            line = Line(able, cells, draw)
            self._lines[call.number] = line.only(np.lexsort((draw, cells)))
        return self._lines[call.number]


def nearest(line: Line, desk: Desk, size: int) -> Whole:
    """The nearest first."""
    return line.people[:size]


def anybody(line: Line, desk: Desk, size: int) -> Whole:
    """Random people of the nearest rings that hold enough."""
    found = line.nearest_rings(size)
    return found.people[np.argsort(found.draw)[:size]]


def most_willing(line: Line, desk: Desk, size: int) -> Whole:
    """Those of the nearest rings who said yes most often, for their number of offers."""
    found = line.nearest_rings(size).people
    offers, yes = desk.people.offers_ever[found], desk.people.accepts_ever[found]
    share = (_PRIOR_YES + yes) / (_PRIOR_OFFERS + offers)
    return found[np.argsort(-share, kind="stable")[:size]]


def everybody(line: Line, desk: Desk, size: int) -> Whole:
    """All in the own and the neighbouring blocks at once, then all of the estate."""
    near = line.people[line.cells <= 1]
    return near if len(near) else line.people


BASELINES: dict[str, tuple[Choose, int]] = {
    "broadcast": (everybody, 0),
    "nearest 1": (nearest, 1),
    "nearest 2": (nearest, 2),
    "nearest 5": (nearest, 5),
    "random 5": (anybody, 5),
    "most willing 5": (most_willing, 5),
}
