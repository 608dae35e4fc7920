"""A storm: open needs of an estate are planned together every few minutes instead of one by one."""

from datetime import datetime, timedelta
from typing import NamedTuple

from mutual_aid.actions.matches import offer_all, tell_in_time
from mutual_aid.actions.searching import ask_of, ground_of, not_at_night, time_left
from mutual_aid.actions.watch import coordinators, keep_watch, tell
from mutual_aid.columns import Ground
from mutual_aid.errors import NotYours
from mutual_aid.ids import EstateId
from mutual_aid.matches import MatchState
from mutual_aid.members import Speaker
from mutual_aid.needs import Need, NeedState
from mutual_aid.notices import Due, DueKind, Kind
from mutual_aid.permissions import Action, require
from mutual_aid.policy import Policy
from mutual_aid.pooling import Pool, Pooled, Round, plan_pool
from mutual_aid.storms import Storm
from mutual_aid.suitability import suited
from mutual_aid.turn import Turn

LONGEST = timedelta(hours=24)
LEAST_LEFT = timedelta(minutes=5)
"""A need whose time is over stays in the pool and is as pressing as any."""


class Task(NamedTuple):
    """What a plan is made of, for whoever computes it apart from the network."""

    pool: Pool
    ground: Ground
    policy: Policy
    now: datetime

    def solved(self) -> list[Round]:
        """Return the plan; takes the processor for as long as it needs."""
        return plan_pool(self.pool, self.ground, self.policy, self.now)


async def see(turn: Turn, speaker: Speaker, estate_id: EstateId) -> Storm | None:
    """Return the storm of an estate to whoever may switch it; raises NotYours for others."""
    await _require(turn, speaker, estate_id)
    return await turn.storms.get(estate_id)


async def declare(turn: Turn, speaker: Speaker, estate_id: EstateId, lasts: timedelta) -> Storm:
    """Plan the estate's needs together from now on, for a day at most; raises NotYours.

    One that runs already goes on and gets another end.
    """
    running = await see(turn, speaker, estate_id)
    storm = Storm(
        estate_id=estate_id,
        started_at=running.started_at if running else turn.now,
        ends_at=turn.now + min(lasts, LONGEST),
        started_by=running.started_by if running else speaker.member_id,
    )
    await turn.storms.put(storm)
    await turn.due.at(Due(kind=DueKind.STORM, object_id=estate_id, due_at=turn.now))
    await turn.audit.write(speaker.member_id, Action.STORM_SWITCH, estate_id, on=1)
    await _tell_coordinators(turn, estate_id)
    return storm


async def call_off(turn: Turn, speaker: Speaker, estate_id: EstateId) -> None:
    """Go back to asking for each need by itself; raises NotYours."""
    await _require(turn, speaker, estate_id)
    await turn.audit.write(speaker.member_id, Action.STORM_SWITCH, estate_id, on=0)
    await _end(turn, estate_id)


async def _require(turn: Turn, speaker: Speaker, estate_id: EstateId) -> None:
    blocks = await turn.estates.blocks(estate_id)
    if not blocks:
        raise NotYours
    require(speaker, Action.STORM_SWITCH, blocks[0])


async def _end(turn: Turn, estate_id: EstateId) -> None:
    await turn.storms.end(estate_id)
    await turn.due.cancel(DueKind.STORM, estate_id)
    for need in await _waiting(turn, estate_id):
        await keep_watch(turn, need, DueKind.WAVE, turn.now)
    await _tell_coordinators(turn, estate_id)


async def _tell_coordinators(turn: Turn, estate_id: EstateId) -> None:
    for person in await coordinators(turn, estate_id):
        await tell(turn, person.member_id, Kind.STORM, estate_id)


async def _waiting(turn: Turn, estate_id: EstateId) -> list[Need]:
    """Return open needs of volunteers' kind that have nobody's answer to wait for."""
    found = []
    for need in await turn.needs.live_in_estate(estate_id):
        if need.state is NeedState.OPEN and not need.sealed and not need.emergency:
            matches = await turn.matches.of_need(need.need_id)
            if all(x.state is not MatchState.OFFERED for x in matches):
                found.append(need)
    return found


async def gather(turn: Turn, estate_id: EstateId) -> Task:
    """Read all that the next plan is made of; at night only needs that cannot wait."""
    waiting = await _waiting(turn, estate_id)
    needs = [x for x in waiting if await not_at_night(turn, x, turn.now) == turn.now]
    pooled = [
        Pooled(
            need_id=x.need_id,
            ask=await ask_of(turn, x),
            missing=x.helpers - x.places_taken,
            left=max(await time_left(turn, x), LEAST_LEFT),
        )
        for x in needs
    ]
    pool = Pool(
        needs=tuple(pooled),
        candidates=tuple(await turn.volunteers.everyone(estate_id, turn.now)) if needs else (),
        ties=tuple(await turn.volunteers.ties(tuple(x.need_id for x in needs))),
    )
    ground = await ground_of(turn, estate_id)
    return Task(pool=pool, ground=ground, policy=turn.policy, now=turn.now)


async def carry_out(turn: Turn, estate_id: EstateId, rounds: list[Round]) -> None:
    """Due: make the planned offers that still may be made, and plan again soon or end."""
    storm = await turn.storms.get(estate_id)
    if storm is None:
        return
    if storm.ends_at <= turn.now:
        await _end(turn, estate_id)
        return
    await _offer(turn, estate_id, rounds)
    for need in await _waiting(turn, estate_id):
        await tell_in_time(turn, need)
    again = min(turn.now + turn.policy.storm_every, storm.ends_at)
    await turn.due.at(Due(kind=DueKind.STORM, object_id=estate_id, due_at=again))


async def _offer(turn: Turn, estate_id: EstateId, rounds: list[Round]) -> None:
    """People may have answered, paused or been asked since the plan was begun: look once more."""
    waiting = {x.need_id: x for x in await _waiting(turn, estate_id)}
    everyone = {
        x.volunteer.volunteer_id: x for x in await turn.volunteers.everyone(estate_id, turn.now)
    }
    ground = await ground_of(turn, estate_id)
    for planned in rounds:
        need = waiting.get(planned.need_id)
        if need is None:
            continue
        fresh = [
            everyone[one.candidate.volunteer.volunteer_id].tied(one.candidate)
            for one in planned.people
            if one.candidate.volunteer.volunteer_id in everyone
        ]
        chosen = suited(await ask_of(turn, need), fresh, ground, turn.policy, turn.now)
        if chosen:
            await offer_all(turn, need, chosen, planned.wait)
