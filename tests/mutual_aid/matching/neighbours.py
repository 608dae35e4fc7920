"""Asks and helpers of two small estates, built by what a test says about them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mutual_aid.columns import Ask, Ground
from mutual_aid.estates import Block
from mutual_aid.ids import BlockId, EstateId, MemberId, NeedId, TelegramId, VolunteerId
from mutual_aid.pooling import Pooled
from mutual_aid.record import Names
from mutual_aid.taxonomy import Screening, Urgency
from mutual_aid.volunteers import Candidate, Radius, Tie, Volunteer, VolunteerStatus

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FLOORS = 30
ESTATES = {"MC": ("MC-A", "MC-B", "MC-C", "MC-D"), "RH": ("RH-A", "RH-B")}
"""The blocks of each estate as one walks past them."""
A, B, C = BlockId("MC-A"), BlockId("MC-B"), BlockId("MC-C")


def block(block_id: str, estate_id: str) -> Block:
    return Block(
        block_id=BlockId(block_id),
        estate_id=EstateId(estate_id),
        names=Names.same(block_id),
        aliases=(),
        floors=FLOORS,
        units_per_floor=8,
    )


GROUND = Ground(block(x, estate) for estate, some in ESTATES.items() for x in some)


def ask(**changes: Any) -> Ask:
    plain: dict[str, Any] = {
        "estate_id": EstateId("MC"),
        "block_id": A,
        "floor": 21,
        "skills": ("errands", "cooking"),
        "screening": Screening.ID,
        "spoken": "yue",
        "parts": frozenset({"tue_eve"}),
        "urgency": Urgency.NORMAL,
    }
    return Ask(**(plain | changes))


_OF_A_CANDIDATE = frozenset(Candidate.model_fields)


def helper(name: str = "V001", **changes: Any) -> Candidate:
    """Return somebody of block A who fits the plain ask and has no history."""
    person: dict[str, Any] = {
        "volunteer_id": VolunteerId(name),
        "member_id": MemberId(name),
        "estate_id": EstateId("MC"),
        "home_block_id": A,
        "home_floor": None,
        "age": 40,
        "skills": ("errands",),
        "spoken": ("yue",),
        "screening": Screening.ID,
        "availability": ("tue_eve",),
        "max_tasks_per_week": 2,
        "radius": Radius.ESTATE,
        "guardian_id": None,
        "minutes_total": 0,
        "status": VolunteerStatus.ACTIVE,
        "paused_until_at": None,
        "consent_version": "1",
        "joined_on": date(2026, 1, 1),
    }
    history: dict[str, Any] = {
        "telegram_id": TelegramId(1),
        "unreachable": False,
        "open_offers": 0,
        "tasks_this_week": 0,
        "offers_7_days": 0,
        "offers_28_days": 0,
        "tasks_28_days": 0,
        "offers_ever": 0,
        "accepts_ever": 0,
        "last_offer_at": None,
        "good_visits_here": 0,
        "asked_for_this": False,
        "refused_here": False,
    }
    for key, value in changes.items():
        (history if key in _OF_A_CANDIDATE else person)[key] = value
    return Candidate(volunteer=Volunteer(**person), **history)


def pooled(name: str, wanted: Ask | None = None, **changes: Any) -> Pooled:
    plain: dict[str, Any] = {"missing": 1, "left": timedelta(hours=5)}
    return Pooled(need_id=NeedId(name), ask=wanted or ask(), **(plain | changes))


def tie(need: str, name: str, **changes: Any) -> Tie:
    plain = {"asked_for_this": False, "refused_here": False, "good_visits_here": 0}
    return Tie(need_id=NeedId(need), volunteer_id=VolunteerId(name), **(plain | changes))


def names(people: Sequence[Any]) -> list[str]:
    """Return the ids of suited or examined people, in their order."""
    some = [getattr(x, "suited", x) for x in people]
    return [x.candidate.volunteer.volunteer_id for x in some]
