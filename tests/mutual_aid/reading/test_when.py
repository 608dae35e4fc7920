"""Words for a time are found, resolved in the estate's zone, and read in forms."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mutual_aid.reading.script import Plain
from mutual_aid.reading.typed import read_free_times, read_typed_when
from mutual_aid.reading.when import when_in
from mutual_aid.record import Language
from mutual_aid.times import DAY_PARTS
from tests.mutual_aid.reading.reports import NOW

ZONE = ZoneInfo("Asia/Hong_Kong")

WINDOWS = [
    ("聽日下晝", "2026-11-23 12:00", "2026-11-23 18:00"),
    ("后天上午9点", "2026-11-24 09:00", "2026-11-24 10:00"),
    ("by Friday", "2026-11-22 10:00", "2026-11-27 22:00"),
    ("tonight", "2026-11-22 18:00", "2026-11-22 22:00"),
    ("下星期三朝早10點", "2026-11-25 10:00", "2026-11-25 11:00"),
    ("Sat 2-5pm", "2026-11-28 14:00", "2026-11-28 17:00"),
    ("12月20號夜晚", "2026-12-20 18:00", "2026-12-20 22:00"),
    ("tmr 3pm", "2026-11-23 15:00", "2026-11-23 16:00"),
    ("Dec 3", "2026-12-03 08:00", "2026-12-03 22:00"),
    ("明晚6点到9点", "2026-11-23 18:00", "2026-11-23 21:00"),
    ("到星期二", "2026-11-22 10:00", "2026-11-24 22:00"),
    ("now", "2026-11-22 10:00", "2026-11-22 11:00"),
    ("in two hours", "2026-11-22 12:00", "2026-11-22 13:00"),
    ("三日內", "2026-11-22 10:00", "2026-11-25 10:00"),
    ("呢兩日", "2026-11-22 10:00", "2026-11-24 10:00"),
    ("by six", "2026-11-22 10:00", "2026-11-22 18:00"),
    ("at ten tomorrow", "2026-11-23 10:00", "2026-11-23 11:00"),
    ("half past six on Monday", "2026-11-23 18:30", "2026-11-23 19:30"),
    ("Thurs 2-5", "2026-11-26 14:00", "2026-11-26 17:00"),
    ("Friday 9pm to 7am", "2026-11-27 21:00", "2026-11-28 07:00"),
    ("今晚七點之後", "2026-11-22 19:00", "2026-11-22 22:00"),
    ("下星期", "2026-11-23 08:00", "2026-11-29 22:00"),
    ("周三到周五", "2026-11-25 08:00", "2026-11-27 22:00"),
    ("下下星期三", "2026-12-02 08:00", "2026-12-02 22:00"),
    ("Tuesday week", "2026-12-01 08:00", "2026-12-01 22:00"),
    ("last Tuesday", "2026-11-17 08:00", "2026-11-17 22:00"),
    ("下個月中", "2026-12-11 08:00", "2026-12-20 22:00"),
    ("每月第一個星期六", "2026-12-05 08:00", "2026-12-05 22:00"),
    ("月底前", "2026-11-22 10:00", "2026-11-30 22:00"),
    ("before Christmas", "2026-11-22 10:00", "2026-12-24 08:00"),
    ("in March", "2027-03-01 08:00", "2027-03-31 22:00"),
    ("今天早上9点1806", "2026-11-22 09:00", "2026-11-22 10:00"),
]


@pytest.mark.parametrize(("text", "start", "end"), WINDOWS)
def test_words_become_a_window_on_the_clock_of_the_estate(text: str, start: str, end: str) -> None:
    found = read_typed_when(text, NOW, ZONE, Language.EN)
    assert found is not None
    assert found.from_at == datetime.fromisoformat(start).replace(tzinfo=ZONE)
    assert found.until_at == datetime.fromisoformat(end).replace(tzinfo=ZONE)


def test_a_date_with_a_slash_is_month_first_on_the_mainland_only() -> None:
    in_hong_kong = read_typed_when("3/12", NOW, ZONE, Language.ZH_HANT)
    on_mainland = read_typed_when("3/12", NOW, ZONE, Language.ZH_HANS)
    assert in_hong_kong is not None
    assert in_hong_kong.from_at == datetime(2026, 12, 3, 8, tzinfo=ZONE)
    assert on_mainland is not None
    assert on_mainland.from_at == datetime(2027, 3, 12, 8, tzinfo=ZONE)


@pytest.mark.parametrize("text", ["每周", "any weekend", "monthly", "since Tuesday", "刚才"])
def test_times_that_no_calendar_knows_stay_words(text: str) -> None:
    found = read_typed_when(text, NOW, ZONE, Language.EN)
    assert found is not None
    assert found.words == text
    assert found.from_at is None


def test_time_to_come_is_told_before_time_that_has_passed() -> None:
    found = when_in(Plain("No water since morning, need runners this afternoon"))
    assert found is not None
    assert found.words == "this afternoon"


SAID = [
    ("急,明天早上9点1806要去透析", "明天早上9点"),
    ("Can anyone walk with my dad to physio at ten tomorrow? He retired in May", "at ten tomorrow"),
    ("The baby's due in five weeks, we have no cot", "in five weeks"),
    ("Please ring her whenever you have a minute", "whenever you have a minute"),
    ("Not today but maybe Wednesday afternoon if anyone is free", "Wednesday afternoon"),
    ("婆婆每月第二个星期三要去复诊", "每月第二个星期三"),
    ("天黑前谁能来修一下锁", "天黑前"),
    ("明儿个一早要交表", "明儿个一早"),
    ("半小时前摔倒了,快来人", "半小时前"),
    ("下下星期三要搬屋,想搵兩個人", "下下星期三"),
    ("降温前想给孩子找件棉袄", "降温前"),
    ("女儿后天才回来,今晚谁能陪一下奶奶", "今晚"),
    ("爷爷今天起来就头晕,没人陪他", "今天"),
    ("想搵人下個月任何一日幫手抹窗", "下個月任何一日"),
    ("佢想有人每朝七點打個電話", "每朝七點"),
]


@pytest.mark.parametrize(("text", "words"), SAID)
def test_the_whole_expression_of_a_time_is_found(text: str, words: str) -> None:
    found = when_in(Plain(text))
    assert found is not None
    assert found.words == words


@pytest.mark.parametrize(
    "text",
    [
        "I sat with her all night",
        "They promised two chairs, held by one or two people",
        "Her pension was stopped in March, can someone help fill the form",
        "佢而家冇事,想學吓整麵包",
        "儿子每月寄八百块,老人想知道能不能领补贴",
        "爷爷一到傍晚就闹着要回老家",
    ],
)
def test_what_is_long_over_or_no_time_at_all_says_nothing_of_when(text: str) -> None:
    assert when_in(Plain(text)) is None


@pytest.mark.parametrize("text", ["", "Flat 7, 21/F", "一百蚊", "3号楼"])
def test_other_words_are_no_time(text: str) -> None:
    assert when_in(Plain(text)) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("free Tue and Thu evenings", ("tue_eve", "thu_eve")),
        ("星期二四晚上", ("tue_eve", "thu_eve")),
        ("Mon to Wed mornings", ("mon_am", "tue_am", "wed_am")),
        ("周一到周三上午", ("mon_am", "tue_am", "wed_am")),
        ("禮拜六下晝同星期日朝早", ("sat_pm", "sun_am")),
        ("Saturday", ("sat_am", "sat_pm", "sat_eve")),
        ("whenever", ()),
        ("逢星期二四夜晚得閒", ("tue_eve", "thu_eve")),
        ("逢二四夜晚得閒", ("tue_eve", "thu_eve")),
        ("free Tue and Thu evenings, not Monday", ("tue_eve", "thu_eve")),
        ("weekday evenings except Wed and Fri", ("mon_eve", "tue_eve", "thu_eve")),
        ("weekends but no mornings", ("sat_pm", "sat_eve", "sun_pm", "sun_eve")),
        ("夜晚得,星期一至五唔得", ("sat_eve", "sun_eve")),
        ("周末不行,平日晚上可以", tuple(f"{x}_eve" for x in ("mon", "tue", "wed", "thu", "fri"))),
        ("周一三五晚上,周二不行", ("mon_eve", "wed_eve", "fri_eve")),
        ("mornings only, except Monday, Tuesday and weekends", ("wed_am", "thu_am", "fri_am")),
        ("busy on Monday but Tuesday mornings are fine", ("tue_am",)),
    ],
)
def test_free_times_are_read_in_every_language(text: str, parts: tuple[str, ...]) -> None:
    assert read_free_times(text) == parts


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("any day except Sundays", "sun"),
        ("any day but Sunday", "sun"),
        ("not on Monday", "mon"),
        ("除咗星期一都得", "mon"),
        ("除了周三,每天都行", "wed"),
        ("星期五冇空", "fri"),
    ],
)
def test_who_only_takes_out_a_day_is_free_on_all_others(text: str, day: str) -> None:
    assert read_free_times(text) == tuple(x for x in DAY_PARTS if not x.startswith(day))
