"""A leader types what she saw: one message, one card, one tap."""

from dataclasses import dataclass
from typing import Any

import pytest

from handlers.words import words
from mutual_aid.ids import MemberId, VolunteerId
from mutual_aid.record import Language
from mutual_aid.taxonomy import categories
from playground import ChatMessage, Phone
from tests.living import Living
from tests.stories.taps import card_with, does, stranger
from tests.stories.telling import everybody_reads

LEADER, FLOOR_LEADER, DEPUTY, STATION = "L001", "L005", "L002", "S001"
in_each_language = pytest.mark.parametrize("language", Language)


@dataclass(frozen=True)
class Said:
    """What leaders type in one language, and what has to be found in it."""

    supper: str
    person: str
    when: str
    flat: str
    two: str
    homes: str
    danger: str
    sealed: str
    vague: str
    nowhere: str
    abroad: str


SAID = {
    Language.ZH_HANT: Said(
        supper="望潮樓2107陳婆婆啱啱做完白內障手術煮唔到飯,想搵人幫手送晚飯到星期日",
        person="陳婆婆",
        when="到星期日",
        flat="21樓07室",
        two="2107陳婆婆想搵人送飯，另外佢啲藥要人去藥房攞",
        homes="1601水喉滴水,唔急。2203兩公婆今個禮拜想有人送午飯",
        danger="1806 成條走廊好大陣煤氣味 有個阿伯冇應",
        sealed="1204 阿玲話佢老公成日打佢，仲話想有人送飯",
        vague="2107 陳婆婆有啲嘢想搵人",
        nowhere="2125 王太煮唔到飯,想人送晚飯",
        abroad="望帆樓2107 王太煮唔到飯,想人送晚飯",
    ),
    Language.ZH_HANS: Said(
        supper="望潮楼2107陈奶奶刚做完白内障手术做不了饭,想找人送晚饭到星期天",
        person="陈奶奶",
        when="到星期天",
        flat="21楼07室",
        two="2107陈奶奶想找人送饭。另外她的药要人去药房取",
        homes="1601水龙头滴水,不急。2203老两口这周想有人送午饭",
        danger="1806 整条走廊好大煤气味 里面老人没人应",
        sealed="1204 她说被丈夫打了,不敢回家,也没饭吃",
        vague="2107 陈奶奶有点事想找人",
        nowhere="2125 王奶奶做不了饭,想找人送晚饭",
        abroad="望帆楼2107 王奶奶做不了饭,想找人送晚饭",
    ),
    Language.EN: Said(
        supper="Mong Chiu 2107 Mrs Chan just had her cataracts done and can't cook, "
        "someone to bring supper till Sunday pls, she eats no beef",
        person="Mrs Chan",
        when="till Sunday",
        flat="21/F, flat 07",
        two="2107 Mrs Chan needs hot meals this week. Also her medicine is waiting at the "
        "pharmacy, can someone collect it",
        homes="1601 the tap drips, no hurry. 2203 the old couple need lunch brought up this week",
        danger="1806 gas smell whole corridor, old man inside not answering",
        sealed="the lady in 1204 says her husband hits her, she needs meals too",
        vague="2107 please help",
        nowhere="2125 Mrs Wong can't cook, someone to bring dinner please",
        abroad="Mong Fan 2107 Mrs Wong can't cook, someone to bring dinner please",
    ),
}
MEAL, MEDICINE = "food.meal_delivery", "health.medication_pickup"


@dataclass(frozen=True)
class Story:
    """A network in one language, and the leader who types."""

    living: Living
    language: Language
    leader: Phone

    @property
    def said(self) -> Said:
        return SAID[self.language]

    def say(self, key: str, **blanks: object) -> str:
        return words(self.language).plain(key, **blanks)

    def kind(self, code: str) -> str:
        return words(self.language).name(categories()[code].names)

    async def does(self, *steps: str) -> ChatMessage:
        """Tap and type; returns the card that came of it."""
        await does(self.living, self.leader, *steps)
        return self.card

    @property
    def card(self) -> ChatMessage:
        """The newest message of the bot, with buttons if there is one."""
        said = [x for x in self.leader.messages if x.from_bot]
        return ([x for x in said if x.labels] or said)[-1]

    async def needs(self) -> list[dict[str, Any]]:
        """The needs that are recorded, in order."""
        async with self.living.store.reading() as turn:
            rows = await turn.all_rows("needs")
        return sorted(rows, key=lambda x: x["number"])


