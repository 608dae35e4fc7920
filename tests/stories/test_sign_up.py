"""Somebody would like to help: from the first tap to the first day as a volunteer."""

from dataclasses import dataclass

import pytest

from mutual_aid.actions.volunteers import CONSENT_VERSION, decide
from mutual_aid.errors import NotYours
from mutual_aid.ids import MemberId, TelegramId
from mutual_aid.record import Language
from mutual_aid.taxonomy import Screening
from mutual_aid.volunteers import Volunteer, VolunteerStatus
from tests.living import STRANGER, Living
from tests.stories.taps import card_with, data_of, does, stranger


@dataclass(frozen=True)
class Tongue:
    """What is tapped and read in one language."""

    language: Language
    taps: tuple[str, ...]
    sent: str
    pending: str
    welcome: str
    refused: str


TONGUES = [
    Tongue(
        Language.EN,
        ("I would like to help", "Sam", "Mong Chiu House", "Cooking", "Next", "Cantonese", "Next",
         "Weekday evenings", "Next", "2", "Yes, 18 or older", "I agree", "Yes, sign me up"),
        "Your sign-up has been sent", "You hear here", "you are a volunteer now",
        "talk to the station",
    ),
    Tongue(
        Language.ZH_HANT,
        ("我想幫手", "Sam", "望潮樓", "煮食備餐", "下一步", "廣東話", "下一步", "平日夜晚",
         "下一步", "2", "夠 18 歲", "同意", "啱,幫我登記"),
        "登記已經送出", "喺度話你知", "你而家係義工", "請同社工站傾下",
    ),
    Tongue(
        Language.ZH_HANS,
        ("我想帮忙", "Sam", "望潮楼", "做饭备餐", "下一步", "粤语", "下一步", "工作日晚上",
         "下一步", "2", "满 18 岁", "同意", "对,帮我登记"),
        "登记已送出", "在这里告诉您", "您现在是志愿者", "请跟社工站聊聊",
    ),
]  # fmt: skip
in_each_language = pytest.mark.parametrize("t", TONGUES, ids=[x.language for x in TONGUES])
ENGLISH = TONGUES[0]


async def volunteer_of(living: Living, telegram_id: int = STRANGER) -> Volunteer | None:
    async with living.store.reading() as turn:
        speaker = await turn.members.speaker(TelegramId(telegram_id))
    return speaker.volunteer if speaker else None


async def speaks(living: Living, language: Language) -> None:
    """The stranger says hello and chooses a language."""
    sam = stranger(living)
    await does(living, sam, "> /start")
    labels = {Language.EN: "English", Language.ZH_HANT: "繁體", Language.ZH_HANS: "简体"}
    await does(living, sam, labels[language])


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


@in_each_language
async def test_newcomer_is_turned_down_kindly(living: Living, t: Tongue) -> None:
    sam = stranger(living)
    await speaks(living, t.language)
    await does(living, sam, *t.taps)
    await does(living, living.phone("S001"), "暫時唔得")
    assert t.refused in sam.text
    asked = await volunteer_of(living)
    assert asked is not None
    assert asked.status is VolunteerStatus.WITHDRAWN


async def test_second_approver_sees_who_decided(living: Living) -> None:
    await speaks(living, Language.EN)
    await does(living, stranger(living), *ENGLISH.taps)
    leader, station = living.phone("L001"), living.phone("S001")
    old = card_with(station, "Sam 想做義工")
    seal = data_of(old, "暫時唔得")
    await does(living, leader, "我識佢,批准")
    assert "李珍燕批准咗" in card_with(station, "Sam 想做義工").text
    await station.presses_data(old.id, seal)
    await living.settled()
    asked = await volunteer_of(living)
    assert asked is not None
    assert asked.status is VolunteerStatus.ACTIVE


async def test_leader_of_another_block_is_neither_asked_nor_able_to_decide(living: Living) -> None:
    await speaks(living, Language.EN)
    await does(living, stranger(living), *ENGLISH.taps)
    assert "Sam" not in living.phone("L010").text
    asked = await volunteer_of(living)
    assert asked is not None
    async with living.store.turn() as turn:
        other = await turn.members.speaker_of(MemberId("L010"))
        with pytest.raises(NotYours):
            await decide(turn, other, asked.volunteer_id, approved=True)


async def test_leader_who_also_wants_to_help_cannot_approve_herself(living: Living) -> None:
    leader, station = living.phone("L001"), living.phone("S001")
    await does(
        living, leader, "> /volunteer", "望潮樓", "急救", "下一步", "廣東話", "下一步", "週末",
        "下一步", "1", "夠 18 歲", "同意", "啱,幫我登記",
    )  # fmt: skip
    assert "想做義工" not in leader.text
    card_with(station, "李珍燕 想做義工")
    asked = await volunteer_of(living, living.people["L001"])
    assert asked is not None
    async with living.store.turn() as turn:
        herself = await turn.members.speaker_of(MemberId("L001"))
        assert herself.member.names.en == "LEE Chun-yin"
        with pytest.raises(NotYours):
            await decide(turn, herself, asked.volunteer_id, approved=True)


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
    assert "You hear here" in sam.text


async def test_waiting_newcomers_are_found_on_the_home_card(living: Living) -> None:
    station = living.phone("S001")
    await does(living, station, "> /start", "想做義工嘅街坊")
    assert station.text.count("想做義工\n") == 3
