"""Estates, blocks, flats, and neighbours who ask a leader to call."""

from datetime import timedelta

import pytest

from mutual_aid.enquiries import Enquiry
from mutual_aid.errors import NotYours
from mutual_aid.ids import BlockId, EstateId, UnitId
from tests.engines import TestClock
from tests.storage.world import (
    BLOCK,
    ESTATE,
    FLAT,
    HELPER,
    LEADER,
    OTHER_BLOCK,
    OTHER_ESTATE,
    OTHER_FLAT,
    World,
)


async def test_estates_come_with_their_lists_and_zone(world: World) -> None:
    async with world.store.reading() as turn:
        estate = await turn.estates.get(ESTATE)
        assert [x.estate_id for x in await turn.estates.all()] == [ESTATE, OTHER_ESTATE]
    assert (estate.languages, estate.spoken) == (("yue", "zh-Hant", "en"), "yue")
    assert (estate.emergency_numbers, estate.zone.key) == (("999",), "Asia/Hong_Kong")


async def test_blocks_belong_to_one_estate(world: World) -> None:
    async with world.store.reading() as turn:
        block = await turn.estates.block(BLOCK)
        assert [x.block_id for x in await turn.estates.blocks(ESTATE)] == [BLOCK, OTHER_BLOCK]
    assert (block.floors, block.aliases) == (30, ("A", "Block A"))
    assert block.names.en == "Mong Chiu House"


async def test_flats_are_found_by_code_and_by_number(world: World) -> None:
    async with world.store.reading() as turn:
        flat = await turn.estates.unit(FLAT)
        assert flat is not None
        assert await turn.estates.find_unit(BLOCK, 21, "07") == flat
        assert await turn.estates.find_unit(BLOCK, 20, "07") is None
        assert await turn.estates.unit(UnitId("MC-A-0000")) is None
        assert [x.unit_id for x in await turn.estates.units(BLOCK, 21)] == [FLAT, OTHER_FLAT]


async def test_places_that_do_not_exist_are_not_yours(world: World) -> None:
    async with world.store.reading() as turn:
        with pytest.raises(NotYours):
            await turn.estates.get(EstateId("XX"))
        with pytest.raises(NotYours):
            await turn.estates.block(BlockId("XX-1"))


async def test_one_leader_answers_an_enquiry(world: World, clock: TestClock) -> None:
    asked = Enquiry(member_id=HELPER, estate_id=ESTATE, block_id=BLOCK, asked_at=clock())
    async with world.store.turn() as turn:
        assert await turn.enquiries.get(HELPER) is None
        await turn.enquiries.put(asked)
        assert await turn.enquiries.get(HELPER) == asked
        answered = await turn.enquiries.answer(HELPER, LEADER, turn.now)
        assert answered is not None
        assert (answered.answered_by, answered.answered_at) == (LEADER, clock())
        assert await turn.enquiries.answer(HELPER, HELPER, turn.now) is None


async def test_asking_again_takes_the_place_of_the_earlier_enquiry(
    world: World, clock: TestClock
) -> None:
    first = Enquiry(member_id=HELPER, estate_id=ESTATE, block_id=BLOCK, asked_at=clock())
    again = first.model_copy(
        update={"block_id": OTHER_BLOCK, "asked_at": clock() + timedelta(days=1)}
    )
    async with world.store.turn() as turn:
        await turn.enquiries.put(first)
        await turn.enquiries.answer(HELPER, LEADER, turn.now)
        await turn.enquiries.put(again)
        assert await turn.enquiries.get(HELPER) == again
