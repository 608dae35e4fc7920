"""Emergencies: everybody near hears at once, the circle widens until somebody has it in hand."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from mutual_aid.actions.alarms import alarm, show_alarmed, show_reporter
from mutual_aid.actions.watch import (
    card_for,
    coordinators,
    keep_watch,
    on_duty,
    professionals,
    reports,
    unwatch,
)
from mutual_aid.errors import Stale
from mutual_aid.ids import MemberId, NeedId
from mutual_aid.members import Speaker, Staff
from mutual_aid.needs import Need, NeedState
from mutual_aid.notices import DueKind
from mutual_aid.permissions import Action, require
from mutual_aid.times import day_part
from mutual_aid.turn import Turn

LAST_CIRCLE = 3
_SLOWEST = timedelta(minutes=30)
"""An alarm that nobody answers comes ever more slowly, but at least this often."""


class Call(StrEnum):
    """What the reporter says about the emergency number."""

    CALLED = "called"
    CANNOT = "cannot"


def shows_phones(need: Need) -> bool:
    """Tell whether the station may read the phones of those near: circle 3 has not helped."""
    return need.state is NeedState.OPEN and need.wave >= LAST_CIRCLE and not need.sealed


async def raise_alarm(turn: Turn, need: Need) -> None:
    """Circle 1 hears at once; where nobody of it can be reached, so does the next one."""
    circle = 1
    while not await _alarm_circle(turn, need, circle) and circle < LAST_CIRCLE:
        circle += 1
    await _widened(turn, need, circle)


async def _alarm_circle(turn: Turn, need: Need, circle: int) -> int:
    return await alarm(turn, need, await _circle(turn, need, circle), circle=circle)


async def _circle(turn: Turn, need: Need, circle: int) -> list[MemberId]:
    """Circle 1: near; 2: a second coordinator and a social worker; 3: the whole station.

    Sealed ones go to professionals only, whatever the circle.
    """
    everyone = await professionals(turn, need.estate_id)
    if circle >= LAST_CIRCLE or need.sealed:
        return _members(everyone)
    if circle == 1:
        return await _nearest(turn, need)
    second = _members(await coordinators(turn, need.estate_id))[:2]
    social_workers = [x.member_id for x in everyone if x.member_id not in second]
    return second + social_workers[:1]


async def _nearest(turn: Turn, need: Need) -> list[MemberId]:
    """Leader, deputies and floor leaders of the block, and the coordinators on duty."""
    leaders = [x.member_id for x in await turn.members.leaders_of(need.block_id) if x.serving]
    estate = await turn.estates.get(need.estate_id)
    staff = await coordinators(turn, need.estate_id)
    duty = on_duty(staff, day_part(turn.now, estate.zone)) or staff[:1]
    return leaders + _members(duty)


def _members(staff: Iterable[Staff]) -> list[MemberId]:
    return [x.member_id for x in staff]


async def _widened(turn: Turn, need: Need, circle: int) -> None:
    """Keep how far the alarm went, and who may read phones from now on; plan the next round."""
    if circle >= LAST_CIRCLE > need.wave and not need.sealed:
        for person in await coordinators(turn, need.estate_id):
            await turn.audit.write(person.member_id, "phones.shown", need.need_id)
    again = _again(turn, need)
    await turn.needs.set_wave(need.need_id, circle, again)
    await keep_watch(turn, need, DueKind.EMERGENCY_CIRCLE, again)


def _again(turn: Turn, need: Need) -> datetime:
    waited = turn.now - need.created_at
    later = [x for x in turn.policy.circles if x > waited]
    if later:
        return need.created_at + later[0]
    return turn.now + min(max(turn.policy.circles[-1], waited / 2), _SLOWEST)


async def widen(turn: Turn, need_id: NeedId) -> None:
    """Due: while nobody has answered, repeat to all who know and bring in the next circle."""
    need = await turn.needs.get(need_id)
    if need.state is not NeedState.OPEN:
        return
    waited = turn.now - need.created_at
    reached = 1 + sum(waited >= step for step in turn.policy.circles)
    circle = max(2, reached, need.wave)
    await _widened(turn, need, circle)
    known = await turn.needs.alerted(need_id)
    await alarm(turn, need, [*known, *await _circle(turn, need, circle)], circle=circle)
    await show_reporter(turn, need)


async def take(turn: Turn, speaker: Speaker, need_id: NeedId) -> Need:
    """ "I am on it": the circles stop widening; a second person is told who has it."""
    need = await _running(turn, speaker, need_id)
    if need.state is not NeedState.OPEN:
        raise _stale(need, speaker)
    taken = await _move(turn, speaker, need, NeedState.IN_PROGRESS, "on_it")
    settle = turn.now + turn.policy.frames[need.urgency].settle * 3
    await keep_watch(turn, taken, DueKind.NEED_REMINDER, settle)
    waiting = () if speaker.member_id == need.reporter_id else (need.reporter_id,)
    await show_alarmed(turn, taken, aloud=waiting)
    return taken


async def in_safe_hands(turn: Turn, speaker: Speaker, need_id: NeedId) -> Need:
    """Somebody vouches that the person is cared for; that ends the alarm."""
    need = await _running(turn, speaker, need_id)
    safe = await _move(turn, speaker, need, NeedState.CLOSED, "safe")
    await unwatch(turn, safe)
    await show_alarmed(turn, safe)
    return safe


async def called(turn: Turn, speaker: Speaker, need_id: NeedId, answer: Call) -> None:
    """Keep whether the emergency number was called; every coordinator hears if it cannot be."""
    need = await _running(turn, speaker, need_id)
    await turn.needs.set_emergency_call(need_id, answer)
    await turn.audit.write(speaker.member_id, "emergency.called", need_id, answer=answer)
    if answer is Call.CANNOT:
        station = _members(await coordinators(turn, need.estate_id))
        await alarm(turn, need, station, circle=max(need.wave, 1))
    await show_alarmed(turn, need)


async def _running(turn: Turn, speaker: Speaker, need_id: NeedId) -> Need:
    """Return the emergency if it still runs; whoever acts on it follows it from then on."""
    need = await turn.needs.get(need_id)
    require(speaker, Action.EMERGENCY_TAKE, need)
    if need.state not in (NeedState.OPEN, NeedState.IN_PROGRESS):
        raise _stale(need, speaker)
    if not reports(need, speaker.member_id):
        await turn.needs.alert(need_id, speaker.member_id, max(need.wave, 1), turn.now)
    return need


async def _move(turn: Turn, speaker: Speaker, need: Need, end: NeedState, answer: str) -> Need:
    moved = await turn.needs.move(need, end, turn.now, owner_id=speaker.member_id)
    if moved is None:
        raise _stale(need, speaker)
    await turn.audit.write(speaker.member_id, Action.EMERGENCY_TAKE, need.need_id, answer=answer)
    return moved


def _stale(need: Need, speaker: Speaker) -> Stale:
    return Stale(kind=card_for(need, speaker.member_id), object_id=need.need_id)
