"""Everything that leave is asked for, on paper; what is one's own depends on who asks."""

from collections.abc import Callable
from typing import Any

from mutual_aid.broadcasts import Audience
from mutual_aid.check_ins import CheckIn, CheckInState, Resident, Tier
from mutual_aid.enquiries import Enquiry
from mutual_aid.estates import Block
from mutual_aid.ids import (
    CheckInId,
    LeaderId,
    MatchId,
    MemberId,
    NeedId,
    ResidentId,
    UnitId,
    VolunteerId,
)
from mutual_aid.matches import Match, MatchState
from mutual_aid.members import Speaker
from mutual_aid.needs import Need, NeedState
from mutual_aid.permissions import Asked, Place
from mutual_aid.record import Names
from mutual_aid.taxonomy import Urgency
from mutual_aid.volunteers import VolunteerStatus
from tests.proofs.paper_people import BLOCK, FLOOR, FLOORS, HERE, NOW, volunteer

Thing = Callable[[Speaker], Any]


def _need(category: str = "food.meal_delivery", floor: int | None = FLOOR) -> Need:
    urgency = Urgency.EMERGENCY if category.startswith("safety") else Urgency.NORMAL
    return Need(
        need_id=NeedId("need"),
        number=1,
        estate_id=HERE,
        block_id=BLOCK,
        floor=floor,
        unit_id=UnitId("unit") if floor else None,
        category_code=category,
        urgency=urgency,
        state=NeedState.OPEN,
        helpers=1,
        places_taken=0,
        person="",
        when_words="",
        from_at=None,
        until_at=None,
        notes="",
        spoken="yue",
        reporter_id=MemberId("reporter"),
        owner_id=MemberId("reporter"),
        wave=0,
        round=1,
        version=1,
        created_at=NOW,
        changed_at=NOW,
        next_due_at=NOW,
        ended_reason="",
        escalated_round=0,
        emergency_call="",
    )


def _match(member_id: str, state: MatchState) -> Match:
    return Match(
        match_id=MatchId("match"),
        need_id=NeedId("need"),
        volunteer_id=VolunteerId(member_id),
        member_id=MemberId(member_id),
        round=1,
        wave=1,
        rank=1,
        score=1,
        p_accept=0.5,
        ring=1,
        offers_7_days=0,
        tasks_28_days=0,
        by_chance=False,
        reasons=(),
        state=state,
        place=None,
        version=1,
        offered_at=NOW,
        answer_by_at=NOW,
        shown_at=None,
        answered_at=None,
        decline_reason=None,
        accepted_at=None,
        on_the_way_at=None,
        arrived_at=None,
        ended_at=None,
        minutes=None,
        remark="",
        safety_word="",
        backup_at=None,
    )


def _block() -> Block:
    return Block(
        block_id=BLOCK,
        estate_id=HERE,
        names=Names.same("Block"),
        aliases=(),
        floors=FLOORS,
        units_per_floor=8,
    )


def _asked() -> Asked:
    resident = Resident(
        resident_id=ResidentId("resident"),
        estate_id=HERE,
        unit_id=UnitId("unit"),
        block_id=BLOCK,
        floor=FLOOR,
        names=Names.same("Resident"),
        telegram_id=None,
        member_id=MemberId("resident"),
        phone="",
        tier=Tier.DAILY,
        days=(),
        window_start="08:00",
        window_end="10:00",
        grace_minutes=120,
        method="any",
        contact=None,
        contact_relation="",
        contact_phone="",
        key_holder="",
        consent_scope=(),
        floor_leader_id=None,
        building_leader_id=LeaderId("lead"),
        paused_until=None,
        status="active",
    )
    check_in = CheckIn(
        check_in_id=CheckInId("check-in"),
        resident_id=resident.resident_id,
        estate_id=HERE,
        block_id=BLOCK,
        state=CheckInState.ASKED,
        step=0,
        window_start_at=NOW,
        window_end_at=NOW,
        grace_minutes=120,
        asked_at=NOW,
        answered_at=None,
        answered_by=None,
        answer="",
        taken_by=None,
        taken_at=None,
        next_due_at=NOW,
        version=1,
    )
    return Asked(check_in, resident)


def _enquiry() -> Enquiry:
    return Enquiry(member_id=MemberId("stranger"), estate_id=HERE, block_id=BLOCK, asked_at=NOW)


def _own(state: MatchState) -> Thing:
    return lambda speaker: _match(speaker.member_id, state)


def _of(who: str, state: MatchState) -> Thing:
    return lambda _: _match(who, state)


THINGS: dict[str, Thing] = {
    "usual": lambda _: _need(),
    "lobby": lambda _: _need(floor=None),
    "alarm": lambda _: _need("safety.fall_injury"),
    "sealed": lambda _: _need("family.domestic_violence"),
    "flat": lambda _: Place(_block(), FLOOR),
    "block": lambda _: _block(),
    "place": lambda _: Place(_block(), None),
    "own-offer": _own(MatchState.OFFERED),
    "offer": _of("asked", MatchState.OFFERED),
    "own-task": _own(MatchState.ACCEPTED),
    "task": _of("helper", MatchState.ACCEPTED),
    "own-done": _own(MatchState.COMPLETED),
    "resident": lambda _: _asked(),
    "enquiry": lambda _: _enquiry(),
    "applicant": lambda _: volunteer("pending", VolunteerStatus.PENDING),
    "oneself": lambda speaker: volunteer(speaker.member_id),
    "somebody": lambda _: volunteer("other"),
    "estate": lambda _: Audience(estate_id=HERE, block_id=None, role="everyone"),
}
"""By the names in the table; usual, lobby, alarm and sealed are needs reported by the reporter."""
