"""How many are asked at once and how long, and the few who are drawn by chance."""

from datetime import timedelta
from itertools import product
from math import prod
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutual_aid.policy import Asking, Pace, Policy, Wave
from mutual_aid.suitability import Suited, suited
from mutual_aid.taxonomy import Urgency
from mutual_aid.waves import likely_enough, most_at_once, next_step, pace_of, with_chance
from tests.mutual_aid.matching.neighbours import GROUND, NOW, ask, helper, names

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ASKING = Asking()


def enough_come(chances: list[float], missing: int) -> float:
    """Return P(at least so many say yes) by looking at every way in which they may answer."""
    return sum(
        prod(chance if yes else 1 - chance for chance, yes in zip(chances, answers, strict=True))
        for answers in product((True, False), repeat=len(chances))
        if sum(answers) >= missing
    )


@given(
    st.lists(st.floats(0, 1), max_size=8),
    st.integers(1, 4),
    st.floats(0, 1),
)
def test_a_wave_is_the_shortest_that_is_likely_enough(
    chances: list[float], missing: int, target: float
) -> None:
    size = likely_enough(chances, missing, target)
    tolerance = 1e-9
    if size < len(chances):
        assert enough_come(chances[:size], missing) >= target - tolerance
    if size > 1:
        assert enough_come(chances[: size - 1], missing) < target + tolerance


@pytest.mark.parametrize(
    ("chances", "missing", "target", "size"),
    [
        ([0.25] * 10, 1, 0.10, 1),
        ([0.25] * 10, 1, 0.50, 3),
        ([0.25] * 10, 1, 0.80, 6),
        ([0.5, 0.5, 0.5], 2, 0.25, 2),
        ([0.5, 0.5, 0.5], 2, 0.26, 3),
        ([0.1, 0.1], 1, 0.99, 2),
        ([1.0, 1.0, 1.0], 2, 1.0, 2),
        ([], 1, 0.5, 0),
    ],
)
def test_some_sizes_by_hand(chances: list[float], missing: int, target: float, size: int) -> None:
    assert likely_enough(chances, missing, target) == size


@pytest.mark.parametrize(
    ("urgency", "left", "pace"),
    [
        (Urgency.EMERGENCY, DAY, Pace.PRESSING),
        (Urgency.HIGH, DAY, Pace.PRESSING),
        (Urgency.LOW, HOUR, Pace.PRESSING),
        (Urgency.NORMAL, HOUR + MINUTE, Pace.SAME_DAY),
        (Urgency.LOW, 8 * HOUR, Pace.SAME_DAY),
        (Urgency.NORMAL, 8 * HOUR + MINUTE, Pace.ROUTINE),
        (Urgency.NORMAL, 6 * DAY, Pace.ROUTINE),
        (Urgency.LOW, 2 * DAY, Pace.ROUTINE),
        (Urgency.LOW, 2 * DAY + MINUTE, Pace.UNHURRIED),
    ],
)
def test_the_pace_follows_from_urgency_and_the_time_left(
    urgency: Urgency, left: timedelta, pace: Pace
) -> None:
    assert pace_of(urgency, left) is pace


def test_what_presses_asks_more_people_at_once() -> None:
    chances = [0.25] * 50
    sizes = {
        urgency: next_step(urgency, 5 * HOUR, chances, 1, ASKING).size
        for urgency in (Urgency.HIGH, Urgency.NORMAL)
    }
    assert sizes == {Urgency.HIGH: 6, Urgency.NORMAL: 1}


def test_a_wave_waits_as_its_pace_says() -> None:
    waits = {
        left: next_step(Urgency.NORMAL, left, [0.5], 1, ASKING).wait / MINUTE
        for left in (HOUR, 5 * HOUR, DAY)
    }
    assert waits == {HOUR: 5, 5 * HOUR: 12, DAY: 40}


def test_each_missing_helper_lets_a_wave_ask_more() -> None:
    for missing in (1, 2, 3):
        assert most_at_once(Urgency.HIGH, 5 * HOUR, missing, ASKING) == 6 * missing
        assert most_at_once(Urgency.NORMAL, 5 * HOUR, missing, ASKING) == 2 * missing


@pytest.mark.parametrize(
    ("waves_left", "most"), [(5, 6), (4, 6), (3, 12), (2, 12), (1, 12), (0, 12)]
)
def test_the_last_three_waves_may_ask_twice_as_many(waves_left: int, most: int) -> None:
    left = waves_left * timedelta(minutes=5) + MINUTE
    assert most_at_once(Urgency.HIGH, left, 1, ASKING) == most
    hopeless = [0.01] * 50
    assert next_step(Urgency.HIGH, left, hopeless, 1, ASKING).size == most


