"""Asking in waves, without Telegram: who hears when, and that nobody is forgotten."""

from datetime import timedelta
from typing import Any

from mutual_aid.actions import needs, storms, tasks
from mutual_aid.actions.needs import Draft
from mutual_aid.ids import BlockId, EstateId, MatchId, UnitId, VolunteerId
from mutual_aid.matches import Match, MatchState
from mutual_aid.needs import Need, NeedState
from mutual_aid.taxonomy import TwoHelpers, Urgency, categories
from tests.mutual_aid.network import Network, clock

BLOCK = BlockId("MC-A")
REPORTER, COORDINATOR = "L001", "S001"


async def reported(
    network: Network, flat: str = "2107", urgency: Urgency = Urgency.NORMAL, **more: Any
) -> Need:
    """A leader reports that somebody needs supper."""
    draft = Draft(
        category_code="food.meal_delivery",
        block_id=BLOCK,
        floor=int(flat[:2]),
        unit_id=UnitId(f"{BLOCK}-{flat}"),
        place_known=True,
        urgency=urgency,
    ).model_copy(update=more)
    reporter = await network.speaker(REPORTER)
    async with network.store.turn() as turn:
        return await needs.report(turn, reporter, draft)


async def now(network: Network, need: Need) -> Need:
    async with network.store.reading() as turn:
        return await turn.needs.get(need.need_id)


async def offers(network: Network, need: Need) -> list[Match]:
    async with network.store.reading() as turn:
        return await turn.matches.of_need(need.need_id)


async def standing(network: Network, need: Need) -> list[Match]:
    return [x for x in await offers(network, need) if x.state is MatchState.OFFERED]


async def answers(network: Network, match: Match, *, yes: bool) -> None:
    person = await network.speaker(match.member_id)
    async with network.store.turn() as turn:
        await (tasks.accept if yes else tasks.decline)(turn, person, MatchId(match.match_id))


async def test_a_routine_need_asks_one_person_at_a_time_and_goes_on_by_itself(
    network: Network,
) -> None:
    await network.until(clock("09:00"))
    need = await reported(network)
    first = await standing(network, need)
    assert len(first) == 1

    await network.passes(minutes=39)
    assert await standing(network, need) == first
    await network.passes(minutes=2)

    second = await standing(network, need)
    assert len(second) == 1
    assert second[0].volunteer_id != first[0].volunteer_id
    assert (second[0].wave, second[0].rank) == (2, 1)


async def test_a_pressing_need_asks_several_and_replaces_who_says_no(network: Network) -> None:
    await network.until(clock("09:00"))
    need = await reported(network, urgency=Urgency.HIGH)
    asked = await standing(network, need)
    assert len(asked) > 1

    await answers(network, asked[0], yes=False)

    again = await standing(network, need)
    assert len(again) == len(asked)
    assert {x.wave for x in again} == {1}
    assert sorted(x.rank for x in again) == list(range(2, len(asked) + 2))


async def _many_more_helpers(network: Network) -> None:
    """Forty neighbours sign up who can do the same as somebody of the sample."""
    async with network.store.turn() as turn:
        model = await turn.volunteers.get(VolunteerId("V003"))
        row = next(x for x in await turn.all_rows("members") if x["member_id"] == "V003")
        for n in range(40):
            name = f"N{n:03}"
            await turn.put_rows(
                "members", [dict(row) | {"member_id": name, "telegram_id": 970_000_000_000 + n}]
            )
            changes = {"volunteer_id": name, "member_id": name, "home_block_id": BLOCK}
            await turn.volunteers.add(model.model_copy(update=changes), turn.now)


async def test_the_coordinator_hears_in_time_while_others_are_still_asked(
    network: Network,
) -> None:
    await network.until(clock("09:00"))
    await _many_more_helpers(network)
    need = await reported(network, urgency=Urgency.HIGH)
    await network.sent()

    await network.until(clock("09:14"))
    assert COORDINATOR not in await network.told("need", need.need_id, aloud=True)
    await network.until(clock("09:15"))

    assert COORDINATOR in await network.told("need", need.need_id, aloud=True)
    open_need = await now(network, need)
    assert open_need.owner_id == COORDINATOR
    assert open_need.escalated_round == open_need.round
    assert await standing(network, need)


async def test_at_night_a_need_that_can_wait_waits_and_a_pressing_one_does_not(
    network: Network,
) -> None:
    await network.until(clock("23:00"))
    waits, pressing = await reported(network), await reported(network, "1806", Urgency.HIGH)

    assert not await standing(network, waits)
    assert await standing(network, pressing)
    await network.until(clock("07:31", day=24))
    assert await standing(network, waits)


async def test_help_that_begins_soon_is_asked_for_faster(network: Network) -> None:
    await network.until(clock("09:00"))
    soon: dict[str, Any] = {
        "from_at": clock("13:00"),
        "until_at": clock("14:00"),
        "when_known": True,
    }
    need = await reported(network, **soon)
    assert {x.answer_by_at for x in await standing(network, need)} == {clock("09:12")}


async def test_a_late_yes_still_counts_while_the_need_is_open(network: Network) -> None:
    await network.until(clock("09:00"))
    need = await reported(network)
    slow = (await standing(network, need))[0]
    await network.passes(minutes=45)

    await answers(network, slow, yes=True)

    assert (await now(network, need)).state is NeedState.MATCHED
    states = {x.volunteer_id: x.state for x in await offers(network, need)}
    assert states.pop(slow.volunteer_id) is MatchState.ACCEPTED
    assert set(states.values()) == {MatchState.CLOSED}


