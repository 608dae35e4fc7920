"""The ladder of a check-in: who is asked next, and when, while nobody has seen the person well.

The rungs are shares of the resident's grace after the window: 0 % a gentle repeat, 25 % the floor
leader phones, 50 % she knocks, 75 % the building leader and the emergency contact, 100 % the
coordinators ask police or fire service for a welfare check. Whoever cannot be reached is passed
over at once: floor leader, building leader, deputies, coordinators.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mutual_aid.actions.watch import coordinators, on_duty
from mutual_aid.check_ins import LAST_STEP, OPEN, CheckIn, CheckInState, Resident
from mutual_aid.ids import CheckInId, MemberId
from mutual_aid.members import Leader, LeaderRole, Staff
from mutual_aid.notices import Due, DueKind, Kind, Lane, Message
from mutual_aid.times import day_part
from mutual_aid.turn import Turn

AGAIN = timedelta(minutes=30)
"""How long somebody who is on it is left in peace, and how often the last rung repeats."""
_APART = timedelta(minutes=10)
"""Rungs that are late follow each other at this distance, so that each can still help."""


async def climb(turn: Turn, check_in_id: CheckInId) -> None:
    """Due: nobody has answered, so the next rung; the last one repeats until somebody does."""
    check_in = await turn.check_ins.get(check_in_id)
    if check_in.state in OPEN:
        await climb_to(turn, check_in, min(check_in.step + 1, LAST_STEP))


async def climb_to(turn: Turn, check_in: CheckIn, step: int) -> None:
    """Go to that rung now: those it calls hear of it, the others see it."""
    again = turn.now + AGAIN if step == LAST_STEP else check_in.step_at(step + 1)
    again = max(again, turn.now + _APART)
    end = CheckInState.SILENT if step == 1 else CheckInState.ESCALATED
    moved = await turn.check_ins.move(check_in, end, turn.now, step=step, next_due_at=again)
    if moved is None:
        return
    await next_step_at(turn, moved, again)
    await turn.audit.write(None, "check_in.step", moved.check_in_id, step=step)
    resident = await turn.check_ins.resident(moved.resident_id)
    called = await _call(turn, moved, resident, repeated=check_in.step == LAST_STEP)
    await show_others(turn, moved, called)


async def next_step_at(turn: Turn, check_in: CheckIn, at: datetime) -> None:
    """Let the next rung come at that moment."""
    due = Due(kind=DueKind.CHECK_IN_STEP, object_id=check_in.check_in_id, due_at=at)
    await turn.due.at(due)


async def _call(
    turn: Turn, check_in: CheckIn, resident: Resident, *, repeated: bool
) -> set[MemberId]:
    """Tell those whom the rung calls; returns who can be reached."""
    chain = await nearest(turn, resident)
    if check_in.step == 1:
        asked = await turn.check_ins.audience(check_in.check_in_id)
        return await tell(turn, check_in, resident, asked) or await tell_first(
            turn, check_in, resident, chain
        )
    if check_in.step in (2, 3):
        return await tell_first(turn, check_in, resident, chain)
    if check_in.step < LAST_STEP:
        return await tell_floor_and_block(turn, check_in, resident)
    station = chain[-1:] if repeated else chain[-2:]
    return await tell_first(turn, check_in, resident, station)


async def tell_floor_and_block(turn: Turn, check_in: CheckIn, resident: Resident) -> set[MemberId]:
    """Tell who looks after the floor and who answers for the block; returns who was reached."""
    floor, *block = await nearest(turn, resident)
    reached = await tell(turn, check_in, resident, floor)
    return reached | await tell_first(turn, check_in, resident, block)


async def nearest(turn: Turn, resident: Resident) -> list[list[MemberId]]:
    """Return who is asked about the person, nearest first; each group stands in for the one before.

    The last two groups are the coordinators on duty, and all coordinators of the estate.
    """
    leaders = [x for x in await turn.members.leaders_of(resident.block_id) if x.serving]
    floor = [x for x in leaders if x.role is LeaderRole.FLOOR and _covers(x, resident.floor)]
    heads = [x for x in leaders if x.role is LeaderRole.BUILDING]
    deputies = [x for x in leaders if x.deputy_for is not None]
    station = await coordinators(turn, resident.estate_id)
    zone = (await turn.estates.get(resident.estate_id)).zone
    duty = on_duty(station, day_part(turn.now, zone))
    return [_members(x) for x in (floor, heads, deputies, duty, station)]


def _covers(leader: Leader, floor: int) -> bool:
    return leader.floor_from <= floor <= leader.floor_to


def _members(people: Iterable[Leader] | Iterable[Staff]) -> list[MemberId]:
    return [x.member_id for x in people]


async def tell_first(
    turn: Turn, check_in: CheckIn, resident: Resident, groups: list[list[MemberId]]
) -> set[MemberId]:
    """Tell the first group of which somebody can be reached; returns who that is."""
    for group in groups:
        if reached := await tell(turn, check_in, resident, group):
            return reached
    return set()


async def tell(
    turn: Turn, check_in: CheckIn, resident: Resident, people: Iterable[MemberId]
) -> set[MemberId]:
    """Show people the card with sound; returns who can be reached.

    That somebody got to see a phone number is kept, as every read of one is.
    """
    reached = set()
    numbers = check_in.shows_phone(resident) or check_in.shows_contact(resident)
    for member_id in dict.fromkeys(people):
        if not await _show(turn, check_in, member_id, fresh=True):
            continue
        reached.add(member_id)
        await turn.check_ins.told(check_in.check_in_id, member_id, turn.now)
        if numbers and member_id != resident.member_id:
            await turn.audit.write(member_id, "phones.shown", check_in.check_in_id)
    return reached


async def show_others(turn: Turn, check_in: CheckIn, told: Iterable[MemberId] = ()) -> None:
    """Bring the card of everybody else who has one up to date, without a sound."""
    for member_id in await turn.check_ins.audience(check_in.check_in_id):
        if member_id not in set(told):
            await _show(turn, check_in, member_id, fresh=False)


async def _show(turn: Turn, check_in: CheckIn, member_id: MemberId, *, fresh: bool) -> bool:
    message = Message(
        to=member_id,
        kind=Kind.CHECK_IN,
        object_id=check_in.check_in_id,
        lane=Lane.EMERGENCY if check_in.step >= 4 else Lane.REPLY,
        fresh=fresh,
    )
    return await turn.outbox.add(message)
