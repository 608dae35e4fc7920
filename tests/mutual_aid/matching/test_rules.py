"""Who never is asked: each hard rule, and what is no reason to leave somebody out."""

from datetime import timedelta
from typing import Any

import pytest

from mutual_aid.columns import Ask
from mutual_aid.ids import EstateId, VolunteerId
from mutual_aid.policy import Asking, Policy
from mutual_aid.suitability import Hurdle, examine, suited
from mutual_aid.taxonomy import Screening, Urgency, categories, fit_for_minors
from mutual_aid.volunteers import Candidate, Radius, VolunteerStatus
from tests.mutual_aid.matching.neighbours import GROUND, NOW, B, ask, helper

PAUSED = VolunteerStatus.PAUSED
GUARDIAN = VolunteerId("V007")


def hurdles(wanted: Ask, person: Candidate, policy: Policy | None = None) -> tuple[Hurdle, ...]:
    (found,) = examine(wanted, [person], GROUND, policy or Policy(), NOW)
    return found.hurdles


def test_a_fitting_neighbour_may_be_asked() -> None:
    assert hurdles(ask(), helper()) == ()
    assert len(suited(ask(), [helper()], GROUND, Policy(), NOW)) == 1


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ({"status": VolunteerStatus.PENDING}, Hurdle.NOT_ACTIVE),
        ({"status": PAUSED}, Hurdle.NOT_ACTIVE),
        ({"status": VolunteerStatus.WITHDRAWN}, Hurdle.NOT_ACTIVE),
        ({"paused_until_at": NOW + timedelta(seconds=1)}, Hurdle.NOT_ACTIVE),
        ({"age": 17}, Hurdle.MINOR),
        ({"age": 11, "guardian_id": GUARDIAN}, Hurdle.MINOR),
        ({"skills": ("tutoring",)}, Hurdle.SKILL),
        ({"skills": ()}, Hurdle.SKILL),
        ({"screening": Screening.NONE}, Hurdle.SCREENING),
        ({"spoken": ("cmn", "en")}, Hurdle.LANGUAGE),
        ({"spoken": ()}, Hurdle.LANGUAGE),
        ({"availability": ("tue_am", "wed_eve")}, Hurdle.NOT_FREE),
        ({"home_block_id": B, "radius": Radius.BLOCK}, Hurdle.TOO_FAR),
        ({"home_block_id": "RH-A", "estate_id": EstateId("RH")}, Hurdle.TOO_FAR),
        ({"unreachable": True}, Hurdle.UNREACHABLE),
        ({"telegram_id": None}, Hurdle.UNREACHABLE),
        ({"asked_for_this": True}, Hurdle.ASKED_BEFORE),
        ({"refused_here": True}, Hurdle.HOUSEHOLD),
        ({"tasks_this_week": 2}, Hurdle.WEEKLY_LIMIT),
        ({"max_tasks_per_week": 0}, Hurdle.WEEKLY_LIMIT),
        ({"open_offers": 1}, Hurdle.OPEN_OFFER),
        ({"offers_7_days": 6}, Hurdle.ASKED_ENOUGH),
    ],
)
def test_a_hard_rule_keeps_a_person_away(person: dict[str, Any], expected: Hurdle) -> None:
    assert hurdles(ask(), helper(**person)) == (expected,)
    assert suited(ask(), [helper(**person)], GROUND, Policy(), NOW) == []


def test_all_rules_that_somebody_breaks_are_told_in_their_order() -> None:
    person = helper(age=12, skills=(), spoken=(), open_offers=1)
    assert hurdles(ask(), person) == (
        Hurdle.MINOR,
        Hurdle.SKILL,
        Hurdle.LANGUAGE,
        Hurdle.OPEN_OFFER,
    )


