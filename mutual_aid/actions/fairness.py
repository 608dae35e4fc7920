"""Nobody forgotten and nobody worn out: the spread of load, and an honest word after a month."""

from mutual_aid.actions.watch import tell
from mutual_aid.errors import NotYours
from mutual_aid.fairness import Share, Spread, gini
from mutual_aid.ids import EstateId
from mutual_aid.members import Speaker
from mutual_aid.notices import Kind, Message
from mutual_aid.permissions import Action, may, require
from mutual_aid.times import after_quiet
from mutual_aid.turn import Turn
from mutual_aid.volunteers import Candidate, Radius, Volunteer

_NAMED = 3
_WORDS_A_DAY = 50
"""So many hear an honest word in one day's sweep; the next day goes on with the others."""


async def spreads(turn: Turn, speaker: Speaker) -> list[Spread]:
    """Return the spread of every estate that the speaker coordinates; raises NotYours without."""
    found = []
    for estate_id in speaker.estate_ids:
        blocks = await turn.estates.blocks(estate_id)
        if blocks and may(speaker, Action.STATS_SEE, blocks[0]):
            found.append(await _spread(turn, estate_id))
    if not found:
        raise NotYours
    return found


async def _spread(turn: Turn, estate_id: EstateId) -> Spread:
    everyone = await turn.volunteers.everyone(estate_id, turn.now)
    shares = [_share(x) for x in everyone]
    idle_since = turn.now - turn.policy.idle_after
    return Spread(
        estate_id=estate_id,
        volunteers=len(shares),
        offers=sum(x.offers for x in shares),
        tasks=sum(x.tasks for x in shares),
        gini=gini([x.tasks for x in shares]),
        without_offer=sum(x.last_offer_at is None or x.last_offer_at < idle_since for x in shares),
        wants_events=sum(x.volunteer.wants_events for x in everyone),
        longest_without=tuple(sorted(shares, key=_last_asked)[:_NAMED]),
        most_asked=tuple(sorted((x for x in shares if x.offers), key=_asked)[:_NAMED]),
    )


def _share(candidate: Candidate) -> Share:
    return Share(
        member_id=candidate.volunteer.member_id,
        offers=candidate.offers_28_days,
        tasks=candidate.tasks_28_days,
        last_offer_at=candidate.last_offer_at,
    )


def _last_asked(share: Share) -> tuple[float, str]:
    return (share.last_offer_at.timestamp() if share.last_offer_at else 0.0, share.member_id)


def _asked(share: Share) -> tuple[int, str]:
    return (-share.offers, share.member_id)


async def honest_words(turn: Turn) -> int:
    """Tell volunteers whom nothing suited for a month, with a choice; returns how many."""
    since = turn.now - turn.policy.idle_after
    found = await turn.volunteers.without_offer(since, _WORDS_A_DAY)
    for volunteer in found:
        zone = (await turn.estates.get(volunteer.estate_id)).zone
        word = Message(
            to=volunteer.member_id,
            kind=Kind.IDLE,
            object_id=volunteer.volunteer_id,
            fresh=True,
            not_before_at=after_quiet(
                turn.now, zone, turn.policy.quiet_from, turn.policy.quiet_until
            ),
        )
        await turn.outbox.add(word)
        await turn.volunteers.set_heard(volunteer.volunteer_id, turn.now)
    return len(found)


async def hear_of_events(turn: Turn, speaker: Speaker) -> Volunteer:
    """The volunteer would like to hear about events meanwhile; coordinators may write to them."""
    volunteer = _own(speaker)
    await turn.volunteers.set_events(volunteer.volunteer_id, wanted=True)
    await tell(turn, speaker.member_id, Kind.IDLE, volunteer.volunteer_id, fresh=False)
    return volunteer


async def no_more_events(turn: Turn, speaker: Speaker) -> None:
    """The volunteer has heard enough about events."""
    volunteer = _own(speaker)
    await turn.volunteers.set_events(volunteer.volunteer_id, wanted=False)


async def go_farther(turn: Turn, speaker: Speaker) -> Volunteer:
    """The volunteer may be asked in the whole estate from now on, not only in the own block."""
    volunteer = _own(speaker)
    if volunteer.radius is Radius.BLOCK:
        await turn.volunteers.set_radius(volunteer.volunteer_id, Radius.ESTATE)
    await tell(turn, speaker.member_id, Kind.IDLE, volunteer.volunteer_id, fresh=False)
    return volunteer


def _own(speaker: Speaker) -> Volunteer:
    if speaker.volunteer is None:
        raise NotYours
    require(speaker, Action.VOLUNTEER_CHANGE, speaker.volunteer)
    return speaker.volunteer
