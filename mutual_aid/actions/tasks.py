"""Answering an offer and doing the task: accept, on the way, arrived, done, hand back."""

import secrets
from datetime import timedelta

from mutual_aid.actions.matches import ask_next, close_offers, said_no
from mutual_aid.actions.watch import keep_watch, tell, tell_all
from mutual_aid.errors import NotYours, Stale
from mutual_aid.ids import MatchId, MemberId
from mutual_aid.matches import HELD, DeclineReason, Match, MatchState, check_move
from mutual_aid.members import Speaker
from mutual_aid.needs import Need, NeedState, Note
from mutual_aid.notices import Due, DueKind, Kind, Message
from mutual_aid.permissions import Action, require
from mutual_aid.turn import Turn

SAFETY_WORDS = (
    "lychee", "mango", "papaya", "longan", "pomelo", "coconut", "ginger", "jasmine",
    "orchid", "bamboo", "lotus", "swallow", "magpie", "carp", "lantern", "teapot",
    "umbrella", "kite", "abacus", "bell",
)  # fmt: skip
"""Codes of words that sound unlike each other and are in the catalogues as safety.<code>."""


async def accept(turn: Turn, speaker: Speaker, match_id: MatchId) -> Match:
    """Take the need if a place is left; otherwise the offer closes with thanks.

    The place is filled by one conditional update, so of any number who press together exactly as
    many win as there are places. Who comes too late is asked first should a place come free again.
    """
    match = await turn.matches.get(match_id)
    require(speaker, Action.OFFER_ANSWER, match)
    if match.state not in (MatchState.OFFERED, MatchState.EXPIRED, MatchState.CLOSED):
        await tell(turn, match.member_id, Kind.OFFER, match_id, fresh=False)
        return match
    current = await turn.needs.get(match.need_id)
    late = match.state is MatchState.CLOSED or match.round != current.round
    need = None if late else await turn.needs.take_place(match.need_id, turn.now)
    if need is None:
        return await _too_late(turn, match, current)
    taken = await turn.matches.take(match_id, secrets.choice(SAFETY_WORDS), turn.now)
    if taken is None:
        raise Stale(kind=Kind.OFFER, object_id=match_id)
    await turn.audit.write(speaker.member_id, Action.OFFER_ANSWER, match_id, answer="accept")
    await _hand_over(turn, need, taken)
    return taken


async def _too_late(turn: Turn, match: Match, need: Need) -> Match:
    """Thank them, and while the task is not done yet keep them as backup."""
    if match.state is not MatchState.CLOSED:
        match = await turn.matches.move(match, MatchState.CLOSED, turn.now) or match
        await turn.due.cancel(DueKind.OFFER_DEADLINE, match.match_id)
    if match.backup_at is None and need.state in (NeedState.MATCHED, NeedState.IN_PROGRESS):
        await turn.matches.set_backup(match.match_id, turn.now)
        await tell_all(turn, need)
    await tell(turn, match.member_id, Kind.OFFER, match.match_id, fresh=False)
    return match


async def _hand_over(turn: Turn, need: Need, match: Match) -> None:
    """Show the helper the details, the reporter who comes, and everybody else that it is taken."""
    await turn.due.cancel(DueKind.OFFER_DEADLINE, match.match_id)
    await turn.outbox.adopt(match.member_id, Kind.OFFER, match.match_id, Kind.TASK, match.match_id)
    await _show_details(turn, match)
    starts = max(need.from_at or turn.now, turn.now) + timedelta(minutes=15)
    await turn.due.at(Due(kind=DueKind.TASK_REMINDER, object_id=match.match_id, due_at=starts))
    if need.state is NeedState.MATCHED:
        await close_offers(turn, need)
        ends = max(need.until_at or turn.now, turn.now) + turn.policy.frames[need.urgency].settle
        await keep_watch(turn, need, DueKind.NEED_REMINDER, ends)
    for other in await _partners(turn, match):
        await tell(turn, other.member_id, Kind.TASK, other.match_id, fresh=False)
    await _tell_guardian(turn, match)
    await tell_all(turn, need, aloud=(need.reporter_id,))


async def _tell_guardian(turn: Turn, match: Match) -> None:
    """Whoever answers for somebody under 18 hears what they have taken on."""
    volunteer = await turn.volunteers.get(match.volunteer_id)
    if volunteer.guardian_id is not None and not volunteer.grown_up:
        guardian = await turn.volunteers.get(volunteer.guardian_id)
        await tell(turn, guardian.member_id, Kind.WARD, match.match_id)


