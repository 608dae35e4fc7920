"""Volunteers: what they can do, where, when and how often."""

from datetime import date
from enum import StrEnum
from typing import Protocol

from mutual_aid.ids import BlockId, EstateId, MemberId, TelegramId, VolunteerId
from mutual_aid.record import Instant, Record
from mutual_aid.taxonomy import Screening


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


class Candidate(Record):
    """A volunteer with the history that the filter and the score need."""

    volunteer: Volunteer
    telegram_id: TelegramId | None
    unreachable: bool
    open_offers: int
    tasks_this_week: int
    offers_7_days: int
    tasks_28_days: int
    offers_ever: int
    accepts_ever: int
    last_offer_at: Instant | None
    good_visits_here: int
    """Completed tasks for the same flat."""
    asked_for_this: bool
    """Was offered this very need before, whatever the answer."""
    refused_here: bool
    """The household does not want this person (kept quietly)."""


class Volunteers(Protocol):
    """How volunteers are remembered."""

    async def get(self, volunteer_id: VolunteerId) -> Volunteer: ...
    async def add(self, volunteer: Volunteer, at: Instant) -> None: ...

    async def candidates(
        self,
        *,
        skills: tuple[str, ...],
        estate_id: EstateId,
        block_ids: tuple[BlockId, ...],
        need_id: str,
        unit_id: str | None,
        now: Instant,
        limit: int,
    ) -> list[Candidate]:
        """Active volunteers living in one of the blocks who hold any of the skills."""
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
