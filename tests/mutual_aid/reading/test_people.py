"""How many need help, who they are called, and who should come."""

import pytest

from mutual_aid.reading.names import name_in
from mutual_aid.reading.people import people_in
from mutual_aid.reading.script import Plain
from tests.mutual_aid.reading.reports import read


@pytest.mark.parametrize(
    ("text", "code", "number"),
    [
        ("2 adults 3 kids, nothing to eat", "food.emergency_food", 5),
        ("一家五口冇飯食", "food.emergency_food", 5),
        ("family of 4 needs blankets", "home.goods_request", 4),
        ("widow with 3 kids, no money", "income.emergency_relief", 4),
        ("老兩口搬唔郁個櫃", "home.moving_furniture", 2),
        ("11户要转移", "disaster.temporary_shelter", 11),
        ("need 3 strong guys to carry the sofa", "home.moving_furniture", 1),
        ("搵四個後生抬佢落樓", "mobility.stairs_assist", 1),
        ("找两个大学生陪他聊天", "care.companion_visit", 1),
        ("單親媽媽有兩個細路要人睇", "child.short_childcare", 2),
        ("P5 boy needs a tutor", "child.tutoring", 1),
        ("陳伯想搵人買餸", "food.grocery_run", 1),
        ("mum, gran and the baby have had no water since noon", "disaster.utility_outage", 3),
        ("Priya and her two nieces sleep in the stairwell", "shelter.rough_sleeper", 3),
        ("Mr & Mrs Okoye, both on frames", "mobility.outing_escort", 2),
        ("the girls are 4 and 7, sitter fell ill", "child.short_childcare", 2),
        ("six of us share one tap here", "disaster.utility_outage", 6),
        ("we're five, the cupboard is bare", "food.emergency_food", 5),
        ("my sister's chair has a flat tyre", "home.minor_repair", 1),
        ("five week old baby won't feed", "safety.fall_injury", 1),
        ("two lads with a rope please, he weighs a lot", "mobility.stairs_assist", 1),
        ("姥姥和小外孙困在阳台", "disaster.fire_smoke", 2),
        ("林先生同佢個女都發緊燒", "food.grocery_run", 2),
        ("兄妹仨都没吃上饭", "food.meal_delivery", 3),
        ("兩大兩細今晚冇地方瞓", "disaster.temporary_shelter", 4),
        ("十几位独居长者想有人打电话", "care.phone_call", 10),
        ("一个三岁一个五岁,今晚没人看", "child.short_childcare", 2),
        ("我带俩娃被赶出来了", "shelter.housing_loss", 3),
        ("八十岁的老太太拧不开水管", "home.minor_repair", 1),
        ("四叔要人陪佢覆診", "health.clinic_escort", 1),
        ("想请人帮我和爱人看看合同", "income.debt_advice", 2),
        ("他们爸妈都在外地,孩子要补数学", "child.tutoring", 1),
    ],
)
def test_those_who_need_help_are_counted_and_helpers_are_not(
    text: str, code: str, number: int
) -> None:
    assert people_in(Plain(text), code).number == number


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("望潮樓2107陳婆婆啱啱做完手術", "陳婆婆"),
        ("Mrs Gurung cant carry shopping", "Mrs Gurung"),
        ("Mr Chiu fell off a ladder", "Mr Chiu"),
        ("Miss Okafor's bell", "Miss Okafor"),
        ("新來嘅歐陽先生唔識字", "歐陽先生"),
        ("老许住院没钱", "老许"),
        ("阿輝佢哋冇出糧", "阿輝"),
        ("call Auntie D'Souza daily", "Auntie D'Souza"),
    ],
)
def test_names_are_found_as_neighbours_say_them(text: str, name: str) -> None:
    found = name_in(Plain(text))
    assert found is not None
    assert found.words == name


@pytest.mark.parametrize(
    "text", ["阿婆想搵人傾偈", "小学生没人接", "後生仔幫手", "the lift is broken", "老人家没人照顾"]
)
def test_people_without_a_name_get_none(text: str) -> None:
    assert name_in(Plain(text)) is None


def test_wishes_about_the_helper_are_kept() -> None:
    (draft,) = read("王阿姨想找人陪诊,最好女义工")
    assert [x.value for x in draft.wishes] == ["woman"]
