"""Finding who may help with a need: outwards from its own block until there are enough."""

from datetime import datetime, timedelta

from mutual_aid.columns import Ask, Ground
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.needs import Need
from mutual_aid.policy import Policy
from mutual_aid.suitability import Examined, Suited, examine, suited
from mutual_aid.times import after_quiet, day_parts, waking_time
from mutual_aid.turn import Turn
from mutual_aid.volunteers import Candidate, Search

ENOUGH = 3
"""The search stops at so many times the people who are to be asked."""
MOST_READ = 30
"""People read for a wave, of each skill and each block, longest without an offer first."""
_EVERYBODY = 500

Cells = tuple[BlockId | EstateId, ...]


def due_by(need: Need, policy: Policy, now: datetime) -> datetime:
    """Return by when somebody should have said yes: before the help begins, or within the frame."""
    settled = need.changed_at + policy.frames[need.urgency].settle
    times = [x for x in (need.from_at, need.until_at) if x is not None and x > now]
    return min([settled, *times[:1]])


def tell_at(need: Need, policy: Policy, now: datetime) -> datetime:
    """Return when the coordinator has to hear that nobody was found: their own lead before that."""
    by = due_by(need, policy, now)
    return by - min(policy.frames[need.urgency].lead, (by - need.changed_at) / 2)


async def not_at_night(turn: Turn, need: Need, at: datetime) -> datetime:
    """Return the moment, or the next morning: quiet hours hold back everything below high."""
    if need.urgency.pressing:
        return at
    zone = (await turn.estates.get(need.estate_id)).zone
    return after_quiet(at, zone, turn.policy.quiet_from, turn.policy.quiet_until)


async def time_left(turn: Turn, need: Need) -> timedelta:
    """Return the time until somebody should have said yes in which people may be asked."""
    by = due_by(need, turn.policy, turn.now)
    if need.urgency.pressing:
        return by - turn.now
    zone = (await turn.estates.get(need.estate_id)).zone
    return waking_time(turn.now, by, zone, turn.policy.quiet_from, turn.policy.quiet_until)


async def ask_of(turn: Turn, need: Need) -> Ask:
    """Return what the need demands of a helper."""
    zone = (await turn.estates.get(need.estate_id)).zone
    from_at, until_at = need.from_at, need.until_at
    return Ask(
        estate_id=need.estate_id,
        block_id=need.block_id,
        floor=need.floor,
        skills=need.category.skills,
        screening=need.category.screening,
        spoken=need.spoken,
        parts=day_parts(from_at, until_at, zone) if from_at and until_at else frozenset(),
        urgency=need.urgency,
        fit_for_minors=need.category.fit_for_minors,
    )


async def ground_of(turn: Turn, estate_id: EstateId) -> Ground:
    """Return where the blocks of an estate stand."""
    return Ground(await turn.estates.blocks(estate_id))


async def best(turn: Turn, need: Need, most: int) -> list[Suited]:
    """Return whoever may be asked, best first, from rings that widen until three times so many
    are found: the own block, the neighbouring ones, the estate.
    """
    ask, ground = await ask_of(turn, need), await ground_of(turn, need.estate_id)
    found: dict[str, Candidate] = {}
    fit: list[Suited] = []
    for cells in ((need.block_id,), ground.next_to(need.block_id), (need.estate_id,)):
        if cells:
            near = await _read(turn, need, ask, cells, limit=max(MOST_READ, ENOUGH * most))
            found |= {x.volunteer.volunteer_id: x for x in near}
            fit = suited(ask, list(found.values()), ground, turn.policy, turn.now)
        if len(fit) >= ENOUGH * most:
            break
    return fit


async def everybody(turn: Turn, need: Need) -> list[Examined]:
    """Return all holders of a skill of the need in the estate, with the rules that each breaks."""
    ask, ground = await ask_of(turn, need), await ground_of(turn, need.estate_id)
    found = await _read(turn, need, ask, (need.estate_id,), limit=_EVERYBODY, able=False)
    return examine(ask, found, ground, turn.policy, turn.now)


async def _read(
    turn: Turn, need: Need, ask: Ask, cells: Cells, *, limit: int, able: bool = True
) -> list[Candidate]:
    search = Search(
        need_id=need.need_id,
        unit_id=need.unit_id,
        estate_id=need.estate_id,
        block_id=need.block_id,
        skills=ask.skills,
        parts=ask.parts,
        spoken=ask.spoken,
        screening=ask.screening,
        fit_for_minors=ask.fit_for_minors,
        able=able,
    )
    return await turn.volunteers.candidates(search, cells, now=turn.now, limit=limit)
