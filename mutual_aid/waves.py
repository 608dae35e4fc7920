"""How many are asked at once, and how long the answer is awaited, before the next wave.

The smallest wave that is likely enough to fill the places, given how many waves are still to come:
pressing needs ask more people at once, others ask few, so that nobody tires of being asked.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random
from typing import NamedTuple

from mutual_aid.policy import Asking, Pace, Policy, Wave
from mutual_aid.suitability import Suited
from mutual_aid.taxonomy import Urgency

_PRESSING = timedelta(hours=1)
_SAME_DAY = timedelta(hours=8)
_UNHURRIED = timedelta(hours=48)
_LAST_WAVES = 3
"""So many waves before the end twice as many may be asked."""


class Step(NamedTuple):
    """The next wave: how many are asked, and how long their answer is awaited."""

    size: int
    wait: timedelta


def pace_of(urgency: Urgency, left: timedelta) -> Pace:
    """Return how fast to ask, with so much waking time left."""
    if urgency.pressing or left <= _PRESSING:
        return Pace.PRESSING
    if left <= _SAME_DAY:
        return Pace.SAME_DAY
    return Pace.UNHURRIED if urgency is Urgency.LOW and left > _UNHURRIED else Pace.ROUTINE


def most_at_once(urgency: Urgency, left: timedelta, missing: int, asking: Asking) -> int:
    """Return how many one wave may ask at most, for so many missing helpers."""
    wave = asking.waves[pace_of(urgency, left)]
    return wave.most * missing * (2 if _waves_left(left, wave) <= _LAST_WAVES else 1)


def next_step(
    urgency: Urgency, left: timedelta, chances: Sequence[float], missing: int, asking: Asking
) -> Step:
    """Return the shortest wave that is likely enough; chances of a yes come best first."""
    wave = asking.waves[pace_of(urgency, left)]
    target = max(wave.floor, 1 - asking.miss ** (1 / _waves_left(left, wave)))
    most = most_at_once(urgency, left, missing, asking)
    return Step(likely_enough(chances[:most], missing, target), wave.wait)


def _waves_left(left: timedelta, wave: Wave) -> int:
    return max(1, left // wave.wait)


def likely_enough(chances: Iterable[float], missing: int, target: float) -> int:
    """Return how many of the first people make P(at least missing say yes) reach the target.

    If all together do not, all of them. Shortfall k is the chance that k are still missing
    (Poisson-binomial recursion).
    """
    shortfall = [0.0] * missing + [1.0]
    asked = 0
    for chance in chances:
        asked += 1
        for still in range(missing + 1):
            comes = shortfall[still + 1] * chance if still < missing else 0.0
            stays = shortfall[still] * (1.0 if still == 0 else 1 - chance)
            shortfall[still] = stays + comes
        if shortfall[0] >= target:
            break
    return asked


def with_chance(ranked: Sequence[Suited], size: int, seed: str, policy: Policy) -> list[Suited]:
    """Return the first so many; now and then one gives way to somebody nearly as good.

    Without such draws the log of offers could never tell whether another order would be better.
    The seed alone decides, so that the same wave is always the same.
    """
    asking, draw = policy.asking, Random(seed)  # noqa: S311 -- repeatable, not secret
    order = list(ranked)
    for place in range(min(size, len(order))):
        near = [
            later
            for later in range(max(size, place + 1), len(order))
            if abs(order[place].points - order[later].points) <= asking.near_equal
        ]
        if draw.random() < asking.chance and near:
            other = draw.choice(near)
            order[place], order[other] = (
                order[other].model_copy(update={"by_chance": True}),
                order[place],
            )
    return order[:size]
