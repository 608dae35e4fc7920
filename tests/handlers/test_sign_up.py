"""Signing up: the order of questions, several answers to one, and words instead of taps."""

import secrets
from itertools import pairwise

import pytest

from handlers.buttons import Seals
from handlers.screens import Button
from handlers.sign_up_answers import QUESTIONS, Answers, offered_skills, spoken_codes, toggled
from handlers.sign_up_screens import fits_as_name
from handlers.sign_up_typed import named
from mutual_aid.estates import Estate
from mutual_aid.ids import EstateId
from mutual_aid.record import Names
from mutual_aid.taxonomy import Screening, categories

ESTATE = Estate(
    estate_id=EstateId("MC"),
    names=Names.same("Mong Chik"),
    timezone="Asia/Hong_Kong",
    languages=("yue", "zh-Hant", "en", "ur"),
    emergency_numbers=("999",),
)


def test_the_questions_lead_to_the_summary_one_by_one() -> None:
    answers, step, seen = Answers(), QUESTIONS[0], []
    while step != "summary":
        seen.append(step)
        step = answers.after(step)
    assert tuple(seen) == QUESTIONS


def test_back_leads_the_same_way_and_ends_at_the_first_question() -> None:
    answers = Answers()
    for earlier, later in pairwise(QUESTIONS):
        assert answers.before(later) == earlier
    assert answers.before(QUESTIONS[0]) == ""


def test_whoever_is_known_is_not_asked_for_a_name() -> None:
    answers = Answers(known=True, name="LEE Chun-yin")
    assert answers.first == "block"
    assert answers.before("block") == ""


def test_one_changed_answer_leads_back_to_the_summary() -> None:
    answers = Answers(editing=True)
    assert {answers.after(step) for step in QUESTIONS} == {"summary"}
    assert {answers.before(step) for step in QUESTIONS} == {"summary"}
    assert answers.before("summary") == ""


def test_a_tap_on_an_old_picture_does_no_harm() -> None:
    chosen = toggled(toggled((), "+cooking"), "+cooking")
    assert chosen == ("cooking",)
    assert toggled(toggled(chosen, "-cooking"), "-cooking") == ()


def test_newcomers_are_offered_nothing_that_needs_a_check_first() -> None:
    offered = {x.code for x in offered_skills()}
    assert {"cooking", "errands", "lifting"} <= offered
    assert not offered & {"driving", "childcare", "nursing", "electrical", "counselling"}


def test_what_newcomers_can_do_is_needed() -> None:
    wanted = {
        skill
        for category in categories().values()
        if Screening.ID.at_least(category.screening)
        for skill in category.skills
    }
    assert wanted & {x.code for x in offered_skills()}


def test_languages_of_the_estate_come_first_and_scripts_are_none() -> None:
    codes = spoken_codes(ESTATE)
    assert codes[:3] == ("yue", "en", "ur")
    assert len(codes) == len(set(codes))
    assert not {"zh-Hans", "zh-Hant"} & set(codes)


@pytest.mark.parametrize("name", ["Ah Ming", "陳大文", "O'Neil", "小李 👍"])
def test_a_name_has_a_letter(name: str) -> None:
    assert fits_as_name(name)


@pytest.mark.parametrize("text", ["", "  ", "123", "👍", "x" * 41, "two\nlines"])
def test_what_is_no_name_is_not_taken_for_one(text: str) -> None:
    assert not fits_as_name(text)


THINGS = {
    "cooking": ("做饭备餐", "煮食備餐", "Cooking"),
    "tour_guiding": ("社区导览", "社區導賞", "Guided tours"),
    "first_aid": ("急救", "急救", "First aid"),
}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("cooking", ["cooking"]),
        ("Cooking and first aid", ["cooking", "first_aid"]),
        ("急救,煮食", ["cooking", "first_aid"]),
        ("我識急救同埋導賞", ["tour_guiding", "first_aid"]),
        ("FIRST AID", ["first_aid"]),
        ("driving", []),
        ("", []),
    ],
)
def test_things_are_found_as_they_are_typed(text: str, codes: list[str]) -> None:
    assert named(text, THINGS) == codes


def test_the_longest_answer_fits_a_button() -> None:
    seals = Seals(secrets.token_bytes(32))
    for skill in offered_skills():
        button = Button(skill.names.en, "sign_up.skills", arg=f"+{skill.code}", version=9_999_999)
        assert len(seals.seal(button, 9_999_999_999).encode()) <= 64