async def _show_details(turn: Turn, match: Match) -> None:
    await tell(turn, match.member_id, Kind.TASK, match.match_id)
    await turn.due.at(
        Due(
            kind=DueKind.TAKE_BACK,
            object_id=match.match_id,
            due_at=turn.now + turn.policy.details_for,
        )
    )
    await turn.audit.write(match.member_id, Action.TASK_DETAILS, match.need_id)


async def _partners(turn: Turn, match: Match) -> list[Match]:
    everyone = await turn.matches.of_need(match.need_id)
    return [x for x in everyone if x.state in HELD and x.match_id != match.match_id]


async def show_again(turn: Turn, speaker: Speaker, match_id: MatchId) -> None:
    """Show a helper the details of a running task once more."""
    match = await turn.matches.get(match_id)
    require(speaker, Action.TASK_DETAILS, match)
    await _show_details(turn, match)


async def see_offer(turn: Turn, speaker: Speaker, match_id: MatchId) -> Match:
    """Return an offer made to the speaker; raises NotYours otherwise."""
    match = await turn.matches.get(match_id)
    require(speaker, Action.OFFER_ANSWER, match)
    return match


async def decline(turn: Turn, speaker: Speaker, match_id: MatchId) -> Match:
    """Say no, without a reason; a pressing need is offered to the next person at once."""
    match = await turn.matches.get(match_id)
    require(speaker, Action.OFFER_ANSWER, match)
    awaited = match.state is MatchState.OFFERED
    if awaited or match.state is MatchState.EXPIRED:
        match = await turn.matches.move(match, MatchState.DECLINED, turn.now) or match
        await turn.due.cancel(DueKind.OFFER_DEADLINE, match_id)
        await turn.audit.write(speaker.member_id, Action.OFFER_ANSWER, match_id, answer="no")
    if awaited:
        await said_no(turn, match.need_id)
    await tell(turn, match.member_id, Kind.OFFER, match_id, fresh=False)
    return match


async def lost(turn: Turn, member_id: MemberId) -> None:
    """Somebody left: open offers pass on, running tasks are put before whoever depends on them."""
    for offer in await turn.matches.open_of(member_id):
        await turn.matches.move(offer, MatchState.EXPIRED, turn.now)
        await turn.due.cancel(DueKind.OFFER_DEADLINE, offer.match_id)
        await said_no(turn, offer.need_id)
    for task in await turn.matches.held_by(member_id):
        need = await turn.needs.get(task.need_id)
        await tell_all(turn, need, aloud=(need.reporter_id, need.owner_id))


async def give_reason(
    turn: Turn, speaker: Speaker, match_id: MatchId, reason: DeclineReason
) -> None:
    """Keep why somebody could not; the first reason counts, as the answer did already."""
    match = await turn.matches.get(match_id)
    require(speaker, Action.OFFER_ANSWER, match)
    if match.state is not MatchState.DECLINED:
        raise Stale(kind=Kind.OFFER, object_id=match_id)
    if match.decline_reason is None:
        await turn.matches.set_reason(match_id, reason)
    await tell(turn, match.member_id, Kind.OFFER, match_id, fresh=False)


async def held(turn: Turn, speaker: Speaker, match_id: MatchId) -> Match:
    """Return the speaker's running task; raises Stale once it has ended, NotYours otherwise."""
    match = await turn.matches.get(match_id)
    if match.member_id == speaker.member_id and match.state not in HELD:
        raise Stale(kind=Kind.TASK, object_id=match_id)
    require(speaker, Action.TASK_MOVE, match)
    return match


async def _step(
    turn: Turn, speaker: Speaker, match_id: MatchId, end: MatchState
) -> tuple[Match, Need]:
    match = await held(turn, speaker, match_id)
    check_move(match.state, end)
    moved = await turn.matches.move(match, end, turn.now)
    if moved is None:
        raise Stale(kind=Kind.TASK, object_id=match_id)
    await turn.audit.write(speaker.member_id, Action.TASK_MOVE, match_id, to=end)
    await tell(turn, moved.member_id, Kind.TASK, match_id, fresh=False)
    return moved, await turn.needs.get(moved.need_id)


async def on_the_way(turn: Turn, speaker: Speaker, match_id: MatchId) -> Match:
    """The helper sets out."""
    match, need = await _step(turn, speaker, match_id, MatchState.ON_THE_WAY)
    await _started(turn, need)
    return match


async def arrived(turn: Turn, speaker: Speaker, match_id: MatchId) -> Match:
    """The helper is at the door."""
    match, need = await _step(turn, speaker, match_id, MatchState.ARRIVED)
    await _started(turn, need)
    return match


async def _started(turn: Turn, need: Need) -> None:
    if need.state is NeedState.MATCHED:
        need = await turn.needs.move(need, NeedState.IN_PROGRESS, turn.now) or need
    await tell_all(turn, need)