async def begun(living: Living, language: Language, who: str = LEADER) -> Story:
    """Everybody reads that language."""
    await everybody_reads(living, language)
    return Story(living, language, living.phone(who))


@in_each_language
async def test_one_message_is_one_card_and_one_tap(living: Living, language: Language) -> None:
    story = await begun(living, language)
    card = await story.does(f"> {story.said.supper}")

    for shown in (story.kind(MEAL), story.said.flat, story.said.when, story.said.person):
        assert shown in card.text
    await story.does(story.say("button.confirm"))
    assert "N-0001" in story.leader.text
    assert living.asked()
    (need,) = await story.needs()
    assert (need["category_code"], need["unit_id"]) == (MEAL, "MC-A-2107")
    assert (need["person"], need["when_words"]) == (story.said.person, story.said.when)
    assert need["notes"] == story.said.supper, "nothing that was typed is lost"
    assert need["until_at"] is not None


@in_each_language
async def test_two_needs_are_two_cards_one_after_the_other(
    living: Living, language: Language
) -> None:
    story = await begun(living, language)
    card = await story.does(f"> {story.said.two}")
    assert card.text.splitlines()[0] == _first_line(story, 1)
    assert story.say("button.add_another") not in card.labels
    card = await story.does(story.say("button.confirm"))
    assert card.text.splitlines()[0] == _first_line(story, 2)
    assert len(await story.needs()) == 1, "the second waits for a tap of its own"
    await story.does(story.say("button.confirm"))
    assert {x["category_code"] for x in await story.needs()} == {MEAL, MEDICINE}
    assert {x["unit_id"] for x in await story.needs()} == {"MC-A-2107"}


@in_each_language
async def test_what_is_told_of_one_household_is_not_noted_with_another(
    living: Living, language: Language
) -> None:
    story = await begun(living, language)
    confirm = story.say("button.confirm")
    await story.does(f"> {story.said.homes}", confirm, confirm)
    notes = {x["unit_id"]: x["notes"] for x in await story.needs()}
    assert set(notes) == {"MC-A-1601", "MC-A-2203"}
    assert "2203" not in notes["MC-A-1601"]
    assert "1601" not in notes["MC-A-2203"]


def _first_line(story: Story, number: int) -> str:
    return words(story.language)("need.which_of", number=number, of=2).striptags().strip()


@in_each_language
async def test_cancel_drops_only_the_one_that_is_shown(living: Living, language: Language) -> None:
    story = await begun(living, language)
    first = await story.does(f"> {story.said.two}")
    dropped = MEAL if story.kind(MEAL) in first.text else MEDICINE
    card = await story.does(story.say("button.cancel"))
    assert card.text.splitlines()[0] == _first_line(story, 2)
    await story.does(story.say("button.confirm"))
    (need,) = await story.needs()
    assert need["category_code"] == ({MEAL, MEDICINE} - {dropped}).pop()


@in_each_language
async def test_danger_is_called_in_and_heard_after_one_tap(
    living: Living, language: Language
) -> None:
    story = await begun(living, language)
    card = await story.does(f"> {story.said.danger}")
    assert "999" in card.text.splitlines()[0]
    assert "18" in card.text
    await story.does(story.say("button.confirm"))
    (need,) = await story.needs()
    assert (need["urgency"], need["unit_id"]) == ("emergency", "MC-A-1806")
    for near in (DEPUTY, STATION):
        assert story.kind(need["category_code"]) in living.phone(near).text


@in_each_language
async def test_violence_goes_alone_with_all_the_words_and_to_the_station_only(
    living: Living, language: Language
) -> None:
    story = await begun(living, language)
    card = await story.does(f"> {story.said.sealed}")
    assert "🔒" in card.text
    await story.does(story.say("button.confirm"))
    (need,) = await story.needs()
    assert need["category_code"] == "family.domestic_violence"
    assert need["notes"] == story.said.sealed
    everybody_else = [x for x in living.people if x not in (LEADER, STATION, "S003")]
    for other in everybody_else:
        assert story.said.sealed not in living.phone(other).text
    assert not living.asked()


