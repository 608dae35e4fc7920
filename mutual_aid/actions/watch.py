"""No need is ever forgotten: each live one has an owner, a next due time and people who see it."""

from datetime import datetime

from mutual_aid.ids import BlockId, EstateId, MemberId
from mutual_aid.members import Leader, LeaderRole, Staff, StaffRole
from mutual_aid.needs import Need
from mutual_aid.notices import Due, DueKind, Kind, Lane, Message
from mutual_aid.times import day_part
from mutual_aid.turn import Turn

_KINDS = (DueKind.WAVE, DueKind.NEED_REMINDER, DueKind.EMERGENCY_CIRCLE)


async def keep_watch(turn: Turn, need: Need, kind: DueKind, at: datetime) -> None:
    """Make this the one next thing that happens to the need by the clock."""
    for other in _KINDS:
        if other is not kind:
            await turn.due.cancel(other, need.need_id)
    await turn.due.at(Due(kind=kind, object_id=need.need_id, due_at=at))
    await turn.needs.set_next_due(need.need_id, at)


async def unwatch(turn: Turn, need: Need) -> None:
    """Stop the clock for a need that has ended."""
    for kind in _KINDS:
        await turn.due.cancel(kind, need.need_id)
    await turn.needs.set_next_due(need.need_id, None)


def card_for(need: Need, member_id: MemberId) -> Kind:
    """Return which card a person follows a need on: reporters the need, the alarmed the alarm."""
    alarmed = need.emergency or need.sealed
    return Kind.EMERGENCY if alarmed and not reports(need, member_id) else Kind.NEED


def reports(need: Need, member_id: MemberId) -> bool:
    """Tell whether the person follows the need as its reporter; nobody does a sealed one."""
    return member_id == need.reporter_id and not need.sealed


async def tell_all(turn: Turn, need: Need, *, aloud: tuple[MemberId, ...] = ()) -> None:
    """Bring the card of everybody who follows the need up to date; aloud ones get a new message."""
    for member_id in await _followers(turn, need, aloud):
        await turn.outbox.add(
            Message(
                to=member_id,
                kind=card_for(need, member_id),
                object_id=need.need_id,
                lane=Lane.EMERGENCY if need.emergency else Lane.REPLY,
                fresh=member_id in aloud,
            )
        )


async def _followers(turn: Turn, need: Need, aloud: tuple[MemberId, ...]) -> dict[MemberId, None]:
    """Whoever reported a sealed need never hears of it again, unless the station alerted them."""
    answering = dict.fromkeys((need.reporter_id, need.owner_id, *aloud))
    alarmed = await turn.needs.alerted(need.need_id) if need.emergency or need.sealed else []
    if need.sealed and need.reporter_id not in alarmed:
        answering.pop(need.reporter_id)
    return answering | dict.fromkeys(alarmed)


async def tell(
    turn: Turn,
    to: MemberId,
    kind: Kind,
    object_id: str,
    *,
    lane: Lane = Lane.REPLY,
    fresh: bool = True,
) -> bool:
    """Show one person one card; False if they cannot be reached."""
    message = Message(to=to, kind=kind, object_id=object_id, lane=lane, fresh=fresh)
    return await turn.outbox.add(message)


async def heads(turn: Turn, block_id: BlockId) -> list[Leader]:
    """Return who answers for the whole block now: its leader, or the deputies of one on leave."""
    serving = [x for x in await turn.members.leaders_of(block_id) if x.serving]
    leaders = [x for x in serving if x.role is LeaderRole.BUILDING]
    return leaders or [x for x in serving if x.deputy_for]


async def coordinators(turn: Turn, estate_id: EstateId) -> list[Staff]:
    """Return the coordinators of the estate, those on duty now first."""
    return await _on_duty_first(turn, estate_id, (StaffRole.COORDINATOR,))


async def professionals(turn: Turn, estate_id: EstateId) -> list[Staff]:
    """Return coordinators and social workers of the estate, those on duty now first."""
    roles = (StaffRole.COORDINATOR, StaffRole.SOCIAL_WORKER)
    return await _on_duty_first(turn, estate_id, roles)


async def _on_duty_first(
    turn: Turn, estate_id: EstateId, roles: tuple[StaffRole, ...]
) -> list[Staff]:
    estate = await turn.estates.get(estate_id)
    now = day_part(turn.now, estate.zone)
    found = [x for x in await turn.members.staff_of(estate.estate_id) if x.role in roles]
    return sorted(found, key=lambda x: (now not in x.duty, x.role != StaffRole.COORDINATOR))


def on_duty(staff: list[Staff], part: str) -> list[Staff]:
    """Return those of the staff whose duty names the day part."""
    return [x for x in staff if part in x.duty]