def test_every_rule_is_looked_at_in_the_order_in_which_it_is_told() -> None:
    everything: dict[str, Any] = {
        "status": PAUSED,
        "unreachable": True,
        "asked_for_this": True,
        "refused_here": True,
        "age": 9,
        "skills": (),
        "screening": Screening.NONE,
        "spoken": (),
        "availability": (),
        "home_block_id": B,
        "radius": Radius.BLOCK,
        "max_tasks_per_week": 0,
        "open_offers": 1,
        "offers_7_days": 99,
    }
    assert hurdles(ask(), helper(**everything)) == tuple(Hurdle)


def test_without_a_known_time_nobody_is_left_out_for_it() -> None:
    assert hurdles(ask(parts=frozenset()), helper(availability=())) == ()


def test_a_pause_that_has_ended_no_longer_counts() -> None:
    assert hurdles(ask(), helper(paused_until_at=NOW)) == ()


@pytest.mark.parametrize("radius", [Radius.ESTATE, Radius.BOTH])
def test_whoever_leaves_the_block_is_asked_by_others(radius: Radius) -> None:
    assert hurdles(ask(), helper(home_block_id=B, radius=radius)) == ()


def test_whoever_goes_anywhere_is_asked_from_the_other_estate() -> None:
    visitor = helper(home_block_id="RH-A", estate_id=EstateId("RH"), radius=Radius.BOTH)
    assert hurdles(ask(), visitor) == ()


@pytest.mark.parametrize("held", list(Screening))
def test_each_screening_includes_those_before_it(held: Screening) -> None:
    for demanded in Screening:
        broken = Hurdle.SCREENING in hurdles(ask(screening=demanded), helper(screening=held))
        assert broken is (not held.at_least(demanded))


def test_a_minor_helps_only_where_it_is_marked_and_a_guardian_is_there_to_tell() -> None:
    fit = ask(fit_for_minors=True)
    assert hurdles(fit, helper(age=17, guardian_id=GUARDIAN)) == ()
    assert hurdles(fit, helper(age=17)) == (Hurdle.MINOR,)
    assert hurdles(ask(), helper(age=17, guardian_id=GUARDIAN)) == (Hurdle.MINOR,)
    assert hurdles(ask(), helper(age=18)) == ()


def test_somebody_whose_age_nobody_asked_said_that_they_are_grown_up() -> None:
    assert hurdles(ask(), helper(age=None)) == ()


def test_the_weekly_cap_on_offers_is_higher_for_what_presses_but_it_is_there() -> None:
    tired = helper(offers_7_days=6)
    for urgency in (Urgency.HIGH, Urgency.EMERGENCY):
        assert hurdles(ask(urgency=urgency), tired) == ()
        worn_out = helper(offers_7_days=18)
        assert hurdles(ask(urgency=urgency), worn_out) == (Hurdle.ASKED_ENOUGH,)
    for urgency in (Urgency.NORMAL, Urgency.LOW):
        assert hurdles(ask(urgency=urgency), tired) == (Hurdle.ASKED_ENOUGH,)


def test_the_caps_on_offers_are_settings() -> None:
    strict = Policy(asking=Asking(offers_a_week=1, pressing_offers_a_week=2))
    assert hurdles(ask(), helper(offers_7_days=1), strict) == (Hurdle.ASKED_ENOUGH,)
    assert hurdles(ask(urgency=Urgency.HIGH), helper(offers_7_days=1), strict) == ()


def test_tasks_with_children_are_for_checked_adults() -> None:
    with_children = [x for x in categories().values() if x.group_code == "child"]
    assert with_children
    for category in with_children:
        assert category.screening.at_least(Screening.CHECKED), category.code
        assert not category.fit_for_minors, category.code


def test_only_known_kinds_that_go_to_volunteers_are_marked_for_minors() -> None:
    assert fit_for_minors() <= set(categories())
    for code in fit_for_minors():
        assert not categories()[code].sealed, code
        assert not categories()[code].screening.at_least(Screening.CHECKED), code
