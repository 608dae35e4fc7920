"""One simulation: the clock, the flow of offers and answers, and the log of all that happened.

The flow is that of mutual_aid.actions.matches without a database: waves wait, offers that lapse can
still be taken, a no to a pressing need is replaced at once, all closes when the places are filled.
"""

import heapq
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum
from itertools import count

import numpy as np

from benchmarks.policy_behaviour import Behaviour
from benchmarks.policy_desk import Asker, Call, Desk, PoolAsker, Wave, cells_away
from benchmarks.policy_world import BLOCKS, DAY, ESTATES, Town, World, town
from mutual_aid.actions import matches
from mutual_aid.policy import Pace
from mutual_aid.waves import pace_of

_MINUTE = timedelta(minutes=1)
LEAST_WAIT = matches.LEAST_WAIT / _MINUTE
_STORM_LASTS = DAY


class Event(IntEnum):
    """What the clock brings; of two at one moment the first named comes first."""

    ANSWER = 0
    WAVE = 1
    OVER = 2
    STORM = 3
    STORM_ENDS = 4
    PLAN = 5
    NEED = 6


@dataclass
class Log:
    """All that happened: minutes, numbers of needs and people."""

    offers: list[tuple[float, int, np.ndarray]] = field(default_factory=list)
    tasks: list[tuple[float, int, int]] = field(default_factory=list)
    in_vain: list[tuple[float, int, int]] = field(default_factory=list)
    mutes: list[tuple[float, int, bool]] = field(default_factory=list)


class Simulation:
    """The network for some weeks under one policy."""

    def __init__(
        self, world: World, seed: int, asker: Asker, pool: PoolAsker | None = None
    ) -> None:
        self.town: Town = town(world, seed)
        self.log = Log()
        self._asker, self._pool = asker, pool
        self._desk = Desk(self.town)
        self._behaviour = Behaviour(world, seed, self.town.traits)
        self._calls: dict[int, Call] = {}
        self._open_calls: dict[int, Call] = {}
        self._tie = count()
        self._now = 0.0
        self._stormy = False
        self._events: list[tuple[float, Event, int, int, int, bool]] = [
            (float(at), Event.NEED, next(self._tie), number, 0, False)
            for number, at in enumerate(self.town.needs.at)
        ]
        if pool is not None:
            for at in world.surge_times():
                self._at(at, Event.STORM)
        heapq.heapify(self._events)

    def _at(
        self, at: float, event: Event, number: int = 0, person: int = 0, yes: bool = False
    ) -> None:
        heapq.heappush(self._events, (at, event, next(self._tie), number, person, yes))

    def run(self) -> Log:
        """Return what happened until the last answer."""
        while self._events:
            self._now, event, _, number, person, yes = heapq.heappop(self._events)
            self._desk.forget(self._now)
            match event:
                case Event.NEED:
                    self._open(number)
                case Event.ANSWER:
                    self._answer(self._calls[number], person, yes=yes)
                case Event.WAVE:
                    self._wave_due(self._calls[number])
                case Event.OVER:
                    self._close(self._calls[number], in_time=False)
                case Event.STORM:
                    self._begin_storm()
                case Event.PLAN:
                    self._plan(number)
                case Event.STORM_ENDS:
                    self._end_storm()
        self.log.mutes = self._behaviour.mutes
        return self.log

    def _open(self, number: int) -> None:
        call = self._desk.call(self.town.needs, self.town.asks, number)
        self._calls[number] = self._open_calls[number] = call
        self._at(call.deadline, Event.OVER, number)
        self._ask_next(call)

    def _ask_next(self, call: Call) -> None:
        """Make the next wave; whoever finds nobody leaves the need to the coordinator."""
        call.next_wave_at = None
        if not self._stormy:
            self._offer(call, self._asker.wave(call, self._desk, self._now))

    def _offer(self, call: Call, wave: Wave) -> None:
        if not len(wave.people):
            return
        call.waves += 1
        until = self._now + max(min(wave.wait, call.deadline - self._now), LEAST_WAIT)
        self._send(call, wave, until)
        self._watch(call, until)

    def _send(self, call: Call, wave: Wave, until: float) -> None:
        people, now = wave.people, self._now
        others = len(call.standing) + len(people) - 1
        cells = cells_away(call.block, self._desk.block[people])
        told = self._behaviour.offered(call.number, people, cells, others, now)
        self._desk.offered(people, now)
        call.asked[people] = True
        self.log.offers.append((now, call.number, people))
        for person, yes, no, after in zip(
            people.tolist(), told.yes.tolist(), told.no.tolist(), told.after.tolist(), strict=True
        ):
            call.standing[person] = until
            if yes or no:
                self._at(now + after, Event.ANSWER, call.number, person, yes)

    def _watch(self, call: Call, at: float) -> None:
        call.next_wave_at = at
        self._at(at, Event.WAVE, call.number)

    def _wave_due(self, call: Call) -> None:
        if call.over or call.next_wave_at != self._now:
            return
        for person in [x for x, until in call.standing.items() if until <= self._now]:
            del call.standing[person]
            self._desk.ended(person, counts=True)
        if call.standing:
            self._watch(call, min(call.standing.values()))
        else:
            self._ask_next(call)

    def _answer(self, call: Call, person: int, *, yes: bool) -> None:
        if not yes:
            self._said_no(call, person)
        elif call.over:
            self.log.in_vain.append((self._now, call.number, person))
            self._behaviour.in_vain(person, self._now)
        elif self._desk.people.tasks_left[person] > 0:  # who did their share keeps silent
            self._take(call, person)

    def _said_no(self, call: Call, person: int) -> None:
        if call.standing.pop(person, None) is None:
            return
        self._desk.ended(person, counts=True)
        if not call.standing:
            self._ask_next(call)
        elif not self._stormy and pace_of(call.urgency, call.left(self._now)) is Pace.PRESSING:
            wave = self._asker.instead(call, self._desk, self._now)
            if len(wave.people):
                self._send(call, wave, self._now + wave.wait)

    def _take(self, call: Call, person: int) -> None:
        if call.standing.pop(person, None) is None:
            self._desk.people.offers_ever[person] -= 1  # counted when the offer lapsed
            self._desk.people.open_offers[person] += 1
        self._desk.ended(person, counts=True)
        self._desk.took(person, self._now)
        self.log.tasks.append((self._now, call.number, person))
        call.taken += 1
        if not call.missing:
            self._close(call, in_time=True)

    def _close(self, call: Call, *, in_time: bool) -> None:
        if call.over:
            return
        call.over = True
        del self._open_calls[call.number]
        for person in call.standing:
            self._desk.ended(person, counts=not in_time)
        call.standing.clear()

    def _begin_storm(self) -> None:
        self._stormy = True
        self._at(self._now + _STORM_LASTS, Event.STORM_ENDS)
        for estate in range(ESTATES):
            self._at(self._now, Event.PLAN, estate)

    def _plan(self, estate: int) -> None:
        if self._pool is None or not self._stormy:
            return
        waiting = [x for x in self._waiting() if x.block // BLOCKS == estate]
        for call, wave in self._pool.plan(waiting, self._desk, self._now) if waiting else ():
            self._offer(call, wave)
        self._at(self._now + self._pool.every, Event.PLAN, estate)

    def _waiting(self) -> list[Call]:
        return [x for x in self._open_calls.values() if not x.standing]

    def _end_storm(self) -> None:
        self._stormy = False
        for call in self._waiting():
            self._watch(call, self._now)