async def done(turn: Turn, speaker: Speaker, match_id: MatchId) -> Match:
    """The helper has finished; when all have, the reporter is asked whether it is all right."""
    match, need = await _step(turn, speaker, match_id, MatchState.COMPLETED)
    await _stop_reminders(turn, match)
    if await _partners(turn, match):
        await tell_all(turn, need)
        return match
    await close_offers(turn, need)
    finished = await turn.needs.move(need, NeedState.DONE, turn.now)
    if finished is None:
        raise Stale(kind=Kind.TASK, object_id=match_id)
    reminder = turn.now + turn.policy.confirm_within / 3
    await keep_watch(turn, finished, DueKind.NEED_REMINDER, reminder)
    await tell_all(turn, finished, aloud=(finished.reporter_id,))
    return match


async def _stop_reminders(turn: Turn, match: Match) -> None:
    """What was timed for the task is over; its details leave with the card's next edit."""
    await turn.due.cancel(DueKind.TASK_REMINDER, match.match_id)
    await _take_back_photos(turn, match)


async def _take_back_photos(turn: Turn, match: Match) -> None:
    shown = f"{Kind.ATTACHMENT}:{match.need_id}"
    await turn.outbox.add(Message(to=match.member_id, kind=Kind.RETRACT, object_id=shown))


async def minutes_spent(turn: Turn, speaker: Speaker, match_id: MatchId, minutes: int) -> None:
    """Record how long it took; counts once towards the helper's hours."""
    match = await own_finished(turn, speaker, match_id)
    if match.minutes is None:
        await turn.matches.set_minutes(match_id, minutes)
        await turn.volunteers.add_minutes(match.volunteer_id, minutes)
        await tell_all(turn, await turn.needs.get(match.need_id))
    await tell(turn, match.member_id, Kind.TASK, match_id, fresh=False)


async def remark(turn: Turn, speaker: Speaker, match_id: MatchId, text: str) -> None:
    """Keep what the helper wants the leader to know; empty says there is nothing."""
    match = await own_finished(turn, speaker, match_id)
    if text or not match.remark:
        await turn.matches.set_remark(match_id, text or "-")
    if text:
        await _note(turn, speaker, match, text)
    await tell(turn, match.member_id, Kind.TASK, match_id, fresh=False)


async def own_finished(turn: Turn, speaker: Speaker, match_id: MatchId) -> Match:
    """Return a task that the speaker has finished; raises NotYours otherwise."""
    match = await turn.matches.get(match_id)
    if match.member_id != speaker.member_id or match.state is not MatchState.COMPLETED:
        raise NotYours
    return match


async def write_to_leader(turn: Turn, speaker: Speaker, match_id: MatchId, text: str) -> None:
    """Pass words of the helper to whoever reported the need, through the bot."""
    await _note(turn, speaker, await held(turn, speaker, match_id), text)


async def _note(turn: Turn, speaker: Speaker, match: Match, text: str) -> None:
    note = Note(need_id=match.need_id, by=speaker.member_id, at=turn.now, text=text)
    await turn.needs.add_note(note)
    need = await turn.needs.get(match.need_id)
    await tell_all(turn, need, aloud=(need.reporter_id,))


async def hand_back(turn: Turn, speaker: Speaker, match_id: MatchId) -> None:
    """Give the task back; the need reopens and the next are asked at once."""
    match, _ = await _step(turn, speaker, match_id, MatchState.HANDED_BACK)
    await _stop_reminders(turn, match)
    opened = await turn.needs.free_place(match.need_id, turn.now)
    await ask_next(turn, opened)
    for other in await _partners(turn, match):
        await tell(turn, other.member_id, Kind.TASK, other.match_id, fresh=False)
    again = await turn.needs.get(match.need_id)
    await tell_all(turn, again, aloud=(again.reporter_id,))


async def remind(turn: Turn, match_id: MatchId) -> None:
    """Due: the time has come and the helper has not set out; ask once, then tell the owner."""
    match = await turn.matches.get(match_id)
    if match.state is not MatchState.ACCEPTED:
        return
    need = await turn.needs.get(match.need_id)
    await turn.outbox.add(
        Message(
            to=match.member_id, kind=Kind.SAY, object_id="task.reminder", facts={"code": need.code}
        )
    )
    await tell(turn, need.owner_id, Kind.NEED, need.need_id)


async def take_back(turn: Turn, match_id: MatchId) -> None:
    """Due: name, flat and phone leave the helper's chat while Telegram still lets us delete."""
    match = await turn.matches.get(match_id)
    await turn.outbox.add(
        Message(to=match.member_id, kind=Kind.RETRACT, object_id=f"{Kind.TASK}:{match_id}")
    )
    await _take_back_photos(turn, match)
