"""The people of the network: leaders, staff, visitors; a speaker is one of them."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Protocol

from mutual_aid.ids import (
    BlockId,
    EstateId,
    LeaderId,
    MemberId,
    ResidentId,
    StaffId,
    TelegramId,
    UnitId,
)
from mutual_aid.record import Instant, Language, Names, Record
from mutual_aid.volunteers import Volunteer


def script_of(spoken: Collection[str]) -> Language:
    """Return what people most likely read who speak these languages (codes such as yue, cmn)."""
    if not spoken or {"yue", "zh-Hant"} & set(spoken):
        return Language.ZH_HANT
    return Language.ZH_HANS if {"cmn", "zh-Hans"} & set(spoken) else Language.EN


class Member(Record):
    """A person the network knows; a visitor is a member without any role."""

    member_id: MemberId
    telegram_id: TelegramId | None
    names: Names
    phone: str
    spoken: tuple[str, ...]
    language: Language | None
    unreachable_at: Instant | None
    locked_at: Instant | None

    @property
    def reads(self) -> Language:
        """The language chosen; before the first contact, the script that goes with the speech."""
        return self.language or script_of(self.spoken)


class LeaderRole(StrEnum):
    """Who answers for a block or for some of its floors."""

    BUILDING = "building_leader"
    FLOOR = "floor_leader"


class Leader(Record):
    """A leader's ground: floors are inclusive; deputy_for is the building leader stood in for."""

    leader_id: LeaderId
    member_id: MemberId
    role: LeaderRole
    estate_id: EstateId
    block_id: BlockId
    floor_from: int
    floor_to: int
    home_unit_id: UnitId | None
    status: str
    deputy_for: LeaderId | None

    @property
    def serving(self) -> bool:
        """Whether this leader is to be asked now (on trial counts, on leave does not)."""
        return self.status in ("active", "trial")


class StaffRole(StrEnum):
    """What station staff may do."""

    COORDINATOR = "coordinator"
    SOCIAL_WORKER = "social_worker"
    ADMIN = "admin"


class Staff(Record):
    """A person of the station; duty is a list of day parts such as mon_am."""

    staff_id: StaffId
    member_id: MemberId
    role: StaffRole
    estate_id: EstateId | None
    duty: tuple[str, ...]
    status: str


class Speaker(Record):
    """Who is speaking, with everything that decides what they may do."""

    member: Member
    leaders: tuple[Leader, ...] = ()
    staff: tuple[Staff, ...] = ()
    volunteer: Volunteer | None = None
    resident_id: ResidentId | None = None

    @property
    def member_id(self) -> MemberId:
        """The member behind the speaker."""
        return self.member.member_id

    @property
    def is_stranger(self) -> bool:
        """Whether the network knows nothing of this person yet."""
        return not (self.leaders or self.staff or self.volunteer or self.resident_id)

    def leads(self, block_id: BlockId) -> bool:
        """Whether the speaker answers for the whole block (leader, or deputy of one)."""
        return any(
            x.serving and x.block_id == block_id and (x.role is LeaderRole.BUILDING or x.deputy_for)
            for x in self.leaders
        )

    def covers(self, block_id: BlockId, floor: int) -> bool:
        """Whether the speaker answers for that floor, alone or with the whole block."""
        return self.leads(block_id) or any(
            x.serving and x.block_id == block_id and x.floor_from <= floor <= x.floor_to
            for x in self.leaders
        )

    def has_staff_role(self, estate_id: EstateId, *roles: StaffRole) -> bool:
        """Whether the speaker is active station staff of the estate in one of the roles."""
        return any(
            x.status == "active" and x.role in roles and x.estate_id in (estate_id, None)
            for x in self.staff
        )

    def coordinates(self, estate_id: EstateId) -> bool:
        """Whether the speaker is a coordinator of that estate."""
        return self.has_staff_role(estate_id, StaffRole.COORDINATOR)

    @property
    def estate_ids(self) -> tuple[EstateId, ...]:
        """The estates in which the speaker has any role, own first, without repeats."""
        found = [x.estate_id for x in self.leaders]
        found += [x.estate_id for x in self.staff if x.estate_id]
        found += [self.volunteer.estate_id] if self.volunteer else []
        return tuple(dict.fromkeys(found))


class Invitation(Record):
    """A one-use deep link that grants a role for 24 hours; only the hash of its code is kept."""

    code_hash: str
    role: str
    estate_id: EstateId | None
    block_id: BlockId | None
    floor_from: int | None
    floor_to: int | None
    created_at: Instant
    expires_at: Instant
    used_at: Instant | None
    used_by: MemberId | None


class Members(Protocol):
    """How people are remembered."""

    async def get(self, member_id: MemberId) -> Member: ...
    async def speaker(self, telegram_id: TelegramId) -> Speaker | None: ...
    async def speaker_of(self, member_id: MemberId) -> Speaker: ...
    async def add(self, member: Member) -> None: ...
    async def set_language(self, member_id: MemberId, language: Language) -> None: ...
    async def set_names(self, member_id: MemberId, names: Names) -> None: ...
    async def set_unreachable(self, member_id: MemberId, at: Instant | None) -> None: ...

    async def leaders_of(self, block_id: BlockId) -> list[Leader]:
        """All leaders of the block, building leader first, then deputies, then by floor."""
        ...

    async def staff_of(self, estate_id: EstateId) -> list[Staff]:
        """All active staff of the estate, coordinators first."""
        ...

    async def admins(self) -> list[Staff]: ...
    async def add_leader(self, leader: Leader, joined_on: date) -> None: ...
    async def add_staff(self, staff: Staff, joined_on: date) -> None: ...

    async def add_invitation(self, invitation: Invitation) -> None: ...

    async def use_invitation(self, code_hash: str, by: MemberId, at: Instant) -> Invitation | None:
        """Use it up by one conditional update; None if unknown, used or expired."""
        ...

    async def count_wrong_code(self, telegram_id: TelegramId, at: Instant) -> int:
        """Record a wrong try and return how many there were within the hour before."""
        ...
