"""Which words speak of danger, and which only sound like it."""

import csv
from importlib.resources import files

import pytest

from mutual_aid.reading import emergency_in
from mutual_aid.taxonomy import Urgency, categories

FIRE, GAS = "disaster.fire_smoke", "safety.gas_leak"
INJURY, SILENT, LOST = "safety.fall_injury", "safety.no_response", "safety.missing_person"
VIOLENCE, ABUSE, SUICIDE = (
    "family.domestic_violence",
    "safety.abuse_suspected",
    "mind.suicide_risk",
)

DANGER = [
    # fire and smoke
    ("There's a fire in the kitchen of 1203, family still inside", FIRE),
    ("thick black smoke on the stairs of block 2", FIRE),
    ("SMOKE COMING OUT OF 504!!!", FIRE),
    ("the rice cooker is sparking and I smell something burning", FIRE),
    ("望帆樓七樓起火,好多煙湧出嚟", FIRE),
    ("電錶房冒煙,有燒焦味", FIRE),
    ("走廊好濃煙,睇唔到路", FIRE),
    ("3栋502着火了,烟很大", FIRE),
    ("楼道里全是浓烟,快来人", FIRE),
    ("电动车充电烧起来了,就在一楼门口", FIRE),
    # gas
    ("1806 gas smell whole corridor, old man inside not answering", GAS),
    ("I can smell a lot of gas outside 302", GAS),
    ("Gas is leaking from the water heater", GAS),
    ("成條走廊好大陣煤氣味", GAS),
    ("懷疑石油氣爐漏氣,個伯伯話頭暈", GAS),
    ("楼道有股燃气的味道,不敢开灯", GAS),
    ("可能是煤气中毒,老两口都头晕想吐", GAS),
    # breathing, bleeding, falling
    ("Mrs Ho can’t breathe, lips are blue", INJURY),
    ("he cannot breathe properly since ten minutes", INJURY),
    ("Uncle Tam has chest pain and is sweating", INJURY),
    ("granny is unconscious on the sofa", INJURY),
    ("she won't wake up, please come", INJURY),
    ("he slipped in the bathroom and can't get up", INJURY),
    ("old lady collapsed at the lift lobby", INJURY),
    ("the boy is bleeding badly from the head", INJURY),
    ("陳伯暈低咗喺門口", INJURY),
    ("叫極都唔醒,仲有少少呼吸", INJURY),
    ("佢話心口好痛,面青晒", INJURY),
    ("婆婆跌咗喺廁所,起唔到身", INJURY),
    ("流血不止,點算", INJURY),
    ("唔該快啲叫白車,阿伯唞唔到氣", INJURY),
    ("王大爷突然晕倒在楼道里", INJURY),
    ("奶奶摔了一跤站不起来,一直喊疼", INJURY),
    ("老人胸口疼得直冒冷汗", INJURY),
    ("孩子被果冻噎住了,脸都紫了", INJURY),
    # silence behind a door
    ("knocked twice at 2201, no answer, TV is on", SILENT),
    ("nobody has seen Mr Wong for three days", SILENT),
    ("Mrs Lee is not answering the door or the phone", SILENT),
    ("拍門冇人應,部電視開住", SILENT),
    ("阿婆兩日冇出過門口,電話又冇人聽", SILENT),
    ("門口啲報紙疊咗三日冇人攞", SILENT),
    ("敲了半天门没人应,手机也关机", SILENT),
    ("张奶奶三天没见人了,家里没动静", SILENT),
    # lost
    ("my mum has dementia and went missing this morning", LOST),
    ("can't find my son, he was in the playground", LOST),
    ("grandpa wandered off, wearing a blue jacket", LOST),
    ("我阿媽有認知障礙症,出咗街到而家都未返", LOST),
    ("細路喺商場唔見咗", LOST),
    ("老伴有老年痴呆,早上走丢了", LOST),
    ("孩子放学到现在没回家", LOST),
    # sealed ones
    ("her husband is beating her again, I hear it through the wall", VIOLENCE),
    ("the lady in 803 is screaming for help, a man is shouting", VIOLENCE),
    ("阿玲話佢老公成日打佢", VIOLENCE),
    ("隔籬有人嗌救命,男人打緊個女人", VIOLENCE),
    ("她说被丈夫打了,不敢回家", VIOLENCE),
    ("疑似家暴,孩子一直哭", VIOLENCE),
    ("there are belt marks on the boy's back", ABUSE),
    ("I think the maid is hitting the old lady", ABUSE),
    ("個工人成日打婆婆,我見到佢隻手瘀晒", ABUSE),
    ("他经常打孩子,胳膊上全是淤青", ABUSE),
    ("she says she wants to die", SUICIDE),
    ("he is standing on the ledge of the roof", SUICIDE),
    ("my neighbour took a whole bottle of sleeping pills", SUICIDE),
    ("佢企咗喺天台邊,話想跳落去", SUICIDE),
    ("佢話唔想生存,做人冇意思", SUICIDE),
    ("他说活不下去了,还写了遗书", SUICIDE),
    # others
    ("power cut, and Mr Lam on 12/F needs his oxygen machine", "disaster.utility_outage"),
    ("停電,1503部製氧機得返半個鐘電", "disaster.utility_outage"),
    ("一楼积水到膝盖了,有位瘫痪老人", "disaster.storm_flood"),
]

