"""The matcher: who can help with a need, who is asked first, and why.

凸凹互補: one person's strength fills another's gap. Filter, then score, both pure: the same
candidates give the same order on any machine. Points are those of the network's defaults: nearness
30, skill 25, language 15, few recent offers 15, earlier good fit 10, experience 5.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from mutual_aid.estates import Band, band
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.record import Record
from mutual_aid.taxonomy import Screening, Urgency
from mutual_aid.volunteers import Candidate, Radius, VolunteerStatus

ADULT = 18


class Ask(Record):
    """What a need demands of a helper; parts is empty where the time is not known as day parts."""

    estate_id: EstateId
    block_id: BlockId
    floor: int | None
    floors: int
    skills: tuple[str, ...]
    screening: Screening
    spoken: str
    parts: frozenset[str]
    urgency: Urgency
    fit_for_minors: bool = False


class Hurdle(StrEnum):
    """The first hard rule that keeps a person from a need."""

    NOT_ACTIVE = "not_active"
    UNREACHABLE = "unreachable"
    ASKED_BEFORE = "asked_before"
    HOUSEHOLD = "household"
    MINOR = "minor"
    SKILL = "skill"
    SCREENING = "screening"
    LANGUAGE = "language"
    NOT_FREE = "not_free"
    TOO_FAR = "too_far"
    WEEKLY_LIMIT = "weekly_limit"
    OPEN_OFFER = "open_offer"


class Scored(Record):
    """A candidate that may be asked, with points of 100 and codes that say why."""

    candidate: Candidate
    points: int
    reasons: tuple[str, ...]
    p_accept: float


def hurdle(ask: Ask, candidate: Candidate, now: datetime) -> Hurdle | None:
    """Return the first hard rule that this person breaks, or None."""
    return next((rule for rule, broken in _rules(ask, candidate, now) if broken), None)


def _rules(ask: Ask, candidate: Candidate, now: datetime) -> Iterable[tuple[Hurdle, bool]]:
    person = candidate.volunteer
    paused = person.paused_until_at is not None and person.paused_until_at > now
    yield Hurdle.NOT_ACTIVE, person.status is not VolunteerStatus.ACTIVE or paused
    yield Hurdle.UNREACHABLE, candidate.unreachable or candidate.telegram_id is None
    yield Hurdle.ASKED_BEFORE, candidate.asked_for_this
    yield Hurdle.HOUSEHOLD, candidate.refused_here
    young = person.age is not None and person.age < ADULT
    yield Hurdle.MINOR, young and not (ask.fit_for_minors and person.guardian_id is not None)
    yield Hurdle.SKILL, not set(ask.skills) & set(person.skills)
    yield Hurdle.SCREENING, not person.screening.at_least(ask.screening)
    yield Hurdle.LANGUAGE, ask.spoken not in person.spoken
    yield Hurdle.NOT_FREE, bool(ask.parts) and not ask.parts & set(person.availability)
    yield Hurdle.TOO_FAR, not _goes_there(ask, candidate)
    yield Hurdle.WEEKLY_LIMIT, candidate.tasks_this_week >= person.max_tasks_per_week
    yield Hurdle.OPEN_OFFER, candidate.open_offers > 0


def _goes_there(ask: Ask, candidate: Candidate) -> bool:
    person = candidate.volunteer
    if person.home_block_id == ask.block_id or person.radius is Radius.BOTH:
        return True
    return person.radius is Radius.ESTATE and person.estate_id == ask.estate_id


def score(ask: Ask, candidate: Candidate, now: datetime) -> Scored:
    """Return points and reasons for somebody who passed the filter."""
    parts = (
        _nearness(ask, candidate),
        _skill(ask, candidate),
        (15, f"language:{ask.spoken}"),
        _fairness(candidate, now),
        (10, "knows_them") if candidate.good_visits_here else (0, ""),
        (5, "experienced") if candidate.volunteer.minutes_total >= 50 * 60 else (0, ""),
    )
    return Scored(
        candidate=candidate,
        points=sum(points for points, _ in parts),
        reasons=tuple(reason for points, reason in parts if points and reason),
        p_accept=acceptance(candidate),
    )


def _nearness(ask: Ask, candidate: Candidate) -> tuple[int, str]:
    person = candidate.volunteer
    if person.home_block_id != ask.block_id:
        return (10, "same_estate") if person.estate_id == ask.estate_id else (0, "")
    if _same_band(ask, person.home_floor):
        return 30, "same_floors"
    return 25, "same_block"


def _same_band(ask: Ask, floor: int | None) -> bool:
    if floor is None or ask.floor is None:
        return False
    return band(floor, ask.floors) is band(ask.floor, ask.floors)


def _skill(ask: Ask, candidate: Candidate) -> tuple[int, str]:
    """25 for the skill named first in the category, 20 for any other of its list."""
    held = [skill for skill in ask.skills if skill in candidate.volunteer.skills]
    return (25 if held[0] == ask.skills[0] else 20), f"skill:{held[0]}"


def _fairness(candidate: Candidate, now: datetime) -> tuple[int, str]:
    """15 for who was not asked for a week, 5 less for each offer of the last seven days."""
    points = max(0, 15 - 5 * candidate.offers_7_days)
    if candidate.last_offer_at is None:
        return points, "not_asked_yet"
    days = (now - candidate.last_offer_at) // timedelta(days=1)
    return points, f"rested:{days}" if days >= 2 else ""


def acceptance(candidate: Candidate) -> float:
    """Estimate the chance of a yes from the person's own answers, with a Beta(1, 3) prior."""
    return (1 + candidate.accepts_ever) / (4 + candidate.offers_ever)


def choose(ask: Ask, candidates: Iterable[Candidate], now: datetime) -> list[Scored]:
    """Return everybody who may be asked, best first; ties go to the longest without an offer."""
    fit = [score(ask, x, now) for x in candidates if hurdle(ask, x, now) is None]
    return sorted(fit, key=_order)


def _order(scored: Scored) -> tuple[int, float, str]:
    last = scored.candidate.last_offer_at
    return (
        -scored.points,
        last.timestamp() if last else 0.0,
        scored.candidate.volunteer.volunteer_id,
    )


def area(floor: int | None, floors: int) -> Band | None:
    """Return how exactly an offer names the place: a third of the block, never the floor."""
    return None if floor is None else band(floor, floors)
