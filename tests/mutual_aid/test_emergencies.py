"""Emergencies and sealed needs: who hears, how the circle widens, and who never hears."""

from datetime import timedelta

import pytest

from mutual_aid.actions import emergencies, needs
from mutual_aid.actions.emergencies import Call
from mutual_aid.actions.needs import Draft
from mutual_aid.errors import NotYours, Stale
from mutual_aid.ids import BlockId, NeedId, UnitId
from mutual_aid.needs import Need, NeedState
from tests.mutual_aid.network import Network

BLOCK, FLAT = BlockId("MC-A"), UnitId("MC-A-1305")
REPORTER, HEAD, DEPUTY = "L005", "L001", "L002"
NEAR = {"L001", "L002", "L003", "L004", "L006", "L007", "L008", "L009"}
"""All leaders of the block but the reporter; any on leave are left out by the network."""
ON_DUTY, OFF_DUTY, SOCIAL_WORKER = "S001", "S002", "S003"
"""On a Monday morning."""


async def report(network: Network, category: str = "safety.fall_injury") -> Need:
    """A floor leader reports danger in a flat on her floors, at nine on Monday."""
    await network.passes(hours=2, minutes=30)
    draft = Draft(
        category_code=category,
        block_id=BLOCK,
        floor=13,
        unit_id=FLAT,
        place_known=True,
        person="陳婆婆",
        notes="呢啲係報告人嘅說話",
    )
    reporter = await network.speaker(REPORTER)
    async with network.store.turn() as turn:
        return await needs.report(turn, reporter, draft)


async def now(network: Network, need: Need) -> Need:
    """The need as it is by now."""
    async with network.store.reading() as turn:
        return await turn.needs.get(need.need_id)


async def heard(network: Network, need: Need) -> set[str]:
    """Who has the alarm waiting, with sound."""
    return await network.told("emergency", need.need_id, aloud=True)


async def serving(network: Network) -> set[str]:
    """The leaders of the block who serve now, without the reporter."""
    async with network.store.reading() as turn:
        leaders = await turn.members.leaders_of(BLOCK)
    return {str(x.member_id) for x in leaders if x.serving} - {REPORTER}


async def test_leaders_of_the_block_and_the_coordinator_on_duty_hear_at_once(
    network: Network,
) -> None:
    need = await report(network)
    assert await heard(network, need) == (await serving(network)) | {ON_DUTY}
    assert await serving(network) <= NEAR


async def test_no_volunteer_is_asked_in_an_emergency(network: Network) -> None:
    need = await report(network)
    await network.passes(hours=1)
    async with network.store.reading() as turn:
        assert await turn.matches.of_need(need.need_id) == []


async def test_circle_widens_after_three_and_five_minutes_then_ever_more_slowly(
    network: Network,
) -> None:
    need = await report(network)
    near = (await serving(network)) | {ON_DUTY}
    started, heard_at = network.now, []
    await network.sent()
    for minute in range(1, 61):
        await network.until(started + timedelta(minutes=minute))
        if again := await heard(network, need):
            heard_at.append(minute)
            assert near <= again
            assert {SOCIAL_WORKER, OFF_DUTY} <= again
        await network.sent()
    assert heard_at == [3, 5, 10, 15, 23, 34, 51]


async def test_where_nobody_near_can_be_reached_the_next_circle_hears_at_once(
    network: Network,
) -> None:
    await network.lose(*NEAR, ON_DUTY)
    need = await report(network)
    assert await heard(network, need) == {OFF_DUTY, SOCIAL_WORKER}
    async with network.store.reading() as turn:
        assert set(await turn.needs.alerted(need.need_id)) == {OFF_DUTY, SOCIAL_WORKER}


async def test_phones_are_for_coordinators_from_the_third_circle_and_each_look_is_kept(
    network: Network,
) -> None:
    need = await report(network)
    await network.passes(minutes=4)
    assert not emergencies.shows_phones(await now(network, need))
    await network.passes(minutes=1)
    assert emergencies.shows_phones(await now(network, need))
    assert await network.audited("phones.shown", need.need_id) == {ON_DUTY, OFF_DUTY}


async def test_outage_makes_up_for_the_circles_it_missed(network: Network) -> None:
    need = await report(network)
    await network.sleeps_until(network.now + timedelta(minutes=40))
    assert emergencies.shows_phones(await now(network, need))
    assert {OFF_DUTY, SOCIAL_WORKER, HEAD} <= await heard(network, need)


async def test_one_takes_it_and_the_circle_stops(network: Network) -> None:
    need = await report(network)
    head, deputy = await network.speaker(HEAD), await network.speaker(DEPUTY)
    async with network.store.turn() as turn:
        await emergencies.take(turn, head, need.need_id)
    with pytest.raises(Stale):
        async with network.store.turn() as turn:
            await emergencies.take(turn, deputy, need.need_id)
    assert REPORTER in await network.told("need", need.need_id, aloud=True)
    await network.sent()
    await network.passes(minutes=14)
    assert await heard(network, need) == set()
    await network.passes(minutes=1)
    assert await heard(network, need) == {HEAD}, "who has it is reminded until it is over"


