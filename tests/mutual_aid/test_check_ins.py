"""The ladder of a check-in: who is asked, when, and who steps in for whom cannot be reached."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mutual_aid.actions import check_ins
from mutual_aid.check_ins import CheckInState
from mutual_aid.errors import NotYours, Stale
from mutual_aid.ids import CheckInId
from tests.mutual_aid.network import Network

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
ON_4, HER_FLOOR, HEAD, DEPUTY = "R027", "L002", "L001", "L002"
"""Asked 8:30-10:30, grace 120 minutes; her floor's leader is the deputy of the block too."""
ON_21, HIS_FLOOR = "R038", "L007"
"""Asked 9:00-11:00, grace 120 minutes."""
WITH_TELEGRAM, THEIR_FLOOR, THEIR_HEAD = "R031", "L040", "L035"
"""Asked 9:00-11:00 in the other estate, by themselves."""
ON_DUTY, OFF_DUTY = "S001", "S002"


def clock(text: str, day: int = 23) -> datetime:
    """A moment of that November day in Hong Kong."""
    hour, minute = text.split(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=HONG_KONG)


async def asked_about(network: Network, resident: str) -> set[str]:
    """Who hears a sound about the resident's check-in now."""
    check_in = await network.check_in_of(resident)
    return await network.told("check_in", check_in.check_in_id, aloud=True)


async def test_floor_leader_is_asked_when_the_window_opens(network: Network) -> None:
    await network.until(clock("8:59"))
    assert await asked_about(network, ON_21) == set()
    await network.until(clock("9:00"))
    assert await asked_about(network, ON_21) == {HIS_FLOOR}


async def test_people_with_telegram_are_asked_themselves(network: Network) -> None:
    await network.until(clock("9:00"))
    assert await asked_about(network, WITH_TELEGRAM) == {WITH_TELEGRAM}


async def test_silence_climbs_the_ladder_at_quarters_of_the_grace(network: Network) -> None:
    rungs = [("11:00", {HIS_FLOOR}), ("11:30", {HIS_FLOOR}), ("12:00", {HIS_FLOOR}),
             ("12:30", {HIS_FLOOR, HEAD}), ("13:00", {ON_DUTY})]  # fmt: skip
    await network.until(clock("9:00"))
    for step, (at, called) in enumerate(rungs, start=1):
        await network.sent()
        await network.until(clock(at) - timedelta(seconds=1))
        assert await asked_about(network, ON_21) == set(), f"before {at}"
        await network.until(clock(at))
        assert await asked_about(network, ON_21) == called, f"at {at}"
        assert (await network.check_in_of(ON_21)).step == step


async def test_last_rung_repeats_to_all_coordinators_until_somebody_knows(
    network: Network,
) -> None:
    await network.until(clock("13:00"))
    await network.sent()
    await network.until(clock("13:30"))
    assert {ON_DUTY, OFF_DUTY} <= await asked_about(network, ON_21)
    async with network.store.turn() as turn:
        coordinator = await turn.members.speaker_of((await network.speaker(ON_DUTY)).member_id)
        check_in = await network.check_in_of(ON_21)
        await check_ins.safe(turn, coordinator, check_in.check_in_id)
    await network.sent()
    await network.until(clock("17:00"))
    assert await asked_about(network, ON_21) == set()
    assert (await network.check_in_of(ON_21)).state is CheckInState.RESOLVED


async def test_person_who_does_not_answer_is_asked_again_then_her_floor_leader(
    network: Network,
) -> None:
    await network.until(clock("9:00"))
    await network.sent()
    await network.until(clock("11:00"))
    assert await asked_about(network, WITH_TELEGRAM) == {WITH_TELEGRAM}
    await network.sent()
    await network.until(clock("11:30"))
    assert await asked_about(network, WITH_TELEGRAM) == {THEIR_FLOOR}


@pytest.mark.parametrize(
    ("lost", "asked"),
    [
        (("L007",), {"L001"}),
        (("L007", "L001"), {"L002"}),
        (("L007", "L001", "L002"), {"S001"}),
        (("L007", "L001", "L002", "S001"), {"S002"}),
    ],
)
async def test_whoever_cannot_be_reached_is_passed_over_at_once(
    network: Network, lost: tuple[str, ...], asked: set[str]
) -> None:
    await network.lose(*lost)
    await network.until(clock("9:00"))
    assert await asked_about(network, ON_21) == asked


