"""Who should help is read where it is asked for, not where somebody is only told of."""

import pytest

from mutual_aid.reading.script import Plain
from mutual_aid.reading.wishes import wishes_in


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("想搵個女仔陪佢去覆診", "woman"),
        ("能不能找个女同志陪她去澡堂", "woman"),
        ("could a lady helper sit with her, she is shy", "woman"),
        ("老伯想搵個男仔幫佢沖涼", "man"),
        ("要搬雪櫃,搵兩個大隻佬", "strong"),
        ("the piano goes to 12/F, need someone strong", "strong"),
        ("最好是懂护理的来看看", "trained"),
        ("婆婆淨係識講潮州話", "speaks nan-x-chiuchow"),
        ("奶奶只会说客家话", "speaks hak"),
        ("She speaks only Urdu, somebody to ring the clinic for her", "speaks ur"),
        ("聋人夫妻要办证,需要手语翻译", "speaks sgn"),
    ],
)
def test_what_is_asked_for_is_read(text: str, wished: str) -> None:
    assert [x.value for x in wishes_in(Plain(text))] == [wished]


@pytest.mark.parametrize(
    "text",
    [
        "B座有個女仔成日喊",
        "隔壁那个男的又在砸门",
        "the lady in 1204 fell and the man next door heard it",
        "新嚟嘅太太唔識廣東話",
        "爷爷听不懂普通话",
        "she does not speak English",
        "想學英文",
        "strong smell on the stairs",
    ],
)
def test_what_is_only_told_of_is_no_wish(text: str) -> None:
    assert not wishes_in(Plain(text))
