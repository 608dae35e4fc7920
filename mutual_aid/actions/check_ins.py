"""Check-ins: plan, ask at the start of the window, and climb the ladder until somebody knows.

The rungs are shares of the resident's grace after the window: 0 % a gentle repeat, 25 % the floor
leader phones, 50 % she knocks, 75 % the building leader and the emergency contact, 100 % the
coordinators ask police or fire service for a welfare check. Where a floor has no leader on duty,
its steps are the building leader's at once.
"""

from datetime import datetime, time, timedelta

from mutual_aid.actions.watch import coordinators
from mutual_aid.check_ins import CheckIn, CheckInState, Resident
from mutual_aid.errors import Stale
from mutual_aid.ids import CheckInId, MemberId, new_handle
from mutual_aid.members import Leader, LeaderRole, Speaker
from mutual_aid.notices import Due, DueKind, Kind, Lane, Message
from mutual_aid.permissions import Action, Asked, require
from mutual_aid.times import instant, next_window
from mutual_aid.turn import Turn

LAST_STEP = 5
_AGAIN = timedelta(minutes=30)
"""How long somebody who is on it is left in peace, and how often the last step repeats."""
OPEN_STATES = (CheckInState.ASKED, CheckInState.SILENT, CheckInState.ESCALATED)


async def plan_missing(turn: Turn) -> int:
    """Plan the next check-in of every resident who has none; returns how many were planned."""
    planned = 0
    for resident in await turn.check_ins.active_residents():
        if not await turn.check_ins.has_planned(resident.resident_id):
            planned += await _plan_next(turn, resident)
    return planned


async def _plan_next(turn: Turn, resident: Resident) -> bool:
    zone = (await turn.estates.get(resident.estate_id)).zone
    after = turn.now
    if resident.paused_until:
        back = datetime.fromisoformat(resident.paused_until).date()
        after = max(after, instant(back, time(0), zone))
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
        due = Due(kind=DueKind.CHECK_IN_ASK, object_id=check_in.check_in_id, due_at=start)
        await turn.due.at(due)
    return added


async def ask(turn: Turn, check_in_id: CheckInId) -> None:
    """Due: the window opens; ask the person, or whoever looks after the floor, and plan the next."""
    check_in = await turn.check_ins.get(check_in_id)
    resident = await turn.check_ins.resident(check_in.resident_id)
    if check_in.state is not CheckInState.PLANNED:
        return
    await _plan_next(turn, resident)
    if resident.status != "active":
        await turn.check_ins.move(check_in, CheckInState.PAUSED, turn.now)
        return
    await turn.check_ins.move(
        check_in, CheckInState.ASKED, turn.now, next_due_at=check_in.window_end_at
    )
    await _next_step_at(turn, check_in, check_in.window_end_at)
    await _tell(turn, check_in, await _first_asked(turn, resident))


async def _first_asked(turn: Turn, resident: Resident) -> list[MemberId]:
    if resident.member_id is not None:
        member = await turn.members.get(resident.member_id)
        if member.telegram_id is not None and member.unreachable_at is None:
            return [resident.member_id]
    return await _floor(turn, resident)


async def _floor(turn: Turn, resident: Resident) -> list[MemberId]:
    """Return who looks after the floor now: its leader, else the building leader or a deputy."""
    leaders = [x for x in await turn.members.leaders_of(resident.block_id) if x.serving]
    own = [x for x in leaders if x.role is LeaderRole.FLOOR and _covers(x, resident.floor)]
    return [x.member_id for x in own[:1]] or await _building(turn, resident)


def _covers(leader: Leader, floor: int) -> bool:
    return leader.floor_from <= floor <= leader.floor_to


async def _building(turn: Turn, resident: Resident) -> list[MemberId]:
    leaders = [x for x in await turn.members.leaders_of(resident.block_id) if x.serving]
    heads = [x for x in leaders if x.role is LeaderRole.BUILDING]
    deputies = [x for x in leaders if x.deputy_for is not None]
    return [x.member_id for x in (heads or deputies or leaders)[:1]]


async def _tell(
    turn: Turn, check_in: CheckIn, people: list[MemberId], *, aloud: bool = True
) -> None:
    lane = Lane.EMERGENCY if check_in.step >= 4 else Lane.REPLY
    for member_id in dict.fromkeys(people):
        await turn.check_ins.told(check_in.check_in_id, member_id, turn.now)
        await turn.outbox.add(
            Message(
                to=member_id,
                kind=Kind.CHECK_IN,
                object_id=check_in.check_in_id,
                lane=lane,
                fresh=aloud,
            )
        )


async def _next_step_at(turn: Turn, check_in: CheckIn, at: datetime) -> None:
    due = Due(kind=DueKind.CHECK_IN_STEP, object_id=check_in.check_in_id, due_at=at)
    await turn.due.at(due)


def step_at(check_in: CheckIn, step: int) -> datetime:
    """Return when a rung of the ladder is reached: 0, 25, 50, 75, 100 % of the grace."""
    share = timedelta(minutes=check_in.grace_minutes) * (step - 1) / (LAST_STEP - 1)
    return check_in.window_end_at + share


async def climb(turn: Turn, check_in_id: CheckInId) -> None:
    """Due: nobody has answered, so the next rung; the last one repeats until somebody does."""
    check_in = await turn.check_ins.get(check_in_id)
    if check_in.state not in OPEN_STATES:
        return
    await _climb_to(turn, check_in, min(check_in.step + 1, LAST_STEP))