async def test_person_whose_telegram_is_gone_is_asked_about_on_the_floor(
    network: Network,
) -> None:
    await network.lose(WITH_TELEGRAM)
    await network.until(clock("9:00"))
    assert await asked_about(network, WITH_TELEGRAM) == {THEIR_FLOOR}


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
    assert await asked_about(network, ON_21) == {HIS_FLOOR}
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
    assert HEAD in await asked_about(network, ON_21)


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
    assert await asked_about(network, ON_21) == set()
    await network.until(clock("12:01"))
    assert await asked_about(network, ON_21) == {HIS_FLOOR}
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
    assert await asked_about(network, WITH_TELEGRAM) == {THEIR_FLOOR, THEIR_HEAD}
    await network.sent()
    await network.until(clock("9:15"))
    station = await asked_about(network, WITH_TELEGRAM)
    assert station
    assert all(x.startswith("S") for x in station)


async def test_outage_over_the_window_asks_late_and_still_leaves_time_to_answer(
    network: Network,
) -> None:
    await network.sleeps_until(clock("12:45"))
    check_in = await network.check_in_of(ON_21)
    assert check_in.late
    assert check_in.state is CheckInState.ASKED
    await network.sent()
    await network.until(clock("13:14"))
    assert await asked_about(network, ON_21) == set()
    await network.until(clock("13:15"))
    assert (await network.check_in_of(ON_21)).step == 1
    await network.until(clock("13:44"))
    assert (await network.check_in_of(ON_21)).step == 1


async def test_rungs_missed_in_an_outage_follow_ten_minutes_apart(network: Network) -> None:
    await network.until(clock("11:01"))
    await network.sleeps_until(clock("14:00"))
    steps = [(await network.check_in_of(ON_21)).step]
    for _ in range(3):
        await network.passes(minutes=10)
        steps.append((await network.check_in_of(ON_21)).step)
    assert steps == [2, 3, 4, 5]


async def test_nobody_is_woken_at_night_for_what_an_outage_delayed(network: Network) -> None:
    await network.sleeps_until(clock("23:30"))
    assert await asked_about(network, ON_21) == set()
    await network.until(clock("7:29", day=24))
    assert await asked_about(network, ON_21) == set()
    await network.until(clock("7:30", day=24))
    assert await asked_about(network, ON_21) == {HIS_FLOOR}


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


async def test_pause_ends_by_itself_and_a_new_one_holds(network: Network) -> None:
    await network.change(
        "residents", "resident_id", ON_21, status="paused", paused_until="2026-11-25"
    )
    await network.until(clock("12:00"))
    assert (await network.check_in_of(ON_21)).state is not CheckInState.ASKED
    await network.until(clock("12:00", day=24))
    assert await asked_about(network, ON_21) == set()
    await network.until(clock("9:00", day=25))
    assert await asked_about(network, ON_21) == {HIS_FLOOR}


async def test_person_who_left_the_list_is_neither_asked_nor_planned_again(
    network: Network,
) -> None:
    await network.change("residents", "resident_id", ON_21, status="withdrawn")
    await network.until(clock("12:00", day=25))
    assert (await network.check_in_of(ON_21)).state is CheckInState.PAUSED
    async with network.store.reading() as turn:
        rows = [x for x in await turn.all_rows("check_ins") if x["resident_id"] == ON_21]
    assert len(rows) == 1


async def test_only_those_who_answer_for_the_floor_may_answer(network: Network) -> None:
    await network.until(clock("9:00"))
    check_in = await network.check_in_of(ON_21)
    for nobody in ("L003", "L010", "V001", WITH_TELEGRAM):
        stranger = await network.speaker(nobody)
        with pytest.raises(NotYours):
            async with network.store.turn() as turn:
                await check_ins.safe(turn, stranger, check_in.check_in_id)
    with pytest.raises(NotYours):
        async with network.store.turn() as turn:
            head = await network.speaker(HEAD)
            await check_ins.safe(turn, head, CheckInId("no-such-thing"))


async def test_every_look_at_a_phone_number_is_kept(network: Network) -> None:
    await network.until(clock("9:00"))
    knocked, rung = await network.check_in_of(ON_21), await network.check_in_of(ON_4)
    assert await network.audited("phones.shown", knocked.check_in_id) == set()
    assert await network.audited("phones.shown", rung.check_in_id) == {HER_FLOOR}
    await network.until(clock("12:30"))
    assert await network.audited("phones.shown", knocked.check_in_id) == {HIS_FLOOR, HEAD}


async def test_everybody_on_the_list_has_a_next_check_in(network: Network) -> None:
    await network.until(clock("23:00", day=25))
    async with network.store.reading() as turn:
        for resident in await turn.check_ins.active_residents():
            if resident.listed:
                planned = await turn.check_ins.has_planned(resident.resident_id)
                assert planned, resident.resident_id
