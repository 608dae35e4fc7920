"""What keeps somebody from being found, one wish at a time; whoever asks for reasons finds them."""

from datetime import timedelta
from typing import Any

import pytest

from mutual_aid.ids import BlockId, EstateId, MemberId, VolunteerId
from mutual_aid.taxonomy import Screening
from mutual_aid.volunteers import Radius, VolunteerStatus
from tests.engines import BEGIN, TestClock
from tests.storage.searching import add_helper, ids, look
from tests.storage.world import (
    BLOCK,
    ESTATE,
    FAR_BLOCK,
    HELPER,
    HELPING,
    OTHER_BLOCK,
    OTHER_ESTATE,
    World,
)

PAST, FUTURE = BEGIN, BEGIN + timedelta(milliseconds=1)
EVENING = {"parts": frozenset({"tue_eve", "sun_am"})}
FOR_CHILDREN = {"screening": Screening.CHECKED}
Changes = dict[str, Any]


@pytest.mark.parametrize(
    ("person", "search", "found"),
    [
        ({"status": VolunteerStatus.PAUSED}, {}, False),
        ({"paused_until_at": FUTURE}, {}, False),
        ({"paused_until_at": PAST}, {}, True),
        ({"max_tasks_per_week": 0}, {}, False),
        ({"availability": ("tue_am", "wed_eve")}, EVENING, False),
        ({"availability": ()}, EVENING, False),
        ({"availability": ("mon_am", "sun_am")}, EVENING, True),
        ({"availability": ()}, {}, True),  # the time is not known
        ({"spoken": ("cmn", "yuex", "y")}, {}, False),
        ({"spoken": ("cmn", "yue")}, {}, True),
        ({"spoken": ()}, {}, False),
        ({"spoken": ("a%c",)}, {"spoken": "a%c"}, True),
        ({"spoken": ("abc",)}, {"spoken": "a%c"}, False),
        ({"screening": Screening.ID}, FOR_CHILDREN, False),
        ({"screening": Screening.CHECKED}, FOR_CHILDREN, True),
        ({"screening": Screening.PROFESSIONAL}, FOR_CHILDREN, True),
        ({"age": 17}, {}, False),
        ({"age": 18}, {}, True),
        ({"age": None}, {}, True),
        ({"age": 17, "guardian_id": HELPING}, {}, False),
        ({"age": 17}, {"fit_for_minors": True}, False),
        ({"age": 17, "guardian_id": HELPING}, {"fit_for_minors": True}, True),
        ({"radius": Radius.BLOCK}, {}, True),
    ],
)
async def test_a_wish_that_is_not_met_keeps_somebody_out(
    world: World, clock: TestClock, person: Changes, search: Changes, found: bool
) -> None:
    await add_helper(world, 5, **person)
    assert ("V5" in ids(await look(world, clock, **search))) == found
    assert "V5" in ids(await look(world, clock, able=False, **search))


@pytest.mark.parametrize("status", [VolunteerStatus.PENDING, VolunteerStatus.WITHDRAWN])
async def test_whoever_is_no_volunteer_is_never_found(
    world: World, clock: TestClock, status: VolunteerStatus
) -> None:
    await add_helper(world, 5, status=status)
    for able in (True, False):
        assert "V5" not in ids(await look(world, clock, able=able))


@pytest.mark.parametrize(
    ("home", "estate", "goes"),
    [
        (BLOCK, ESTATE, {Radius.BLOCK, Radius.ESTATE, Radius.BOTH}),
        (OTHER_BLOCK, ESTATE, {Radius.ESTATE, Radius.BOTH}),
        (FAR_BLOCK, OTHER_ESTATE, {Radius.BOTH}),
    ],
)
@pytest.mark.parametrize("radius", list(Radius))
async def test_people_go_no_further_than_they_said(
    world: World,
    clock: TestClock,
    home: BlockId,
    estate: EstateId,
    goes: set[Radius],
    radius: Radius,
) -> None:
    """The need is in the first block, whatever cell is searched."""
    await add_helper(world, 5, home_block_id=home, estate_id=estate, radius=radius)
    for cell in (home, estate):
        assert ("V5" in ids(await look(world, clock, (cell,)))) == (radius in goes)


async def test_nobody_is_found_who_cannot_be_written_to(world: World, clock: TestClock) -> None:
    await add_helper(world, 5)
    lost, never_met = MemberId("M5"), {"member_id": HELPER}
    async with world.store.turn() as turn:
        await turn.members.set_unreachable(lost, turn.now)
        await turn.put_rows("members", [never_met | {"telegram_id": None}])
    assert ids(await look(world, clock)) == ["V002"]
    assert ids(await look(world, clock, able=False)) == ["V001", "V002", "V5"]
    async with world.store.turn() as turn:
        await turn.members.set_unreachable(lost, None)
    assert ids(await look(world, clock)) == ["V002", "V5"]


async def test_changes_of_mind_reach_the_search_at_once(world: World, clock: TestClock) -> None:
    unknown: Changes = {"status": VolunteerStatus.PENDING, "screening": Screening.NONE}
    await add_helper(world, 5, **unknown, max_tasks_per_week=0)
    checked: Changes = {"screening": Screening.ID}
    seen = []
    async with world.store.turn() as turn:
        await turn.volunteers.decide(
            VolunteerId("V5"), approved=True, by=MemberId("M-leader"), at=turn.now
        )
        await turn.volunteers.set_weekly_limit(VolunteerId("V5"), 1)
    seen.append(ids(await look(world, clock, **checked)))
    async with world.store.turn() as turn:
        await turn.volunteers.pause(HELPING, None)
        await turn.volunteers.set_weekly_limit(VolunteerId("V5"), 0)
    seen.append(ids(await look(world, clock, **checked)))
    async with world.store.turn() as turn:
        await turn.volunteers.resume(HELPING)
        await turn.volunteers.set_weekly_limit(VolunteerId("V5"), 1)
    seen.append(ids(await look(world, clock, **checked)))
    assert seen == [["V001", "V002", "V5"], ["V002"], ["V001", "V002", "V5"]]
