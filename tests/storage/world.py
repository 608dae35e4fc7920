"""A small estate to test with, and makers of needs, offers and check-ins."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mutual_aid.check_ins import CheckIn, CheckInState
from mutual_aid.ids import (
    BlockId,
    CheckInId,
    EstateId,
    LeaderId,
    MatchId,
    MemberId,
    NeedId,
    ResidentId,
    StaffId,
    TelegramId,
    UnitId,
    VolunteerId,
    new_handle,
)
from mutual_aid.matches import Match, MatchState
from mutual_aid.members import Leader, LeaderRole, Member, Staff, StaffRole
from mutual_aid.needs import Need, NeedState
from mutual_aid.record import Language, Names
from mutual_aid.taxonomy import Screening, Urgency
from mutual_aid.volunteers import Radius, Volunteer, VolunteerStatus
from storage.store import Store
from storage.turns import Turn
from tests.storage.columns import block_row, estate_row, resident_row, unit_row

ESTATE, OTHER_ESTATE = EstateId("MC"), EstateId("RH")
BLOCK, OTHER_BLOCK, FAR_BLOCK = BlockId("MC-A"), BlockId("MC-B"), BlockId("RH-1")
FLAT, OTHER_FLAT = UnitId("MC-A-2107"), UnitId("MC-A-2108")
LEADER, COORDINATOR = MemberId("M-leader"), MemberId("M-coordinator")
HELPER, SECOND_HELPER = MemberId("M-helper"), MemberId("M-second")
HELPING, SECOND_HELPING = VolunteerId("V001"), VolunteerId("V002")
RESIDENT = ResidentId("R001")
JOINED = date(2025, 1, 8)


def member(member_id: str, telegram_id: int | None = None, **changes: Any) -> Member:
    """Return somebody."""
    plain: dict[str, Any] = {
        "member_id": MemberId(member_id),
        "telegram_id": None if telegram_id is None else TelegramId(telegram_id),
        "names": Names(zh_hans="陈珍", zh_hant="陳珍", en="Chan Chun"),
        "phone": "+852 0000 1001",
        "spoken": ("yue", "en"),
        "language": Language.ZH_HANT,
        "unreachable_at": None,
        "locked_at": None,
    }
    return Member(**(plain | changes))


def volunteer(volunteer_id: str, member_id: str, **changes: Any) -> Volunteer:
    """Return an active helper of the first block who cooks and carries."""
    plain: dict[str, Any] = {
        "volunteer_id": VolunteerId(volunteer_id),
        "member_id": MemberId(member_id),
        "estate_id": ESTATE,
        "home_block_id": BLOCK,
        "home_floor": 12,
        "age": 34,
        "skills": ("cooking", "errands"),
        "spoken": ("yue",),
        "screening": Screening.ID,
        "availability": ("mon_am", "tue_eve"),
        "max_tasks_per_week": 3,
        "radius": Radius.ESTATE,
        "guardian_id": None,
        "minutes_total": 90,
        "status": VolunteerStatus.ACTIVE,
        "paused_until_at": None,
        "consent_version": "1",
        "joined_on": JOINED,
    }
    return Volunteer(**(plain | changes))


def leader(leader_id: str, member_id: str, **changes: Any) -> Leader:
    """Return the building leader of the first block."""
    plain: dict[str, Any] = {
        "leader_id": LeaderId(leader_id),
        "member_id": MemberId(member_id),
        "role": LeaderRole.BUILDING,
        "estate_id": ESTATE,
        "block_id": BLOCK,
        "floor_from": 1,
        "floor_to": 30,
        "home_unit_id": None,
        "status": "active",
        "deputy_for": None,
    }
    return Leader(**(plain | changes))


def staff(staff_id: str, member_id: str, **changes: Any) -> Staff:
    """Return a coordinator of the estate."""
    plain: dict[str, Any] = {
        "staff_id": StaffId(staff_id),
        "member_id": MemberId(member_id),
        "role": StaffRole.COORDINATOR,
        "estate_id": ESTATE,
        "duty": ("mon_am", "mon_pm"),
        "status": "active",
    }
    return Staff(**(plain | changes))


def need(now: datetime, **changes: Any) -> Need:
    """Return an open need for supper."""
    plain: dict[str, Any] = {
        "need_id": NeedId(new_handle()),
        "number": 1,
        "estate_id": ESTATE,
        "block_id": BLOCK,
        "floor": 21,
        "unit_id": FLAT,
        "category_code": "food.meal_delivery",
        "urgency": Urgency.NORMAL,
        "state": NeedState.OPEN,
        "helpers": 1,
        "places_taken": 0,
        "person": "陳婆婆",
        "when_words": "今晚",
        "from_at": now,
        "until_at": now + timedelta(hours=8),
        "notes": "",
        "spoken": "yue",
        "reporter_id": LEADER,
        "owner_id": LEADER,
        "wave": 0,
        "round": 1,
        "version": 1,
        "created_at": now,
        "changed_at": now,
        "next_due_at": now,
        "ended_reason": "",
        "escalated_round": 0,
        "emergency_call": "",
    }
    return Need(**(plain | changes))


def offer(of: Need, to: str = HELPING, member_id: str = HELPER, **changes: Any) -> Match:
    """Return an offer of a need that nobody has answered."""
    plain: dict[str, Any] = {
        "match_id": MatchId(new_handle()),
        "need_id": of.need_id,
        "volunteer_id": VolunteerId(to),
        "member_id": MemberId(member_id),
        "round": of.round,
        "wave": 1,
        "rank": 1,
        "score": 80,
        "p_accept": 0.25,
        "ring": 1,
        "offers_7_days": 0,
        "tasks_28_days": 0,
        "by_chance": False,
        "reasons": ("same_block", "skill:cooking"),
        "state": MatchState.OFFERED,
        "place": None,
        "version": 1,
        "offered_at": of.created_at,
        "answer_by_at": of.created_at + timedelta(hours=1),
        "remark": "",
        "safety_word": "",
    }
    empty: dict[str, Any] = dict.fromkeys(set(Match.model_fields) - set(plain))
    return Match(**(empty | plain | changes))


def check_in(now: datetime, **changes: Any) -> CheckIn:
    """Return a planned check-in of the resident."""
    plain: dict[str, Any] = {
        "check_in_id": CheckInId(new_handle()),
        "resident_id": RESIDENT,
        "estate_id": ESTATE,
        "block_id": BLOCK,
        "state": CheckInState.PLANNED,
        "step": 0,
        "window_start_at": now,
        "window_end_at": now + timedelta(hours=2),
        "grace_minutes": 120,
        "answer": "",
        "version": 1,
    }
    empty: dict[str, Any] = dict.fromkeys(set(CheckIn.model_fields) - set(plain))
    return CheckIn(**(empty | plain | changes))


@dataclass(frozen=True)
class World:
    """The estate in a store."""

    store: Store

    async def report(self, **changes: Any) -> Need:
        """Store a need and return it."""
        async with self.store.turn() as turn:
            number = await turn.needs.next_number(ESTATE)
            reported = need(turn.now, **({"number": number} | changes))
            await turn.needs.add(reported)
        return reported

    async def offer(self, of: Need, to: str = HELPING, member_id: str = HELPER, **c: Any) -> Match:
        """Store an offer and return it."""
        offered = offer(of, to, member_id, **c)
        async with self.store.turn() as turn:
            await turn.matches.add(offered)
        return offered


async def settle(store: Store) -> World:
    """Fill a store with the small estate."""
    async with store.turn() as turn:
        await _places(turn)
        await _people(turn)
    return World(store)


async def _places(turn: Turn) -> None:
    for estate_id, zone in ((ESTATE, "Asia/Hong_Kong"), (OTHER_ESTATE, "Asia/Shanghai")):
        await turn.upsert("estates", ("estate_id",), estate_row(estate_id, zone))
    for block_id in (BLOCK, OTHER_BLOCK, FAR_BLOCK):
        await turn.upsert("blocks", ("block_id",), block_row(block_id))
    await turn.put_rows("units", [unit_row(FLAT, BLOCK, 21), unit_row(OTHER_FLAT, BLOCK, 21)])


async def _people(turn: Turn) -> None:
    for number, member_id in enumerate((LEADER, COORDINATOR, HELPER, SECOND_HELPER), start=101):
        await turn.members.add(member(member_id, number))
    await turn.members.add_leader(leader("L001", LEADER), JOINED)
    await turn.members.add_staff(staff("S001", COORDINATOR), JOINED)
    await turn.volunteers.add(volunteer(HELPING, HELPER), turn.now)
    await turn.volunteers.add(volunteer(SECOND_HELPING, SECOND_HELPER), turn.now)
    await turn.upsert("residents", ("resident_id",), resident_row())
