"""Volunteers: what they can do, where, when and how often."""

from datetime import date
from enum import StrEnum
from typing import Protocol

from mutual_aid.ids import (
    BlockId,
    EstateId,
    MemberId,
    NeedId,
    TelegramId,
    UnitId,
    VolunteerId,
)
from mutual_aid.record import Instant, Record
from mutual_aid.taxonomy import Screening

ADULT = 18


class VolunteerStatus(StrEnum):
    """Whether a volunteer may be asked."""

    PENDING = "pending"
    ACTIVE = "active"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"


class Radius(StrEnum):
    """How far a volunteer goes: own block, own estate, or both estates of the network."""

    BLOCK = "block"
    ESTATE = "estate"
    BOTH = "both"


class Volunteer(Record):
    """A helper; availability is day parts such as tue_eve, weeks are counted from Monday."""

    volunteer_id: VolunteerId
    member_id: MemberId
    estate_id: EstateId
    home_block_id: BlockId
    home_floor: int | None
    age: int | None
    skills: tuple[str, ...]
    spoken: tuple[str, ...]
    screening: Screening
    availability: tuple[str, ...]
    max_tasks_per_week: int
    radius: Radius
    guardian_id: VolunteerId | None
    minutes_total: int
    status: VolunteerStatus
    paused_until_at: Instant | None
    consent_version: str | None
    joined_on: date
    wants_events: bool = False

    @property
    def grown_up(self) -> bool:
        """Whether they may be asked for anything; people whose age nobody asked said they are."""
        return self.age is None or self.age >= ADULT


class Candidate(Record):
    """A volunteer with the history that the rules and the score need."""

    volunteer: Volunteer
    telegram_id: TelegramId | None
    unreachable: bool
    open_offers: int
    tasks_this_week: int
    offers_7_days: int
    offers_28_days: int
    tasks_28_days: int
    offers_ever: int
    """Offers that the person answered or let lapse: one that somebody else was faster to take says
    nothing about them."""
    accepts_ever: int
    last_offer_at: Instant | None
    good_visits_here: int
    """Completed tasks for the same flat."""
    asked_for_this: bool
    """Was offered this very need in the round that runs, or refused it in any."""
    refused_here: bool
    """The household does not want this person (kept quietly)."""

    def tied(self, tie: "Candidate | Tie") -> "Candidate":
        """Return the same person with what lies between them and one need."""
        return self.model_copy(
            update={
                "asked_for_this": tie.asked_for_this,
                "refused_here": tie.refused_here,
                "good_visits_here": tie.good_visits_here,
            }
        )


class Search(Record):
    """Whom a need looks for. able leaves out whoever lacks one of the wishes that never change
    within a day: free in one of the parts, speaking, screened, of age, reachable, willing to come.
    """

    need_id: NeedId
    unit_id: UnitId | None
    estate_id: EstateId
    block_id: BlockId
    """Where help is needed: people of other blocks must be willing to leave their own."""
    skills: tuple[str, ...]
    parts: frozenset[str]
    spoken: str
    screening: Screening
    fit_for_minors: bool
    able: bool = True


class Tie(Record):
    """What lies between a need and a volunteer; pairs without a tie have none of it."""

    need_id: NeedId
    volunteer_id: VolunteerId
    asked_for_this: bool
    refused_here: bool
    good_visits_here: int


class Volunteers(Protocol):
    """How volunteers are remembered."""

    async def get(self, volunteer_id: VolunteerId) -> Volunteer: ...
    async def add(self, volunteer: Volunteer, at: Instant) -> None: ...

    async def candidates(
        self, search: Search, cells: tuple[BlockId | EstateId, ...], *, now: Instant, limit: int
    ) -> list[Candidate]:
        """Holders of any of the skills at home in one of the cells, longest without an offer first.

        A cell is a block or a whole estate. At most limit people are read for each skill and cell,
        so the cost follows the limit and not the size of the network.
        """
        ...

    async def everyone(self, estate_id: EstateId, now: Instant) -> list[Candidate]:
        """All active volunteers of an estate with their history, and no tie to any need."""
        ...

    async def ties(self, need_ids: tuple[NeedId, ...]) -> list[Tie]:
        """What lies between these needs and anybody."""
        ...

    async def refuse(self, unit_id: UnitId, volunteer_id: VolunteerId) -> None:
        """Keep quietly that the household would rather have somebody else."""
        ...

    async def without_offer(self, since: Instant, limit: int) -> list[Volunteer]:
        """Active, reachable ones who joined, were last offered something and last heard an honest
        word about it before the moment; longest first.
        """
        ...

    async def set_heard(self, volunteer_id: VolunteerId, at: Instant) -> None:
        """Keep when somebody was told honestly that nothing suited them."""
        ...

    async def set_radius(self, volunteer_id: VolunteerId, radius: Radius) -> None: ...

    async def set_events(self, volunteer_id: VolunteerId, *, wanted: bool) -> None:
        """Keep whether somebody would like to hear about events."""
        ...

    async def pending(self, estate_id: EstateId) -> list[Volunteer]: ...

    async def decide(
        self, volunteer_id: VolunteerId, *, approved: bool, by: MemberId, at: Instant
    ) -> Volunteer | None:
        """Move from pending by one conditional update; None if somebody already did."""
        ...

    async def decided_by(self, volunteer_id: VolunteerId) -> MemberId | None:
        """Who approved or turned down; None while it waits, and for imported ones."""
        ...

    async def set_availability(
        self, volunteer_id: VolunteerId, availability: tuple[str, ...]
    ) -> None: ...

    async def set_weekly_limit(self, volunteer_id: VolunteerId, tasks: int) -> None: ...

    async def pause(self, volunteer_id: VolunteerId, until_at: Instant | None) -> None:
        """Stop asking until the moment; None means until they return by themselves."""
        ...

    async def resume(self, volunteer_id: VolunteerId) -> None: ...
    async def add_minutes(self, volunteer_id: VolunteerId, minutes: int) -> None: ...
    async def minutes_since(self, volunteer_id: VolunteerId, since: Instant) -> int: ...
