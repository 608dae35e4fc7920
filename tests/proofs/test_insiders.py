"""A leader who reports for ground that is not theirs: by flat, by words, by a real button."""

import pytest

from handlers.words import words
from mutual_aid.ids import MemberId
from mutual_aid.record import Language
from tests.living import Living
from tests.proofs.scene import (
    FLAT,
    LEADER,
    NEXT_DOOR,
    OTHER_FLOORS,
    everybody_reads,
    set_scene,
)
from tests.stories.taps import does
from tests.stories.telling import reports_supper

NO_SUCH_FLAT = words(Language.ZH_HANT)("refused.unit_unknown")
ELSEWHERE = ("A座2107", "望潮樓2107", "Block A 2107", "Mong Chiu House 21/F flat 7", "a 2107")


@pytest.mark.parametrize("words_typed", ELSEWHERE)
async def test_a_leader_cannot_report_for_another_block(living: Living, words_typed: str) -> None:
    await everybody_reads(living, Language.ZH_HANT)
    leader = living.phone(NEXT_DOOR)
    await does(living, leader, "> /need", "送飯", f"> {words_typed}")
    assert NO_SUCH_FLAT in leader.text
    assert "邊個單位" in leader.last.text, "and is asked again"
    await does(living, leader, "> 2107")
    assert "幾時要幫手" in leader.last.text
    async with living.store.reading() as turn:
        dialogue = await turn.dialogues.get(MemberId(NEXT_DOOR))
    assert dialogue is not None
    assert "MC-B-2107" in dialogue.data


async def test_words_about_another_block_are_not_taken_for_a_flat_of_ones_own(
    living: Living,
) -> None:
    leader = living.phone(NEXT_DOOR)
    await does(living, leader, "> 望潮樓2107陳婆婆要人送晚飯")
    async with living.store.reading() as turn:
        dialogue = await turn.dialogues.get(MemberId(NEXT_DOOR))

    assert dialogue is not None
    assert "MC-B-2107" not in dialogue.data
    assert FLAT not in dialogue.data


async def test_a_leader_of_other_floors_does_not_learn_what_was_reported_there(
    living: Living,
) -> None:
    await everybody_reads(living, Language.ZH_HANT)
    await reports_supper(living, living.phone(LEADER))
    floor_leader = living.phone(OTHER_FLOORS)
    await does(living, floor_leader, "> /need", "送飯", "> 2107")

    assert NO_SUCH_FLAT in floor_leader.text
    assert "N-0001" not in floor_leader.text


async def test_even_with_a_real_button_nothing_is_recorded_outside_ones_ground(
    living: Living,
) -> None:
    scene = await set_scene(living)
    leader = scene.living.phone(NEXT_DOOR)
    await does(scene.living, leader, "> /need", "送飯")
    before = scene.rows()
    for action, arg in (("need.unit", FLAT), ("need.when", "now"), ("need.no_notes", "")):
        async with scene.living.store.reading() as turn:
            dialogue = await turn.dialogues.get(MemberId(NEXT_DOOR))
        assert dialogue is not None
        data = scene.data(leader.person.id, action, "", arg, dialogue.version)
        await scene.presses(leader, data)
    await does(scene.living, leader, "啱,送出")

    assert words(Language.ZH_HANT)("refused.not_yours") in leader.text
    assert {x.table for x in scene.changed_since(before, leader)} <= {"dialogues"}
