"""Asking volunteers in waves until the places are filled, or the coordinator has to be told."""

from datetime import datetime

from mutual_aid.actions.watch import coordinators, keep_watch, tell, tell_all
from mutual_aid.errors import NotYours, Stale
from mutual_aid.ids import BlockId, MatchId, NeedId, VolunteerId, new_handle
from mutual_aid.matches import HELD, Match, MatchState
from mutual_aid.matching import Ask, Hurdle, Scored, choose, hurdle, score
from mutual_aid.members import Speaker
from mutual_aid.needs import Need, NeedState
from mutual_aid.notices import Due, DueKind, Kind, Lane
from mutual_aid.permissions import Action, require
from mutual_aid.taxonomy import Urgency
from mutual_aid.times import after_quiet, day_parts
from mutual_aid.turn import Turn
from mutual_aid.volunteers import Candidate

_POOL = 200
"""How many candidates one search reads at most."""


async def ask_next(turn: Turn, need: Need) -> None:
    """Offer the need to the next few, or wait for the morning, or tell the coordinator."""
    allowed = await _allowed_at(turn, need)
    if allowed > turn.now:
        await keep_watch(turn, need, DueKind.WAVE, allowed)
        return
    plan = turn.policy.waves[need.urgency]
    chosen = await _best(turn, need, plan.size) if need.wave < plan.number else []
    if not chosen:
        await _run_out(turn, need)
        return
    await _offer_all(turn, need, chosen)


async def _allowed_at(turn: Turn, need: Need) -> datetime:
    """Return when people may be asked: quiet hours hold back everything below high."""
    if need.urgency in (Urgency.EMERGENCY, Urgency.HIGH):
        return turn.now
    zone = (await turn.estates.get(need.estate_id)).zone
    return after_quiet(turn.now, zone, turn.policy.quiet_from, turn.policy.quiet_until)


async def _best(turn: Turn, need: Need, size: int) -> list[Scored]:
    """Return the best few: from the own block if it has enough, else from the estate."""
    ask = await asked_for(turn, need)
    near = choose(ask, await _candidates(turn, need, (need.block_id,)), turn.now)
    if len(near) >= size:
        return near[:size]
    return choose(ask, await _candidates(turn, need, await _estate(turn, need)), turn.now)[:size]


async def _estate(turn: Turn, need: Need) -> tuple[BlockId, ...]:
    return tuple(x.block_id for x in await turn.estates.blocks(need.estate_id))


async def _candidates(turn: Turn, need: Need, block_ids: tuple[BlockId, ...]) -> list[Candidate]:
    return await turn.volunteers.candidates(
        skills=need.category.skills,
        estate_id=need.estate_id,
        block_ids=block_ids,
        need_id=need.need_id,
        unit_id=need.unit_id,
        now=turn.now,
        limit=_POOL,
    )


async def asked_for(turn: Turn, need: Need) -> Ask:
    """Return what the need demands of a helper."""
    block = await turn.estates.block(need.block_id)
    zone = (await turn.estates.get(need.estate_id)).zone
    window = need.from_at is not None and need.until_at is not None
    return Ask(
        estate_id=need.estate_id,
        block_id=need.block_id,
        floor=need.floor,
        floors=block.floors,
        skills=need.category.skills,
        screening=need.category.screening,
        spoken=need.spoken,
        parts=day_parts(need.from_at, need.until_at, zone)
        if window and need.from_at and need.until_at
        else frozenset(),
        urgency=need.urgency,
    )


async def _offer_all(turn: Turn, need: Need, chosen: list[Scored]) -> None:
    until = turn.now + turn.policy.waves[need.urgency].wait
    for rank, scored in enumerate(chosen, start=1):
        await _offer(turn, need, scored, need.wave + 1, rank, until)
    await turn.needs.set_wave(need.need_id, need.wave + 1, until)
    await keep_watch(turn, need, DueKind.WAVE, until)
    await tell_all(turn, need)


