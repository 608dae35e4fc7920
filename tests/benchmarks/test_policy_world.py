"""The simulated network: equal luck for everybody, and a wall around what people hide."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from benchmarks.policy_baselines import BASELINES, Fixed
from benchmarks.policy_behaviour import Behaviour
from benchmarks.policy_contest import PRODUCT, Job, played
from benchmarks.policy_desk import Asker, Desk
from benchmarks.policy_figures import figures, in_seven_days
from benchmarks.policy_product import Product
from benchmarks.policy_run import Simulation
from benchmarks.policy_world import URGENT, Traits, World, town
from mutual_aid.policy import Policy

SEED = 5
SMALL = World(name="default", volunteers=400, needs_a_day=20, days=8)
POLICIES = [PRODUCT, *BASELINES]


def asker(policy: str) -> Asker:
    if policy == PRODUCT:
        return Product(Policy())
    return Fixed(SEED, Policy(), *BASELINES[policy])


@cache
def run(policy: str, seed: int = SEED) -> Simulation:
    return played(Job(SMALL, policy, seed), Policy())


def behaviour() -> Behaviour:
    return Behaviour(SMALL, SEED, town(SMALL, SEED).traits)


def test_whoever_else_is_asked_a_person_draws_the_same_luck() -> None:
    alone = behaviour().offered(3, np.array([7]), np.array([1]), 0, 0.0)
    among_others = behaviour().offered(3, np.array([9, 7, 2]), np.array([0, 1, 2]), 0, 0.0)
    assert [bool(column[0]) for column in alone[:2]] == [
        bool(column[1]) for column in among_others[:2]
    ]
    assert alone.after[0] == among_others.after[1]


def test_another_need_or_another_person_draws_other_luck() -> None:
    people = np.arange(300)
    one, other = (behaviour().offered(n, people, people * 0, 0, 0.0) for n in (1, 2))
    assert (one.yes != other.yes).any()
    assert len(np.unique(one.after)) == len(people)


def asked_twelve_times(fatigue: float) -> tuple[list[int], int]:
    """Return how many said yes each time, and how many stopped reading."""
    people = np.arange(400)
    crowd = Behaviour(World(fatigue=fatigue), SEED, town(SMALL, SEED).traits)
    yes = [int(crowd.offered(n, people, people * 0, 0, 0.0).yes.sum()) for n in range(12)]
    return yes, len(crowd.mutes)


def test_tired_people_say_yes_less_often_and_some_stop_reading() -> None:
    tired, muted = asked_twelve_times(fatigue=1.0)
    rested, none = asked_twelve_times(fatigue=0.0)
    assert tired[-1] < 0.6 * rested[-1]
    assert tired[0] == rested[0]
    assert muted > 0 == none


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_that_got_no_answer_yet_cannot_tell_the_willing_from_others(policy: str) -> None:
    day = replace(SMALL, days=1)

    def first_asked(willing: float) -> list[int]:
        simulation = Simulation(day, SEED, asker(policy))
        hidden = simulation.town.traits
        hidden.willing[:] = willing
        hidden.answers_in[:] = 10_000.0
        simulation.run()
        return [int(x) for x in simulation.log.offers[0][2]]

    assert first_asked(0.9) == first_asked(0.1)


def test_nothing_that_a_policy_holds_leads_to_what_is_hidden() -> None:
    here = town(SMALL, SEED)
    desk = Desk(here)
    call = desk.call(here.needs, here.asks, 0)
    for held in (*vars(desk).values(), *vars(call).values(), *desk.people, *call.ask):
        assert not isinstance(held, Traits)
        if isinstance(held, np.ndarray):
            assert not any(np.shares_memory(held, trait) for trait in here.traits)


@pytest.mark.parametrize("policy", POLICIES)
def test_places_are_filled_once_in_time_by_able_people_who_were_asked(policy: str) -> None:
    simulation = run(policy)
    needs, people = simulation.town.needs, simulation.town.people
    asked = {(number, int(x)) for _, number, some in simulation.log.offers for x in some}
    helpers = np.zeros(len(needs.at), int)
    for at, number, person in simulation.log.tasks:
        assert (number, person) in asked
        assert needs.at[number] < at <= needs.deadline[number]
        assert people.skills[person] & simulation.town.asks.skills[number]
        assert people.parts[person] & simulation.town.asks.parts[number]
        assert people.estate[person] == simulation.town.asks.estate[number]
        helpers[number] += 1
    assert helpers.sum() > 100
    assert (helpers <= needs.helpers).all()
    assert len({task[1:] for task in simulation.log.tasks}) == len(simulation.log.tasks)
    assert sum(len(some) for _, _, some in simulation.log.offers) == len(asked)


@pytest.mark.parametrize("policy", POLICIES)
def test_nobody_takes_more_than_their_own_weekly_limit(policy: str) -> None:
    simulation = run(policy)
    taken: dict[tuple[int, int], int] = {}
    for at, _, person in simulation.log.tasks:
        week = int(at // (7 * 1440)), person
        taken[week] = taken.get(week, 0) + 1
    assert all(count <= simulation.town.cap[person] for (_, person), count in taken.items())


def test_the_product_never_asks_beyond_its_weekly_cap() -> None:
    lean = World(volunteers=150, needs_a_day=30, days=10)
    simulation = played(Job(lean, PRODUCT, SEED), Policy())
    cap = Policy().asking.offers_a_week
    assert figures(lean, simulation, cap).over_cap == 0
    urgent = [n for _, n, _ in simulation.log.offers if simulation.town.needs.kind[n] == URGENT]
    assert urgent
    assert figures(lean, simulation, cap - 3).over_cap > 0  # the check can fail


def test_the_same_seed_gives_the_same_figures() -> None:
    again = played(Job(SMALL, PRODUCT, SEED), Policy())
    assert figures(SMALL, run(PRODUCT), 6) == figures(SMALL, again, 6)
    assert figures(SMALL, run(PRODUCT), 6) != figures(SMALL, run(PRODUCT, SEED + 1), 6)


def test_offers_of_seven_days_are_counted_as_by_hand() -> None:
    rng = np.random.default_rng(SEED)
    times, people = rng.random(300) * 30 * 1440, rng.integers(0, 5, 300)
    by_hand = [
        sum(
            who == person and at - 7 * 1440 < when <= at
            for when, who in zip(times, people, strict=True)
        )
        for at, person in zip(times, people, strict=True)
    ]
    assert in_seven_days(times, people).tolist() == by_hand
