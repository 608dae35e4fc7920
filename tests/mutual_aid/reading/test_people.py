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
        ("the Parkers at 804 want a kettle", "home.goods_request", 2),
        ("the old pair downstairs cannot reach the lamp", "home.minor_repair", 2),
        ("a pair of hands for Mrs Luk's shelf", "home.minor_repair", 1),
        ("both Mr and Mrs Tai have coughs", "food.grocery_run", 2),
        ("neither brother can cook", "food.meal_delivery", 2),
        ("he 83, she 79, a rail by the bath", "home.safety_adaptation", 2),
        ("widower, two under six, wages stopped", "family.single_parent", 3),
        ("Hazel and Ravi need walking to school", "child.school_escort", 2),
        ("boy 8, girl 4, nobody minds them", "child.child_welfare", 2),
        ("Granny, mum, her brother, no beds tonight", "disaster.temporary_shelter", 3),
        ("seven of the oldest ladies, two of them lame", "mobility.outing_escort", 7),
        ("three Sri Lankan maids were not paid", "work.labour_dispute", 3),
        ("two of us could carry Mrs Yau's fridge", "home.moving_furniture", 1),
        ("Mrs Au has four sons abroad and eats alone", "care.companion_visit", 1),
        ("three men spit from the footbridge", "community.hygiene_nuisance", 1),
        ("Mr Rana, his wife and their niece wait in the lobby", "disaster.temporary_shelter", 3),
        ("both parents of the sick lad are worn out", "care.carer_respite", 2),
        ("Leo, one of four brothers, failed English", "child.tutoring", 1),
        ("a girl of six and her brother of two, left by themselves", "child.child_welfare", 2),
        ("我爸妈的门锁坏了", "home.minor_repair", 2),
        ("佢啲仔女,三個都喺英國,想搵人傾偈", "care.companion_visit", 1),
        ("一對七旬兄弟閂埋門唔見人", "mind.hidden_resident", 2),
        ("老小五口挤在阳台", "disaster.fire_smoke", 5),
        ("刚搬来四个研究生,不认得路", "community.newcomer_welcome", 4),
        ("四户人家抢一个车位", "community.neighbour_dispute", 4),
        ("樓上養咗九隻鴿,滿地屎", "community.hygiene_nuisance", 1),
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
        ("麻烦帮谷阿婆买两斤米", "谷阿婆"),
        ("她叫李秀兰,今年七十二", "李秀兰"),
        ("我儿子轩轩发烧", "轩轩"),
        ("小雅怀孕了想找个陪检的", "小雅"),
        ("魏家兄妹没饭吃", "魏家兄妹"),
        ("獨居嘅馮姑要人買餸", "馮姑"),
        ("丁伯同丁太都唔舒服", "丁伯同丁太"),
        ("黃sir想搵人幫手搬嘢", "黃sir"),
        ("雅婷產後情緒低落", "雅婷"),
        ("old Mr Fong hasn't opened his door", "Mr Fong"),
        ("my neighbour Susan can't walk", "Susan"),
        ("the Lams have no hot water", "the Lams"),
        ("It's for Wong Mei Ling, 72, lives alone", "Wong Mei Ling"),
        ("Please help Encik Hassan with his forms", "Encik Hassan"),
        ("Oluwaseun needs winter clothes", "Oluwaseun"),
        ("Mr and Mrs Goh need dinner", "Mr and Mrs Goh"),
        ("mrs chan blk 2 is sick", "mrs chan"),
        ("hi im priya, 7 months pregnant", "priya"),
        ("Por Por Yeung wants company", "Por Por Yeung"),
    ],
)
def test_names_are_found_as_neighbours_say_them(text: str, name: str) -> None:
    found = name_in(Plain(text))
    assert found is not None
    assert found.words == name


@pytest.mark.parametrize(
    "text",
    [
        "阿婆想搵人傾偈",
        "小学生没人接",
        "後生仔幫手",
        "the lift is broken",
        "老人家没人照顾",
        "社区医生说今天要去打针",
        "公公婆婆都八十了",
        "清洁阿姨没来",
        "司机大叔不肯停车",
        "今日平安無事",
        "我是2栋网格员小冯",
        "Plumber didn't turn up",
        "Queen Mary Hospital appointment Tuesday",
        "Any Tamil speaker? Hospital visit in Tuen Mun",
        "Toddler swallowed a Lego brick",
        "Ask old Sung the plumber to look at it",
    ],
)
def test_people_without_a_name_get_none(text: str) -> None:
    assert name_in(Plain(text)) is None


def test_wishes_about_the_helper_are_kept() -> None:
    draft = read("王阿姨想找人陪诊,最好女义工")[0]
    assert [x.value for x in draft.wishes] == ["woman"]
