"""A neighbour without a role needs help: the leader hears, and only then shows who she is."""

from datetime import timedelta

import pytest

from mutual_aid.actions import enquiries
from mutual_aid.errors import NotYours
from mutual_aid.ids import MemberId, TelegramId
from tests.living import STRANGER, Living
from tests.stories.taps import card_with, data_of, does, stranger


async def asks(living: Living, block: str = "Mong Chiu House") -> MemberId:
    """The stranger asks the leader of a block; returns who the network took them for."""
    sam = stranger(living)
    await does(living, sam, "> /start", "I need help", block)
    async with living.store.reading() as turn:
        speaker = await turn.members.speaker(TelegramId(STRANGER))
    assert speaker is not None
    return speaker.member_id


async def test_the_number_for_danger_comes_before_the_question(living: Living) -> None:
    sam = stranger(living)
    await does(living, sam, "> /start", "I need help")
    text = sam.last.text
    assert text.index("999") < text.index("Which block?")
    assert "110 · 119 · 120" in text
    assert {"Mong Chiu House", "Mong Fan House", "Ronghe Li Block 3"} <= set(sam.last.labels)


async def test_nothing_about_the_leader_is_told_until_she_answers(living: Living) -> None:
    sam, leader = stranger(living), living.phone("L001")
    await asks(living)
    assert "Asked at 9:30" in sam.last.text
    assert "LEE" not in sam.text
    card = card_with(leader, "有街坊想搵人幫手")
    assert f'<a href="tg://user?id={STRANGER}">Sam</a>' in card.html
    await does(living, leader, "我會聯絡佢")
    assert "LEE Chun-yin, leader of Mong Chiu House, will get in touch" in sam.last.text
    assert "999" in sam.last.text
    assert "李珍燕會聯絡佢" in card_with(leader, "有街坊想搵人幫手").text


async def test_neighbour_who_speaks_cantonese_reads_it_so(living: Living) -> None:
    resident, leader = living.phone("R010"), living.phone("L001")
    await does(living, resident, "> /start", "我要人幫手", "望潮樓")
    assert "樓長已經收到" in resident.last.text
    await does(living, leader, "我會聯絡佢")
    assert "望潮樓樓長李珍燕好快會聯絡你" in resident.last.text


async def test_one_call_an_hour_rings_one_leader_once(living: Living) -> None:
    sam = stranger(living)
    await asks(living)
    await does(living, sam, "> /start", "I need help", "Mong Fan House")
    assert "Mong Chiu House" in sam.last.text
    assert "有街坊" not in living.phone("L010").text
    assert living.phone("L001").text.count("有街坊想搵人幫手") == 1
    await living.advance(timedelta(hours=1))
    await does(living, sam, "> /start", "I need help", "Mong Fan House")
    card_with(living.phone("L010"), "有街坊想搵人幫手")


async def test_nobody_answers_and_the_station_hears_after_two_hours(living: Living) -> None:
    sam, station = stranger(living), living.phone("S001")
    await asks(living)
    await living.advance(timedelta(hours=1, minutes=59))
    assert "有街坊" not in station.text
    await living.advance(timedelta(minutes=2))
    card_with(station, "有街坊想搵人幫手")
    assert "The station has been told" in sam.last.text
    await does(living, station, "我會聯絡佢")
    assert "TSE Yin-wan from the station" in sam.last.text


async def test_answered_call_does_not_reach_the_station(living: Living) -> None:
    await asks(living)
    await does(living, living.phone("L001"), "我會聯絡佢")
    await living.advance(timedelta(hours=3))
    assert "有街坊" not in living.phone("S001").text


async def test_at_night_the_leader_sleeps_and_the_neighbour_knows_until_when(
    living: Living,
) -> None:
    await living.advance(timedelta(hours=14))
    sam, leader = stranger(living), living.phone("L001")
    await asks(living)
    assert "7:30" in sam.last.text
    assert "有街坊" not in leader.text
    await living.advance(timedelta(hours=8, minutes=1))
    card_with(leader, "有街坊想搵人幫手")


async def test_deputy_hears_for_a_leader_on_leave(living: Living) -> None:
    async with living.store.turn() as turn:
        await turn.put_rows("leaders", [{"leader_id": "L001", "status": "on_leave"}])
    await asks(living)
    card_with(living.phone("L002"), "有街坊想搵人幫手")
    assert "有街坊" not in living.phone("L001").text


async def test_station_hears_at_once_where_no_leader_can_be_reached(living: Living) -> None:
    async with living.store.turn() as turn:
        await turn.members.set_unreachable(MemberId("L001"), turn.now)
    await asks(living)
    card_with(living.phone("S001"), "有街坊想搵人幫手")
    assert "The station has been told" in stranger(living).last.text


async def test_second_answer_sees_who_was_first(living: Living) -> None:
    await asks(living)
    await living.advance(timedelta(hours=2, minutes=1))
    leader, station = living.phone("L001"), living.phone("S001")
    card = card_with(station, "有街坊想搵人幫手")
    late = data_of(card, "我會聯絡佢")
    await does(living, leader, "我會聯絡佢")
    await station.presses_data(card.id, late)
    await living.settled()
    assert "李珍燕會聯絡佢" in station.last.text


async def test_report_for_a_neighbour_begins_with_block_and_name_and_is_an_answer(
    living: Living,
) -> None:
    sam, leader = stranger(living), living.phone("L001")
    await asks(living)
    await does(living, leader, "幫佢報需要")
    assert "街坊需要啲乜" in leader.last.text
    assert "LEE Chun-yin" in sam.last.text
    await does(living, leader, "送飯", "> 2107", "> 今晚", "> 冇")
    assert "Sam" in leader.last.text


@pytest.mark.parametrize("who", ["L010", "L003", "V001", "S003", "R010"])
async def test_nobody_else_sees_or_answers_a_call(living: Living, who: str) -> None:
    neighbour = await asks(living)
    assert "有街坊" not in living.phone(who).text
    async with living.store.turn() as turn:
        speaker = await turn.members.speaker_of(MemberId(who))
        with pytest.raises(NotYours):
            await enquiries.answer_neighbour(turn, speaker, neighbour)
        with pytest.raises(NotYours):
            await enquiries.answer_neighbour(turn, speaker, MemberId("nobody"))


async def test_locked_person_cannot_ring_a_leader(living: Living) -> None:
    neighbour = await asks(living)
    async with living.store.turn() as turn:
        await turn.put_rows("members", [{"member_id": neighbour, "locked_at": 1}])
    async with living.store.turn() as turn:
        speaker = await turn.members.speaker_of(neighbour)
        block = (await turn.estates.blocks((await turn.estates.all())[0].estate_id))[0]
        with pytest.raises(NotYours):
            await enquiries.ask_leader(turn, speaker, block.block_id)