HARMLESS = [
    "fire drill on Friday at 3 pm, please tell your floor",
    "the smoke detector in 1204 beeps every minute, battery?",
    "smoke alarm test tomorrow",
    "Can someone change the fire extinguisher on 8/F, expired",
    "fire door on 12/F does not close",
    "boxes in the corridor are a fire hazard",
    "no smoke, no fire, just burnt toast? not on fire, all is well",
    "the flat is not on fire, it was steam",
    "they lost their clothes in the fire last month and need blankets",
    "people smoke on the back stairs, please do something",
    "gas bill came, she cannot read it",
    "her gas stove is broken, who can look at it",
    "waiting for the gas company to come on Monday",
    "Mr Chan had a stroke two years ago and needs a walking frame",
    "needs a lift to the clinic, she can't walk far",
    "He fell last year and wants grab rails",
    "the handrail fell off on the stairs",
    "the ceiling collapsed shelf is fixed, need someone to sweep",
    "one tile is missing in the lobby",
    "her cat is missing since Tuesday",
    "the management office is not answering my calls",
    "kids upstairs are jumping on the bed at midnight",
    "I am dying to know when the lift is repaired, tired to death",
    "my husband is beating the carpet, and she is not suicidal, only sad",
    "class on choking and fainting for volunteers, 20 places",
    "想買個打火機同埋火鍋料",
    "今個星期六打邊爐食火鍋,歡迎街坊",
    "星期三消防演習,請通知街坊唔使驚",
    "火警鐘測試,聽日朝早十點",
    "煙感器嘟嘟聲響,想搵人換電池",
    "冇著火,只係蒸氣",
    "有人喺後樓梯食煙,成條走廊煙味",
    "煤氣單唔識睇,想搵人幫手",
    "煤氣爐壞咗,想搵人維修",
    "打極電話去管理處都冇人聽",
    "婆婆個銀包唔見咗",
    "老公打工好夜先返,想搵人接佢放學",
    "老公推佢坐輪椅落街,想借條斜板",
    "打俾婆婆問候一聲得唔得",
    "今日熱到想死,冷氣又壞",
    "中風康復,想有人陪做運動",
    "半年前跌親,而家行得返,想借助行器",
    "𨋢掣㩒極都冇反應",
    "佢唔係自殺,只係心情唔好,想有人傾偈",
    "家里打火机坏了,想买个新的,顺便带点火锅底料",
    "周三上午消防演练,大家别慌",
    "楼道烟感器一直响,估计没电了",
    "没有着火,是蒸汽",
    "煤气费怎么交,老人不会用手机",
    "煤气灶打不着火了,找人修一下",
    "有人在楼道抽烟,烟味很重",
    "电梯门卡住了,物业电话没人接",
    "大爷中风多年,想找人帮忙推轮椅",
    "钥匙找不到,孩子的证也不见了",
    "老公打电话说晚点回,想找人接孩子",
    "累得想死,想找个人替半天班",
    "跳楼价甩卖旧家具,谁要",
    "讲座:防火和急救培训,周六下午",
    "妈妈说她奶奶不会打车",
    "帮忙打扫一下老人家里的卫生",
    "",
]


@pytest.mark.parametrize(("text", "code"), DANGER)
def test_words_of_danger_are_recognised(text: str, code: str) -> None:
    found = emergency_in(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", HARMLESS)
def test_words_that_only_sound_like_danger_are_let_pass(text: str) -> None:
    assert emergency_in(text) is None


def test_full_width_and_capital_letters_are_read_alike() -> None:
    assert emergency_in("GAS LEAK") == emergency_in("gas leak")
    assert emergency_in("gas leak") is not None


def test_what_must_stay_sealed_comes_before_what_everybody_near_would_hear() -> None:
    found = emergency_in("her husband hit her with a chair and she is bleeding heavily")
    assert found is not None
    assert found.code == VIOLENCE


def test_a_denial_in_one_clause_does_not_hide_the_danger_in_the_next() -> None:
    found = emergency_in("no smoke in the lobby. Smoke coming from 8/F!")
    assert found is not None
    assert found.code == FIRE


def test_every_row_names_a_kind_and_a_language_and_can_be_read() -> None:
    table = files("mutual_aid") / "taxonomy" / "emergency_words.csv"
    listed = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert len({(row["word"], row["category_code"]) for row in listed}) == len(listed)
    for row in listed:
        assert row["language"] in ("en", "zh", "zh-Hans", "zh-Hant"), row["word"]
        assert row["category_code"] in ("", *categories()), row["word"]


def test_every_language_has_words_for_every_danger_to_life() -> None:
    table = files("mutual_aid") / "taxonomy" / "emergency_words.csv"
    listed = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    for category in categories().values():
        if category.urgency is Urgency.EMERGENCY or category.sealed:
            spoken = {x["language"] for x in listed if x["category_code"] == category.code}
            assert {"en", "zh-Hans", "zh-Hant"} <= spoken, category.code
