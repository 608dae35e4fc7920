"""A report becomes help: the whole way, and every turn it can take."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest

from mutual_aid.ids import MemberId
from mutual_aid.needs import NeedState
from mutual_aid.record import Language
from tests.living import Living
from tests.stories.telling import all_say_no, helper_accepts, helper_finishes, reports_supper


@dataclass(frozen=True)
class Tongue:
    """What people press and read in one language."""

    code: str
    what: str
    meal: str
    which_flat: str
    when: str
    supper: str
    who: str
    person: str
    seen: str
    confirm: str
    recorded: str
    ask: str
    accept: str
    word: str
    way: str
    arrived: str
    done: str
    minutes: str
    anything: str
    no: str
    right: str
    yes: str
    closed: str


TONGUES = [
    Tongue(
        "zh-Hant", "街坊需要啲乜", "送飯", "邊個單位", "幾時要幫手", "晚飯到星期日",
        "義工要知道啲乜", "陳婆婆,唔食牛", "義工只會見到", "啱,送出", "記低咗", "可唔可以幫下街坊",
        "我得,接受", "到門口講暗號", "出發喇", "到咗", "做好咗", "用咗幾多分鐘", "話畀樓長知", "冇",
        "搞掂未", "係,搞掂", "完成，多謝你",
    ),
    Tongue(
        "zh-Hans", "邻居需要什么帮助", "送餐", "哪一户", "什么时候需要", "晚饭到星期天",
        "志愿者要知道什么", "陈奶奶,不吃牛肉", "志愿者只会看到", "确认", "已登记", "能帮一下邻居吗",
        "我来,接受", "到门口说暗号", "出发了", "到了", "做好了", "用了多少分钟", "告诉楼长", "没有",
        "都办好了吗", "是,办好了", "已办结",
    ),
    Tongue(
        "en", "What does your neighbour need", "Meal delivery", "Which flat", "When is help needed",
        "supper until Sunday", "what should the helper know", "Mrs Chan, eats no beef",
        "Helpers see only", "Confirm", "Recorded", "Can you help a neighbour", "Accept",
        "At the door say the word", "On my way", "Arrived", "Done", "How many minutes",
        "Anything the leader should know", "No", "Is it all right now", "Yes, done", "Closed",
    ),
]  # fmt: skip


@pytest.mark.parametrize("t", TONGUES, ids=[x.code for x in TONGUES])
async def test_a_report_becomes_help(living: Living, t: Tongue) -> None:
    async with living.store.turn() as turn:
        for member_id in living.people:
            await turn.members.set_language(MemberId(member_id), Language(t.code))
    leader = living.phone("L001")
    await leader.says("/need")
    await leader.reads(t.what)
    await leader.presses(t.meal)
    await leader.reads(t.which_flat)
    await leader.says("2107")
    await leader.reads(t.when)
    await leader.says(t.supper)
    await leader.reads(t.who)
    await leader.says(t.person)
    await leader.reads(t.seen)
    await leader.presses(t.confirm)
    await leader.reads(t.recorded)
    await living.settled()
    helper = living.phone(living.asked()[0])
    await helper.reads(t.ask)
    await helper.presses(t.accept)
    await helper.reads(t.word)
    for button in (t.way, t.arrived, t.done):
        await helper.presses(button)
        await living.settled()
    await helper.reads(t.minutes)
    await helper.presses("30")
    await helper.reads(t.anything)
    await helper.presses(t.no)
    await leader.reads(t.right)
    await leader.presses(t.yes)
    await leader.reads(t.closed)


async def test_an_offer_names_nobody_and_only_the_helper_learns_the_flat(living: Living) -> None:
    await reports_supper(living, living.phone("L001"))
    for code in living.asked():
        shown = living.phone(code).text
        assert "望潮樓高層" in shown
        assert "陳婆婆" not in shown
        assert "2107" not in shown
        assert "21樓" not in shown
    code = await helper_accepts(living)
    card = await living.phone(code).reads("陳婆婆")
    assert card.protected
    assert "21樓07室" in card.text
    for other in living.people:
        if other.startswith("V") and other != code:
            assert "陳婆婆" not in living.phone(other).text


async def test_the_details_leave_the_chat_when_the_task_is_done(living: Living) -> None:
    await reports_supper(living, living.phone("L001"))
    code = await helper_accepts(living)
    await helper_finishes(living, code)
    assert "陳婆婆" not in living.phone(code).text
    assert "07室" not in living.phone(code).text


async def test_the_details_of_a_long_task_leave_within_46_hours(living: Living) -> None:
    await reports_supper(living, living.phone("L001"))
    code = await helper_accepts(living)
    await living.advance(timedelta(hours=45, minutes=59))
    assert "陳婆婆" in living.phone(code).text
    await living.advance(timedelta(minutes=2))
    assert "陳婆婆" not in living.phone(code).text
    await living.phone(code).says("/mytasks")
    await living.phone(code).presses("N-0001", within=5)
    await living.phone(code).reads("陳婆婆")


async def test_a_second_volunteer_is_told_someone_was_faster(living: Living) -> None:
    await reports_supper(living, living.phone("L001"), pressing=True)
    first, second, *_ = (living.phone(code) for code in living.asked())
    await asyncio.gather(first.presses("我得,接受"), second.presses("我得,接受"))
    await living.settled()
    got = [phone for phone in (first, second) if "到門口講暗號" in phone.text]
    late = [phone for phone in (first, second) if "有街坊快咗一步" in phone.text]
    assert len(got) == len(late) == 1


async def test_the_offers_of_the_others_close_with_thanks(living: Living) -> None:
    await reports_supper(living, living.phone("L001"), pressing=True)
    asked = living.asked()
    assert len(asked) > 1
    taker = await helper_accepts(living)
    for code in asked:
        if code != taker:
            await living.phone(code).reads("有街坊快咗一步", within=1)
            assert not living.phone(code).buttons


async def test_when_all_say_no_the_next_are_asked_and_then_the_coordinator(
    living: Living,
) -> None:
    await reports_supper(living, living.phone("L001"))
    everybody = await all_say_no(living)
    assert len(everybody) == len(set(everybody)), "nobody is asked twice"
    card = await living.phone("S001").reads("未搵到義工")
    assert f"問咗 {len(everybody)} 位" in card.text
    await living.phone("L001").reads("謝燕雲而家跟緊")


async def test_a_reason_can_be_given_in_one_tap(living: Living) -> None:
    await reports_supper(living, living.phone("L001"))
    phone = living.phone(living.asked()[0])
    await phone.presses("今次唔得")
    await phone.reads("多謝你話聲")
    await phone.presses("太遠", within=5)
    await living.settled()
    assert not phone.buttons


async def test_silence_is_never_blamed_and_the_next_are_asked(living: Living) -> None:
    await reports_supper(living, living.phone("L001"))
    first = living.asked()
    await living.advance(timedelta(minutes=41))
    assert living.asked()
    assert not set(first) & set(living.asked())
    for code in first:
        await living.phone(code).reads("而家連其他人都問埋")
    await living.phone("L001").reads("繼續搵緊：之前問過 1 位")


async def test_the_coordinator_asks_somebody_by_hand(living: Living) -> None:
    await _runs_out(living)
    station = living.phone("S001")
    await station.presses("指定問")
    await station.reads("問邊位")
    names = [x for x in station.buttons if "取消" not in x]
    await station.presses(names[-1])
    await living.settled()
    assert len(living.asked()) == 1
    await helper_accepts(living)
    await living.phone("L001").reads("接受咗")


async def test_the_coordinator_refers_a_need_and_the_leader_reads_why(living: Living) -> None:
    await _runs_out(living)
    station = living.phone("S001")
    await station.presses("轉介")
    await station.presses("社工", within=5)
    await living.phone("L001").reads("已經轉介：社工")


async def test_the_coordinator_says_that_it_is_not_possible(living: Living) -> None:
    await _runs_out(living)
    station = living.phone("S001")
    await station.presses("安排唔到")
    await station.reads("點解安排唔到")
    await station.says("要專業人士先做得")
    await living.phone("L001").reads("要專業人士先做得")


async def test_the_coordinator_asks_more_people(living: Living) -> None:
    await _runs_out(living)
    await living.phone("S001").presses("再問多啲人")
    await living.settled()
    assert living.asked()


async def _runs_out(living: Living) -> None:
    """Nobody answers within the forty minutes that each of them has."""
    await reports_supper(living, living.phone("L001"))
    while living.asked():
        await living.advance(timedelta(minutes=41))
    await living.phone("S001").reads("未搵到義工")


async def test_a_task_that_is_handed_back_goes_to_the_next_at_once(living: Living) -> None:
    await reports_supper(living, living.phone("L001"))
    code = await helper_accepts(living)
    await living.phone(code).presses("交返出嚟")
    await living.settled()
    assert code not in living.asked()
    assert living.asked()
    assert "陳婆婆" not in living.phone(code).text
    await living.phone("L001").reads("要交返出嚟")
    assert await helper_accepts(living) != code


async def test_not_yet_reopens_the_need_and_keeps_its_story(living: Living) -> None:
    leader = living.phone("L001")
    await reports_supper(living, leader)
    code = await helper_accepts(living)
    await helper_finishes(living, code)
    await leader.presses("仲未")
    await living.settled()
    assert living.asked()
    await leader.reads("做好咗")
    await leader.reads("問緊")
    async with living.store.reading() as turn:
        rows = await turn.all_rows("needs")
    assert rows[0]["state"] == NeedState.OPEN
    assert rows[0]["round"] == 2


async def test_a_helper_who_blocks_the_bot_is_made_known(living: Living) -> None:
    leader = living.phone("L001")
    await reports_supper(living, leader)
    code = await helper_accepts(living)
    await living.phone(code).blocks_bot()
    await leader.reads("Telegram 搵唔到佢喇")


async def test_an_offer_to_somebody_who_left_goes_to_the_next(living: Living) -> None:
    await reports_supper(living, living.phone("L001"))
    before = living.asked()
    for code in before:
        await living.phone(code).blocks_bot()
        await living.settled()
    now = [x for x in living.asked() if x not in before]
    assert now


async def test_a_form_survives_a_restart(living: Living) -> None:
    leader = living.phone("L001")
    await leader.says("/need")
    await leader.reads("街坊需要啲乜")
    await leader.presses("送飯")
    await leader.reads("邊個單位")
    await living.restart()
    await leader.says("2107")
    await leader.reads("幾時要幫手")
    await living.restart()
    await leader.presses("而家")
    await leader.reads("義工要知道啲乜")


async def test_the_same_need_is_shown_before_it_is_saved_twice(living: Living) -> None:
    leader = living.phone("L001")
    await reports_supper(living, leader)
    await leader.says("/need")
    await leader.reads("街坊需要啲乜")
    await leader.presses("送飯")
    await leader.says("2107")
    await leader.reads("幾時要幫手")
    await leader.presses("今日")
    await leader.reads("義工要知道啲乜")
    await leader.presses("冇嘢要補充")
    await leader.reads("義工只會見到")
    await leader.presses("啱,送出")
    await leader.reads("已經報咗")
    await leader.presses("係另一件事")
    await leader.reads("N-0002")


async def test_a_usual_need_takes_six_taps(living: Living) -> None:
    leader = living.phone("L001")
    await leader.says("/need")
    for button in ("送飯", "21", "2107", "今日", "冇嘢要補充", "啱,送出"):
        await living.settled()
        await leader.presses(button)
    await leader.reads("記低咗")


async def test_a_photo_is_kept_with_the_need_and_shown_to_the_helper(living: Living) -> None:
    leader = living.phone("L001")
    await leader.says("/need")
    await leader.reads("街坊需要啲乜")
    await leader.presses("送飯")
    await leader.reads("邊個單位")
    await leader.sends_photo(None)
    await living.settled()
    await leader.says("2107")
    await leader.reads("幾時要幫手")
    await leader.presses("今日")
    await leader.reads("義工要知道啲乜")
    await leader.presses("冇嘢要補充")
    await leader.reads("1 張相或錄音")
    await leader.presses("啱,送出")
    await leader.reads("記低咗")
    await leader.presses("睇相")
    await living.settled()
    assert any(x.has_photo and x.from_bot and x.protected for x in leader.messages)


async def test_many_long_notes_do_not_burst_the_card(living: Living) -> None:
    leader = living.phone("L001")
    await reports_supper(living, leader)
    code = await helper_accepts(living)
    for number in range(10):
        await leader.presses("加句說話")
        await leader.reads("想加")
        await leader.says(f"第{number}句" + "字" * 490)
        await living.settled()
    await leader.reads("第9句")
    await living.phone(code).reads("第9句")
    async with living.store.reading() as turn:
        assert not [row for row in await turn.all_rows("outbox") if row["state"] == "dead"]


async def test_photos_leave_the_helpers_chat_with_the_task(living: Living) -> None:
    leader = living.phone("L001")
    await leader.sends_photo(None)
    await leader.reads("街坊需要啲乜")
    await leader.presses("送飯")
    await leader.reads("邊個單位")
    await leader.says("2107")
    await leader.reads("幾時要幫手")
    await leader.presses("今日")
    await leader.reads("義工要知道啲乜")
    await leader.presses("冇嘢要補充")
    await leader.reads("義工只會見到")
    await leader.presses("啱,送出")
    await living.settled()
    code = await helper_accepts(living)
    helper = living.phone(code)
    await helper.presses("睇相")
    await living.settled()
    assert any(x.has_photo for x in helper.messages)
    await helper_finishes(living, code)
    assert not any(x.has_photo for x in helper.messages)


async def test_a_file_is_not_taken(living: Living) -> None:
    leader = living.phone("L001")
    await leader.sends_document("list.xlsx")
    await leader.reads("只可以收文字、相同錄音")


async def test_at_night_helpers_are_asked_in_the_morning(living: Living) -> None:
    await living.advance(timedelta(hours=13))
    await reports_supper(living, living.phone("L001"))
    assert not living.asked()
    await living.phone("L001").reads("開始問義工")
    await living.advance(timedelta(hours=9, minutes=5))
    assert living.asked()


async def test_the_board_shows_what_is_open_and_what_happens_next(living: Living) -> None:
    leader = living.phone("L001")
    await reports_supper(living, leader)
    await leader.says("/board")
    await leader.reads("1 件未完")
    await leader.reads("問緊 1 位")
    other = living.phone("L010")
    await other.says("/board")
    await other.reads("冇嘢未完")


async def test_silence_after_done_is_asked_once_more_and_then_closed(living: Living) -> None:
    leader = living.phone("L001")
    await reports_supper(living, leader)
    await helper_finishes(living, await helper_accepts(living))
    await living.advance(timedelta(hours=25))
    await leader.reads("搞掂未")
    await living.advance(timedelta(hours=48))
    await leader.reads("完成，多謝你")


async def test_every_live_need_has_an_owner_and_a_next_time(living: Living) -> None:
    leader = living.phone("L001")
    await reports_supper(living, leader)
    steps = [
        helper_accepts(living),
        living.advance(timedelta(hours=1)),
    ]
    for step in steps:
        await _owned_and_timed(living)
        await step
    await _owned_and_timed(living)


async def _owned_and_timed(living: Living) -> None:
    async with living.store.reading() as turn:
        due = {row["object_id"] for row in await turn.all_rows("due")}
        for row in await turn.all_rows("needs"):
            if row["state"] in ("open", "matched", "in_progress", "done"):
                assert row["owner_id"]
                assert row["next_due_at"]
                assert row["need_id"] in due
