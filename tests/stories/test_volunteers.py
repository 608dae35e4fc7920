"""A volunteer's own page: when one is free, and taking a break."""

from datetime import timedelta

import pytest

from mutual_aid.actions import volunteers
from mutual_aid.errors import NotYours
from mutual_aid.ids import MemberId, VolunteerId
from mutual_aid.times import DAY_PARTS
from mutual_aid.volunteers import Volunteer, VolunteerStatus
from tests.living import Living
from tests.stories.taps import data_of, does, stranger


async def kept_of(living: Living, code: str) -> Volunteer:
    async with living.store.reading() as turn:
        return await turn.volunteers.get(VolunteerId(code))


async def test_own_page_shows_what_is_kept(living: Living) -> None:
    helper = living.phone("V001")
    await does(living, helper, "> /start", "我嘅義工資料")
    for words in ("望帆樓義工", "識做：代填表格", "識講：廣東話", "🕒", "每星期最多 5 次"):
        assert words in helper.last.text


async def test_break_of_a_week_ends_by_itself_with_a_welcome(living: Living) -> None:
    helper = living.phone("V001")
    await does(living, helper, "> /volunteer", "暫停", "1 星期")
    assert "呢段時間唔會搵你" in helper.last.text
    assert (await kept_of(living, "V001")).status is VolunteerStatus.PAUSED
    await living.advance(timedelta(days=6, hours=23))
    assert (await kept_of(living, "V001")).status is VolunteerStatus.PAUSED
    await living.advance(timedelta(hours=2))
    assert (await kept_of(living, "V001")).status is VolunteerStatus.ACTIVE
    assert "歡迎返嚟" in helper.text


async def test_open_break_lasts_until_the_volunteer_is_back(living: Living) -> None:
    helper = living.phone("V001")
    await does(living, helper, "> /lang", "English", "> /volunteer", "Pause", "Until I come back")
    await living.advance(timedelta(days=60))
    assert (await kept_of(living, "V001")).status is VolunteerStatus.PAUSED
    await does(living, helper, "> /volunteer", "I am back")
    assert "Welcome back" in helper.last.text
    assert (await kept_of(living, "V001")).status is VolunteerStatus.ACTIVE


async def test_coming_back_early_ends_the_timed_break(living: Living) -> None:
    helper = living.phone("V001")
    await does(living, helper, "> /volunteer", "暫停", "1 個月", "我返嚟喇", "暫停", "到我返嚟為止")
    await living.advance(timedelta(days=31))
    assert (await kept_of(living, "V001")).status is VolunteerStatus.PAUSED


async def test_break_can_be_taken_from_the_offers(living: Living) -> None:
    helper = living.phone("V001")
    await does(living, helper, "> /offers", "暫停到…", "1 日")
    assert (await kept_of(living, "V001")).status is VolunteerStatus.PAUSED
    await does(living, helper, "> /offers", "我返嚟喇")
    assert (await kept_of(living, "V001")).status is VolunteerStatus.ACTIVE


async def test_new_free_times_are_kept_when_saved(living: Living) -> None:
    helper = living.phone("V001")
    await does(living, helper, "> /volunteer", "改得閒時間", "幾時都得")
    assert (await kept_of(living, "V001")).availability != DAY_PARTS
    await does(living, helper, "儲存")
    assert (await kept_of(living, "V001")).availability == DAY_PARTS
    assert "🕒 幾時都得" in helper.last.text


async def test_back_leaves_the_free_times_as_they_were(living: Living) -> None:
    helper = living.phone("V001")
    before = (await kept_of(living, "V001")).availability
    await does(living, helper, "> /volunteer", "改得閒時間", "幾時都得", "返上一步")
    assert (await kept_of(living, "V001")).availability == before
    assert "望帆樓義工" in helper.last.text


async def test_save_of_a_form_that_is_over_changes_nothing(living: Living) -> None:
    helper = living.phone("V001")
    before = (await kept_of(living, "V001")).availability
    await does(living, helper, "> /volunteer", "改得閒時間", "幾時都得")
    card = helper.last
    save = data_of(card, "儲存")
    await does(living, helper, "取消")
    await helper.presses_data(card.id, save)
    await living.settled()
    assert (await kept_of(living, "V001")).availability == before


async def test_whoever_has_no_page_signs_up_instead(living: Living) -> None:
    sam = stranger(living)
    await does(living, sam, "> /volunteer")
    assert "What shall we call you?" in sam.last.text


@pytest.mark.parametrize("who", ["L001", "S001"])
async def test_nobody_but_a_volunteer_takes_a_volunteers_break(living: Living, who: str) -> None:
    async with living.store.turn() as turn:
        speaker = await turn.members.speaker_of(MemberId(who))
        with pytest.raises(NotYours):
            await volunteers.pause(turn, speaker, None)
        with pytest.raises(NotYours):
            await volunteers.change_availability(turn, speaker, ("mon_am",))


async def test_pending_volunteer_has_no_page_yet(living: Living) -> None:
    async with living.store.reading() as turn:
        estates = [x.estate_id for x in await turn.estates.all()]
        waiting = [v for x in estates for v in await turn.volunteers.pending(x)]
    phone = living.phone(waiting[0].member_id)
    await does(living, phone, "> /volunteer")
    assert "有人答就即刻喺度話你知" in phone.last.text