@in_each_language
async def test_every_field_is_one_tap_away(living: Living, language: Language) -> None:
    story = await begun(living, language)
    await story.does(f"> {story.said.supper}")
    for field, answer in (
        ("urgency", story.say("need.urgency_high")),
        ("helpers", "2"),
        ("person", "> 李伯"),
        ("block", "> 2108"),
        ("when", story.say("need.when_today")),
        ("kind", story.kind("food.grocery_run")),
    ):
        await story.does(story.say(f"need.edit_{field}"), answer)
    await story.does(story.say("need.edit_person"), "3", story.say("button.confirm"))
    (need,) = await story.needs()
    assert (need["category_code"], need["unit_id"]) == ("food.grocery_run", "MC-A-2108")
    assert (need["urgency"], need["helpers"], need["person"]) == ("high", 2, "李伯")
    assert need["when_words"] == ""
    assert story.said.supper in need["notes"]
    assert words(language).count("need.people", 3) in need["notes"]


@in_each_language
async def test_an_unclear_kind_is_one_question_with_three_answers(
    living: Living, language: Language
) -> None:
    story = await begun(living, language)
    card = await story.does(f"> {story.said.vague}")
    assert story.say("need.something_else") in card.labels
    assert len(card.labels) == 5
    await story.does(story.say("need.something_else"), story.say("button.back"))
    assert story.card.labels == card.labels
    chosen = next(x for x in card.labels if "🆘" not in x)
    await story.does(chosen, story.say("button.confirm"))
    (need,) = await story.needs()
    assert story.kind(need["category_code"]) in chosen
    assert (need["unit_id"], need["notes"]) == ("MC-A-2107", story.said.vague)


@in_each_language
async def test_more_words_make_an_unclear_kind_clear(living: Living, language: Language) -> None:
    story = await begun(living, language)
    await story.does(f"> {story.said.vague}")
    card = await story.does(f"> {story.said.supper}")
    assert story.kind(MEAL) in card.text
    assert story.said.vague in card.text


@in_each_language
@pytest.mark.parametrize("which", ["nowhere", "abroad"])
async def test_an_unknown_flat_is_said_and_the_place_is_one_tap_away(
    living: Living, language: Language, which: str
) -> None:
    story = await begun(living, language)
    card = await story.does(f"> {getattr(story.said, which)}")
    assert story.kind(MEAL) in card.text
    assert story.say("need.astray") in card.text
    assert "07" not in card.text.splitlines()[1]
    card = await story.does(story.say("need.edit_block"), "> 2107")
    assert story.said.flat in card.text
    assert story.say("need.astray") not in card.text


async def test_a_flat_of_other_floors_reads_like_one_that_is_not_there(living: Living) -> None:
    story = await begun(living, Language.EN, FLOOR_LEADER)
    card = await story.does("> 2107 Mrs Chan can't cook, someone to bring dinner please")
    assert story.say("need.astray") in card.text
    other = await story.does("> /cancel", "> 2125 Mrs Chan can't cook, someone to bring dinner")
    assert story.say("need.astray") in other.text


async def test_a_flat_alone_below_the_card_is_its_flat(living: Living) -> None:
    story = await begun(living, Language.EN)
    await story.does(f"> {story.said.nowhere}")
    card = await story.does("> 2107")
    assert story.said.flat in card.text


async def test_something_more_to_know_is_kept_with_the_card(living: Living) -> None:
    story = await begun(living, Language.EN)
    card = await story.does(f"> {story.said.supper}", "> she is a bit deaf, knock loudly")
    assert "knock loudly" in card.text
    assert len(await story.needs()) == 0


async def test_the_next_message_about_another_flat_waits_behind_the_card(living: Living) -> None:
    story = await begun(living, Language.EN)
    card = await story.does(
        f"> {story.said.supper}", "> 1806 Mr Lee can't cook, someone to bring dinner please"
    )
    assert card.text.startswith("1 of 2")
    await story.does("Confirm", "Confirm")
    assert [x["unit_id"] for x in await story.needs()] == ["MC-A-2107", "MC-A-1806"]


async def test_one_message_raises_one_alarm(living: Living) -> None:
    story = await begun(living, Language.ZH_HANS)
    await story.does(f"> {SAID[Language.ZH_HANS].danger}", story.say("button.confirm"))
    assert len(await story.needs()) == 1
    async with living.store.reading() as turn:
        assert await turn.dialogues.get(MemberId(LEADER)) is None


