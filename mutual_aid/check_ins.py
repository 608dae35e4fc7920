"""Check-ins: asking, at a set time, whether a person who lives alone is well."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from mutual_aid.ids import (
    BlockId,
    CheckInId,
    EstateId,
    LeaderId,
    MemberId,
    ResidentId,
    TelegramId,
    UnitId,
)
from mutual_aid.record import Instant, Names, Record


class Tier(StrEnum):
    """How often a person is asked."""

    DAILY = "daily"
    TWICE_WEEKLY = "twice_weekly"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class Resident(Record):
    """A person on the check-in list; window times are local HH:MM, grace is in minutes.

    days is mon|tue|... or first_tue for the first Tuesday of a month.
    """

    resident_id: ResidentId
    estate_id: EstateId
    unit_id: UnitId
    block_id: BlockId
    floor: int
    names: Names
    telegram_id: TelegramId | None
    member_id: MemberId | None
    phone: str
    tier: Tier
    days: tuple[str, ...]
    window_start: str
    window_end: str
    grace_minutes: int
    method: str
    contact: Names | None
    contact_relation: str
    contact_phone: str
    key_holder: str
    consent_scope: tuple[str, ...]
    floor_leader_id: LeaderId | None
    building_leader_id: LeaderId
    paused_until: str | None
    status: str

    @property
    def back_on(self) -> date | None:
        """The first day after a pause."""
        return datetime.fromisoformat(self.paused_until).date() if self.paused_until else None

    @property
    def listed(self) -> bool:
        """Whether the person is asked, now or once a pause is over."""
        return self.status == "active" or (self.status == "paused" and self.back_on is not None)

    def asked_on(self, day: date) -> bool:
        """Tell whether the person is to be asked that day; a pause ends by itself."""
        return self.listed and (self.back_on is None or day >= self.back_on)


class CheckInState(StrEnum):
    """Where one check-in stands; silent means the window has ended without an answer."""

    PLANNED = "planned"
    ASKED = "asked"
    SILENT = "silent"
    ESCALATED = "escalated"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    PAUSED = "paused"


_S = CheckInState
MOVES: dict[CheckInState, frozenset[CheckInState]] = {
    _S.PLANNED: frozenset({_S.ASKED, _S.PAUSED}),
    _S.ASKED: frozenset({_S.ANSWERED, _S.SILENT, _S.ESCALATED, _S.PAUSED}),
    _S.SILENT: frozenset({_S.ESCALATED, _S.RESOLVED}),
    _S.ESCALATED: frozenset({_S.ESCALATED, _S.RESOLVED}),
    _S.ANSWERED: frozenset(),
    _S.RESOLVED: frozenset(),
    _S.PAUSED: frozenset({_S.PLANNED}),
}

OPEN = frozenset({_S.ASKED, _S.SILENT, _S.ESCALATED})
"""States in which somebody still waits to hear that the person is well."""
LAST_STEP = 5
_TIME_TO_ANSWER = timedelta(minutes=30)
_LATE = timedelta(minutes=15)


class CheckIn(Record):
    """One asking of one resident; step is the rung of the ladder, 0 before it starts.

    taken_by is who said "I am on it"; answer is safe, no_answer or needs_help.
    """

    check_in_id: CheckInId
    resident_id: ResidentId
    estate_id: EstateId
    block_id: BlockId
    state: CheckInState
    step: int
    window_start_at: Instant
    window_end_at: Instant
    grace_minutes: int
    asked_at: Instant | None
    answered_at: Instant | None
    answered_by: MemberId | None
    answer: str
    taken_by: MemberId | None
    taken_at: Instant | None
    next_due_at: Instant | None
    version: int

    @property
    def late(self) -> bool:
        """Whether the asking began well after the window did."""
        return self.asked_at is not None and self.asked_at - self.window_start_at > _LATE

    @property
    def ends_at(self) -> datetime:
        """When silence begins: the window's end, but never before there was time to answer."""
        if self.asked_at is None:
            return self.window_end_at
        return max(self.window_end_at, self.asked_at + _TIME_TO_ANSWER)

    def step_at(self, step: int) -> datetime:
        """Return when a rung of the ladder is reached: 0, 25, 50, 75, 100 % of the grace."""
        share = timedelta(minutes=self.grace_minutes) * (step - 1) / (LAST_STEP - 1)
        return self.ends_at + share

    def shows_phone(self, resident: Resident) -> bool:
        """Tell whether leaders need the resident's number now: to ask by phone, or since rung 2."""
        return resident.method.startswith("phone") or self.step >= 2

    def shows_contact(self, resident: Resident) -> bool:
        """Tell whether the emergency contact is to be called, with consent: from rung 4."""
        return (
            self.step >= 4 and resident.contact is not None and "checkin" in resident.consent_scope
        )


class CheckIns(Protocol):
    """How residents on the list and their check-ins are remembered."""

    async def resident(self, resident_id: ResidentId) -> Resident: ...
    async def active_residents(self) -> list[Resident]:
        """Everybody who is active or paused, by code."""
        ...

    async def get(self, check_in_id: CheckInId) -> CheckIn:
        """Raise NotYours where there is none."""
        ...

    async def plan(self, check_in: CheckIn) -> bool:
        """Add a planned one; False if this resident already has one for that window."""
        ...

    async def has_planned(self, resident_id: ResidentId) -> bool: ...

    async def move(
        self,
        check_in: CheckIn,
        end: CheckInState,
        at: Instant,
        *,
        step: int | None = None,
        answer: str | None = None,
        by: MemberId | None = None,
        next_due_at: Instant | None = None,
    ) -> CheckIn | None:
        """Move by one conditional update on state and version; None if somebody was first."""
        ...

    async def take(self, check_in: CheckIn, by: MemberId, at: Instant) -> CheckIn | None:
        """Record who is on it now; None if it has changed since it was read, or has ended."""
        ...

    async def told(self, check_in_id: CheckInId, member_id: MemberId, at: Instant) -> bool:
        """Record that a person got a card about it; False if they already had one."""
        ...

    async def audience(self, check_in_id: CheckInId) -> list[MemberId]: ...
    async def live_of(self, estate_id: EstateId) -> list[CheckIn]:
        """Asked, silent or escalated ones of the estate, oldest first."""
        ...