async def test_a_late_no_is_remembered_and_moves_nobody_forward(network: Network) -> None:
    await network.until(clock("09:00"))
    need = await reported(network)
    slow = (await standing(network, need))[0]
    await network.passes(minutes=45)
    asked = await standing(network, need)

    await answers(network, slow, yes=False)

    assert await standing(network, need) == asked
    states = {x.match_id: x.state for x in await offers(network, need)}
    assert states[slow.match_id] is MatchState.DECLINED


async def test_who_comes_too_late_is_asked_first_when_the_place_comes_free(
    network: Network,
) -> None:
    await network.until(clock("09:00"))
    need = await reported(network, urgency=Urgency.HIGH)
    first, *_, last = await standing(network, need)
    await answers(network, first, yes=True)
    await answers(network, last, yes=True)
    backup = next(x for x in await offers(network, need) if x.match_id == last.match_id)
    assert (backup.state, backup.backup_at) == (MatchState.CLOSED, network.now)

    person = await network.speaker(first.member_id)
    async with network.store.turn() as turn:
        await tasks.hand_back(turn, person, first.match_id)

    asked_again = await standing(network, need)
    assert asked_again[0].volunteer_id == last.volunteer_id
    assert (asked_again[0].round, asked_again[0].rank) == (2, 1)


async def test_every_offer_is_logged_with_what_was_known_then(network: Network) -> None:
    await network.until(clock("09:00"))
    need = await reported(network)
    made = await offers(network, need)
    assert made
    for match in made:
        assert 0 < match.p_accept < 1
        assert match.ring in range(4)
        assert (match.offers_7_days, match.tasks_28_days) == (0, 0)
        assert match.reasons


async def _storm(network: Network, hours: int = 6) -> None:
    coordinator = await network.speaker(COORDINATOR)
    async with network.store.turn() as turn:
        await storms.declare(turn, coordinator, EstateId("MC"), timedelta(hours=hours))


async def test_in_a_storm_nobody_has_two_offers_and_pressing_needs_come_first(
    network: Network,
) -> None:
    await network.until(clock("09:00"))
    await _storm(network)
    flats = ["2107", "1806", "1705", "0503", "0904", "1204", "2203", "2605"]
    urgencies = [Urgency.HIGH if n % 2 else Urgency.NORMAL for n in range(len(flats))]
    found = [await reported(network, *one) for one in zip(flats, urgencies, strict=True)]
    assert not [x for need in found for x in await standing(network, need)]

    await network.passes(minutes=3)

    out = [x for need in found for x in await standing(network, need)]
    people = [x.volunteer_id for x in out]
    assert len(people) == len(set(people)) > 4
    pressing = [n for n, u in zip(found, urgencies, strict=True) if u is Urgency.HIGH]
    assert all([await standing(network, need) for need in pressing])


async def test_when_a_storm_ends_every_open_need_is_asked_for_by_itself_again(
    network: Network,
) -> None:
    await network.until(clock("09:00"))
    await _storm(network, hours=1)
    need = await reported(network)
    await network.passes(minutes=3)
    assert len(await standing(network, need)) == 1

    await network.until(clock("11:00"))

    async with network.store.reading() as turn:
        assert await turn.storms.get(EstateId("MC")) is None
    open_need = await now(network, need)
    assert open_need.next_due_at is not None
    assert open_need.next_due_at > network.now
    waves = [x.wave for x in await offers(network, need)]
    assert len(waves) == len(set(waves)) >= 3


async def test_an_open_need_always_has_a_next_moment_until_somebody_comes(
    network: Network,
) -> None:
    """Nobody ever answers: two days through nights, a storm and its end."""
    await network.until(clock("18:00"))
    need = await reported(network)
    await _storm(network, hours=2)
    for hour in range(48):
        await network.passes(hours=1)
        open_need = await now(network, need)
        assert open_need.next_due_at is not None, hour
        assert open_need.next_due_at > network.now, hour
    assert open_need.escalated_round == 1
    assert MatchState.OFFERED not in {x.state for x in await offers(network, need)}


async def test_no_report_asks_for_fewer_helpers_than_the_kind_or_a_first_visit_demands(
    network: Network,
) -> None:
    """However few the reporter wants: two where the table says so, two at the first visit."""
    await network.until(clock("09:00"))
    flat = UnitId(f"{BLOCK}-2107")
    for category in categories().values():
        if category.sealed or category.urgency is Urgency.EMERGENCY:
            continue
        need = await reported(network, category_code=category.code, helpers=1)
        async with network.store.reading() as turn:
            visits = await turn.needs.earlier_visits(flat, need.need_id)
        assert visits == 0
        alone = category.two_helpers is TwoHelpers.NO
        assert need.helpers == (1 if alone else 2), category.code


async def test_after_a_good_visit_one_helper_is_enough_where_only_the_first_is_in_pairs(
    network: Network,
) -> None:
    await network.until(clock("09:00"))
    need = await reported(network, category_code="care.companion_visit", urgency=Urgency.HIGH)
    assert need.helpers == 2
    first, second = (await standing(network, need))[:2]
    for match in (first, second):
        await answers(network, match, yes=True)
    for match in (first, second):
        person = await network.speaker(match.member_id)
        async with network.store.turn() as turn:
            await tasks.done(turn, person, match.match_id)

    again = await reported(network, category_code="care.companion_visit")
    assert again.helpers == 1
