"""One message becomes one card, or several, with every field filled in and explained."""

import csv
from importlib.resources import files

import pytest

from mutual_aid.reading import lexicon
from mutual_aid.reading.weights import weights
from mutual_aid.taxonomy import Urgency, categories
from tests.mutual_aid.reading.reports import read


def test_one_message_fills_a_whole_card() -> None:
    (draft,) = read("望潮樓2107陳婆婆啱啱做完白內障手術煮唔到飯,想搵人幫手送晚飯到星期日")
    assert draft.category_code.value == "food.meal_delivery"
    assert draft.urgency.value is Urgency.NORMAL
    assert draft.block_id is not None
    assert draft.block_id.value == "MC-A"
    assert (draft.floor and draft.floor.value) == 21
    assert (draft.unit_no and draft.unit_no.value) == "07"
    assert draft.people.value == 1
    assert (draft.when and draft.when.value.words) == "到星期日"
    assert (draft.name and draft.name.value) == "陳婆婆"


def test_every_field_says_how_sure_it_is_and_which_words_led_to_it() -> None:
    (draft,) = read("Mrs Chan, Block B 7/F flat 3, needs someone to buy groceries on Friday")
    assert draft.floor is not None
    assert draft.when is not None
    assert draft.name is not None
    sure = [draft.category_code.sure, draft.urgency.sure, draft.floor.sure, draft.when.sure]
    assert all(0 < x <= 1 for x in (*sure, draft.name.sure))
    assert draft.name.words == ("Mrs Chan",)
    assert draft.category_code.words
    assert len(draft.likeliest) == 3
    assert draft.likeliest[0].value == "food.grocery_run"


def test_two_needs_in_one_message_become_two_drafts() -> None:
    drafts = read(
        "Block B 1203 Mr Lam needs his insulin collected from the pharmacy. "
        "Also can someone fix his dripping kitchen tap"
    )
    kinds = {x.category_code.value for x in drafts}
    assert kinds == {"health.medication_pickup", "home.minor_repair"}


def test_the_most_pressing_need_comes_first() -> None:
    levels = list(Urgency)
    drafts = read("屋企冇嘢食,細路好肚餓今晚點算。另外想搵人教細路做功課")
    assert [levels.index(x.urgency.value) for x in drafts] == sorted(
        levels.index(x.urgency.value) for x in drafts
    )


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "12345", "!!!???"])
def test_a_message_without_words_holds_no_need(text: str) -> None:
    assert read(text) == []


def test_traditional_simplified_and_full_width_signs_are_read_alike() -> None:
    kinds = [x[0].category_code.value for x in map(read, ("水管爆了漏水", "水管爆咗漏水"))]
    assert kinds == ["home.water_leak"] * 2
    assert read("ＧＡＳ ＬＥＡＫ")[0].category_code.value == "safety.gas_leak"


def test_a_word_of_the_station_counts_at_once() -> None:
    text = "阿婆要搵人飛線"
    assert read(text)[0].category_code.value != "info.digital_help"
    own = lexicon.own_words_in(
        "category_code,language,words\ninfo.digital_help,zh-Hant,飛線|落app\n"
    )
    assert "info.digital_help" in [x.value for x in read(text, own_words=own)[0].likeliest]


def test_every_kind_has_words_in_every_language() -> None:
    spoken = {(x["category_code"], x["language"]) for x in lexicon.lexicon() if x["words"]}
    for code in categories():
        assert {(code, x) for x in ("en", "zh-Hans", "zh-Hant")} <= spoken


def test_the_lexicon_names_no_unknown_kind_or_language() -> None:
    folder = files("mutual_aid") / "taxonomy"
    for file in folder.iterdir():
        if file.name.startswith("lexicon_"):
            for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
                assert row["category_code"] in categories(), file.name
                assert row["language"] in ("en", "zh-Hans", "zh-Hant"), file.name


def test_the_learned_weights_know_the_same_kinds_as_the_taxonomy() -> None:
    assert weights().codes == tuple(categories())


@pytest.mark.parametrize(
    "text",
    [
        "1806 Mr Lee can't cook, someone to bring dinner please. Also Mrs Wong in 2103 needs her "
        "medicine collected tomorrow",
        "1806李伯煮唔到飯想搵人送飯。另外2103王太啲藥聽日要人去攞",
        "1806李大爷做不了饭想找人送饭。另外2103王奶奶的药明天要人去取",
    ],
)
def test_two_households_in_one_message_keep_their_own_flats_and_names(text: str) -> None:
    meal, medicine = sorted(read(text), key=lambda x: x.category_code.value)
    assert (meal.category_code.value, medicine.category_code.value) == (
        "food.meal_delivery",
        "health.medication_pickup",
    )
    assert [x.floor and x.floor.value for x in (meal, medicine)] == [18, 21]
    assert [x.unit_no and x.unit_no.value for x in (meal, medicine)] == ["06", "03"]
    assert meal.name
    assert medicine.name
    assert meal.name.value != medicine.name.value


