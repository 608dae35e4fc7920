"""Who is asked, and who never is: each hard rule, and the order of those who are left."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutual_aid.ids import BlockId, EstateId, MemberId, TelegramId, VolunteerId
from mutual_aid.matching import Ask, Hurdle, acceptance, choose, hurdle, score
from mutual_aid.taxonomy import Screening, Urgency
from mutual_aid.volunteers import Candidate, Radius, Volunteer, VolunteerStatus

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
A, B = BlockId("MC-A"), BlockId("MC-B")


def ask(**changes: Any) -> Ask:
    plain: dict[str, Any] = {
        "estate_id": EstateId("MC"),
        "block_id": A,
        "floor": 21,
        "floors": 30,
        "skills": ("errands", "cooking"),
        "screening": Screening.ID,
        "spoken": "yue",
        "parts": frozenset({"tue_eve"}),
        "urgency": Urgency.NORMAL,
    }
    return Ask(**(plain | changes))


def volunteer(**changes: Any) -> Volunteer:
    plain: dict[str, Any] = {
        "volunteer_id": VolunteerId("V001"),
        "member_id": MemberId("V001"),
        "estate_id": EstateId("MC"),
        "home_block_id": A,
        "home_floor": None,
        "age": 40,
        "skills": ("errands",),
        "spoken": ("yue",),
        "screening": Screening.ID,
        "availability": ("tue_eve",),
        "max_tasks_per_week": 2,
        "radius": Radius.ESTATE,
        "guardian_id": None,
        "minutes_total": 0,
        "status": VolunteerStatus.ACTIVE,
        "paused_until_at": None,
        "consent_version": "1",
        "joined_on": date(2026, 1, 1),
    }
    return Volunteer(**(plain | changes))


def candidate(person: Volunteer | None = None, **changes: Any) -> Candidate:
    plain: dict[str, Any] = {
        "volunteer": person or volunteer(),
        "telegram_id": TelegramId(1),
        "unreachable": False,
        "open_offers": 0,
        "tasks_this_week": 0,
        "offers_7_days": 0,
        "tasks_28_days": 0,
        "offers_ever": 0,
        "accepts_ever": 0,
        "last_offer_at": None,
        "good_visits_here": 0,
        "asked_for_this": False,
        "refused_here": False,
    }
    return Candidate(**(plain | changes))


def test_a_fitting_neighbour_may_be_asked() -> None:
    assert hurdle(ask(), candidate(), NOW) is None


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ({"status": VolunteerStatus.PENDING}, Hurdle.NOT_ACTIVE),
        ({"paused_until_at": NOW + timedelta(days=1)}, Hurdle.NOT_ACTIVE),
        ({"age": 17}, Hurdle.MINOR),
        ({"age": 11, "guardian_id": VolunteerId("V007")}, Hurdle.MINOR),
        ({"skills": ("tutoring",)}, Hurdle.SKILL),
        ({"screening": Screening.NONE}, Hurdle.SCREENING),
        ({"spoken": ("cmn", "en")}, Hurdle.LANGUAGE),
        ({"availability": ("tue_am", "wed_eve")}, Hurdle.NOT_FREE),
        ({"home_block_id": B, "radius": Radius.BLOCK}, Hurdle.TOO_FAR),
        (
            {"home_block_id": B, "estate_id": EstateId("RH"), "radius": Radius.ESTATE},
            Hurdle.TOO_FAR,
        ),
    ],
)
def test_a_hard_rule_keeps_a_person_away(person: dict[str, Any], expected: Hurdle) -> None:
    assert hurdle(ask(), candidate(volunteer(**person)), NOW) is expected


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ({"unreachable": True}, Hurdle.UNREACHABLE),
        ({"telegram_id": None}, Hurdle.UNREACHABLE),
        ({"asked_for_this": True}, Hurdle.ASKED_BEFORE),
        ({"refused_here": True}, Hurdle.HOUSEHOLD),
        ({"tasks_this_week": 2}, Hurdle.WEEKLY_LIMIT),
        ({"open_offers": 1}, Hurdle.OPEN_OFFER),
    ],
)
def test_what_happened_before_keeps_a_person_away(
    history: dict[str, Any], expected: Hurdle
) -> None:
    assert hurdle(ask(), candidate(**history), NOW) is expected


def test_without_a_known_time_nobody_is_left_out_for_it() -> None:
    busy = candidate(volunteer(availability=()))
    assert hurdle(ask(parts=frozenset()), busy, NOW) is None


def test_a_pause_that_has_ended_no_longer_counts() -> None:
    back = candidate(volunteer(paused_until_at=NOW - timedelta(minutes=1)))
    assert hurdle(ask(), back, NOW) is None


def test_the_neighbour_of_the_same_floors_comes_first() -> None:
    near = volunteer(volunteer_id=VolunteerId("near"), home_floor=25)
    block = volunteer(volunteer_id=VolunteerId("block"), home_floor=2)
    far = volunteer(volunteer_id=VolunteerId("far"), home_block_id=B)
    people = [candidate(x) for x in (far, block, near)]
    names = [x.candidate.volunteer.volunteer_id for x in choose(ask(), people, NOW)]
    assert names == ["near", "block", "far"]


def test_whoever_was_asked_often_lately_comes_later() -> None:
    rested = candidate(volunteer(volunteer_id=VolunteerId("z")))
    tired = candidate(volunteer(volunteer_id=VolunteerId("a")), offers_7_days=2)
    first, second = choose(ask(), [tired, rested], NOW)
    assert first.candidate.volunteer.volunteer_id == "z"
    assert first.points - second.points == 10


def test_a_tie_goes_to_the_longest_without_an_offer() -> None:
    lately = candidate(
        volunteer(volunteer_id=VolunteerId("a")), last_offer_at=NOW - timedelta(days=8)
    )
    long_ago = candidate(
        volunteer(volunteer_id=VolunteerId("b")), last_offer_at=NOW - timedelta(days=80)
    )
    order = [x.candidate.volunteer.volunteer_id for x in choose(ask(), [lately, long_ago], NOW)]
    assert order == ["b", "a"]


def test_the_reasons_say_why() -> None:
    known = candidate(
        volunteer(home_floor=22, minutes_total=6_000, skills=("cooking",)),
        good_visits_here=1,
        last_offer_at=NOW - timedelta(days=9),
    )
    scored = score(ask(), known, NOW)
    assert scored.reasons == (
        "same_floors",
        "skill:cooking",
        "language:yue",
        "rested:9",
        "knows_them",
        "experienced",
    )
    assert scored.points == 30 + 20 + 15 + 15 + 10 + 5


def test_the_full_score_is_a_hundred() -> None:
    best = candidate(volunteer(home_floor=22, minutes_total=6_000), good_visits_here=1)
    assert score(ask(), best, NOW).points == 100


def test_the_chance_of_a_yes_is_learned_from_answers() -> None:
    assert acceptance(candidate()) == 0.25
    assert acceptance(candidate(offers_ever=6, accepts_ever=6)) == 0.7


people = st.builds(
    lambda key, age, status, screening, spoken, skills, radius, history: candidate(
        volunteer(
            volunteer_id=VolunteerId(key),
            age=age,
            status=status,
            screening=screening,
            spoken=spoken,
            skills=skills,
            radius=radius,
        ),
        **history,
    ),
    st.text("abcdef", min_size=1, max_size=5),
    st.one_of(st.none(), st.integers(5, 95)),
    st.sampled_from(VolunteerStatus),
    st.sampled_from(Screening),
    st.sets(st.sampled_from(["yue", "cmn", "en"])).map(tuple),
    st.sets(st.sampled_from(["errands", "cooking", "tutoring"])).map(tuple),
    st.sampled_from(Radius),
    st.fixed_dictionaries(
        {
            "refused_here": st.booleans(),
            "open_offers": st.integers(0, 2),
            "offers_7_days": st.integers(0, 9),
        }
    ),
)


@given(st.lists(people, max_size=30), st.randoms(use_true_random=False))
def test_no_choice_ever_breaks_a_hard_rule_and_order_does_not_matter(
    everyone: list[Candidate], random: Any
) -> None:
    unique = list({x.volunteer.volunteer_id: x for x in everyone}.values())
    chosen = choose(ask(), unique, NOW)
    for scored in chosen:
        person = scored.candidate.volunteer
        assert person.status is VolunteerStatus.ACTIVE
        assert person.age is None or person.age >= 18
        assert "yue" in person.spoken
        assert person.screening.at_least(Screening.ID)
        assert not scored.candidate.refused_here
        assert scored.candidate.open_offers == 0
    random.shuffle(unique)
    assert choose(ask(), unique, NOW) == chosen
