"""A search for helpers to vary, and people for it to find."""

from datetime import datetime
from typing import Any

from mutual_aid.ids import BlockId, EstateId, NeedId, VolunteerId
from mutual_aid.needs import Need
from mutual_aid.taxonomy import Screening
from mutual_aid.volunteers import Candidate, Search
from tests.engines import TestClock
from tests.storage.world import (
    BLOCK,
    ESTATE,
    FLAT,
    OTHER_BLOCK,
    World,
    member,
    volunteer,
)

Cells = tuple[BlockId | EstateId, ...]
SEARCH = Search(
    need_id=NeedId("none"),
    unit_id=FLAT,
    estate_id=ESTATE,
    block_id=BLOCK,
    skills=("cooking",),
    parts=frozenset(),
    spoken="yue",
    screening=Screening.NONE,
    fit_for_minors=False,
)


async def look(
    world: World,
    clock: TestClock,
    cells: Cells = (BLOCK, OTHER_BLOCK),
    *,
    limit: int = 50,
    **changes: Any,
) -> list[Candidate]:
    """Search in both blocks of the estate; changes are to SEARCH."""
    search = SEARCH.model_copy(update=changes)
    async with world.store.reading() as turn:
        return await turn.volunteers.candidates(search, cells, now=clock(), limit=limit)


def ids(found: list[Candidate]) -> list[str]:
    """Return who was found, in order."""
    return [one.volunteer.volunteer_id for one in found]


async def add_helper(world: World, number: int, **changes: Any) -> VolunteerId:
    """Store a helper who can be reached."""
    async with world.store.turn() as turn:
        await turn.members.add(member(f"M{number}", 1000 + number))
        new = volunteer(f"V{number}", f"M{number}", **changes)
        await turn.volunteers.add(new, turn.now)
    return new.volunteer_id


async def add_offer(world: World, helping: str, helper: str, at: datetime, **changes: Any) -> Need:
    """Store a need and an offer of it, both of that moment."""
    of = await world.report(unit_id=changes.pop("unit_id", None), created_at=at)
    await world.offer(of, helping, helper, offered_at=at, **changes)
    return of
