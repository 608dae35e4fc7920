"""What people answer to a check-in, and what follows from it."""

import pytest

from mutual_aid.actions import check_ins
from mutual_aid.check_ins import CheckInState
from mutual_aid.errors import NotYours, Stale
from mutual_aid.ids import CheckInId
from tests.mutual_aid.network import Network, clock

ON_4, HER_FLOOR = "R027", "L002"
"""Asked 8:30-10:30 by phone."""
ON_21, HIS_FLOOR, HEAD = "R038", "L007", "L001"
"""Asked 9:00-11:00, grace 120 minutes."""
WITH_TELEGRAM, THEIR_FLOOR, THEIR_HEAD = "R031", "L040", "L035"
"""Asked 9:00-11:00 in the other estate, by themselves."""


async def test_safe_ends_it_and_tells_whoever_was_asked(network: Network) -> None:
    await network.until(clock("9:00"))
    await network.sent()
    check_in = await network.check_in_of(ON_21)
    leader = await network.speaker(HIS_FLOOR)
    async with network.store.turn() as turn:
        await check_ins.safe(turn, leader, check_in.check_in_id)
    assert await network.told("check_in", check_in.check_in_id) == {HIS_FLOOR}
    answered = await network.check_in_of(ON_21)
    assert (answered.state, answered.answered_by) == (CheckInState.ANSWERED, HIS_FLOOR)
    await network.sent()
    await network.until(clock("14:00"))
    assert await network.told("check_in", check_in.check_in_id) == set()


async def test_no_answer_starts_the_ladder_at_once_and_a_second_tap_does_nothing(
    network: Network,
) -> None:
    await network.until(clock("9:10"))
    check_in = await network.check_in_of(ON_21)
    leader = await network.speaker(HIS_FLOOR)
    async with network.store.turn() as turn:
        await check_ins.no_answer(turn, leader, check_in.check_in_id, check_in.version)
    with pytest.raises(Stale):
        async with network.store.turn() as turn:
            await check_ins.no_answer(turn, leader, check_in.check_in_id, check_in.version)
    assert (await network.check_in_of(ON_21)).step == 2
    await network.sent()
    await network.until(clock("9:40"))
    assert await network.asked_about(ON_21) == {HIS_FLOOR}
    assert (await network.check_in_of(ON_21)).step == 3


async def test_still_no_answer_calls_the_next_rung_without_waiting(network: Network) -> None:
    await network.until(clock("11:31"))
    await network.sent()
    leader = await network.speaker(HIS_FLOOR)
    for step in (3, 4):
        check_in = await network.check_in_of(ON_21)
        async with network.store.turn() as turn:
            await check_ins.no_answer(turn, leader, check_in.check_in_id, check_in.version)
        assert (await network.check_in_of(ON_21)).step == step
    assert HEAD in await network.asked_about(ON_21)


async def test_who_is_on_it_is_left_in_peace_for_half_an_hour(network: Network) -> None:
    await network.until(clock("11:31"))
    await network.sent()
    check_in = await network.check_in_of(ON_21)
    leader, head = await network.speaker(HIS_FLOOR), await network.speaker(HEAD)
    async with network.store.turn() as turn:
        await check_ins.on_it(turn, leader, check_in.check_in_id)
    with pytest.raises(Stale):
        async with network.store.turn() as turn:
            await check_ins.on_it(turn, head, check_in.check_in_id)
    await network.until(clock("12:00"))
    assert await network.asked_about(ON_21) == set()
    await network.until(clock("12:01"))
    assert await network.asked_about(ON_21) == {HIS_FLOOR}
    async with network.store.turn() as turn:
        await check_ins.on_it(turn, head, check_in.check_in_id)
    assert (await network.check_in_of(ON_21)).taken_by == HEAD


async def test_call_for_help_is_heard_by_floor_and_block_and_goes_on_after_ten_minutes(
    network: Network,
) -> None:
    await network.until(clock("9:05"))
    await network.sent()
    check_in = await network.check_in_of(WITH_TELEGRAM)
    person = await network.speaker(WITH_TELEGRAM)
    async with network.store.turn() as turn:
        await check_ins.needs_help(turn, person, check_in.check_in_id)
    assert await network.asked_about(WITH_TELEGRAM) == {THEIR_FLOOR, THEIR_HEAD}
    await network.sent()
    await network.until(clock("9:15"))
    station = await network.asked_about(WITH_TELEGRAM)
    assert station
    assert all(x.startswith("S") for x in station)


async def test_one_answer_also_settles_yesterdays_open_check_in(network: Network) -> None:
    await network.until(clock("9:00", day=24))
    async with network.store.reading() as turn:
        everything = await turn.check_ins.live_of((await network.check_in_of(ON_21)).estate_id)
    assert len([x for x in everything if x.resident_id == ON_21]) == 2
    leader, check_in = await network.speaker(HIS_FLOOR), await network.check_in_of(ON_21)
    async with network.store.turn() as turn:
        await check_ins.safe(turn, leader, check_in.check_in_id)
        left = await turn.check_ins.live_of(check_in.estate_id)
    assert ON_21 not in {x.resident_id for x in left}


async def test_only_those_who_answer_for_the_floor_may_answer(network: Network) -> None:
    await network.until(clock("9:00"))
    check_in = await network.check_in_of(ON_21)
    for nobody in ("L003", "L010", "V001", WITH_TELEGRAM):
        stranger = await network.speaker(nobody)
        with pytest.raises(NotYours):
            async with network.store.turn() as turn:
                await check_ins.safe(turn, stranger, check_in.check_in_id)
    head = await network.speaker(HEAD)
    with pytest.raises(NotYours):
        async with network.store.turn() as turn:
            await check_ins.safe(turn, head, CheckInId("no-such-thing"))


async def test_every_look_at_a_phone_number_is_kept(network: Network) -> None:
    await network.until(clock("9:00"))
    knocked, rung = await network.check_in_of(ON_21), await network.check_in_of(ON_4)
    assert await network.audited("phones.shown", knocked.check_in_id) == set()
    assert await network.audited("phones.shown", rung.check_in_id) == {HER_FLOOR}
    await network.until(clock("12:30"))
    assert await network.audited("phones.shown", knocked.check_in_id) == {HIS_FLOOR, HEAD}
