"""A newcomer waits: leader or station decides, and nobody vouches for herself."""

import pytest

from mutual_aid.actions.volunteers import decide
from mutual_aid.errors import NotYours
from mutual_aid.ids import EstateId, MemberId
from mutual_aid.record import Language
from mutual_aid.volunteers import VolunteerStatus
from tests.living import Living
from tests.stories.newcomers import ENGLISH, Tongue, in_each_language, speaks, volunteer_of
from tests.stories.taps import card_with, data_of, does, stranger
from tests.stories.telling import all_say_no, reports_supper


@in_each_language
async def test_newcomer_is_turned_down_kindly(living: Living, t: Tongue) -> None:
    sam = stranger(living)
    await speaks(living, t.language)
    await does(living, sam, *t.taps)
    await does(living, living.phone("S001"), "暫時唔得")
    assert t.refused in sam.text
    asked = await volunteer_of(living)
    assert asked is not None
    assert asked.status is VolunteerStatus.WITHDRAWN


async def test_second_approver_sees_who_decided(living: Living) -> None:
    await speaks(living, Language.EN)
    await does(living, stranger(living), *ENGLISH.taps)
    leader, station = living.phone("L001"), living.phone("S001")
    old = card_with(station, "Sam 想做義工")
    seal = data_of(old, "暫時唔得")
    await does(living, leader, "我識佢,批准")
    assert "李珍燕批准咗" in card_with(station, "Sam 想做義工").text
    await station.presses_data(old.id, seal)
    await living.settled()
    asked = await volunteer_of(living)
    assert asked is not None
    assert asked.status is VolunteerStatus.ACTIVE


async def test_leader_of_another_block_is_neither_asked_nor_able_to_decide(living: Living) -> None:
    await speaks(living, Language.EN)
    await does(living, stranger(living), *ENGLISH.taps)
    assert "Sam" not in living.phone("L010").text
    asked = await volunteer_of(living)
    assert asked is not None
    async with living.store.turn() as turn:
        other = await turn.members.speaker_of(MemberId("L010"))
        with pytest.raises(NotYours):
            await decide(turn, other, asked.volunteer_id, approved=True)


async def test_leader_who_also_wants_to_help_cannot_approve_herself(living: Living) -> None:
    leader, station = living.phone("L001"), living.phone("S001")
    await does(
        living, leader, "> /volunteer", "望潮樓", "急救", "下一步", "廣東話", "下一步", "週末",
        "下一步", "1", "夠 18 歲", "同意", "啱,幫我登記",
    )  # fmt: skip
    assert "想做義工" not in leader.text
    card_with(station, "李珍燕 想做義工")
    asked = await volunteer_of(living, living.people["L001"])
    assert asked is not None
    async with living.store.turn() as turn:
        herself = await turn.members.speaker_of(MemberId("L001"))
        assert herself.member.names.en == "LEE Chun-yin"
        with pytest.raises(NotYours):
            await decide(turn, herself, asked.volunteer_id, approved=True)


async def test_waiting_newcomers_are_found_on_the_home_card(living: Living) -> None:
    station = living.phone("S001")
    await does(living, station, "> /start", "想做義工嘅街坊")
    assert station.text.count("想做義工\n") == 3


async def test_approved_newcomer_is_asked_when_a_neighbour_needs_what_they_can_do(
    living: Living,
) -> None:
    sam, leader = stranger(living), living.phone("L001")
    await speaks(living, Language.EN)
    await does(living, sam, *ENGLISH.taps)
    await does(living, leader, "我識佢,批准")
    await reports_supper(living, leader)
    await all_say_no(living)  # whoever is asked before
    assert "Can you help a neighbour?" in sam.last.text
    await does(living, sam, "Accept")
    assert "flat 07" in sam.text


async def test_a_pending_volunteer_of_the_files_can_be_asked_once_approved(
    living: Living,
) -> None:
    async with living.store.turn() as turn:
        [waiting, *_] = await turn.volunteers.pending(EstateId("MC"))
        assert waiting.max_tasks_per_week == 0
        station = await turn.members.speaker_of(MemberId("S001"))
        await decide(turn, station, waiting.volunteer_id, approved=True)
    async with living.store.reading() as turn:
        approved = await turn.volunteers.get(waiting.volunteer_id)
    assert approved.status is VolunteerStatus.ACTIVE
    assert approved.max_tasks_per_week > 0
