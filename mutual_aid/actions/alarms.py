"""Alarms: who hears of a danger, and who is kept up to date about it."""

from collections.abc import Iterable

from mutual_aid.actions.watch import card_for, reports, tell
from mutual_aid.ids import MemberId
from mutual_aid.needs import Need
from mutual_aid.notices import Kind, Lane
from mutual_aid.turn import Turn


async def alarm(turn: Turn, need: Need, people: Iterable[MemberId], *, circle: int) -> int:
    """Alert people with sound, those who know already again; returns how many can be reached.

    That somebody of the staff got to see a sealed need is kept, as every read of one is.
    """
    reached = 0
    for member_id in dict.fromkeys(people):
        if reports(need, member_id):
            continue
        if not await tell(turn, member_id, Kind.EMERGENCY, need.need_id, lane=Lane.EMERGENCY):
            continue
        reached += 1
        new = await turn.needs.alert(need.need_id, member_id, circle, turn.now)
        if new and need.sealed:
            await turn.audit.write(member_id, "sealed.shown", need.need_id, circle=circle)
    return reached


async def show_alarmed(turn: Turn, need: Need, *, aloud: tuple[MemberId, ...] = ()) -> None:
    """Bring the cards of all who know of the danger up to date; aloud ones get a new message."""
    people = await turn.needs.alerted(need.need_id)
    if not need.sealed:
        people = [need.reporter_id, *people]
    for member_id in dict.fromkeys(people):
        await tell(
            turn,
            member_id,
            card_for(need, member_id),
            need.need_id,
            lane=Lane.EMERGENCY,
            fresh=member_id in aloud,
        )
