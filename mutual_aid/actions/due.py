"""What happens by the clock: one table from the kind of a due row to the action it becomes."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from mutual_aid.actions import (
    broadcasts,
    check_ins_ladder,
    check_ins_planning,
    emergencies,
    enquiries,
    fairness,
    matches,
    needs,
    storms,
    tasks,
    volunteers,
)
from mutual_aid.acts import Act, Thought
from mutual_aid.ids import BroadcastId, CheckInId, EstateId, MatchId, MemberId, NeedId, VolunteerId
from mutual_aid.notices import Due, DueKind
from mutual_aid.pooling import Round
from mutual_aid.turn import Turn

_DAY = timedelta(days=1)


async def _sweep(turn: Turn, _: str) -> None:
    """Every day: nobody on the check-in list is without a next one, no volunteer forgotten."""
    await check_ins_planning.plan_missing(turn)
    await fairness.honest_words(turn)
    await turn.due.at(Due(kind=DueKind.SWEEP, object_id="network", due_at=turn.now + _DAY))


ACTS: dict[DueKind, Callable[[Turn, str], Awaitable[object]]] = {
    DueKind.WAVE: lambda turn, key: matches.wave_due(turn, NeedId(key)),
    DueKind.OFFER_DEADLINE: lambda turn, key: matches.deadline(turn, MatchId(key)),
    DueKind.NEED_REMINDER: lambda turn, key: needs.remind(turn, NeedId(key)),
    DueKind.TASK_REMINDER: lambda turn, key: tasks.remind(turn, MatchId(key)),
    DueKind.TAKE_BACK: lambda turn, key: tasks.take_back(turn, MatchId(key)),
    DueKind.EMERGENCY_CIRCLE: lambda turn, key: emergencies.widen(turn, NeedId(key)),
    DueKind.CHECK_IN_ASK: lambda turn, key: check_ins_planning.ask(turn, CheckInId(key)),
    DueKind.CHECK_IN_STEP: lambda turn, key: check_ins_ladder.climb(turn, CheckInId(key)),
    DueKind.BROADCAST_PROGRESS: lambda turn, key: broadcasts.progress(turn, BroadcastId(key)),
    DueKind.RESUME: lambda turn, key: volunteers.pause_over(turn, VolunteerId(key)),
    DueKind.ENQUIRY: lambda turn, key: enquiries.still_waiting(turn, MemberId(key)),
    DueKind.SWEEP: _sweep,
}


async def act(turn: Turn, due: Due) -> None:
    """Do what is due; the row is finished by the caller, in the same turn."""
    await ACTS[due.kind](turn, due.object_id)


async def think(turn: Turn, due: Due) -> Thought | None:
    """Return the thought that a row needs, None for most kinds; the turn is for reading only."""
    if due.kind is not DueKind.STORM:
        return None
    estate_id = EstateId(due.object_id)
    task = await storms.gather(turn, estate_id)

    def act_by(rounds: list[Round]) -> Act:
        return lambda turn, _: storms.carry_out(turn, estate_id, rounds)

    return Thought(task.solved, act_by)
