"""The simulation asks the very people whom the program would ask."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.policy_desk import Call, Desk, Wave, estate_of, next_to
from benchmarks.policy_product import Product
from benchmarks.policy_run import Simulation
from benchmarks.policy_world import World, ground
from mutual_aid.actions import searching, storms
from mutual_aid.ids import NeedId, VolunteerId
from mutual_aid.policy import Policy
from mutual_aid.pooling import Pool, Pooled, plan_pool
from mutual_aid.suitability import suited
from mutual_aid.volunteers import Tie
from mutual_aid.waves import most_at_once, next_step, with_chance
from tests.benchmarks.declared import ask, candidate, moment

SEED = 7
WORLD = World(volunteers=300, needs_a_day=40, days=4)
POLICY = Policy()
PLANS = 8
Offers = set[tuple[int, int]]


class Enough(Exception):
    """So many plans were compared."""


class Compared(Product):
    """Asks as the simulation does, and asks the program beside it, by its own records."""

    def __init__(self) -> None:
        super().__init__(POLICY)
        self.waves: list[tuple[list[int], list[int]]] = []
        self.plans: list[tuple[Offers, Offers]] = []

    def wave(self, call: Call, desk: Desk, now: float) -> Wave:
        found = super().wave(call, desk, now)
        if len(found.people) and call.number % 5 == 0:
            self.waves.append((found.people.tolist(), _asked(call, desk, now)))
        return found

    def plan(self, calls: list[Call], desk: Desk, now: float) -> list[tuple[Call, Wave]]:
        found = super().plan(calls, desk, now)
        if len(self.plans) == PLANS:
            raise Enough
        if found:
            offers = {(call.number, x) for call, wave in found for x in wave.people.tolist()}
            self.plans.append((offers, _planned(calls, desk, now)))
        return found


def _asked(call: Call, desk: Desk, now: float) -> list[int]:
    left = call.left(now)
    most = most_at_once(call.urgency, left, call.missing, POLICY.asking)
    estate = estate_of(call.block)
    for blocks in ([call.block], [call.block, *next_to(call.block)], list(estate)):
        people = [
            candidate(desk, n, asked=bool(call.asked[n]))
            for n in range(len(desk.block))
            if desk.block[n] in blocks
        ]
        fit = suited(ask(call), people, ground(), POLICY, moment(now))
        if len(fit) >= searching.ENOUGH * most:
            break
    chances = [x.p_accept for x in fit]
    step = next_step(call.urgency, left, chances, call.missing, POLICY.asking)
    chosen = with_chance(fit, step.size, f"{call.number}:1:{call.waves + 1}", POLICY)
    return [int(x.candidate.volunteer.volunteer_id) for x in chosen]


def _planned(calls: list[Call], desk: Desk, now: float) -> Offers:
    pool = Pool(
        needs=tuple(
            Pooled(
                need_id=NeedId(f"{call.number:06}"),
                ask=ask(call),
                missing=call.missing,
                left=max(call.left(now), storms.LEAST_LEFT),
            )
            for call in calls
        ),
        candidates=tuple(
            candidate(desk, n)
            for n in range(len(desk.block))
            if desk.block[n] in estate_of(calls[0].block)
        ),
        ties=tuple(
            Tie(
                need_id=NeedId(f"{call.number:06}"),
                volunteer_id=VolunteerId(f"{n:06}"),
                asked_for_this=True,
                refused_here=False,
                good_visits_here=0,
            )
            for call in calls
            for n in np.flatnonzero(call.asked).tolist()
            if desk.block[n] in estate_of(calls[0].block)
        ),
    )
    return {
        (int(planned.need_id), int(one.candidate.volunteer.volunteer_id))
        for planned in plan_pool(pool, ground(), POLICY, moment(now))
        for one in planned.people
    }


def test_each_wave_goes_to_those_whom_the_program_would_ask_in_the_same_order() -> None:
    compared = Compared()
    Simulation(WORLD, SEED, compared).run()
    assert len(compared.waves) > 50
    assert [ours for ours, _ in compared.waves] == [theirs for _, theirs in compared.waves]


def test_each_plan_of_a_storm_is_the_plan_of_the_program() -> None:
    compared = Compared()
    stormy = replace(WORLD, days=13, needs_a_day=5, surges=True)
    with pytest.raises(Enough):
        Simulation(stormy, SEED, compared, compared).run()
    assert [ours for ours, _ in compared.plans] == [theirs for _, theirs in compared.plans]