async def _climb_to(turn: Turn, check_in: CheckIn, step: int) -> None:
    again = turn.now + _AGAIN if step == LAST_STEP else step_at(check_in, step + 1)
    again = max(again, turn.now + timedelta(minutes=1))
    end = CheckInState.SILENT if step == 1 else CheckInState.ESCALATED
    moved = await turn.check_ins.move(check_in, end, turn.now, step=step, next_due_at=again)
    if moved is None:
        return
    await _next_step_at(turn, moved, again)
    await turn.audit.write(None, "check_in.step", moved.check_in_id, step=step)
    resident = await turn.check_ins.resident(moved.resident_id)
    called = await _rung(turn, moved, resident)
    await _tell(turn, moved, called)
    others = [x for x in await turn.check_ins.audience(moved.check_in_id) if x not in called]
    await _tell(turn, moved, others, aloud=False)


async def _rung(turn: Turn, check_in: CheckIn, resident: Resident) -> list[MemberId]:
    if check_in.step == 1:
        return await turn.check_ins.audience(check_in.check_in_id)
    if check_in.step in (2, 3):
        return await _floor(turn, resident)
    if check_in.step == 4:
        return [*await _building(turn, resident), *await _floor(turn, resident)]
    return [x.member_id for x in await coordinators(turn, resident.estate_id)]


async def _open(turn: Turn, speaker: Speaker, check_in_id: CheckInId) -> tuple[CheckIn, Resident]:
    check_in = await turn.check_ins.get(check_in_id)
    resident = await turn.check_ins.resident(check_in.resident_id)
    require(speaker, Action.CHECK_IN_ANSWER, Asked(check_in, resident))
    if check_in.state not in OPEN_STATES:
        raise Stale(kind=Kind.CHECK_IN, object_id=check_in_id)
    return check_in, resident


async def safe(turn: Turn, speaker: Speaker, check_in_id: CheckInId) -> None:
    """The person is well, said by themselves or by whoever saw or spoke to them."""
    check_in, _ = await _open(turn, speaker, check_in_id)
    asked = check_in.state is CheckInState.ASKED
    end = CheckInState.ANSWERED if asked else CheckInState.RESOLVED
    moved = await turn.check_ins.move(check_in, end, turn.now, answer="safe", by=speaker.member_id)
    await turn.due.cancel(DueKind.CHECK_IN_STEP, check_in_id)
    await turn.audit.write(speaker.member_id, Action.CHECK_IN_ANSWER, check_in_id, answer="safe")
    everyone = await turn.check_ins.audience(check_in_id)
    await _tell(turn, moved or check_in, everyone, aloud=False)


async def no_answer(turn: Turn, speaker: Speaker, check_in_id: CheckInId) -> None:
    """Whoever looked found nobody: the ladder starts, or goes on to its next rung at once."""
    check_in, _ = await _open(turn, speaker, check_in_id)
    await turn.audit.write(speaker.member_id, Action.CHECK_IN_ANSWER, check_in_id, answer="none")
    if check_in.step < 2:
        started = await turn.check_ins.move(
            check_in,
            CheckInState.ESCALATED,
            turn.now,
            step=2,
            answer="no_answer",
            by=speaker.member_id,
            next_due_at=again(check_in, turn.now),
        )
        await _next_step_at(turn, check_in, again(check_in, turn.now))
        everyone = await turn.check_ins.audience(check_in_id)
        await _tell(turn, started or check_in, everyone, aloud=False)
    else:
        await _climb_to(turn, check_in, min(check_in.step + 1, LAST_STEP))


def again(check_in: CheckIn, now: datetime) -> datetime:
    """Return when to try again after nobody opened: a quarter of the grace later, at most 30 min."""
    return now + min(timedelta(minutes=check_in.grace_minutes) / (LAST_STEP - 1), _AGAIN)


async def needs_help(turn: Turn, speaker: Speaker, check_in_id: CheckInId) -> Resident:
    """The person is there and needs something: whoever answers for them hears it at once."""
    check_in, resident = await _open(turn, speaker, check_in_id)
    moved = await turn.check_ins.move(
        check_in,
        CheckInState.ESCALATED,
        turn.now,
        step=max(check_in.step, LAST_STEP - 1),
        answer="needs_help",
        by=speaker.member_id,
        next_due_at=turn.now + _AGAIN,
    )
    await _next_step_at(turn, check_in, turn.now + _AGAIN)
    await turn.audit.write(speaker.member_id, Action.CHECK_IN_ANSWER, check_in_id, answer="help")
    others = [*await _floor(turn, resident), *await _building(turn, resident)]
    await _tell(turn, moved or check_in, [x for x in others if x != speaker.member_id])
    await _tell(turn, moved or check_in, [speaker.member_id], aloud=False)
    return resident


async def on_it(turn: Turn, speaker: Speaker, check_in_id: CheckInId) -> None:
    """Somebody is going there: the ladder waits half an hour for them."""
    check_in, _ = await _open(turn, speaker, check_in_id)
    taken = await turn.check_ins.take(check_in, speaker.member_id, turn.now)
    if taken is None:
        raise Stale(kind=Kind.CHECK_IN, object_id=check_in_id)
    await _next_step_at(turn, taken, turn.now + _AGAIN)
    await turn.audit.write(speaker.member_id, Action.CHECK_IN_ANSWER, check_in_id, answer="on_it")
    await _tell(turn, taken, await turn.check_ins.audience(check_in_id), aloud=False)