async def _offer(
    turn: Turn, need: Need, scored: Scored, wave: int, rank: int, until: datetime
) -> None:
    person = scored.candidate.volunteer
    match = Match(
        match_id=MatchId(new_handle()),
        need_id=need.need_id,
        volunteer_id=person.volunteer_id,
        member_id=person.member_id,
        round=need.round,
        wave=wave,
        rank=rank,
        score=scored.points,
        p_accept=scored.p_accept,
        reasons=scored.reasons,
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
    if need.state is NeedState.OPEN:
        await ask_next(turn, need)


async def deadline(turn: Turn, match_id: MatchId) -> None:
    """Due: an offer nobody answered expires without reproach."""
    match = await turn.matches.get(match_id)
    if match.state is MatchState.OFFERED:
        await turn.matches.move(match, MatchState.EXPIRED, turn.now)
        await tell(turn, match.member_id, Kind.OFFER, match_id, fresh=False)


async def _run_out(turn: Turn, need: Need) -> None:
    """Tell every coordinator of the estate; the first of them now owns the need."""
    staff = await coordinators(turn, need.estate_id)
    settle = turn.now + turn.policy.waves[need.urgency].settle
    if staff and need.owner_id not in [x.member_id for x in staff]:
        await turn.needs.set_owner(need.need_id, staff[0].member_id)
    for person in staff:
        await tell(turn, person.member_id, Kind.NEED, need.need_id)
    await tell(turn, need.reporter_id, Kind.NEED, need.need_id)
    await keep_watch(turn, need, DueKind.NEED_REMINDER, settle)


async def close_offers(turn: Turn, need: Need) -> None:
    """Close what is still offered, with thanks: the places are filled or not needed any more."""
    for match in await turn.matches.of_need(need.need_id):
        if match.state is MatchState.OFFERED:
            await turn.matches.move(match, MatchState.CLOSED, turn.now)
            await turn.due.cancel(DueKind.OFFER_DEADLINE, match.match_id)
            await tell(turn, match.member_id, Kind.OFFER, match.match_id, fresh=False)


async def close_all(turn: Turn, need: Need) -> None:
    """Close offers and running tasks of a need that was taken back."""
    await close_offers(turn, need)
    for match in await turn.matches.of_need(need.need_id):
        if match.state in HELD:
            await turn.matches.move(match, MatchState.CLOSED, turn.now)
            await tell(turn, match.member_id, Kind.TASK, match.match_id)


async def offer_by_hand(
    turn: Turn, speaker: Speaker, need_id: NeedId, volunteer_id: VolunteerId
) -> None:
    """A coordinator asks one person; the hard rules still hold, only waves and load do not."""
    need = await steered(turn, speaker, need_id)
    scored = next(
        (
            x
            for x in await by_hand(turn, need)
            if x.candidate.volunteer.volunteer_id == volunteer_id
        ),
        None,
    )
    if scored is None:
        raise NotYours
    await _offer_all(turn, need, [scored])
    await turn.audit.write(speaker.member_id, Action.NEED_STEER, need_id, to=volunteer_id)


async def by_hand(turn: Turn, need: Need) -> list[Scored]:
    """Return whom a coordinator may ask: the best first, also the busy and those asked before."""
    ask = await asked_for(turn, need)
    soft = (
        Hurdle.ASKED_BEFORE,
        Hurdle.NOT_FREE,
        Hurdle.WEEKLY_LIMIT,
        Hurdle.OPEN_OFFER,
        Hurdle.TOO_FAR,
        None,
    )
    asked_now = {
        x.volunteer_id
        for x in await turn.matches.of_need(need.need_id)
        if x.state is MatchState.OFFERED or (x.round == need.round and x.state in HELD)
    }
    everyone = await _candidates(turn, need, await _estate(turn, need))
    fit = [
        score(ask, x, turn.now)
        for x in everyone
        if hurdle(ask, x, turn.now) in soft and x.volunteer.volunteer_id not in asked_now
    ]
    return sorted(fit, key=lambda x: (-x.points, x.candidate.volunteer.volunteer_id))


async def widen(turn: Turn, speaker: Speaker, need_id: NeedId) -> None:
    """A coordinator starts another row of waves: those who did not answer may be asked again."""
    need = await steered(turn, speaker, need_id)
    chosen = [x for x in await by_hand(turn, need) if not x.candidate.open_offers][
        : turn.policy.waves[need.urgency].size
    ]
    if not chosen:
        raise NotYours
    await _offer_all(turn, need, chosen)
    await turn.audit.write(speaker.member_id, Action.NEED_STEER, need_id, widened=len(chosen))


async def give_up(
    turn: Turn, speaker: Speaker, need_id: NeedId, end: NeedState, reason: str
) -> None:
    """A coordinator ends the search: referred, or not possible; the reporter is told why."""
    need = await steered(turn, speaker, need_id)
    ended = await turn.needs.move(need, end, turn.now, owner_id=speaker.member_id, reason=reason)
    if ended is None:
        raise Stale(kind=Kind.NEED, object_id=need_id)
    await close_offers(turn, ended)
    for kind in (DueKind.WAVE, DueKind.NEED_REMINDER):
        await turn.due.cancel(kind, need_id)
    await turn.needs.set_next_due(need_id, None)
    await turn.audit.write(speaker.member_id, Action.NEED_STEER, need_id, end=end)
    await tell_all(turn, ended, aloud=(ended.reporter_id,))


async def steered(turn: Turn, speaker: Speaker, need_id: NeedId) -> Need:
    """Return a need that the speaker may steer; raises NotYours, or Stale once it cannot be."""
    need = await turn.needs.get(need_id)
    require(speaker, Action.NEED_STEER, need)
    if need.state is not NeedState.OPEN or need.sealed or need.emergency:
        raise Stale(kind=Kind.NEED, object_id=need_id)
    return need
