"""A storm's plan: the best for all together, one open offer a person."""

from datetime import timedelta

import numpy as np

from mutual_aid.columns import Asks, People
from mutual_aid.ids import EstateId
from mutual_aid.pairing import KEPT, KEPT_TOGETHER, SkillIndex, TieTable, pairs_of
from mutual_aid.policy import Policy
from mutual_aid.pooling import Pool, Pooled, Round, plan_pool
from mutual_aid.taxonomy import Urgency
from mutual_aid.volunteers import Candidate, Radius, Tie
from tests.mutual_aid.matching.neighbours import (
    GROUND,
    NOW,
    B,
    ask,
    helper,
    names,
    pooled,
    tie,
)

HOUR = timedelta(hours=1)


def planned(
    needs: list[Pooled], people: list[Candidate], ties: list[Tie] | None = None
) -> dict[str, Round]:
    pool = Pool(needs=tuple(needs), candidates=tuple(people), ties=tuple(ties or ()))
    return {x.need_id: x for x in plan_pool(pool, GROUND, Policy(), NOW)}


def test_somebody_who_fits_two_needs_goes_where_nobody_else_can() -> None:
    """Alone, the tutoring would take chan, who comes first for both."""
    supper = pooled("supper", ask(skills=("cooking",)))
    lesson = pooled("lesson", ask(skills=("tutoring",)))
    chan = helper("chan", skills=("cooking", "tutoring"), home_floor=21)
    lee = helper("lee", skills=("tutoring",), home_block_id=B)
    rounds = planned([supper, lesson], [chan, lee])
    assert {need: names(x.people) for need, x in rounds.items()} == {
        "supper": ["chan"],
        "lesson": ["lee"],
    }


def test_the_more_urgent_need_gets_the_only_helper() -> None:
    needs = [
        pooled("aaa", ask(urgency=Urgency.LOW, floor=21)),
        pooled("zzz", ask(urgency=Urgency.HIGH, block_id=B)),
    ]
    rounds = planned(needs, [helper("only", home_floor=21)])
    assert list(rounds) == ["zzz"]


def test_a_need_that_presses_is_offered_to_several_at_once() -> None:
    people = [helper(f"V{n}") for n in range(30)]
    rounds = planned([pooled("rush", ask(urgency=Urgency.HIGH), left=HOUR)], people)
    assert len(rounds["rush"].people) > 3
    assert rounds["rush"].wait == timedelta(minutes=5)


def test_work_is_shared_before_anybody_is_asked_again() -> None:
    needs = [pooled(f"N{n}", left=timedelta(days=1)) for n in range(3)]
    people = [helper("busy", tasks_28_days=5, home_floor=21), *(helper(f"V{n}") for n in range(3))]
    asked = {name for x in planned(needs, people).values() for name in names(x.people)}
    assert asked == {"V0", "V1", "V2"}


def test_ties_between_a_need_and_a_person_count_in_a_storm_as_well() -> None:
    needs = [pooled("N1", left=timedelta(days=1))]
    people = [helper("asked"), helper("knows"), helper("plain"), helper("refused")]
    ties = [
        tie("N1", "asked", asked_for_this=True),
        tie("N1", "refused", refused_here=True),
        tie("N1", "knows", good_visits_here=2),
        tie("N1", "gone", refused_here=True),
        tie("N9", "plain", refused_here=True),
    ]
    rounds = planned(needs, people, ties)
    assert names(rounds["N1"].people) == ["knows"]
    assert "knows_them" in rounds["N1"].people[0].reasons


def test_a_storm_without_needs_or_without_people_asks_nobody() -> None:
    assert planned([], [helper()]) == {}
    assert planned([pooled("N1")], []) == {}
    assert planned([], []) == {}
    assert planned([pooled("N1")], [helper(refused_here=True)], [tie("N1", "V001")]) != {}


def test_many_neighbours_with_the_same_need_do_not_all_count_on_the_same_few() -> None:
    needs = [pooled(f"N{n:03}", left=timedelta(days=1)) for n in range(80)]
    people = [helper(f"V{n:03}") for n in range(90)]
    assert len(planned(needs, people)) == 80


def test_in_a_pool_too_large_to_take_everybody_each_need_keeps_its_best() -> None:
    count = 2 * KEPT_TOGETHER // KEPT
    people = [helper(f"V{n:03}", offers_7_days=n % 4) for n in range(100)]
    asks = Asks.of([ask()] * count, GROUND)
    pairs = pairs_of(asks, People.of(people, GROUND, NOW), TieTable(100, {}), Policy())
    assert np.bincount(pairs.need).tolist() == [KEPT] * count
    assert set(pairs.person.tolist()) == {n for n in range(100) if n % 4 < 2}


def test_somebody_with_two_skills_of_a_need_is_one_person() -> None:
    people = [helper(f"V{n}", skills=("errands", "cooking")) for n in range(3)]
    asks = Asks.of([ask(skills=("errands", "cooking"))], GROUND)
    pairs = pairs_of(asks, People.of(people, GROUND, NOW), TieTable(3, {}), Policy())
    assert sorted(pairs.person.tolist()) == [0, 1, 2]


def test_pairs_come_by_need_best_first() -> None:
    people = [helper("far", home_block_id=B), helper("near", home_floor=21), helper("block")]
    asks = Asks.of([ask(), ask(floor=1), ask(skills=("tutoring",))], GROUND)
    pairs = pairs_of(asks, People.of(people, GROUND, NOW), TieTable(3, {}), Policy())
    assert pairs.need.tolist() == [0, 0, 0, 1, 1, 1]
    assert pairs.person.tolist() == [1, 2, 0, 1, 2, 0]
    assert np.all(np.diff(pairs.points[:3]) < 0)


def test_people_are_looked_for_in_the_estate_of_the_need_only() -> None:
    away = helper("away", estate_id=EstateId("RH"), home_block_id="RH-A", radius=Radius.BOTH)
    people = People.of([helper("home"), away], GROUND, NOW)
    found = list(SkillIndex(people).search(Asks.of([ask()], GROUND)))
    assert [person.tolist() for _, person in found] == [[0]]
