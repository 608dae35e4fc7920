"""The order of those who may be asked, what it is made of, and the reasons that people read."""

from datetime import timedelta
from typing import Any

import pytest

from mutual_aid.columns import Ask, Ring
from mutual_aid.policy import Policy, Weights
from mutual_aid.suitability import Suited, examine, suited
from mutual_aid.volunteers import Candidate, Radius
from tests.mutual_aid.matching.neighbours import GROUND, NOW, B, C, ask, helper, names


def judged(person: Candidate, wanted: Ask | None = None, **weights: Any) -> Suited:
    policy = Policy(weights=Weights(**weights))
    (found,) = examine(wanted or ask(), [person], GROUND, policy, NOW)
    return found.suited


def ranked(*people: Candidate) -> list[str]:
    return names(suited(ask(), people, GROUND, Policy(), NOW))


def test_the_neighbour_of_the_same_floors_comes_first() -> None:
    people = [
        helper("estate", home_block_id=C),
        helper("next", home_block_id=B),
        helper("block", home_floor=2),
        helper("floors", home_floor=25),
    ]
    assert ranked(*people) == ["floors", "block", "next", "estate"]


def test_whoever_was_asked_often_lately_comes_later() -> None:
    assert ranked(helper("a", offers_7_days=2), helper("z")) == ["z", "a"]


def test_whoever_helped_often_lately_comes_later() -> None:
    assert ranked(helper("a", tasks_28_days=1), helper("z")) == ["z", "a"]
    assert judged(helper()).points - judged(helper(tasks_28_days=2)).points == 56


def test_a_tie_goes_to_the_longest_without_an_offer() -> None:
    lately = helper("a", last_offer_at=NOW - timedelta(days=8))
    long_ago = helper("b", last_offer_at=NOW - timedelta(days=80))
    assert ranked(lately, long_ago, helper("never")) == ["never", "b", "a"]


def test_people_who_are_alike_in_all_come_in_the_order_of_their_ids() -> None:
    assert ranked(helper("c"), helper("a"), helper("b")) == ["a", "b", "c"]


def test_whoever_breaks_a_rule_stands_among_all_but_not_among_those_to_ask() -> None:
    people = [helper("refused", refused_here=True, home_floor=21), helper("fits")]
    assert names(examine(ask(), people, GROUND, Policy(), NOW)) == ["refused", "fits"]
    assert ranked(*people) == ["fits"]


def test_where_nobody_is_there_nobody_is_asked() -> None:
    assert suited(ask(), [], GROUND, Policy(), NOW) == []


def test_a_newcomer_says_yes_once_in_four() -> None:
    assert judged(helper(home_floor=21)).p_accept == 0.25


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ({"offers_ever": 6, "accepts_ever": 6}, 0.7),
        ({"offers_ever": 6, "accepts_ever": 0}, 0.1),
        ({"offers_7_days": 2}, 0.213),  # 1/4 of e to the minus 0.16
        ({"home_floor": 1}, 0.2174),  # half a cell: 1/4 divided by 1.15
        ({"home_block_id": B}, 0.1923),
        ({"home_block_id": C}, 0.1562),
    ],
)
def test_the_chance_of_a_yes_is_learned_from_answers_and_shrinks_when_tired_or_far(
    history: dict[str, Any], expected: float
) -> None:
    person = helper(**({"home_floor": 21} | history))
    assert judged(person).p_accept == pytest.approx(expected, abs=0.000_06)


def test_the_points_of_somebody_ideal_add_up() -> None:
    best = helper(
        home_floor=22,
        minutes_total=3_000,
        good_visits_here=1,
        offers_ever=6,
        accepts_ever=6,
    )
    assert judged(best).points == 70 + 25 + 15 + 10 + 5


@pytest.mark.parametrize(
    ("changes", "taken"),
    [
        ({"skills": ("cooking",)}, 25 - 20),
        ({"spoken": ("cmn", "yue")}, 15 - 10),
        ({"good_visits_here": 0}, 10),
        ({"minutes_total": 2_999}, 5),
        ({"tasks_28_days": 3}, 84),
    ],
)
def test_each_lack_takes_its_points(changes: dict[str, Any], taken: float) -> None:
    plain: dict[str, Any] = {"home_floor": 22, "minutes_total": 3_000, "good_visits_here": 1}
    full, less = judged(helper(**plain)), judged(helper(**(plain | changes)))
    assert full.points - less.points == pytest.approx(taken)


