"""The hard rules once more, person by person in plain words, as the network promised them.

Written from what was promised and not from the program's columns, so that both must agree.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from mutual_aid.columns import Ask
from mutual_aid.policy import Asking
from mutual_aid.taxonomy import Screening, Urgency
from mutual_aid.volunteers import Candidate, Volunteer
from tests.mutual_aid.matching.neighbours import ESTATES, FLOORS

_LADDER = ["none", "id", "checked", "professional"]


def rules_broken(ask: Ask, person: Candidate, asking: Asking, now: datetime) -> set[str]:
    """Return the names of all rules that forbid offering this need to this person."""
    promises: dict[str, Callable[[], bool]] = {
        "not_active": lambda: takes_part(person.volunteer, now),
        "unreachable": lambda: person.telegram_id is not None and not person.unreachable,
        "asked_before": lambda: not person.asked_for_this,
        "household": lambda: not person.refused_here,
        "minor": lambda: of_age_for(ask, person.volunteer),
        "skill": lambda: any(skill in person.volunteer.skills for skill in ask.skills),
        "screening": lambda: known_well_enough(person.volunteer.screening, ask.screening),
        "language": lambda: ask.spoken in person.volunteer.spoken,
        "not_free": lambda: free(ask, person.volunteer),
        "too_far": lambda: willing_to_come(ask, person.volunteer),
        "weekly_limit": lambda: person.tasks_this_week < person.volunteer.max_tasks_per_week,
        "open_offer": lambda: person.open_offers == 0,
        "asked_enough": lambda: person.offers_7_days < most_offers_a_week(ask, asking),
    }
    return {rule for rule, kept in promises.items() if not kept()}


def takes_part(volunteer: Volunteer, now: datetime) -> bool:
    """An approved volunteer who has no pause running."""
    pause = volunteer.paused_until_at
    return volunteer.status.value == "active" and (pause is None or pause <= now)


def of_age_for(ask: Ask, volunteer: Volunteer) -> bool:
    """Nobody under 18 on tasks that are not marked for them, nor without a guardian to tell."""
    if volunteer.age is None or volunteer.age >= 18:
        return True
    return ask.fit_for_minors and volunteer.guardian_id is not None


def known_well_enough(held: Screening, demanded: Screening) -> bool:
    """Each level of screening includes those before it."""
    return _LADDER.index(held.value) >= _LADDER.index(demanded.value)


def free(ask: Ask, volunteer: Volunteer) -> bool:
    """Free in one of the parts of the day; where the time is not known everybody may be."""
    return not ask.parts or any(part in ask.parts for part in volunteer.availability)


def willing_to_come(ask: Ask, volunteer: Volunteer) -> bool:
    """Own block only, own estate only, or anywhere in the network."""
    if volunteer.radius.value == "block":
        return volunteer.home_block_id == ask.block_id
    return volunteer.radius.value == "both" or volunteer.estate_id == ask.estate_id


def most_offers_a_week(ask: Ask, asking: Asking) -> int:
    """Pressing needs may knock more often, but not without end."""
    if ask.urgency in (Urgency.EMERGENCY, Urgency.HIGH):
        return asking.pressing_offers_a_week
    return asking.offers_a_week


def ring(ask: Ask, volunteer: Volunteer) -> str:
    """How near somebody lives: same third of the block, block, next block, estate, elsewhere."""
    if volunteer.estate_id != ask.estate_id:
        return "elsewhere"
    blocks = ESTATES[ask.estate_id]
    apart = abs(blocks.index(ask.block_id) - blocks.index(volunteer.home_block_id))
    if apart:
        return "next_block" if apart == 1 else "estate"
    thirds = {_third(ask.floor), _third(volunteer.home_floor)}
    return "same_floors" if len(thirds) == 1 and None not in thirds else "same_block"


def _third(floor: int | None) -> int | None:
    """A block of thirty floors: 1 to 10, 11 to 20, 21 to 30."""
    return None if floor is None else (floor - 1) // (FLOORS // 3)


_CELLS = {"same_floors": 0, "same_block": 0.5, "next_block": 1, "estate": 2, "elsewhere": 4}


def points(ask: Ask, person: Candidate) -> float:
    """What the documented weights add up to, without the price of recent tasks."""
    them, cells = person.volunteer, _CELLS[ring(ask, person.volunteer)]
    return (
        100 * chance(ask, person)
        + (25 if ask.skills[0] in them.skills else 20)
        + (15 if them.spoken[:1] == (ask.spoken,) else 10)
        + (10 if person.good_visits_here else 0)
        + (5 if timedelta(minutes=them.minutes_total) >= timedelta(hours=50) else 0)
        - 10 * cells
        - 3 * person.offers_7_days
    )


def chance(ask: Ask, person: Candidate) -> float:
    """A quarter at first, then each person's own answers; less when tired or far away."""
    own: float = (1 + person.accepts_ever) / (4 + person.offers_ever)
    tired: float = 2.718281828459045 ** (-0.08 * person.offers_7_days)
    return own * tired / (1 + 0.3 * _CELLS[ring(ask, person.volunteer)])
