"""One text to many: who gets it, when it leaves, and how its author sees it go."""

import pytest

from mutual_aid.actions import broadcasts
from mutual_aid.broadcasts import Audience, BroadcastState
from mutual_aid.errors import NotYours
from mutual_aid.ids import BlockId, EstateId
from tests.mutual_aid.network import Network

VOLUNTEERS = Audience(estate_id=EstateId("MC"), block_id=None, role="volunteers")
COORDINATOR = "S001"


async def test_everybody_meant_gets_it_once_and_the_count_was_true(network: Network) -> None:
    await network.passes(hours=3)
    coordinator = await network.speaker(COORDINATOR)
    async with network.store.turn() as turn:
        expected = await broadcasts.reach(turn, coordinator, VOLUNTEERS)
        sent = await broadcasts.send(turn, coordinator, VOLUNTEERS, "Typhoon signal 8")
    told = await network.told("broadcast", sent.broadcast_id)
    assert len(told) == expected == sent.total > 0
    assert all(x.startswith("V") for x in told)


async def test_author_is_kept_up_to_date_until_all_have_gone(network: Network) -> None:
    await network.passes(hours=3)
    coordinator = await network.speaker(COORDINATOR)
    async with network.store.turn() as turn:
        sent = await broadcasts.send(turn, coordinator, VOLUNTEERS, "Typhoon signal 8")
    await network.passes(seconds=3)
    assert await network.told("progress", sent.broadcast_id) == {COORDINATOR}
    async with network.store.reading() as turn:
        assert (await turn.broadcasts.get(sent.broadcast_id)).state is BroadcastState.SENDING
    await network.sent()
    await network.passes(seconds=3)
    async with network.store.reading() as turn:
        assert (await turn.broadcasts.get(sent.broadcast_id)).state is BroadcastState.DONE
        assert (await turn.broadcasts.progress(sent.broadcast_id)).sent == sent.total
    await network.sent()
    await network.passes(minutes=10)
    assert await network.told("progress", sent.broadcast_id) == set()


async def test_in_quiet_hours_it_waits_for_the_morning_without_counting_all_night(
    network: Network,
) -> None:
    await network.passes(hours=17)
    coordinator = await network.speaker(COORDINATOR)
    async with network.store.turn() as turn:
        sent = await broadcasts.send(turn, coordinator, VOLUNTEERS, "Tomorrow: no water")
    async with network.store.reading() as turn:
        rows = [x for x in await turn.all_rows("outbox") if x["kind"] == "broadcast"]
        leaves = await broadcasts.leaves_at(turn, VOLUNTEERS.estate_id, turn.now)
    assert {x["not_before_at"] for x in rows} == {int(leaves.timestamp() * 1000)}
    assert leaves.hour == 23, "half past seven in Hong Kong"
    await network.passes(hours=7)
    assert await network.told("progress", sent.broadcast_id) == set()


@pytest.mark.parametrize("who", ["L001", "V001", "S003", "S004", "R010"])
async def test_only_coordinators_of_the_estate_may_send(network: Network, who: str) -> None:
    somebody = await network.speaker(who)
    with pytest.raises(NotYours):
        async with network.store.turn() as turn:
            await broadcasts.reach(turn, somebody, VOLUNTEERS)
    with pytest.raises(NotYours):
        async with network.store.turn() as turn:
            await broadcasts.send(turn, somebody, VOLUNTEERS, "not allowed")


async def test_block_and_role_narrow_it(network: Network) -> None:
    coordinator = await network.speaker(COORDINATOR)
    counts = {}
    async with network.store.turn() as turn:
        for block in (None, BlockId("MC-A")):
            for role in ("everyone", "volunteers", "leaders"):
                audience = Audience(estate_id=EstateId("MC"), block_id=block, role=role)
                counts[block, role] = await broadcasts.reach(turn, coordinator, audience)
    for role in ("everyone", "volunteers", "leaders"):
        assert 0 < counts[BlockId("MC-A"), role] < counts[None, role]
    assert counts[None, "everyone"] > counts[None, "volunteers"] + counts[None, "leaders"] / 2