def test_the_skill_that_the_need_names_first_counts_most() -> None:
    cook, runner = helper("cook", skills=("cooking",)), helper("runner", skills=("errands",))
    assert ranked(cook, runner) == ["runner", "cook"]
    other_way = ask(skills=("cooking", "errands"))
    assert names(suited(other_way, [cook, runner], GROUND, Policy(), NOW)) == ["cook", "runner"]


_WEIGHTS = {
    "acceptance": ({}, {"offers_ever": 8, "accepts_ever": 8}),
    "skill": ({"skills": ("cooking",)}, {}),
    "other_skill": ({}, {"skills": ("cooking",)}),
    "language": ({"spoken": ("cmn", "yue")}, {}),
    "other_language": ({}, {"spoken": ("cmn", "yue")}),
    "known": ({}, {"good_visits_here": 1}),
    "experience": ({}, {"minutes_total": 3_000}),
    "distance": ({"home_block_id": B}, {}),
    "recent_offer": ({"offers_7_days": 1}, {}),
    "recent_task": ({"tasks_28_days": 1}, {}),
}


@pytest.mark.parametrize(("weight", "people"), _WEIGHTS.items())
def test_every_weight_is_a_setting(
    weight: str, people: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    """With a great weight on one thing, whoever has it comes first."""
    without, with_it = (helper(home_floor=21, **changes) for changes in people)
    great: dict[str, Any] = {weight: 1_000}
    assert judged(with_it, **great).points - judged(without, **great).points > 150


def test_all_weights_have_a_test() -> None:
    assert _WEIGHTS.keys() | {"experienced_from"} == set(Weights.model_fields)


def test_from_when_on_somebody_is_experienced_is_a_setting() -> None:
    newcomer = helper(minutes_total=61)
    one_hour = judged(newcomer, experienced_from=timedelta(hours=1))
    assert one_hour.points - judged(newcomer).points == 5


def test_the_reasons_say_why() -> None:
    known = helper(
        home_floor=22,
        skills=("cooking",),
        good_visits_here=1,
        tasks_28_days=1,
        last_offer_at=NOW - timedelta(days=9),
    )
    assert judged(known).reasons == (
        "same_floors",
        "skill:cooking",
        "language:yue",
        "knows_them",
        "rested:9",
    )


@pytest.mark.parametrize(
    ("history", "said"),
    [
        ({}, "not_asked_yet"),
        ({"last_offer_at": NOW - timedelta(days=40)}, "free_month"),
        ({"last_offer_at": NOW - timedelta(hours=1)}, "free_month"),
        ({"last_offer_at": NOW - timedelta(days=2), "tasks_28_days": 1}, "rested:2"),
    ],
)
def test_the_last_reason_says_why_now(history: dict[str, Any], said: str) -> None:
    assert judged(helper(**history)).reasons[-1] == said


def test_nothing_is_said_for_whoever_was_busy_yesterday() -> None:
    busy = helper(last_offer_at=NOW - timedelta(days=1), tasks_28_days=1)
    assert judged(busy).reasons == ("same_block", "skill:errands", "language:yue")


@pytest.mark.parametrize(
    ("home", "ring", "said"),
    [
        ({"home_floor": 30}, Ring.SAME_FLOORS, "same_floors"),
        ({"home_floor": 20}, Ring.SAME_BLOCK, "same_block"),
        ({"home_floor": None}, Ring.SAME_BLOCK, "same_block"),
        ({"home_block_id": B, "home_floor": 21}, Ring.NEXT_BLOCK, "next_block"),
        ({"home_block_id": C}, Ring.ESTATE, "estate"),
        (
            {"home_block_id": "RH-A", "estate_id": "RH", "radius": Radius.BOTH},
            Ring.ELSEWHERE,
            "skill:errands",
        ),
    ],
)
def test_the_first_reason_says_how_near(home: dict[str, Any], ring: Ring, said: str) -> None:
    found = judged(helper(**home))
    assert (found.ring, found.reasons[0]) == (ring, said)


def test_where_the_floor_of_the_neighbour_is_not_known_nobody_is_on_it() -> None:
    assert judged(helper(home_floor=None), ask(floor=None)).ring is Ring.SAME_BLOCK
