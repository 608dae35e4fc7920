"""The ladder of a check-in: who is asked, when, and who steps in for whom cannot be reached."""

from datetime import timedelta

import pytest

from mutual_aid.actions import check_ins
from mutual_aid.check_ins import CheckInState
from tests.mutual_aid.network import Network, clock

ON_21, HIS_FLOOR, HEAD = "R038", "L007", "L001"
"""Asked 9:00-11:00, grace 120 minutes."""
WITH_TELEGRAM, THEIR_FLOOR = "R031", "L040"
"""Asked 9:00-11:00 in the other estate, by themselves."""
ON_DUTY, OFF_DUTY = "S001", "S002"


async def test_floor_leader_is_asked_when_the_window_opens(network: Network) -> None:
    await network.until(clock("8:59"))
    assert await network.asked_about(ON_21) == set()
    await network.until(clock("9:00"))
    assert await network.asked_about(ON_21) == {HIS_FLOOR}


async def test_people_with_telegram_are_asked_themselves(network: Network) -> None:
    await network.until(clock("9:00"))
    assert await network.asked_about(WITH_TELEGRAM) == {WITH_TELEGRAM}


async def test_silence_climbs_the_ladder_at_quarters_of_the_grace(network: Network) -> None:
    rungs = [("11:00", {HIS_FLOOR}), ("11:30", {HIS_FLOOR}), ("12:00", {HIS_FLOOR}),
             ("12:30", {HIS_FLOOR, HEAD}), ("13:00", {ON_DUTY})]  # fmt: skip
    await network.until(clock("9:00"))
    for step, (at, called) in enumerate(rungs, start=1):
        await network.sent()
        await network.until(clock(at) - timedelta(seconds=1))
        assert await network.asked_about(ON_21) == set(), f"before {at}"
        await network.until(clock(at))
        assert await network.asked_about(ON_21) == called, f"at {at}"
        assert (await network.check_in_of(ON_21)).step == step


async def test_last_rung_repeats_to_all_coordinators_until_somebody_knows(
    network: Network,
) -> None:
    await network.until(clock("13:00"))
    await network.sent()
    await network.until(clock("13:30"))
    assert {ON_DUTY, OFF_DUTY} <= await network.asked_about(ON_21)
    async with network.store.turn() as turn:
        coordinator = await turn.members.speaker_of((await network.speaker(ON_DUTY)).member_id)
        check_in = await network.check_in_of(ON_21)
        await check_ins.safe(turn, coordinator, check_in.check_in_id)
    await network.sent()
    await network.until(clock("17:00"))
    assert await network.asked_about(ON_21) == set()
    assert (await network.check_in_of(ON_21)).state is CheckInState.RESOLVED


async def test_person_who_does_not_answer_is_asked_again_then_her_floor_leader(
    network: Network,
) -> None:
    await network.until(clock("9:00"))
    await network.sent()
    await network.until(clock("11:00"))
    assert await network.asked_about(WITH_TELEGRAM) == {WITH_TELEGRAM}
    await network.sent()
    await network.until(clock("11:30"))
    assert await network.asked_about(WITH_TELEGRAM) == {THEIR_FLOOR}


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
    assert await network.asked_about(ON_21) == asked


async def test_person_whose_telegram_is_gone_is_asked_about_on_the_floor(
    network: Network,
) -> None:
    await network.lose(WITH_TELEGRAM)
    await network.until(clock("9:00"))
    assert await network.asked_about(WITH_TELEGRAM) == {THEIR_FLOOR}


async def test_outage_over_the_window_asks_late_and_still_leaves_time_to_answer(
    network: Network,
) -> None:
    await network.sleeps_until(clock("12:45"))
    check_in = await network.check_in_of(ON_21)
    assert check_in.late
    assert check_in.state is CheckInState.ASKED
    await network.sent()
    await network.until(clock("13:14"))
    assert await network.asked_about(ON_21) == set()
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
    assert await network.asked_about(ON_21) == set()
    await network.until(clock("7:29", day=24))
    assert await network.asked_about(ON_21) == set()
    await network.until(clock("7:30", day=24))
    assert await network.asked_about(ON_21) == {HIS_FLOOR}


async def test_pause_ends_by_itself_and_a_new_one_holds(network: Network) -> None:
    await network.change(
        "residents", "resident_id", ON_21, status="paused", paused_until="2026-11-25"
    )
    await network.until(clock("12:00"))
    assert (await network.check_in_of(ON_21)).state is not CheckInState.ASKED
    await network.until(clock("12:00", day=24))
    assert await network.asked_about(ON_21) == set()
    await network.until(clock("9:00", day=25))
    assert await network.asked_about(ON_21) == {HIS_FLOOR}


async def test_person_who_left_the_list_is_neither_asked_nor_planned_again(
    network: Network,
) -> None:
    await network.change("residents", "resident_id", ON_21, status="withdrawn")
    await network.until(clock("12:00", day=25))
    assert (await network.check_in_of(ON_21)).state is CheckInState.PAUSED
    async with network.store.reading() as turn:
        rows = [x for x in await turn.all_rows("check_ins") if x["resident_id"] == ON_21]
    assert len(rows) == 1


async def test_everybody_on_the_list_has_a_next_check_in(network: Network) -> None:
    await network.until(clock("23:00", day=25))
    async with network.store.reading() as turn:
        for resident in await turn.check_ins.active_residents():
            if resident.listed:
                planned = await turn.check_ins.has_planned(resident.resident_id)
                assert planned, resident.resident_id
