"""What a coordinator does for an open need: see why not, ask somebody, ask more, refer, give up."""

from collections import Counter

from mutual_aid.actions.matches import close_offers, offer_all
from mutual_aid.actions.searching import everybody, time_left
from mutual_aid.actions.watch import tell_all
from mutual_aid.columns import Ring
from mutual_aid.errors import NobodyLeft, NotYours, Stale
from mutual_aid.ids import NeedId, VolunteerId
from mutual_aid.matches import HELD, Match, MatchState
from mutual_aid.members import Speaker
from mutual_aid.needs import Need, NeedState
from mutual_aid.notices import DueKind, Kind
from mutual_aid.permissions import Action, require
from mutual_aid.record import Record
from mutual_aid.suitability import Hurdle, Suited
from mutual_aid.turn import Turn
from mutual_aid.waves import pace_of

_SOFT = frozenset(
    {
        Hurdle.ASKED_BEFORE,
        Hurdle.NOT_FREE,
        Hurdle.WEEKLY_LIMIT,
        Hurdle.OPEN_OFFER,
        Hurdle.TOO_FAR,
        Hurdle.ASKED_ENOUGH,
    }
)
"""Rules of load and habit, which a coordinator may set aside for somebody chosen by name."""
_ONCE_MORE = frozenset({Hurdle.ASKED_BEFORE, Hurdle.ASKED_ENOUGH})
"""What is set aside for whoever is asked without being chosen by name."""
_AT_ONCE = 3
"""So many are asked when a coordinator asks for more."""


class WhyNot(Record):
    """Why a need is not filled. holders: people of the estate with the skill; kept_away: how many
    of them each rule keeps away (counted once, by the first rule); asked: all offers of this need;
    free: how many may still be asked, by ring; almost: how many more there would be if only that
    one rule were set aside, apart from those who said no.
    """

    holders: int
    kept_away: dict[Hurdle, int]
    asked: tuple[Match, ...]
    free: dict[Ring, int]
    almost: dict[Hurdle, int]


async def why_not(turn: Turn, speaker: Speaker, need_id: NeedId) -> WhyNot:
    """Return why an open need is not filled yet; raises NotYours, or Stale once it is not open."""
    need = await steered(turn, speaker, need_id)
    found, asked = await everybody(turn, need), await turn.matches.of_need(need_id)
    said_no = _said_no(asked)
    willing = [x for x in found if x.suited.candidate.volunteer.volunteer_id not in said_no]
    return WhyNot(
        holders=len(found),
        kept_away=dict(Counter(x.hurdles[0] for x in found if x.hurdles)),
        asked=tuple(asked),
        free=dict(Counter(x.suited.ring for x in found if not x.hurdles)),
        almost=dict(Counter(x.hurdles[0] for x in willing if len(x.hurdles) == 1)),
    )


async def offer_by_hand(
    turn: Turn, speaker: Speaker, need_id: NeedId, volunteer_id: VolunteerId
) -> None:
    """A coordinator asks one person; only the rules of load and habit may be set aside."""
    need = await steered(turn, speaker, need_id)
    chosen = [
        x for x in await by_hand(turn, need) if x.candidate.volunteer.volunteer_id == volunteer_id
    ]
    if not chosen:
        raise NotYours
    await _offer(turn, need, chosen)
    await turn.audit.write(speaker.member_id, Action.NEED_STEER, need_id, to=volunteer_id)


async def _offer(turn: Turn, need: Need, chosen: list[Suited]) -> None:
    wave = turn.policy.asking.waves[pace_of(need.urgency, await time_left(turn, need))]
    await offer_all(turn, need, chosen, wave.wait)


async def by_hand(turn: Turn, need: Need) -> list[Suited]:
    """Return whom a coordinator may ask: the best first, also the busy and those asked before."""
    return await _who_may_be_asked(turn, need, _SOFT)


async def _who_may_be_asked(turn: Turn, need: Need, aside: frozenset[Hurdle]) -> list[Suited]:
    """Return, best first, whom no rule but those set aside keeps away, and who has no offer now."""
    asked_now = {
        x.volunteer_id
        for x in await turn.matches.of_need(need.need_id)
        if x.state is MatchState.OFFERED or (x.round == need.round and x.state in HELD)
    }
    return [
        x.suited
        for x in await everybody(turn, need)
        if aside.issuperset(x.hurdles)
        and x.suited.candidate.volunteer.volunteer_id not in asked_now
    ]


def _said_no(matches: list[Match]) -> set[VolunteerId]:
    return {x.volunteer_id for x in matches if x.state is MatchState.DECLINED}


async def widen(turn: Turn, speaker: Speaker, need_id: NeedId) -> None:
    """A coordinator asks a few more at once: those who did not answer may be asked again, and the
    weekly cap on offers is lifted for this one need; those who said no are left in peace. Raises
    NobodyLeft where there is nobody who could be.
    """
    need = await steered(turn, speaker, need_id)
    said_no = _said_no(await turn.matches.of_need(need_id))
    free = [
        x
        for x in await _who_may_be_asked(turn, need, _ONCE_MORE)
        if x.candidate.volunteer.volunteer_id not in said_no
    ]
    if not free:
        raise NobodyLeft
    await _offer(turn, need, free[:_AT_ONCE])
    await turn.audit.write(
        speaker.member_id, Action.NEED_STEER, need_id, widened=len(free[:_AT_ONCE])
    )


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
