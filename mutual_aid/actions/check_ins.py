"""Answering a check-in: safe, no answer, needs help, I am on it."""

from datetime import timedelta

from mutual_aid.actions.check_ins_ladder import (
    AGAIN,
    climb_to,
    next_step_at,
    show_others,
    tell,
    tell_floor_and_block,
)
from mutual_aid.check_ins import LAST_STEP, OPEN, CheckIn, CheckInState, Resident
from mutual_aid.errors import Stale
from mutual_aid.ids import CheckInId
from mutual_aid.members import Speaker
from mutual_aid.notices import DueKind, Kind
from mutual_aid.permissions import Action, Asked, may, require
from mutual_aid.turn import Turn

_HELP_WITHIN = timedelta(minutes=10)
"""How long a call for help may stay without somebody on it before the next rung hears."""


async def answered_for(turn: Turn, speaker: Speaker) -> list[tuple[CheckIn, Resident]]:
    """Return the open check-ins that the speaker may answer, longest waiting first."""
    found = []
    for estate_id in speaker.estate_ids:
        for check_in in await turn.check_ins.live_of(estate_id):
            resident = await turn.check_ins.resident(check_in.resident_id)
            if may(speaker, Action.CHECK_IN_ANSWER, Asked(check_in, resident)):
                found.append((check_in, resident))
    return found


async def see(turn: Turn, speaker: Speaker, check_in_id: CheckInId) -> None:
    """Show the speaker the card of a check-in; they follow it from then on."""
    check_in = await turn.check_ins.get(check_in_id)
    resident = await turn.check_ins.resident(check_in.resident_id)
    require(speaker, Action.CHECK_IN_ANSWER, Asked(check_in, resident))
    await tell(turn, check_in, resident, [speaker.member_id])


async def _open(turn: Turn, speaker: Speaker, check_in_id: CheckInId) -> tuple[CheckIn, Resident]:
    check_in = await turn.check_ins.get(check_in_id)
    resident = await turn.check_ins.resident(check_in.resident_id)
    require(speaker, Action.CHECK_IN_ANSWER, Asked(check_in, resident))
    if check_in.state not in OPEN:
        raise _stale(check_in)
    await turn.check_ins.told(check_in_id, speaker.member_id, turn.now)
    return check_in, resident


def _stale(check_in: CheckIn) -> Stale:
    return Stale(kind=Kind.CHECK_IN, object_id=check_in.check_in_id)


async def safe(turn: Turn, speaker: Speaker, check_in_id: CheckInId) -> None:
    """The person is well, said by themselves or by whoever saw or spoke to them.

    That answers for an earlier day too, if it was still open.
    """
    _, resident = await _open(turn, speaker, check_in_id)
    await turn.audit.write(speaker.member_id, Action.CHECK_IN_ANSWER, check_in_id, answer="safe")
    for other in await turn.check_ins.live_of(resident.estate_id):
        if other.resident_id == resident.resident_id:
            await _close(turn, speaker, other)


async def _close(turn: Turn, speaker: Speaker, check_in: CheckIn) -> None:
    asked = check_in.state is CheckInState.ASKED
    end = CheckInState.ANSWERED if asked else CheckInState.RESOLVED
    moved = await turn.check_ins.move(check_in, end, turn.now, answer="safe", by=speaker.member_id)
    if moved is None:
        raise _stale(check_in)
    await turn.due.cancel(DueKind.CHECK_IN_STEP, check_in.check_in_id)
    await show_others(turn, moved)


async def no_answer(turn: Turn, speaker: Speaker, check_in_id: CheckInId, version: int) -> None:
    """Whoever looked found nobody: the ladder starts, or goes on to its next rung at once.

    version is that of the card: a second tap on the same card climbs no further.
    """
    check_in, _ = await _open(turn, speaker, check_in_id)
    if check_in.version != version:
        raise _stale(check_in)
    await turn.audit.write(speaker.member_id, Action.CHECK_IN_ANSWER, check_in_id, answer="none")
    if check_in.step >= 2:
        await climb_to(turn, check_in, min(check_in.step + 1, LAST_STEP))
        return
    later = turn.now + _try_again_after(check_in)
    started = await turn.check_ins.move(
        check_in,
        CheckInState.ESCALATED,
        turn.now,
        step=2,
        answer="no_answer",
        by=speaker.member_id,
        next_due_at=later,
    )
    if started is None:
        raise _stale(check_in)
    await next_step_at(turn, started, later)
    await show_others(turn, started)


def _try_again_after(check_in: CheckIn) -> timedelta:
    """A quarter of the grace, at least ten minutes and at most half an hour."""
    quarter = timedelta(minutes=check_in.grace_minutes) / (LAST_STEP - 1)
    return max(_HELP_WITHIN, min(quarter, AGAIN))


async def needs_help(turn: Turn, speaker: Speaker, check_in_id: CheckInId) -> Resident:
    """The person is there and needs something: floor and block hear it at once.

    A leader who says so is on it; where the person says so, somebody has to say "I am on it" soon.
    """
    check_in, resident = await _open(turn, speaker, check_in_id)
    themself = speaker.resident_id == resident.resident_id
    later = turn.now + (_HELP_WITHIN if themself else AGAIN)
    moved = await turn.check_ins.move(
        check_in,
        CheckInState.ESCALATED,
        turn.now,
        step=max(check_in.step, LAST_STEP - 1),
        answer="needs_help",
        by=speaker.member_id,
        next_due_at=later,
    )
    if moved is not None and not themself:
        moved = await turn.check_ins.take(moved, speaker.member_id, turn.now)
    if moved is None:
        raise _stale(check_in)
    await next_step_at(turn, moved, later)
    await turn.audit.write(speaker.member_id, Action.CHECK_IN_ANSWER, check_in_id, answer="help")
    told = await tell_floor_and_block(turn, moved, resident)
    await show_others(turn, moved, told)
    return resident


async def on_it(turn: Turn, speaker: Speaker, check_in_id: CheckInId) -> None:
    """Somebody is going there: the ladder waits half an hour for them.

    Whoever said so before keeps it that long; then it may be somebody else's.
    """
    check_in, _ = await _open(turn, speaker, check_in_id)
    if check_in.taken_by not in (None, speaker.member_id) and not _gone_quiet(check_in, turn):
        raise _stale(check_in)
    taken = await turn.check_ins.take(check_in, speaker.member_id, turn.now)
    if taken is None:
        raise _stale(check_in)
    await next_step_at(turn, taken, turn.now + AGAIN)
    await turn.audit.write(speaker.member_id, Action.CHECK_IN_ANSWER, check_in_id, answer="on_it")
    await show_others(turn, taken)


def _gone_quiet(check_in: CheckIn, turn: Turn) -> bool:
    return check_in.taken_at is not None and turn.now - check_in.taken_at >= AGAIN
