"""Asking volunteers in waves until the places are filled, or the coordinator has to be told."""

from datetime import datetime, timedelta

from mutual_aid.actions.searching import best, due_by, not_at_night, tell_at, time_left
from mutual_aid.actions.watch import coordinators, keep_watch, tell, tell_all
from mutual_aid.ids import MatchId, NeedId, VolunteerId, new_handle
from mutual_aid.matches import HELD, Match, MatchState
from mutual_aid.needs import Need, NeedState
from mutual_aid.notices import Due, DueKind, Kind, Lane
from mutual_aid.policy import Pace
from mutual_aid.suitability import Suited
from mutual_aid.turn import Turn
from mutual_aid.waves import most_at_once, next_step, pace_of, with_chance

LEAST_WAIT = timedelta(minutes=2)
"""An offer stays open so long at least, however little time is left."""


async def ask_next(turn: Turn, need: Need) -> None:
    """Offer the need to the next few, or wait for the morning, or tell the coordinator.

    In a storm the need joins the pool, which is planned as a whole every few minutes.
    """
    storm = await turn.storms.get(need.estate_id)
    if storm is not None:
        await keep_watch(turn, need, DueKind.WAVE, storm.ends_at)
        return
    allowed = await not_at_night(turn, need, turn.now)
    if allowed > turn.now:
        await keep_watch(turn, need, DueKind.WAVE, allowed)
        return
    left = await time_left(turn, need)
    if left > timedelta(0) and await _ask_wave(turn, need, left):
        await tell_in_time(turn, need)
    else:
        await run_out(turn, need)


async def _ask_wave(turn: Turn, need: Need, left: timedelta) -> bool:
    """Ask the next wave; False if there is nobody who may be asked."""
    asking, missing = turn.policy.asking, need.helpers - need.places_taken
    ranked = await _backups_first(
        turn, need, await best(turn, need, most_at_once(need.urgency, left, missing, asking))
    )
    step = next_step(need.urgency, left, [x.p_accept for x in ranked], missing, asking)
    seed = f"{need.need_id}:{need.round}:{need.wave + 1}"
    chosen = with_chance(ranked, step.size, seed, turn.policy)
    if chosen:
        await offer_all(turn, need, chosen, step.wait)
    return bool(chosen)


async def _backups_first(turn: Turn, need: Need, ranked: list[Suited]) -> list[Suited]:
    """Put those in front who said yes when the places were filled already."""
    waiting = {x.volunteer_id for x in await turn.matches.of_need(need.need_id) if x.backup_at}
    return sorted(ranked, key=lambda x: x.candidate.volunteer.volunteer_id not in waiting)


async def offer_all(turn: Turn, need: Need, chosen: list[Suited], wait: timedelta) -> None:
    """Offer the need to these people as its next wave, and look again when the wait is over."""
    until = turn.now + max(min(wait, due_by(need, turn.policy, turn.now) - turn.now), LEAST_WAIT)
    if need.wave:
        await _close_earlier(turn, need, {x.candidate.volunteer.volunteer_id for x in chosen})
    for rank, one in enumerate(chosen, start=1):
        await _offer(turn, need, one, need.wave + 1, rank, until)
    await turn.needs.set_wave(need.need_id, need.wave + 1, until)
    await keep_watch(turn, need, DueKind.WAVE, until)
    await tell_all(turn, need)


async def _close_earlier(turn: Turn, need: Need, asked_again: set[VolunteerId]) -> None:
    """Who is asked a second time has one offer to answer: nobody fills two places of a need."""
    for match in await turn.matches.of_need(need.need_id):
        if match.volunteer_id in asked_again and _could_still(match, need):
            await turn.matches.move(match, MatchState.CLOSED, turn.now)
            await tell(turn, match.member_id, Kind.OFFER, match.match_id, fresh=False)


async def _offer(
    turn: Turn, need: Need, suited: Suited, wave: int, rank: int, until: datetime
) -> None:
    candidate = suited.candidate
    match = Match(
        match_id=MatchId(new_handle()),
        need_id=need.need_id,
        volunteer_id=candidate.volunteer.volunteer_id,
        member_id=candidate.volunteer.member_id,
        round=need.round,
        wave=wave,
        rank=rank,
        score=round(suited.points),
        p_accept=suited.p_accept,
        ring=suited.ring,
        offers_7_days=candidate.offers_7_days,
        tasks_28_days=candidate.tasks_28_days,
        by_chance=suited.by_chance,
        reasons=suited.reasons,
        state=MatchState.OFFERED,
        place=None,
        version=1,
        offered_at=turn.now,
        answer_by_at=until,
        shown_at=None,
        answered_at=None,
        decline_reason=None,
        accepted_at=None,
        on_the_way_at=None,
        arrived_at=None,
        ended_at=None,
        minutes=None,
        remark="",
        safety_word="",
        backup_at=None,
    )
    await turn.matches.add(match)
    await turn.due.at(Due(kind=DueKind.OFFER_DEADLINE, object_id=match.match_id, due_at=until))
    lane = Lane.EMERGENCY if need.emergency else Lane.REPLY
    await tell(turn, match.member_id, Kind.OFFER, match.match_id, lane=lane)


