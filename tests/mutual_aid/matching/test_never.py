"""No offer and no plan ever breaks a hard rule, whoever the people and whatever the needs are."""

from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from mutual_aid.columns import Ask, Asks, People
from mutual_aid.pairing import TieTable, pairs_of
from mutual_aid.policy import Policy
from mutual_aid.pooling import Pool, plan_pool
from mutual_aid.suitability import examine, suited
from mutual_aid.volunteers import Candidate
from mutual_aid.waves import with_chance
from tests.mutual_aid.matching import rules, strategies
from tests.mutual_aid.matching.neighbours import GROUND, NOW

LOAD = 28
"""Points for each task of the last 28 days."""
often = settings(max_examples=300, deadline=None)


@often
@given(strategies.asks(), strategies.crowds(), strategies.policies())
def test_a_lone_need_is_judged_as_promised(
    ask: Ask, people: list[Candidate], policy: Policy
) -> None:
    found = examine(ask, people, GROUND, policy, NOW)
    assert len(found) == len(people)
    for one in found:
        person = one.suited.candidate
        assert set(one.hurdles) == rules.rules_broken(ask, person, policy.asking, NOW)
        assert one.suited.ring.name.lower() == rules.ring(ask, person.volunteer)
        if not one.hurdles:
            expected = rules.points(ask, person) - LOAD * person.tasks_28_days
            assert abs(one.suited.points - expected) <= 0.006
            assert abs(one.suited.p_accept - rules.chance(ask, person)) <= 0.000_06


@often
@given(strategies.asks(), strategies.crowds(), strategies.policies(), st.integers(0, 9))
def test_no_wave_ever_breaks_a_hard_rule(
    ask: Ask, people: list[Candidate], policy: Policy, size: int
) -> None:
    ranked = suited(ask, people, GROUND, policy, NOW)
    wave = with_chance(ranked, size, "any", policy)
    for one in (*ranked, *wave):
        assert not rules.rules_broken(ask, one.candidate, policy.asking, NOW)
    allowed = [x for x in people if not rules.rules_broken(ask, x, policy.asking, NOW)]
    assert len(ranked) == len(allowed)
    assert len(wave) == min(size, len(allowed))


@often
@given(strategies.pools(), strategies.policies())
def test_no_plan_ever_breaks_a_hard_rule(pool: Pool, policy: Policy) -> None:
    waiting = {x.need_id: x for x in pool.needs}
    ties = {(x.need_id, x.volunteer_id): x for x in pool.ties}
    asked: list[str] = []
    for planned in plan_pool(pool, GROUND, policy, NOW):
        need = waiting[planned.need_id]
        assert planned.people
        for one in planned.people:
            who = one.candidate.volunteer.volunteer_id
            lies_between = ties.get((need.need_id, who), one.candidate)
            known = one.candidate.tied(lies_between)
            assert not rules.rules_broken(need.ask, known, policy.asking, NOW)
            asked.append(who)
    assert len(asked) == len(set(asked)), "one open offer for each person"


@often
@given(strategies.pools(), strategies.policies())
def test_alone_and_in_a_pool_a_need_is_judged_alike(pool: Pool, policy: Policy) -> None:
    people = People.of(pool.candidates, GROUND, NOW)
    asks = Asks.of((x.ask for x in pool.needs), GROUND)
    pairs = pairs_of(asks, people, table(pool), policy)
    ties = {(x.need_id, x.volunteer_id): x for x in pool.ties}
    for number, need in enumerate(pool.needs):
        told = [
            x.tied(ties.get((need.need_id, x.volunteer.volunteer_id), x)) for x in pool.candidates
        ]
        own = [x for x in told if x.volunteer.estate_id == need.ask.estate_id]
        alone = suited(need.ask, own, GROUND, policy, NOW)
        rows = (pairs.need == number).nonzero()[0]
        together = {
            pool.candidates[pairs.person[n]].volunteer.volunteer_id: (
                float(pairs.points[n]),
                float(pairs.chance[n]),
            )
            for n in rows
        }
        assert together.keys() == {x.candidate.volunteer.volunteer_id for x in alone}
        for one in alone:
            points, chance = together[one.candidate.volunteer.volunteer_id]
            price = LOAD * one.candidate.tasks_28_days
            assert abs(points - price - one.points) <= 0.006
            assert abs(chance - one.p_accept) <= 0.000_06


def table(pool: Pool) -> TieTable:
    need_at = {x.need_id: n for n, x in enumerate(pool.needs)}
    person_at = {x.volunteer.volunteer_id: n for n, x in enumerate(pool.candidates)}
    rows = {
        (need_at[x.need_id], person_at[x.volunteer_id]): (
            x.asked_for_this,
            x.refused_here,
            x.good_visits_here,
        )
        for x in pool.ties
    }
    return TieTable(len(pool.candidates), rows)


@settings(max_examples=100, deadline=None)
@given(strategies.pools(), st.integers(0, 2**32))
def test_the_order_in_which_a_pool_is_told_changes_nothing(pool: Pool, seed: int) -> None:
    draw = Random(seed)
    shuffled = Pool(
        needs=tuple(draw.sample(pool.needs, len(pool.needs))),
        candidates=tuple(draw.sample(pool.candidates, len(pool.candidates))),
        ties=tuple(draw.sample(pool.ties, len(pool.ties))),
    )
    plain = Policy()
    assert plan_pool(shuffled, GROUND, plain, NOW) == plan_pool(pool, GROUND, plain, NOW)


@settings(max_examples=100, deadline=None)
@given(strategies.asks(), strategies.crowds(), st.randoms(use_true_random=False))
def test_the_order_in_which_people_are_told_changes_nothing(
    ask: Ask, people: list[Candidate], draw: Random
) -> None:
    before = examine(ask, people, GROUND, Policy(), NOW)
    draw.shuffle(people)
    assert examine(ask, people, GROUND, Policy(), NOW) == before


@settings(max_examples=100, deadline=None)
@given(strategies.pools())
def test_a_plan_asks_no_more_than_each_need_would_ask_alone(pool: Pool) -> None:
    policy = Policy()
    for planned in plan_pool(pool, GROUND, policy, NOW):
        need = next(x for x in pool.needs if x.need_id == planned.need_id)
        assert len(planned.people) <= 2 * 6 * need.missing
        assert planned.wait in {x.wait for x in policy.asking.waves.values()}
        assert planned.wait > timedelta(0)
