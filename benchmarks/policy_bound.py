"""What could be filled at most, by somebody who knows every answer beforehand."""

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow

from benchmarks.policy_behaviour import answers_after, willing
from benchmarks.policy_desk import Call, Desk, cells_away
from benchmarks.policy_draws import Draw, answers
from benchmarks.policy_world import DAY, Traits, World, town
from mutual_aid.columns import Whole


def most_filled(world: World, seed: int) -> float:
    """Return the share of places that a flow fills with people who never tire.

    Weekly limits count together over all weeks that the measured days touch.
    """
    here = town(world, seed)
    desk = Desk(here)
    counted = np.flatnonzero(here.needs.at >= world.discarded)
    weeks = world.days // 7 - int(world.discarded / DAY) // 7 + 1
    flow = SimpleMaxFlow()
    people = len(here.block)
    source, sink = people + len(counted), people + len(counted) + 1
    for n, number in enumerate(counted.tolist()):
        call = desk.call(here.needs, here.asks, number)
        who = _would(world, seed, here.traits, desk, call, float(here.needs.at[number]))
        flow.add_arc_with_capacity(source, people + n, call.helpers)
        ends, ones = np.full(len(who), people + n), np.ones_like(who)
        flow.add_arcs_with_capacity(ends, who, ones)
    volunteers = np.arange(people)
    flow.add_arcs_with_capacity(volunteers, np.full(people, sink), here.cap * weeks)
    flow.solve(source, sink)
    return float(flow.optimal_flow() / here.needs.helpers[counted].sum())


def _would(world: World, seed: int, traits: Traits, desk: Desk, call: Call, at: float) -> Whole:
    """Return who says yes in time when asked at once and alone."""
    who = desk.able_in_estate(call)
    drawn = answers(seed, call.number, who)
    chance = willing(world, traits, who, cells_away(call.block, desk.block[who]))
    in_time = answers_after(traits, who, drawn) <= call.deadline - at
    return np.asarray(who[(drawn[Draw.YES] < chance) & in_time])
