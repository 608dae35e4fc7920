"""Check-ins by the calendar: plan the next one of everybody, and ask when the window opens."""

from datetime import datetime, time

from mutual_aid.actions.check_ins_ladder import nearest, next_step_at, tell_first
from mutual_aid.check_ins import CheckIn, CheckInState, Resident
from mutual_aid.ids import CheckInId, new_handle
from mutual_aid.notices import Due, DueKind
from mutual_aid.times import after_quiet, instant, next_window
from mutual_aid.turn import Turn


async def plan_missing(turn: Turn) -> int:
    """Plan the next check-in of every resident who has none; returns how many were planned."""
    planned = 0
    for resident in await turn.check_ins.active_residents():
        if not await turn.check_ins.has_planned(resident.resident_id):
            planned += await _plan_next(turn, resident)
    return planned


async def _plan_next(turn: Turn, resident: Resident) -> bool:
    """Plan the first window that is still to come; False for people who left the list."""
    if not resident.listed:
        return False
    zone = (await turn.estates.get(resident.estate_id)).zone
    after = turn.now
    if resident.back_on:
        after = max(after, instant(resident.back_on, time(0), zone))
    start, end = next_window(
        resident.days,
        time.fromisoformat(resident.window_start),
        time.fromisoformat(resident.window_end),
        zone,
        after,
    )
    check_in = CheckIn(
        check_in_id=CheckInId(new_handle()),
        resident_id=resident.resident_id,
        estate_id=resident.estate_id,
        block_id=resident.block_id,
        state=CheckInState.PLANNED,
        step=0,
        window_start_at=start,
        window_end_at=end,
        grace_minutes=resident.grace_minutes,
        asked_at=None,
        answered_at=None,
        answered_by=None,
        answer="",
        taken_by=None,
        taken_at=None,
        next_due_at=start,
        version=1,
    )
    added = await turn.check_ins.plan(check_in)
    if added:
        await _ask_at(turn, check_in, start)
    return added


async def _ask_at(turn: Turn, check_in: CheckIn, at: datetime) -> None:
    due = Due(kind=DueKind.CHECK_IN_ASK, object_id=check_in.check_in_id, due_at=at)
    await turn.due.at(due)


async def ask(turn: Turn, check_in_id: CheckInId) -> None:
    """Due: the window opens; ask the person, or whoever looks after the floor; plan the next.

    What an outage has put off into the night waits for the morning.
    """
    check_in = await turn.check_ins.get(check_in_id)
    if check_in.state is not CheckInState.PLANNED:
        return
    resident = await turn.check_ins.resident(check_in.resident_id)
    zone = (await turn.estates.get(resident.estate_id)).zone
    morning = after_quiet(turn.now, zone, turn.policy.quiet_from, turn.policy.quiet_until)
    if turn.now > check_in.window_end_at and morning > turn.now:
        await _ask_at(turn, check_in, morning)
        return
    if not resident.asked_on(turn.now.astimezone(zone).date()):
        await turn.check_ins.move(check_in, CheckInState.PAUSED, turn.now)
    else:
        await _ask(turn, check_in, resident)
    await _plan_next(turn, resident)


async def _ask(turn: Turn, check_in: CheckIn, resident: Resident) -> None:
    asked = await turn.check_ins.move(check_in, CheckInState.ASKED, turn.now)
    if asked is None:
        return
    await next_step_at(turn, asked, asked.ends_at)
    themself = [resident.member_id] if resident.member_id is not None else []
    await tell_first(turn, asked, resident, [themself, *await nearest(turn, resident)])