@pytest.mark.parametrize("left", [timedelta(0), -HOUR])
def test_when_the_time_is_over_the_last_wave_is_now(left: timedelta) -> None:
    step = next_step(Urgency.HIGH, left, [0.5] * 20, 1, ASKING)
    assert step.size == 6, "one half to the sixth is the first below two in a hundred"


@given(st.integers(1, 60), st.floats(0.001, 0.5), st.floats(0, 0.9), st.floats(0.02, 0.9))
def test_all_waves_left_together_may_fail_as_seldom_as_is_set(
    waves: int, miss: float, floor: float, chance: float
) -> None:
    """Each is to fail no oftener than the root of what is set, so that all do no oftener."""
    wave = Wave(wait=5 * MINUTE, floor=floor, most=1_000)
    asking = Asking(waves={Pace.PRESSING: wave}, miss=miss)
    step = next_step(Urgency.HIGH, waves * wave.wait, [chance] * 2_000, 1, asking)
    fails = (1 - chance) ** step.size
    assert fails**waves <= miss + 1e-9
    assert fails <= 1 - floor + 1e-9
    one_less = (1 - chance) ** (step.size - 1)
    assert step.size == 1 or one_less**waves > miss - 1e-9 or one_less > 1 - floor - 1e-9


def test_a_wave_asks_nobody_where_nobody_is_left() -> None:
    assert next_step(Urgency.HIGH, HOUR, [], 2, ASKING).size == 0


def crowd(count: int) -> list[Suited]:
    """Return people who are a point apart in pairs: 0 and 1 are equal, 2 and 3 a task behind."""
    people = [helper(f"V{n:03}", tasks_28_days=n // 4) for n in range(count)]
    return suited(ask(), people, GROUND, Policy(), NOW)


def drawing(chance: float, near_equal: float = 2.0) -> Policy:
    return Policy(asking=Asking(chance=chance, near_equal=near_equal))


def test_without_chance_the_best_are_asked() -> None:
    ranked = crowd(12)
    chosen = with_chance(ranked, 5, "seed", drawing(0))
    assert chosen == ranked[:5]
    assert not any(x.by_chance for x in chosen)


def test_one_in_fifty_gives_way_to_somebody_nearly_as_good() -> None:
    ranked = crowd(4)
    drawn = [with_chance(ranked, 1, f"N{n}:1:1", Policy())[0] for n in range(10_000)]
    share = sum(x.by_chance for x in drawn) / len(drawn)
    assert 0.015 < share < 0.025
    assert {x.candidate.volunteer.volunteer_id for x in drawn if x.by_chance} == {
        "V001",
        "V002",
        "V003",
    }


def test_the_same_wave_is_always_the_same() -> None:
    ranked = crowd(12)
    for n in range(50):
        waves = [with_chance(ranked, 3, f"N{n}:1:1", drawing(0.5)) for _ in range(2)]
        assert waves[0] == waves[1]
    assert len({tuple(names(with_chance(ranked, 3, f"N{n}", drawing(0.5)))) for n in range(50)}) > 5


@given(st.integers(0, 16), st.integers(0, 12), st.integers(0, 10**6), st.floats(0, 1))
def test_only_near_equals_are_drawn_and_nobody_from_outside(
    count: int, size: int, seed: int, chance: float
) -> None:
    ranked = crowd(count)
    chosen = with_chance(ranked, size, str(seed), drawing(chance))
    assert len(chosen) == min(size, count)
    assert len(set(names(chosen))) == len(chosen)
    known = dict(zip(names(ranked), ranked, strict=True))
    for place, one in enumerate(chosen):
        assert one.model_copy(update={"by_chance": False}) == known[names([one])[0]]
        if one.by_chance:
            assert abs(ranked[place].points - one.points) <= 2.0


def test_a_wave_that_asks_everybody_draws_nobody() -> None:
    ranked = crowd(6)
    assert with_chance(ranked, 6, "seed", drawing(1.0)) == ranked
    assert with_chance(ranked, 9, "seed", drawing(1.0)) == ranked


def test_who_gives_way_is_drawn_among_all_near_equals() -> None:
    """Nobody nearly as good is left out by the draw; those a task behind always are."""
    ranked = crowd(8)
    seeds = Random(7)
    drawn = {
        names(with_chance(ranked, 1, str(seeds.random()), drawing(1.0)))[0] for _ in range(200)
    }
    assert drawn == {"V001", "V002", "V003"}