async def test_danger_goes_before_the_card_that_is_open(living: Living) -> None:
    story = await begun(living, Language.EN)
    card = await story.does(f"> {story.said.supper}", f"> {story.said.danger}")
    assert "1 of 2" in card.text
    assert "999" in card.text
    await story.does("Confirm", "Confirm")
    assert [x["urgency"] for x in await story.needs()] == ["emergency", "normal"]


async def test_what_is_sealed_leaves_the_chat_and_the_open_card_comes_back(
    living: Living,
) -> None:
    story = await begun(living, Language.EN)
    await story.does(
        f"> {story.said.supper}", "> 1204 her husband hits her, she told me", "Confirm"
    )
    assert "Nobody else will see that you told us" in story.leader.text
    assert story.card.text.startswith("2 of 2")
    shown = " ".join(x.text for x in story.leader.messages if x.from_bot)
    assert "husband" not in shown
    await story.does("Confirm")
    assert [x["unit_id"] for x in await story.needs()] == ["MC-A-1204", "MC-A-2107"]


async def test_words_typed_after_need_fill_in_the_card(living: Living) -> None:
    story = await begun(living, Language.EN)
    card = await story.does("> /need", f"> {story.said.supper}")
    assert story.said.flat in card.text
    assert "Confirm" in card.labels


async def test_who_looks_after_several_blocks_is_asked_only_which(living: Living) -> None:
    story = await begun(living, Language.EN, STATION)
    await story.does("> 2107 Mrs Chan can't cook, someone to bring dinner till Sunday please")
    async with living.store.reading() as turn:
        name = (await turn.estates.blocks((await turn.estates.all())[0].estate_id))[0].names.en
    card = await story.does(name)
    assert "21/F, flat 07" in card.text
    assert "Confirm" in card.labels


async def test_a_typed_time_stays_in_words_and_gets_its_window(living: Living) -> None:
    story = await begun(living, Language.EN)
    await story.does("> /need", "Meal delivery", "> Flat 7, 21/F", "> tomorrow afternoon")
    await story.does("Nothing to add", "Confirm")
    (need,) = await story.needs()
    assert (need["unit_id"], need["when_words"]) == ("MC-A-2107", "tomorrow afternoon")
    assert need["from_at"] is not None
    assert need["from_at"] < need["until_at"]


async def test_a_voice_message_before_the_words_stays_with_the_card(living: Living) -> None:
    story = await begun(living, Language.EN)
    await story.leader.sends_photo(None)
    await living.settled()
    card = await story.does(f"> {story.said.supper}")
    assert "1 photo" in card.text


async def test_signs_alone_begin_the_usual_questions(living: Living) -> None:
    story = await begun(living, Language.EN)
    await story.does("> 2107")
    assert card_with(story.leader, "What does your neighbour need").labels
    card = await story.does("Meal delivery")
    assert "Confirm" in card.labels or "When is help needed" in card.text


async def test_a_card_that_waits_survives_a_restart(living: Living) -> None:
    story = await begun(living, Language.EN)
    await story.does(f"> {story.said.two}")
    await living.restart()
    await story.does("Confirm")
    await living.restart()
    await story.does("Confirm")
    async with living.store.reading() as turn:
        assert await turn.dialogues.get(MemberId(LEADER)) is None
    assert len(await story.needs()) == 2


FREE = {
    Language.ZH_HANT: "逢星期二四夜晚得閒",
    Language.ZH_HANS: "周二周四晚上有空",
    Language.EN: "free Tue and Thu evenings",
}


@in_each_language
async def test_a_volunteer_writes_when_she_is_free(living: Living, language: Language) -> None:
    story = await begun(living, language, "V001")
    await story.does("> /volunteer", story.say("volunteers.change_free"), "> hello")
    assert story.say("volunteers.hint_buttons") in story.leader.text
    card = await story.does(f"> {FREE[language]}", story.say("volunteers.save"))
    assert story.say("volunteers.saved") in card.text
    async with living.store.reading() as turn:
        kept = await turn.volunteers.get(VolunteerId("V001"))
    assert kept.availability == ("tue_eve", "thu_eve")


async def test_a_newcomer_writes_when_she_is_free(living: Living) -> None:
    sam = stranger(living)
    await does(
        living, sam, "> /lang", "English", "I would like to help", "> Sam", "> block b",
        "> cooking", "Next", "> english", "Next", f"> {FREE[Language.EN]}",
    )  # fmt: skip
    assert "✅" in card_with(sam, "When are you usually free").text
    assert "Next" in sam.last.labels
