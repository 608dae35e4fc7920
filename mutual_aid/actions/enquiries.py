"""A neighbour asks for help without being able to report: a leader hears, and answers by name."""

from mutual_aid.actions.watch import coordinators, heads, tell
from mutual_aid.enquiries import Enquiry
from mutual_aid.errors import NotYours, Stale
from mutual_aid.estates import Estate
from mutual_aid.ids import BlockId, MemberId
from mutual_aid.members import Speaker
from mutual_aid.notices import Due, DueKind, Kind, Message
from mutual_aid.permissions import Action, require
from mutual_aid.record import Instant
from mutual_aid.times import after_quiet
from mutual_aid.turn import Turn


async def ask_leader(turn: Turn, speaker: Speaker, block_id: BlockId) -> Enquiry:
    """Ask whoever leads the block to get in touch; once an hour, or the earlier one stands.

    Outside the quiet hours the leader hears at once. Nothing is told of the leader before the
    answer. Where no leader can be reached, the coordinators are asked.
    """
    block = await turn.estates.block(block_id)
    require(speaker, Action.NEIGHBOUR_ASK, block)
    earlier = await turn.enquiries.get(speaker.member_id)
    if earlier and turn.now - earlier.asked_at < turn.policy.enquiry_again:
        return earlier
    enquiry = Enquiry(
        member_id=speaker.member_id,
        estate_id=block.estate_id,
        block_id=block_id,
        asked_at=turn.now,
    )
    await turn.enquiries.put(enquiry)
    await turn.audit.write(speaker.member_id, Action.NEIGHBOUR_ASK, block_id)
    await _tell_leaders(turn, enquiry)
    return enquiry


def heard_at(turn: Turn, enquiry: Enquiry, estate: Estate) -> Instant:
    """Return when the leader hears of it: at once, or when the quiet hours end."""
    policy = turn.policy
    return after_quiet(enquiry.asked_at, estate.zone, policy.quiet_from, policy.quiet_until)


async def _tell_leaders(turn: Turn, enquiry: Enquiry) -> None:
    estate = await turn.estates.get(enquiry.estate_id)
    heard = heard_at(turn, enquiry, estate)
    people = [x.member_id for x in await heads(turn, enquiry.block_id)]
    reached = [await _tell(turn, x, enquiry, heard) for x in people]
    if not any(reached):
        await _tell_coordinators(turn, enquiry, heard)
        return
    again = heard + turn.policy.enquiry_waits
    await turn.due.at(Due(kind=DueKind.ENQUIRY, object_id=enquiry.member_id, due_at=again))


async def _tell(turn: Turn, to: MemberId, enquiry: Enquiry, heard: Instant) -> bool:
    message = Message(
        to=to, kind=Kind.ENQUIRY, object_id=enquiry.member_id, fresh=True, not_before_at=heard
    )
    return await turn.outbox.add(message)


async def _tell_coordinators(turn: Turn, enquiry: Enquiry, heard: Instant) -> None:
    for person in await coordinators(turn, enquiry.estate_id):
        await _tell(turn, person.member_id, enquiry, heard)


async def still_waiting(turn: Turn, member_id: MemberId) -> None:
    """Due: the leader has not answered; the coordinators are asked too."""
    enquiry = await turn.enquiries.get(member_id)
    if enquiry is not None and enquiry.answered_at is None:
        await _tell_coordinators(turn, enquiry, turn.now)
        await tell(turn, member_id, Kind.ENQUIRY, member_id, fresh=False)


async def see(turn: Turn, speaker: Speaker, member_id: MemberId) -> Enquiry:
    """Return the enquiry if the speaker may answer it; raises NotYours otherwise."""
    enquiry = await turn.enquiries.get(member_id)
    if enquiry is None:
        raise NotYours
    require(speaker, Action.NEIGHBOUR_ANSWER, enquiry)
    return enquiry


async def answer_neighbour(turn: Turn, speaker: Speaker, member_id: MemberId) -> Enquiry:
    """Promise to get in touch; the neighbour hears who will. Raises Stale if somebody did."""
    await see(turn, speaker, member_id)
    answered = await turn.enquiries.answer(member_id, speaker.member_id, turn.now)
    if answered is None:
        raise Stale(kind=Kind.ENQUIRY, object_id=member_id)
    await turn.audit.write(speaker.member_id, Action.NEIGHBOUR_ANSWER, member_id)
    await tell(turn, member_id, Kind.ENQUIRY, member_id)
    await _show_asked(turn, answered)
    return answered


async def _show_asked(turn: Turn, enquiry: Enquiry) -> None:
    """Bring the cards of those who were asked up to date; coordinators only once they were."""
    asked = [x.member_id for x in await heads(turn, enquiry.block_id)]
    if await turn.due.when(DueKind.ENQUIRY, enquiry.member_id) is None:
        asked += [x.member_id for x in await coordinators(turn, enquiry.estate_id)]
    await turn.due.cancel(DueKind.ENQUIRY, enquiry.member_id)
    for member_id in dict.fromkeys(asked):
        await tell(turn, member_id, Kind.ENQUIRY, enquiry.member_id, fresh=False)
