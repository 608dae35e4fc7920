"""All that a policy may know: what people declared, whom it asked, and what they answered."""

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple, Protocol

import numpy as np

from benchmarks.policy_world import BLOCKS, DAY, ESTATES, URGENCIES, Needs, Town
from mutual_aid.columns import Asks, Flags, Numbers, Whole
from mutual_aid.taxonomy import Urgency

_WEEK, _MONTH = 7 * DAY, 28 * DAY


@dataclass
class Call:
    """An open need; standing says until when each open offer waits for its answer."""

    number: int
    deadline: float
    kind: int
    helpers: int
    block: int
    skill: int
    part: int
    ask: Asks
    asked: Flags
    taken: int = 0
    waves: int = 0
    standing: dict[int, float] = field(default_factory=dict)
    next_wave_at: float | None = None
    over: bool = False

    @property
    def missing(self) -> int:
        return self.helpers - self.taken

    @property
    def urgency(self) -> Urgency:
        return URGENCIES[self.kind]

    def left(self, now: float) -> timedelta:
        """Return the time until somebody should have said yes."""
        return timedelta(minutes=self.deadline - now)


class Wave(NamedTuple):
    """Whom to offer a need now, in this order, and how many minutes to wait for answers."""

    people: Whole
    wait: float


class Asker(Protocol):
    """A policy; it sees calls and the desk, and nothing else."""

    def wave(self, call: Call, desk: "Desk", now: float) -> Wave:
        """Return the next people to ask; nobody if nobody is left."""
        ...

    def instead(self, call: Call, desk: "Desk", now: float) -> Wave:
        """Return one more for somebody who said no."""
        ...


class PoolAsker(Asker, Protocol):
    """A policy that can plan all open needs of an estate together."""

    every: float
    """Minutes between two plans."""

    def plan(self, calls: list[Call], desk: "Desk", now: float) -> list[tuple[Call, Wave]]:
        """Return the offers to make now."""
        ...


class Desk:
    """The columns of people with their history so far; own offers and answers only."""

    def __init__(self, town: Town) -> None:
        people = town.people
        dynamic = ("tasks_left", "open_offers", "offers_7_days", "tasks_28_days")
        history = ("offers_ever", "accepts_ever")
        fresh = {name: getattr(people, name).copy() for name in (*dynamic, *history)}
        self.people = people._replace(**fresh)
        self.block, self._cap = town.block, town.cap
        self.asked_at: Numbers = np.zeros(len(town.block))
        self._week = 0
        self._offers: deque[tuple[float, Whole]] = deque()
        self._tasks: deque[tuple[float, int]] = deque()
        self._able: dict[tuple[int, int, int], Whole] = {}
        self._able_in_estate: dict[tuple[int, int, int], Whole] = {}
        self._by_block = [np.flatnonzero(town.block == n) for n in range(ESTATES * BLOCKS)]

    def call(self, needs: Needs, asks: Asks, number: int) -> Call:
        """Return what is known of a new need."""
        return Call(
            number=number,
            deadline=float(needs.deadline[number]),
            kind=int(needs.kind[number]),
            helpers=int(needs.helpers[number]),
            block=int(needs.block[number]),
            skill=int(asks.skills[number]),
            part=int(asks.parts[number]),
            asked=np.zeros(len(self.block), bool),
            ask=Asks(*(column[number : number + 1] for column in asks)),
        )

    def able(self, block: int, call: Call) -> Whole:
        """Return who lives in a block, holds the skill and is free at that part of the week."""
        key = block, call.skill, call.part
        if key not in self._able:
            near, people = self._by_block[block], self.people
            fit = (people.skills[near] & call.skill != 0) & (people.parts[near] & call.part != 0)
            self._able[key] = near[fit]
        return self._able[key]

    def able_in_estate(self, call: Call) -> Whole:
        """Return the same for all blocks of the estate."""
        key = call.block // BLOCKS, call.skill, call.part
        if key not in self._able_in_estate:
            near = [self.able(n, call) for n in estate_of(call.block)]
            self._able_in_estate[key] = np.concatenate(near)
        return self._able_in_estate[key]

    def forget(self, now: float) -> None:
        """Let offers of more than 7 and tasks of more than 28 days ago fall out of the columns."""
        if int(now // _WEEK) != self._week:
            self._week = int(now // _WEEK)
            self.people.tasks_left[:] = self._cap
        while self._offers and self._offers[0][0] <= now - _WEEK:
            self.people.offers_7_days[self._offers.popleft()[1]] -= 1
        while self._tasks and self._tasks[0][0] <= now - _MONTH:
            self.people.tasks_28_days[self._tasks.popleft()[1]] -= 1

    def offered(self, people: Whole, now: float) -> None:
        """Note that these people, each once, have an open offer from now on."""
        self.people.open_offers[people] += 1
        self.people.offers_7_days[people] += 1
        self.asked_at[people] = now
        self._offers.append((now, people))

    def ended(self, person: int, *, counts: bool) -> None:
        """Note that an offer is not open any more; one taken away in time says nothing."""
        self.people.open_offers[person] -= 1
        self.people.offers_ever[person] += counts

    def took(self, person: int, now: float) -> None:
        """Note that somebody took a place."""
        self.people.accepts_ever[person] += 1
        self.people.tasks_left[person] -= 1
        self.people.tasks_28_days[person] += 1
        self._tasks.append((now, person))


def estate_of(block: int) -> range:
    """Return the blocks of the same estate in walking order."""
    first = block // BLOCKS * BLOCKS
    return range(first, first + BLOCKS)


def next_to(block: int) -> list[int]:
    """Return the neighbouring blocks of the same estate."""
    return [other for other in (block - 1, block + 1) if other in estate_of(block)]


def cells_away(block: int, homes: Whole) -> Whole:
    """Return the true distance: the same block, a neighbouring one, elsewhere in the estate."""
    return np.minimum(np.abs(homes - block), 2)
