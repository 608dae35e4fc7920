"""The people and needs of a simulation as the program's own records."""

from datetime import date, datetime, timedelta

from benchmarks.policy_desk import Call, Desk
from benchmarks.policy_world import BLOCKS, MONDAY, SKILLS
from mutual_aid.columns import Ask
from mutual_aid.ids import BlockId, EstateId, MemberId, TelegramId, VolunteerId
from mutual_aid.taxonomy import Screening, skills
from mutual_aid.times import DAY_PARTS
from mutual_aid.volunteers import Candidate, Radius, Volunteer, VolunteerStatus

CODES = list(skills())[:SKILLS]


def moment(minutes: float) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def candidate(desk: Desk, person: int, *, asked: bool = False) -> Candidate:
    """A volunteer as the database would return them; ids sort like numbers."""
    people, block = desk.people, int(desk.block[person])
    return Candidate(
        volunteer=Volunteer(
            volunteer_id=VolunteerId(f"{person:06}"),
            member_id=MemberId(f"{person:06}"),
            estate_id=EstateId(f"e{block // BLOCKS}"),
            home_block_id=BlockId(f"e{block // BLOCKS}b{block % BLOCKS}"),
            home_floor=None,
            age=None,
            skills=tuple(x for n, x in enumerate(CODES) if people.skills[person] >> bit(n) & 1),
            spoken=("yue",),
            screening=Screening.NONE,
            availability=tuple(x for n, x in enumerate(DAY_PARTS) if people.parts[person] >> n & 1),
            max_tasks_per_week=int(people.tasks_left[person]),
            radius=Radius.ESTATE,
            guardian_id=None,
            minutes_total=0,
            status=VolunteerStatus.ACTIVE,
            paused_until_at=None,
            consent_version=None,
            joined_on=date(2026, 1, 1),
        ),
        telegram_id=TelegramId(person + 1),
        unreachable=False,
        open_offers=int(people.open_offers[person]),
        tasks_this_week=0,  # max_tasks_per_week is what is left of the week already
        offers_7_days=int(people.offers_7_days[person]),
        offers_28_days=0,
        tasks_28_days=int(people.tasks_28_days[person]),
        offers_ever=int(people.offers_ever[person]),
        accepts_ever=int(people.accepts_ever[person]),
        last_offer_at=last if (last := moment(float(desk.asked_at[person]))) > MONDAY else None,
        good_visits_here=0,
        asked_for_this=asked,
        refused_here=False,
    )


def bit(number: int) -> int:
    return list(skills()).index(CODES[number])


def ask(call: Call) -> Ask:
    """What a call demands, as a need would."""
    estate, block = call.block // BLOCKS, call.block % BLOCKS
    return Ask(
        estate_id=EstateId(f"e{estate}"),
        block_id=BlockId(f"e{estate}b{block}"),
        floor=None,
        skills=tuple(x for n, x in enumerate(CODES) if call.skill == 1 << bit(n)),
        screening=Screening.NONE,
        spoken="yue",
        parts=frozenset(x for n, x in enumerate(DAY_PARTS) if call.part == 1 << n),
        urgency=call.urgency,
    )
