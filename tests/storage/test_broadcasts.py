"""Broadcasts: who is meant, and how far a text went."""

import pytest

from mutual_aid.broadcasts import Audience, Broadcast, BroadcastState, Progress
from mutual_aid.errors import NotYours
from mutual_aid.ids import BlockId, BroadcastId, VolunteerId
from mutual_aid.notices import Kind, Lane, Message
from mutual_aid.volunteers import VolunteerStatus
from tests.engines import TestClock
from tests.storage.columns import resident_row
from tests.storage.world import (
    BLOCK,
    COORDINATOR,
    ESTATE,
    HELPER,
    HELPING,
    JOINED,
    LEADER,
    OTHER_BLOCK,
    SECOND_HELPER,
    World,
    leader,
    member,
    volunteer,
)

CAST = BroadcastId("cast1")


def _audience(role: str = "everyone", block_id: BlockId | None = None) -> Audience:
    return Audience(estate_id=ESTATE, block_id=block_id, role=role)


def _broadcast(clock: TestClock) -> Broadcast:
    return Broadcast(
        broadcast_id=CAST,
        audience=_audience(),
        text="明天停水 <b>9-11</b>",
        by=COORDINATOR,
        state=BroadcastState.SENDING,
        total=3,
        created_at=clock(),
    )


@pytest.mark.parametrize(
    ("role", "block_id", "meant"),
    [
        ("everyone", None, {LEADER, COORDINATOR, HELPER, SECOND_HELPER, "M5", "M6", "M7"}),
        ("everyone", BLOCK, {LEADER, HELPER, SECOND_HELPER, "M7"}),
        ("leaders", None, {LEADER, "M6"}),
        ("leaders", BLOCK, {LEADER}),
        ("volunteers", None, {HELPER, SECOND_HELPER, "M5"}),
        ("volunteers", OTHER_BLOCK, {"M5"}),
        ("events", None, {HELPER, "M5"}),
        ("events", BLOCK, {HELPER}),
    ],
)
async def test_an_audience_is_everybody_who_is_meant_once(
    world: World, role: str, block_id: BlockId | None, meant: set[str]
) -> None:
    async with world.store.turn() as turn:
        for number in range(5, 9):
            await turn.members.add(member(f"M{number}", number))
        paused = {"home_block_id": OTHER_BLOCK, "status": VolunteerStatus.PAUSED}
        await turn.volunteers.add(volunteer("V5", "M5", **paused), turn.now)
        await turn.members.add_leader(leader("L6", "M6", block_id=OTHER_BLOCK), JOINED)
        await turn.members.add_leader(leader("L7", HELPER, status="left"), JOINED)
        await turn.upsert("residents", ("resident_id",), resident_row(member_id="M7"))
        gone = volunteer("V8", "M8", status=VolunteerStatus.WITHDRAWN)
        await turn.volunteers.add(gone, turn.now)
        for volunteer_id in (HELPING, VolunteerId("V5"), gone.volunteer_id):
            await turn.volunteers.set_events(volunteer_id, wanted=True)
        found = await turn.broadcasts.recipients(_audience(role, block_id))
    assert len(found) == len(set(found))
    assert set(found) == meant


async def test_nobody_is_meant_who_cannot_be_reached(world: World) -> None:
    async with world.store.turn() as turn:
        await turn.members.set_unreachable(HELPER, turn.now)
        await turn.members.add(member("M5"))
        await turn.volunteers.add(volunteer("V5", "M5"), turn.now)
        assert await turn.broadcasts.recipients(_audience("volunteers")) == [SECOND_HELPER]


async def test_progress_follows_the_messages_and_outlives_them(
    world: World, clock: TestClock
) -> None:
    async with world.store.turn() as turn:
        await turn.broadcasts.add(_broadcast(clock))
        people = (LEADER, COORDINATOR, HELPER, SECOND_HELPER)
        await turn.outbox.add_all(
            [
                Message(to=x, kind=Kind.BROADCAST, object_id=CAST, lane=Lane.BROADCAST)
                for x in people
            ]
        )
        rows = await turn.queues.take(10)
        await turn.queues.mark_sending([row.row_id for row in rows[:3]])
        await turn.queues.mark_sent(rows[0].row_id, 1)
        await turn.queues.mark_refused(rows[1].row_id, "blocked")
        await turn.queues.mark_uncertain(rows[2].row_id)
        progress = await turn.broadcasts.progress(CAST)
        assert progress == Progress(total=3, sent=1, refused=1, uncertain=1, waiting=1)
        await turn.queues.mark_sent(rows[3].row_id, 2)
        await turn.broadcasts.finish(CAST)
        await turn.delete_rows("outbox", [{"object_id": CAST}])
    async with world.store.reading() as turn:
        kept = await turn.broadcasts.get(CAST)
        assert kept == _broadcast(clock).model_copy(update={"state": BroadcastState.DONE})
        progress = await turn.broadcasts.progress(CAST)
        assert progress == Progress(total=3, sent=2, refused=1, uncertain=1, waiting=0)


async def test_an_unknown_broadcast_is_not_yours(world: World) -> None:
    async with world.store.turn() as turn:
        with pytest.raises(NotYours):
            await turn.broadcasts.get(CAST)
        with pytest.raises(NotYours):
            await turn.broadcasts.progress(CAST)
