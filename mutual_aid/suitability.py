"""Who may help with a need, how well they suit it, and why: one text for one need or thousands.

凸凹互補: one person's strength fills another's gap. Hard rules first, then points, both pure and
both on columns, so a lone need and a storm of thousands go through the same lines.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np

from mutual_aid.columns import Ask, Asks, Flags, Ground, Numbers, People, Ring, Ties, Whole
from mutual_aid.policy import Asking, Policy, Weights
from mutual_aid.record import Record
from mutual_aid.volunteers import Candidate, Radius

_CELLS_AWAY = np.array([0.0, 0.5, 1.0, 2.0, 4.0])
"""Distance in cells of each ring."""
_FARTHER_LESS = 0.3
"""Each cell of distance divides the chance of a yes by 1 + so much more."""
_TIRED = 0.08
"""Each offer of the last week makes a yes so much less likely, exponentially."""


class Hurdle(StrEnum):
    """The first hard rule that keeps a person from a need, in the order they are looked at."""

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
    ASKED_ENOUGH = "asked_enough"


Rule = Callable[[Asks, People, Ties, Asking], Flags]

_ALONE: dict[Hurdle, Callable[[People], Flags]] = {
    Hurdle.NOT_ACTIVE: lambda p: p.active == 0,
    Hurdle.UNREACHABLE: lambda p: p.reachable == 0,
    Hurdle.WEEKLY_LIMIT: lambda p: p.tasks_left <= 0,
    Hurdle.OPEN_OFFER: lambda p: p.open_offers > 0,
}
"""The hard rules that look at the person alone, as columns of who breaks them."""

_TOGETHER: dict[Hurdle, Rule] = {
    Hurdle.NOT_FREE: lambda a, p, _t, _s: (a.parts != 0) & ((a.parts & p.parts) == 0),
    Hurdle.LANGUAGE: lambda a, p, _t, _s: _speaks_none(a.language, p.languages),
    Hurdle.SCREENING: lambda a, p, _t, _s: p.screening < a.screening,
    Hurdle.ASKED_BEFORE: lambda _a, _p, t, _s: t.asked != 0,
    Hurdle.HOUSEHOLD: lambda _a, _p, t, _s: t.refused != 0,
    Hurdle.MINOR: lambda a, p, _t, _s: (p.grown_up == 0) & ((a.fit_for_minors & p.guarded) == 0),
    Hurdle.SKILL: lambda a, p, _t, _s: (a.skills & p.skills) == 0,
    Hurdle.TOO_FAR: lambda a, p, _t, _s: _stays_away(rings(a, p), p.radius),
    Hurdle.ASKED_ENOUGH: lambda a, p, _t, s: p.offers_7_days >= _weekly_cap(a, s),
}
"""Those that look at the need as well; no offer and no plan is made against any of them."""

COARSE = tuple(_TOGETHER[x] for x in (Hurdle.NOT_FREE, Hurdle.LANGUAGE, Hurdle.SCREENING))
"""Rules that are cheap to look at and keep most people away, first to be tried on great numbers."""


def _speaks_none(language: Whole, languages: Whole) -> Flags:
    return np.asarray((language < 0) | ((languages >> np.maximum(language, 0)) & 1 == 0))


def _stays_away(ring: Whole, radius: Whole) -> Flags:
    radii = list(Radius)
    beyond_block = (ring > Ring.SAME_BLOCK) & (radius == radii.index(Radius.BLOCK))
    beyond_estate = (ring == Ring.ELSEWHERE) & (radius != radii.index(Radius.BOTH))
    return np.asarray(beyond_block | beyond_estate)


def _weekly_cap(asks: Asks, asking: Asking) -> Whole:
    pressing, usual = asking.pressing_offers_a_week, asking.offers_a_week
    return np.where(asks.pressing != 0, pressing, usual)


def rings(asks: Asks, people: People) -> Whole:
    """Return how near each person lives, as numbers of Ring."""
    apart = np.abs(asks.place - people.place)
    known = (asks.place >= 0) & (people.place >= 0)
    same_floors = (asks.band == people.band) & (asks.band >= 0)
    in_block = np.where(same_floors, Ring.SAME_FLOORS, Ring.SAME_BLOCK)
    in_estate = np.where(apart == 1, Ring.NEXT_BLOCK, Ring.ESTATE)
    near = np.where(apart == 0, in_block, in_estate)
    within = known & (asks.estate == people.estate)
    return np.where(within, near, Ring.ELSEWHERE)


def broken(asks: Asks, people: People, ties: Ties, asking: Asking) -> Flags:
    """Return a row for each hard rule, in the order of Hurdle, saying who breaks it."""
    length = np.broadcast(asks.estate, people.estate).size
    rows = {x: rule(people) for x, rule in _ALONE.items()}
    rows |= {x: rule(asks, people, ties, asking) for x, rule in _TOGETHER.items()}
    return np.array([np.broadcast_to(rows[x], length) for x in Hurdle])


def may_be_asked(people: People) -> Flags:
    """Return who breaks none of the rules that look at the person alone."""
    return np.asarray(~np.logical_or.reduce([rule(people) for rule in _ALONE.values()]))


def acceptance(people: People, ring: Whole) -> Numbers:
    """Return the chance of a yes: each person's own answers with a Beta(1, 3) prior, less for
    distance and for offers of the last seven days.
    """
    own = (1 + people.accepts_ever) / (4 + people.offers_ever)
    away = 1 / (1 + _FARTHER_LESS * _CELLS_AWAY[ring])
    return np.asarray(own * away * np.exp(-_TIRED * people.offers_7_days))


def points(asks: Asks, people: People, ties: Ties, ring: Whole, weights: Weights) -> Numbers:
    """Return the score without the price of recent tasks; a point is a hundredth of a sure yes."""
    first = (asks.first_skill & people.skills) != 0
    own_language = asks.language == people.first_language
    return np.asarray(
        weights.acceptance * acceptance(people, ring)
        + np.where(first, weights.skill, weights.other_skill)
        + np.where(own_language, weights.language, weights.other_language)
        + weights.known * (ties.visits > 0)
        + weights.experience * (people.minutes >= weights.experienced_from / timedelta(minutes=1))
        - weights.distance * _CELLS_AWAY[ring]
        - weights.recent_offer * people.offers_7_days
    )


class Suited(Record):
    """Somebody who may be asked, with points, the estimated chance of a yes, and reasons."""

    candidate: Candidate
    points: float
    p_accept: float
    ring: Ring
    reasons: tuple[str, ...]
    by_chance: bool = False


class Examined(Record):
    """A candidate with all hard rules they break, and how they would suit."""

    suited: Suited
    hurdles: tuple[Hurdle, ...]


def examine(
    ask: Ask, candidates: Sequence[Candidate], ground: Ground, policy: Policy, now: datetime
) -> list[Examined]:
    """Return every candidate of one need, best first; ties go to the longest without an offer."""
    if not candidates:
        return []
    asks, people = Asks.of([ask], ground), People.of(candidates, ground, now)
    ties, ring = Ties.of(candidates), rings(asks, people)
    keeps = broken(asks, people, ties, policy.asking)
    price = policy.weights.recent_task * people.tasks_28_days
    marks = points(asks, people, ties, ring, policy.weights) - price
    chances = acceptance(people, ring)
    found = [
        Examined(
            suited=Suited(
                candidate=one,
                points=round(float(marks[n]), 2),
                p_accept=round(float(chances[n]), 4),
                ring=Ring(int(ring[n])),
                reasons=_reasons(ask, one, Ring(int(ring[n])), now),
            ),
            hurdles=tuple(rule for rule, row in zip(Hurdle, keeps, strict=True) if row[n]),
        )
        for n, one in enumerate(candidates)
    ]
    return sorted(found, key=_order)


def _order(examined: Examined) -> tuple[float, float, str]:
    candidate = examined.suited.candidate
    last = candidate.last_offer_at
    return (
        -examined.suited.points,
        last.timestamp() if last else 0.0,
        candidate.volunteer.volunteer_id,
    )


def suited(
    ask: Ask, candidates: Sequence[Candidate], ground: Ground, policy: Policy, now: datetime
) -> list[Suited]:
    """Return whoever may be asked, best first."""
    return [x.suited for x in examine(ask, candidates, ground, policy, now) if not x.hurdles]


def _reasons(ask: Ask, candidate: Candidate, ring: Ring, now: datetime) -> tuple[str, ...]:
    """Return codes that say in one line why this person; both sides may read them."""
    held = [x for x in ask.skills if x in candidate.volunteer.skills]
    found = (
        ring.name.lower() if ring is not Ring.ELSEWHERE else "",
        f"skill:{held[0]}" if held else "",
        f"language:{ask.spoken}" if ask.spoken in candidate.volunteer.spoken else "",
        "knows_them" if candidate.good_visits_here else "",
        _rest(candidate, now),
    )
    return tuple(x for x in found if x)


def _rest(candidate: Candidate, now: datetime) -> str:
    """Return what speaks for asking this person now rather than somebody busier."""
    if candidate.last_offer_at is None:
        return "not_asked_yet"
    if not candidate.tasks_28_days:
        return "free_month"
    days = (now - candidate.last_offer_at) // timedelta(days=1)
    return f"rested:{days}" if days >= 2 else ""
