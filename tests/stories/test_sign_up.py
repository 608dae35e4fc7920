"""Somebody would like to help: from the first tap to the first day as a volunteer."""

import pytest

from mutual_aid.actions.volunteers import CONSENT_VERSION
from mutual_aid.record import Language
from mutual_aid.taxonomy import Screening
from mutual_aid.volunteers import VolunteerStatus
from tests.living import Living
from tests.stories.newcomers import ENGLISH, Tongue, in_each_language, speaks, volunteer_of
from tests.stories.taps import card_with, data_of, does, stranger


@in_each_language
async def test_newcomer_signs_up_and_is_welcomed(living: Living, t: Tongue) -> None:
    sam, leader = stranger(living), living.phone("L001")
    await speaks(living, t.language)
    await does(living, sam, *t.taps)
    assert t.sent in sam.last.text
    assert t.pending in sam.last.text
    asked = await volunteer_of(living)
    assert asked is not None
    assert asked.status is VolunteerStatus.PENDING
    assert asked.consent_version == CONSENT_VERSION

    card = card_with(leader, "Sam 想做義工")
    assert "望潮樓" in card.text
    assert "平日夜晚" in card.text
    await does(living, leader, "我識佢,批准")
    assert t.welcome in sam.text
    approved = await volunteer_of(living)
    assert approved is not None
    assert approved.status is VolunteerStatus.ACTIVE
    assert approved.screening is Screening.ID
    assert approved.skills == ("cooking",)
    assert approved.spoken == ("yue",)
    assert approved.max_tasks_per_week == 2
    assert set(approved.availability) == {f"{x}_eve" for x in ("mon", "tue", "wed", "thu", "fri")}


async def test_under_18_is_told_whom_to_bring_and_nothing_is_kept(living: Living) -> None:
    await speaks(living, Language.EN)
    sam = stranger(living)
    await does(living, sam, *ENGLISH.taps[:10], "Not yet 18")
    assert "parent or guardian" in sam.last.text
    assert await volunteer_of(living) is None
    await does(living, sam, *ENGLISH.taps[:10], "> 16")
    assert "parent or guardian" in sam.last.text


async def test_without_consent_nothing_is_kept(living: Living) -> None:
    await speaks(living, Language.EN)
    sam = stranger(living)
    await does(living, sam, *ENGLISH.taps[:11], "No")
    assert "was not kept" in sam.last.text
    assert await volunteer_of(living) is None


async def test_quick_taps_all_count(living: Living) -> None:
    await speaks(living, Language.EN)
    sam = stranger(living)
    await does(living, sam, *ENGLISH.taps[:3])
    for label in ("Cooking", "Plumbing", "First aid"):
        await sam.presses(label)
    await living.settled()
    assert "✅ Cooking, Plumbing, First aid" in sam.last.text


async def test_skill_on_an_old_picture_does_not_become_a_language(living: Living) -> None:
    await speaks(living, Language.EN)
    sam = stranger(living)
    await does(living, sam, *ENGLISH.taps[:3])
    card = sam.last
    old = data_of(card, "Plumbing")
    await does(living, sam, "Cooking", "Next")
    await sam.presses_data(card.id, old)
    await living.settled()
    assert "Which languages" in sam.last.text
    assert "Next" not in sam.last.labels


async def test_answers_may_be_typed(living: Living) -> None:
    await speaks(living, Language.EN)
    sam = stranger(living)
    await does(
        living, sam, "I would like to help", "> Samantha", "> block b", "> cooking, first aid",
        "Next", "> english and cantonese", "Next", "> weekends", "Next", "> 4", "> 67",
    )  # fmt: skip
    assert "Do you agree?" in sam.last.text
    await does(living, sam, "I agree")
    for answer in ("Samantha · Mong Fan House", "Cooking, First aid", "Weekends", "4× a week"):
        assert answer in sam.last.text


@pytest.mark.parametrize(
    ("before", "typed", "hint"),
    [
        (1, "12345", "A name of up to 40"),
        (2, "block z", "I do not know that block"),
        (3, "rocket science", "I did not find that one"),
        (5, "Klingon", "I did not find that language"),
        (7, "whenever", "tap one of the buttons"),
        (9, "a hundred", "from 1 to 7"),
        (10, "maybe", "tap one of the buttons"),
        (11, "yes of course", "tap one of the buttons"),
    ],
)
async def test_words_that_answer_nothing_get_a_hint_and_the_question_again(
    living: Living, before: int, typed: str, hint: str
) -> None:
    await speaks(living, Language.EN)
    sam = stranger(living)
    await does(living, sam, *ENGLISH.taps[:before])
    question = sam.last.text
    await does(living, sam, f"> {typed}")
    assert hint in sam.text
    assert sam.last.text == question


async def test_form_survives_a_restart_in_the_middle(living: Living) -> None:
    await speaks(living, Language.EN)
    sam = stranger(living)
    await does(living, sam, *ENGLISH.taps[:7])
    await living.restart()
    await does(living, sam, *ENGLISH.taps[7:])
    assert "Your sign-up has been sent" in sam.last.text


async def test_one_answer_is_changed_without_asking_the_others_again(living: Living) -> None:
    await speaks(living, Language.EN)
    sam = stranger(living)
    await does(living, sam, *ENGLISH.taps[:12], "Edit", "How often", "5")
    assert "5× a week" in sam.last.text
    await does(living, sam, "Edit", "Name", "> Samantha")
    assert "Samantha · Mong Chiu House" in sam.last.text


async def test_whoever_takes_every_answer_away_is_asked_again(living: Living) -> None:
    await speaks(living, Language.EN)
    sam = stranger(living)
    await does(living, sam, *ENGLISH.taps[:12], "Edit", "What I can do", "Cooking", "Back")
    await does(living, sam, "Yes, sign me up")
    assert "What could you do" in sam.last.text
    assert await volunteer_of(living) is None


async def test_back_keeps_what_was_chosen(living: Living) -> None:
    await speaks(living, Language.EN)
    sam = stranger(living)
    await does(living, sam, *ENGLISH.taps[:5], "Back")
    assert "✅ Cooking" in sam.last.labels


async def test_signing_up_twice_is_told_so(living: Living) -> None:
    await speaks(living, Language.EN)
    sam = stranger(living)
    await does(living, sam, *ENGLISH.taps[:12])
    card = sam.last
    seal = data_of(card, "Yes, sign me up")
    await sam.presses_data(card.id, seal)
    await sam.presses_data(card.id, seal)
    await living.settled()
    leader = living.phone("L001")
    assert leader.text.count("Sam 想做義工") == 1
    assert "You will hear here" in sam.text