def test_a_time_and_a_wish_hold_for_the_need_they_were_said_of() -> None:
    drafts = read("1806李伯想搵個女仔陪佢聽朝十點去覆診,順便廚房個燈膽壞咗想換")
    clinic, bulb = sorted(drafts, key=lambda x: x.category_code.value)
    assert clinic.when
    assert [x.value for x in clinic.wishes] == ["woman"]
    assert bulb.when is None
    assert bulb.wishes == ()


@pytest.mark.parametrize(
    "text",
    [
        "Mr Lee in 1203 fell and is bleeding from the head. Also the light bulb in the 9/F lobby "
        "is broken, no hurry",
        "1203李伯跌親頭流緊血。另外9樓大堂個燈膽壞咗,唔急",
        "1203李大爷摔倒头在流血。另外9楼大厅的灯泡坏了,不急",
    ],
)
def test_a_bulb_on_another_floor_is_no_emergency_because_somebody_fell(text: str) -> None:
    fall, bulb = read(text)
    assert fall.urgency.value is Urgency.EMERGENCY
    assert (fall.unit_no and fall.unit_no.value) == "03"
    assert bulb.urgency.value in (Urgency.NORMAL, Urgency.LOW)
    assert (bulb.floor and bulb.floor.value) == 9


def test_who_must_be_carried_out_of_a_fire_never_waits() -> None:
    drafts = read("A charger on 22/F Block B is on fire. Mr Wee is in a wheelchair, carry him down")
    assert drafts[0].urgency.value is Urgency.EMERGENCY
    assert all(x.urgency.value in (Urgency.EMERGENCY, Urgency.HIGH) for x in drafts)


@pytest.mark.parametrize(
    "text",
    [
        "1601 the tap drips. 2203 old couple need lunch brought up this week",
        "1601水喉滴水。2203兩公婆今個禮拜想有人送午飯",
        "1601水龙头滴水。2203老两口这周想有人送午饭",
    ],
)
def test_each_household_of_a_list_keeps_its_own_need(text: str) -> None:
    tap, meal = sorted(read(text), key=lambda x: x.floor.value if x.floor else 0)
    assert meal.category_code.value == "food.meal_delivery"
    assert (tap.unit_no and tap.unit_no.value) == "01"
    assert (meal.unit_no and meal.unit_no.value) == "03"
    assert meal.people.value == 2
    assert "1601" in tap.household
    assert "2203" not in tap.household
    assert "1601" not in meal.household


@pytest.mark.parametrize(
    "text",
    [
        "2107 Mrs Chan has a check-up tomorrow, wants a lady to go with her, she speaks hakka",
        "2107陳婆婆聽日要覆診，想搵個女仔陪佢去，佢識講客家話",
        "2107陈奶奶明天复查，想找个女的陪她去，她说客家话",
    ],
)
def test_which_language_somebody_speaks_is_no_need_of_a_translator(text: str) -> None:
    (draft,) = read(text)
    assert draft.category_code.value == "health.clinic_escort"
    assert {x.value for x in draft.wishes} == {"woman", "speaks hak"}


def test_two_flats_in_one_quarrel_are_one_need() -> None:
    (quarrel,) = read("Block 2 1405 and 1305 quarrel about the dripping aircon. Who can mediate?")
    assert quarrel.category_code.value == "community.neighbour_dispute"


@pytest.mark.parametrize(
    "text",
    [
        "2103 wants some company next week. In 1806 smoke is coming out of the door",
        "2103想下星期有人傾偈。1806冒緊煙",
        "2103想下周有人聊聊天。1806门缝里冒烟",
    ],
)
def test_an_alarm_goes_to_the_flat_of_the_sentence_that_names_the_danger(text: str) -> None:
    alarm = read(text)[0]
    assert alarm.category_code.value == "disaster.fire_smoke"
    assert alarm.urgency.value is Urgency.EMERGENCY
    assert (alarm.floor and alarm.floor.value) == 18
    assert (alarm.unit_no and alarm.unit_no.value) == "06"


def test_a_name_said_after_the_alarm_still_belongs_to_it() -> None:
    alarm = read("Smoke is coming out of 1806 in Block B. Mr Lee is inside, he is deaf")[0]
    assert (alarm.unit_no and alarm.unit_no.value) == "06"
    assert (alarm.name and alarm.name.value) == "Mr Lee"


def test_the_words_that_make_it_urgent_are_those_of_the_sentence_with_the_danger() -> None:
    danger = "In 1806 smoke is coming out of the door"
    alarm = read(f"2103 wants some company next week. {danger}")[0]
    assert alarm.urgency.words
    assert all(x in danger for x in alarm.urgency.words)