async def test_in_safe_hands_ends_it_for_everybody(network: Network) -> None:
    need = await report(network)
    await network.sent()
    reporter = await network.speaker(REPORTER)
    async with network.store.turn() as turn:
        await emergencies.in_safe_hands(turn, reporter, need.need_id)
    assert await network.told("emergency", need.need_id) == (await serving(network)) | {ON_DUTY}
    await network.sent()
    await network.passes(hours=5)
    assert await network.told("emergency", need.need_id) == set()
    assert (await now(network, need)).state is NeedState.CLOSED
    with pytest.raises(Stale):
        async with network.store.turn() as turn:
            await emergencies.in_safe_hands(turn, reporter, need.need_id)


async def test_every_coordinator_hears_when_the_reporter_cannot_call(network: Network) -> None:
    need = await report(network)
    await network.sent()
    reporter = await network.speaker(REPORTER)
    async with network.store.turn() as turn:
        await emergencies.called(turn, reporter, need.need_id, Call.CANNOT)
    assert await heard(network, need) == {ON_DUTY, OFF_DUTY}


async def test_an_emergency_taken_back_is_over_for_all_who_were_alarmed(network: Network) -> None:
    need = await report(network)
    await network.sent()
    reporter = await network.speaker(REPORTER)
    async with network.store.turn() as turn:
        await needs.withdraw(turn, reporter, need.need_id, need.version)
    assert (await serving(network)) | {ON_DUTY} <= await network.told("emergency", need.need_id)


@pytest.mark.parametrize("who", ["V001", "L010", "L027", "S004"])
async def test_people_from_elsewhere_can_neither_take_nor_end_it(
    network: Network, who: str
) -> None:
    need, somebody = await report(network), await network.speaker(who)
    for act in (emergencies.take, emergencies.in_safe_hands):
        with pytest.raises(NotYours):
            async with network.store.turn() as turn:
                await act(turn, somebody, need.need_id)
    with pytest.raises(NotYours):
        async with network.store.turn() as turn:
            await emergencies.called(turn, somebody, need.need_id, Call.CALLED)
    with pytest.raises(NotYours):
        async with network.store.turn() as turn:
            await emergencies.take(turn, somebody, NeedId("no-such-need"))


SEALED = ["family.domestic_violence", "mind.suicide_risk", "safety.abuse_suspected"]


@pytest.mark.parametrize("category", SEALED)
async def test_sealed_need_reaches_the_station_on_duty_and_nobody_else(
    network: Network, category: str
) -> None:
    need = await report(network, category)
    first = await heard(network, need)
    assert first
    assert first <= {ON_DUTY, OFF_DUTY, SOCIAL_WORKER}
    assert await network.audited("sealed.shown", need.need_id) == first
    await network.passes(hours=3)
    assert await network.told("emergency", need.need_id) == {ON_DUTY, OFF_DUTY, SOCIAL_WORKER}
    assert await network.told("need", need.need_id) == set()


async def test_reporter_of_a_sealed_need_never_hears_of_it_again(network: Network) -> None:
    need = await report(network, "family.domestic_violence")
    worker = await network.speaker(ON_DUTY)
    async with network.store.turn() as turn:
        await needs.add_note(turn, worker, need.need_id, "called back")
    async with network.store.turn() as turn:
        await emergencies.take(turn, worker, need.need_id)
    await network.passes(hours=1)
    async with network.store.turn() as turn:
        await emergencies.in_safe_hands(turn, worker, need.need_id)
    async with network.store.reading() as turn:
        rows = await turn.all_rows("outbox")
    assert REPORTER not in {x["member_id"] for x in rows if x["object_id"] == need.need_id}


async def test_reporter_and_leaders_may_do_nothing_to_a_sealed_need(network: Network) -> None:
    need = await report(network, "mind.suicide_risk")
    for who in (REPORTER, HEAD, "V001"):
        speaker = await network.speaker(who)
        for act in (emergencies.take, emergencies.in_safe_hands, needs.see):
            with pytest.raises(NotYours):
                async with network.store.turn() as turn:
                    await act(turn, speaker, need.need_id)


async def test_whole_station_hears_of_a_sealed_need_when_nobody_on_duty_can(
    network: Network,
) -> None:
    await network.lose(ON_DUTY, SOCIAL_WORKER)
    need = await report(network, "mind.suicide_risk")
    assert await heard(network, need) == {OFF_DUTY}


async def test_look_at_a_sealed_need_is_kept_every_time(network: Network) -> None:
    need = await report(network, "safety.abuse_suspected")
    colleague = await network.speaker(OFF_DUTY)
    async with network.store.turn() as turn:
        await needs.see(turn, colleague, need.need_id)
    assert OFF_DUTY in await network.audited("sealed.shown", need.need_id)
