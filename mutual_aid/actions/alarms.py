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
    for member_id in await turn.needs.alerted(need.need_id):
        await _show(turn, need, member_id, fresh=member_id in aloud)
    await show_reporter(turn, need, aloud=need.reporter_id in aloud)


async def show_reporter(turn: Turn, need: Need, *, aloud: bool = False) -> None:
    """Bring the reporter's card up to date; of a sealed need there is none."""
    if not need.sealed:
        await _show(turn, need, need.reporter_id, fresh=aloud)


async def _show(turn: Turn, need: Need, member_id: MemberId, *, fresh: bool) -> None:
    kind = card_for(need, member_id)
    await tell(turn, member_id, kind, need.need_id, lane=Lane.EMERGENCY, fresh=fresh)
