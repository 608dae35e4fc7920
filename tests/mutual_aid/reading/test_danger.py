"""Danger is never read as something that can wait; what is over or denied is no alarm."""

import pytest

from mutual_aid.taxonomy import SEALED, Urgency
from tests.mutual_aid.reading.reports import read

EMERGENCIES = [
    "2-1102 gas smell!! old man inside not answering",
    "望帆樓1504廚房火燭,好大煙",
    "1栋9楼着火了,浓烟",
    "陳伯跌親郁唔到,流好多血",
    "Mrs Lee collapsed in the lobby, not breathing",
    "拍門冇人應,兩日冇見過佢",
    "我妈有老年痴呆,早上出去到现在没回来",
    "she took a whole bottle of sleeping pills",
    "隔籬又打老婆,嗌救命",
    "他站在天台边说不想活了",
    "power cut and his ventilator battery is nearly empty",
    "my son is missing since noon, 5 years old",
]

OVER_OR_DENIED = [
    "Fire drill on Sat 10am, not a real one",
    "張伯上個月跌過,而家冇事,想有人探下佢",
    "already taken to hospital, all fine now, just needs someone to feed the cat",
    "佢唔係想死,只係唔開心想搵人傾偈",
    "笑死我,部電話又唔識用,有冇人教下",
    "dying for a coffee and a chat, any afternoon",
]


@pytest.mark.parametrize("text", EMERGENCIES)
def test_danger_is_an_emergency(text: str) -> None:
    assert read(text)[0].urgency.value is Urgency.EMERGENCY


@pytest.mark.parametrize("text", OVER_OR_DENIED)
def test_what_is_over_or_denied_is_no_emergency(text: str) -> None:
    assert read(text)[0].urgency.value is not Urgency.EMERGENCY


@pytest.mark.parametrize(
    "text",
    [
        "her husband hit her with a chair and she is bleeding heavily",
        "个男人打老婆,打到头破血流",
        "he wrote a goodbye note, his room is locked and smells of smoke",
    ],
)
def test_a_sealed_kind_comes_before_what_everybody_near_would_hear(text: str) -> None:
    assert read(text)[0].category_code.value in SEALED


def test_a_calm_word_does_not_make_danger_wait() -> None:
    (first, *_) = read("no rush but I smell gas in the whole corridor")
    assert first.urgency.value in (Urgency.EMERGENCY, Urgency.HIGH)


@pytest.mark.parametrize(
    "text",
    [
        "block B trash room on fire for real, this is not a drill",
        "B座垃圾房真係火燭，唔係演習",
        "垃圾房真着火了，不是演习",
    ],
)
def test_what_is_said_to_be_no_drill_is_an_emergency(text: str) -> None:
    assert read(text)[0].urgency.value is Urgency.EMERGENCY
