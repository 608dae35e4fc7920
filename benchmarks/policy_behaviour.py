"""How people answer: hidden willingness, tiredness, muting, and luck that no policy can change."""

from typing import NamedTuple

import numpy as np

from benchmarks.policy_draws import Draw, answers, normal
from benchmarks.policy_world import DAY, Traits, World
from mutual_aid.columns import Flags, Numbers, Whole

CELLS_AWAY_LESS = 0.35
_TIRED, _MEMORY = 0.10, 7 * DAY
_NO_SHARE = 0.30
_MUTE_FROM, _MUTE_HAZARD, _MUTE_LASTS, _MUTE_FOR_GOOD = 4.0, 0.02, 7 * DAY, 0.03
_IDLE_FROM, _IDLE_FADES = 30 * DAY, 30 * DAY
_SPREAD = 1.0
"""Of the logarithm of the time that an answer takes."""


class Answers(NamedTuple):
    """What the people who were just offered a need will do, and after how many minutes."""

    yes: Flags
    no: Flags
    after: Numbers


class Behaviour:
    """The people of one simulation from inside."""

    def __init__(self, world: World, seed: int, traits: Traits) -> None:
        count = len(traits.willing)
        self._world, self._seed, self._traits = world, seed, traits
        self._offers = np.zeros(count)
        self._offers_at = np.zeros(count)
        self._asked_at = np.zeros(count)
        self._muted_until = np.zeros(count)
        self.mutes: list[tuple[float, int, bool]] = []
        """When somebody stopped reading, who, and whether for good."""

    def offered(self, need: int, people: Whole, cells: Whole, others: int, now: float) -> Answers:
        """Return what these people do; others are asked for the same need at the same time."""
        drawn = answers(self._seed, need, people)
        recent = self._recent(people, now)
        deaf = self._mute(people, recent, drawn, now)
        idle = np.maximum(0, now - self._asked_at[people] - _IDLE_FROM)
        chance = (
            willing(self._world, self._traits, people, cells)
            * np.exp(-_TIRED * self._world.fatigue * recent - idle / _IDLE_FADES)
            * (1 - self._world.diffusion) ** others
        )
        self._offers[people] = recent + 1
        self._offers_at[people] = self._asked_at[people] = now
        yes = (drawn[Draw.YES] < chance) & ~deaf
        no = (drawn[Draw.NO] < _NO_SHARE) & ~yes & ~deaf
        return Answers(yes, no, answers_after(self._traits, people, drawn))

    def in_vain(self, person: int, now: float) -> None:
        """Said yes when nobody was needed any more: it tires like one more offer."""
        one = np.array([person])
        self._offers[person] = self._recent(one, now)[0] + 1
        self._offers_at[person] = now

    def _recent(self, people: Whole, now: float) -> Numbers:
        """Return the offers that somebody still feels."""
        passed = now - self._offers_at[people]
        return np.asarray(self._offers[people] * np.exp(-passed / _MEMORY))

    def _mute(self, people: Whole, recent: Numbers, drawn: Numbers, now: float) -> Flags:
        """Return who hears nothing; beyond a few recent offers each further one may be too much."""
        deaf = self._muted_until[people] > now
        excess = np.maximum(0, recent - _MUTE_FROM)
        hazard = 1 - (1 - min(1, _MUTE_HAZARD * self._world.fatigue)) ** excess
        fresh = np.flatnonzero(~deaf & (drawn[Draw.MUTE] < hazard))
        for n in fresh.tolist():
            good = bool(drawn[Draw.MUTE_FOR_GOOD, n] < _MUTE_FOR_GOOD)
            lasts = -_MUTE_LASTS * np.log1p(-drawn[Draw.MUTE_LENGTH, n])
            self._muted_until[people[n]] = np.inf if good else now + lasts
            self.mutes.append((now, int(people[n]), good))
        deaf[fresh] = True
        return deaf


def willing(world: World, traits: Traits, people: Whole, cells: Whole) -> Numbers:
    """Return the chance of a yes from somebody rested who is asked alone."""
    near = np.exp(-CELLS_AWAY_LESS * cells)
    return np.asarray(traits.willing[people] * near * world.acceptance)


def answers_after(traits: Traits, people: Whole, drawn: Numbers) -> Numbers:
    """Return how many minutes an answer takes."""
    spread = np.exp(_SPREAD * normal(drawn[Draw.DELAY], drawn[Draw.DELAY_TOO]))
    return np.asarray(traits.answers_in[people] * spread)
