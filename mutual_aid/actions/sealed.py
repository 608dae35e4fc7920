"""Sealed needs: abuse, violence at home, suicide risk; professionals only, and nobody else ever."""

from mutual_aid.actions.alarms import alarm
from mutual_aid.actions.watch import keep_watch, on_duty, professionals
from mutual_aid.needs import Need
from mutual_aid.notices import DueKind
from mutual_aid.times import day_part
from mutual_aid.turn import Turn


async def raise_quietly(turn: Turn, need: Need) -> None:
    """Tell those of the station who are on duty; the whole station if none of them can hear it."""
    estate = await turn.estates.get(need.estate_id)
    staff = await professionals(turn, need.estate_id)
    duty = on_duty(staff, day_part(turn.now, estate.zone))
    reached = await alarm(turn, need, [x.member_id for x in duty], circle=1)
    if not reached:
        await alarm(turn, need, [x.member_id for x in staff], circle=2)
    again = turn.now + turn.policy.circles[0]
    await keep_watch(turn, need, DueKind.EMERGENCY_CIRCLE, again)