async def wave_due(turn: Turn, need_id: NeedId) -> None:
    """Due: nobody (or not enough) said yes in time, so ask the next few."""
    need = await turn.needs.get(need_id)
    for match in await turn.matches.of_need(need_id):
        if match.answer_by_at <= turn.now:  # its own deadline may be later in the queue
            await deadline(turn, match.match_id)
    if need.state is not NeedState.OPEN:
        return
    standing = await _standing(turn, need)
    if standing:
        await keep_watch(turn, need, DueKind.WAVE, min(x.answer_by_at for x in standing))
        await tell_in_time(turn, need)
    else:
        await ask_next(turn, need)


async def _standing(turn: Turn, need: Need) -> list[Match]:
    everyone = await turn.matches.of_need(need.need_id)
    return [x for x in everyone if x.state is MatchState.OFFERED]


async def said_no(turn: Turn, need_id: NeedId) -> None:
    """Ask somebody else at once for a pressing need, or when nobody is left who could answer."""
    need = await turn.needs.get(need_id)
    if need.state is not NeedState.OPEN:
        return
    if not await _standing(turn, need):
        await ask_next(turn, need)
    elif await turn.storms.get(need.estate_id) is None:
        left = await time_left(turn, need)
        if pace_of(need.urgency, left) is Pace.PRESSING:
            await _replace(turn, need, left)


async def _replace(turn: Turn, need: Need, left: timedelta) -> None:
    ranked = await best(turn, need, 1)
    if not ranked or left <= timedelta(0):
        return
    in_wave = [x for x in await turn.matches.of_need(need.need_id) if x.wave == need.wave]
    wait = turn.policy.asking.waves[Pace.PRESSING].wait
    await _offer(turn, need, ranked[0], need.wave, len(in_wave) + 1, turn.now + wait)
    await tell_all(turn, need)


async def deadline(turn: Turn, match_id: MatchId) -> None:
    """Due: an offer nobody answered expires without reproach; while the need is open a late yes
    still counts.
    """
    match = await turn.matches.get(match_id)
    if match.state is MatchState.OFFERED:
        await turn.matches.move(match, MatchState.EXPIRED, turn.now)
        await tell(turn, match.member_id, Kind.OFFER, match_id, fresh=False)


async def tell_in_time(turn: Turn, need: Need) -> None:
    """Tell the coordinators before it is too late for them to help; look again then if it is not
    time yet.
    """
    if need.escalated_round >= need.round:
        return
    at = await not_at_night(turn, need, tell_at(need, turn.policy, turn.now))
    if at <= turn.now:
        await _tell_coordinators(turn, need)
        return
    next_look = (await turn.needs.get(need.need_id)).next_due_at
    if next_look is None or at < next_look:
        await keep_watch(turn, need, DueKind.WAVE, at)


async def run_out(turn: Turn, need: Need) -> None:
    """Tell everybody that no more are asked; the first coordinator now owns the need."""
    await _tell_coordinators(turn, need)
    await tell(turn, need.reporter_id, Kind.NEED, need.need_id)
    settle = turn.now + turn.policy.frames[need.urgency].settle
    await keep_watch(turn, need, DueKind.NEED_REMINDER, settle)


async def _tell_coordinators(turn: Turn, need: Need) -> None:
    staff = await coordinators(turn, need.estate_id)
    await turn.needs.set_escalated(need.need_id, need.round)
    if staff and need.owner_id not in [x.member_id for x in staff]:
        await turn.needs.set_owner(need.need_id, staff[0].member_id)
    for person in staff:
        await tell(turn, person.member_id, Kind.NEED, need.need_id)


async def close_offers(turn: Turn, need: Need) -> None:
    """Close what is still offered, with thanks: the places are filled or not needed any more."""
    for match in await turn.matches.of_need(need.need_id):
        if match.state is MatchState.OFFERED:
            await turn.matches.move(match, MatchState.CLOSED, turn.now)
            await turn.due.cancel(DueKind.OFFER_DEADLINE, match.match_id)
        if match.state is MatchState.OFFERED or _could_still(match, need):
            await tell(turn, match.member_id, Kind.OFFER, match.match_id, fresh=False)


def _could_still(match: Match, need: Need) -> bool:
    """A late yes was possible until now, so the card has a button that must go."""
    return match.state is MatchState.EXPIRED and match.round == need.round


async def close_all(turn: Turn, need: Need) -> None:
    """Close offers and running tasks of a need that was taken back."""
    await close_offers(turn, need)
    for match in await turn.matches.of_need(need.need_id):
        if match.state in HELD:
            await turn.matches.move(match, MatchState.CLOSED, turn.now)
            await tell(turn, match.member_id, Kind.TASK, match.match_id)
