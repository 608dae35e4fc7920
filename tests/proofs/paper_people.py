"""Every kind of person around one block, on paper."""

from datetime import UTC, date, datetime

from mutual_aid.ids import BlockId, EstateId, LeaderId, MemberId, ResidentId, StaffId, VolunteerId
from mutual_aid.members import Leader, LeaderRole, Member, Speaker, Staff, StaffRole
from mutual_aid.record import Names
from mutual_aid.taxonomy import Screening
from mutual_aid.volunteers import Radius, Volunteer, VolunteerStatus

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
HERE, ELSEWHERE = EstateId("here"), EstateId("elsewhere")
BLOCK, NEXT_DOOR = BlockId("block"), BlockId("next-door")
FLOOR, FLOORS = 21, 30
"""Where help is needed, and how many floors the block has."""


def _member(name: str, *, locked: bool = False) -> Member:
    return Member(
        member_id=MemberId(name),
        telegram_id=None,
        names=Names.same(name),
        phone="",
        spoken=(),
        language=None,
        unreachable_at=None,
        locked_at=NOW if locked else None,
    )


def _leads(
    name: str,
    floors: tuple[int, int] = (1, FLOORS),
    *,
    role: LeaderRole = LeaderRole.FLOOR,
    block_id: BlockId = BLOCK,
    status: str = "active",
    deputy_for: str | None = None,
) -> Leader:
    return Leader(
        leader_id=LeaderId(name),
        member_id=MemberId(name),
        role=role,
        estate_id=HERE,
        block_id=block_id,
        floor_from=floors[0],
        floor_to=floors[1],
        home_unit_id=None,
        status=status,
        deputy_for=LeaderId(deputy_for) if deputy_for else None,
    )


def _staff(name: str, role: StaffRole, estate_id: EstateId = HERE) -> Staff:
    return Staff(
        staff_id=StaffId(name),
        member_id=MemberId(name),
        role=role,
        estate_id=estate_id,
        duty=(),
        status="active",
    )


def volunteer(name: str, status: VolunteerStatus = VolunteerStatus.ACTIVE) -> Volunteer:
    """A volunteer who lives in the block."""
    return Volunteer(
        volunteer_id=VolunteerId(name),
        member_id=MemberId(name),
        estate_id=HERE,
        home_block_id=BLOCK,
        home_floor=None,
        age=None,
        skills=(),
        spoken=(),
        screening=Screening.ID,
        availability=(),
        max_tasks_per_week=3,
        radius=Radius.ESTATE,
        guardian_id=None,
        minutes_total=0,
        status=status,
        paused_until_at=None,
        consent_version=None,
        joined_on=date(2026, 1, 1),
    )


def _person(
    name: str,
    *,
    leaders: tuple[Leader, ...] = (),
    staff: tuple[Staff, ...] = (),
    helps: VolunteerStatus | None = None,
    resident: bool = False,
    locked: bool = False,
) -> Speaker:
    return Speaker(
        member=_member(name, locked=locked),
        leaders=leaders,
        staff=staff,
        volunteer=volunteer(name, helps) if helps else None,
        resident_id=ResidentId(name) if resident else None,
    )


_BUILDING, _ACTIVE = LeaderRole.BUILDING, VolunteerStatus.ACTIVE
PEOPLE: dict[str, Speaker] = {
    "reporter": _person("reporter"),
    "helper": _person("helper", helps=_ACTIVE),
    "asked": _person("asked", helps=_ACTIVE),
    "other": _person("other", helps=_ACTIVE),
    "pending": _person("pending", helps=VolunteerStatus.PENDING),
    "paused": _person("paused", helps=VolunteerStatus.PAUSED),
    "floor": _person("floor", leaders=(_leads("floor", (19, 22)),)),
    "floors": _person("floors", leaders=(_leads("floors", (1, 4)),)),
    "lead": _person("lead", leaders=(_leads("lead", role=_BUILDING),)),
    "deputy": _person("deputy", leaders=(_leads("deputy", (1, 4), deputy_for="lead"),)),
    "leave": _person("leave", leaders=(_leads("leave", role=_BUILDING, status="on_leave"),)),
    "next": _person("next", leaders=(_leads("next", role=_BUILDING, block_id=NEXT_DOOR),)),
    "coord": _person("coord", staff=(_staff("coord", StaffRole.COORDINATOR),)),
    "coord2": _person("coord2", staff=(_staff("coord2", StaffRole.COORDINATOR, ELSEWHERE),)),
    "social": _person("social", staff=(_staff("social", StaffRole.SOCIAL_WORKER),)),
    "admin": _person("admin", staff=(_staff("admin", StaffRole.ADMIN),)),
    "resident": _person("resident", resident=True),
    "stranger": _person("stranger"),
    "locked": _person(
        "locked",
        leaders=(_leads("locked", role=_BUILDING),),
        staff=(_staff("locked", StaffRole.COORDINATOR),),
        helps=_ACTIVE,
        resident=True,
        locked=True,
    ),
}
"""By the names of the table's columns; the locked one would hold every role here."""
