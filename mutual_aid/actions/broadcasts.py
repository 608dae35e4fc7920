"""One text to many: counted before it goes, sent in its own lane, followed by its author."""

from datetime import datetime, timedelta

from mutual_aid.broadcasts import Audience, Broadcast, BroadcastState
from mutual_aid.ids import BroadcastId, EstateId, new_handle
from mutual_aid.members import Speaker
from mutual_aid.notices import Due, DueKind, Kind, Lane, Message
from mutual_aid.permissions import Action, require
from mutual_aid.times import after_quiet
from mutual_aid.turn import Turn

_TICK = timedelta(seconds=3)
_GIVE_UP = timedelta(days=2)


async def reach(turn: Turn, speaker: Speaker, audience: Audience) -> int:
    """Return how many people a broadcast would go to."""
    require(speaker, Action.BROADCAST_SEND, audience)
    return len(await turn.broadcasts.recipients(audience))


async def leaves_at(turn: Turn, estate_id: EstateId, at: datetime) -> datetime:
    """Return when a text that is sent at the moment may go out: then, or after quiet hours."""
    zone = (await turn.estates.get(estate_id)).zone
    return after_quiet(at, zone, turn.policy.quiet_from, turn.policy.quiet_until)


async def send(turn: Turn, speaker: Speaker, audience: Audience, text: str) -> Broadcast:
    """Queue the text for everybody meant; in quiet hours it waits for the morning."""
    require(speaker, Action.BROADCAST_SEND, audience)
    people = await turn.broadcasts.recipients(audience)
    broadcast = Broadcast(
        broadcast_id=BroadcastId(new_handle()),
        audience=audience,
        text=text,
        by=speaker.member_id,
        state=BroadcastState.SENDING,
        total=len(people),
        created_at=turn.now,
    )
    await turn.broadcasts.add(broadcast)
    allowed = await leaves_at(turn, audience.estate_id, turn.now)
    await turn.outbox.add_all(
        [
            Message(
                to=member_id,
                kind=Kind.BROADCAST,
                object_id=broadcast.broadcast_id,
                lane=Lane.BROADCAST,
                fresh=True,
                not_before_at=allowed,
            )
            for member_id in people
        ]
    )
    await turn.audit.write(
        speaker.member_id, Action.BROADCAST_SEND, broadcast.broadcast_id, people=len(people)
    )
    await _tick_at(turn, broadcast, allowed + _TICK)
    return broadcast


async def _tick_at(turn: Turn, broadcast: Broadcast, at: datetime) -> None:
    kind, object_id = DueKind.BROADCAST_PROGRESS, broadcast.broadcast_id
    await turn.due.at(Due(kind=kind, object_id=object_id, due_at=at))


async def progress(turn: Turn, broadcast_id: BroadcastId) -> None:
    """Due: bring the author's card up to date until nothing waits any more."""
    broadcast = await turn.broadcasts.get(broadcast_id)
    if broadcast.state is BroadcastState.DONE:
        return
    counted = await turn.broadcasts.progress(broadcast_id)
    if counted.waiting == 0 or turn.now - broadcast.created_at > _GIVE_UP:
        await turn.broadcasts.finish(broadcast_id)
    else:
        await _tick_at(turn, broadcast, turn.now + _TICK)
    await turn.outbox.add(Message(to=broadcast.by, kind=Kind.PROGRESS, object_id=broadcast_id))
