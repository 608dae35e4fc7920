"""Random asks, helpers, ties and pools: a fitting one each, changed in a few respects.

So most rules are kept and any may be broken, alone or together, and a failure shrinks to the one
change that matters.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from mutual_aid.columns import Ask
from mutual_aid.ids import BlockId, EstateId, VolunteerId
from mutual_aid.policy import Asking, Policy
from mutual_aid.pooling import Pool, Pooled
from mutual_aid.taxonomy import Screening, Urgency
from mutual_aid.volunteers import Candidate, Radius, Tie, VolunteerStatus
from tests.mutual_aid.matching.neighbours import ESTATES, FLOORS, NOW, ask, helper, pooled, tie

Change = dict[str, Any]

_HOMES = [(EstateId(x), BlockId(home)) for x, blocks in ESTATES.items() for home in blocks]
_FLOORS = [None, 1, 10, 11, 20, 21, FLOORS]
_MINUTE = timedelta(minutes=1)


def _sets(*members: str) -> list[tuple[str, ...]]:
    return [some for size in range(len(members) + 1) for some in combinations(members, size)]


def _each(field: str, values: Sequence[Any]) -> list[Change]:
    return [{field: value} for value in values]


_SKILLS = _sets("errands", "cooking", "tutoring")
_SPOKEN = [*_sets("yue", "cmn", "en"), ("en", "yue")]
_PARTS = _sets("tue_am", "tue_eve", "sat_pm")

_OTHER_ASKS: list[list[Change]] = [
    [{"estate_id": estate, "block_id": home} for estate, home in _HOMES],
    _each("floor", _FLOORS),
    _each("skills", [*_SKILLS[1:], ("cooking", "errands")]),
    _each("screening", list(Screening)),
    _each("spoken", ["yue", "cmn", "en"]),
    _each("parts", [frozenset(x) for x in _PARTS]),
    _each("urgency", list(Urgency)),
    _each("fit_for_minors", [True]),
]
_OTHER_PEOPLE: list[list[Change]] = [
    [
        {"estate_id": estate, "home_block_id": home, "radius": radius}
        for estate, home in _HOMES
        for radius in Radius
    ],
    _each("home_floor", _FLOORS),
    [
        {"age": age, "guardian_id": who}
        for age in (None, 11, 17, 18)
        for who in (None, VolunteerId("guardian"))
    ],
    _each("skills", _SKILLS),
    _each("spoken", _SPOKEN),
    _each("screening", list(Screening)),
    _each("availability", _PARTS),
    _each("radius", list(Radius)),
    _each("minutes_total", [2_999, 3_000, 9_000]),
    _each("status", list(VolunteerStatus)),
    _each("paused_until_at", [NOW - _MINUTE, NOW, NOW + _MINUTE]),
    [{"telegram_id": None}, {"unreachable": True}],
    _each("open_offers", [1, 2]),
    [{"max_tasks_per_week": most, "tasks_this_week": done} for most in (0, 2) for done in (1, 2)],
    _each("offers_7_days", [1, 2, 5, 6, 17, 18]),
    _each("tasks_28_days", [1, 2, 3]),
    [{"offers_ever": offers, "accepts_ever": offers // 2} for offers in (1, 4, 9)],
    _each("last_offer_at", [NOW - timedelta(days=days) for days in (1, 3, 80)]),
]
_TIES: list[list[Change]] = [
    [{"asked_for_this": True}, {"refused_here": True}],
    _each("good_visits_here", [1, 2]),
]


def _changes(kinds: list[list[Change]], most: int) -> st.SearchStrategy[Change]:
    one = st.sampled_from(kinds).flatmap(st.sampled_from)
    merged = st.lists(one, max_size=most)
    return merged.map(lambda some: {key: value for x in some for key, value in x.items()})


def asks() -> st.SearchStrategy[Ask]:
    """Draw what some need demands."""
    return _changes(_OTHER_ASKS, 4).map(lambda changes: ask(**changes))


def crowds(*, tied: bool = True, most: int = 25) -> st.SearchStrategy[list[Candidate]]:
    """Draw people with different ids; tied ones may have been asked or refused before."""
    kinds = _OTHER_PEOPLE + _TIES if tied else _OTHER_PEOPLE
    return st.lists(_changes(kinds, 5), max_size=most).map(
        lambda some: [helper(f"V{n:03}", **changes) for n, changes in enumerate(some)]
    )


def policies() -> st.SearchStrategy[Policy]:
    """Draw caps on offers, the other settings as they are."""
    caps = st.builds(
        Asking, offers_a_week=st.integers(1, 7), pressing_offers_a_week=st.integers(1, 19)
    )
    return caps.map(lambda asking: Policy(asking=asking))


@st.composite
def _needs(draw: st.DrawFn) -> list[Pooled]:
    left = st.sampled_from([timedelta(minutes=5), timedelta(hours=3), timedelta(days=2)])
    drawn = draw(st.lists(st.tuples(asks(), st.integers(1, 3), left), max_size=6))
    return [pooled(f"N{n:03}", x, missing=m, left=time) for n, (x, m, time) in enumerate(drawn)]


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    """A storm: several needs, people without ties of their own, and some ties between both."""
    waiting, people = draw(_needs()), draw(crowds(tied=False))
    ties: list[Tie] = []
    if waiting and people:
        need, person = st.integers(0, len(waiting) - 1), st.integers(0, len(people) - 1)
        pair = st.tuples(need, person)
        drawn = draw(st.dictionaries(pair, _changes(_TIES, 2), max_size=30))
        ties = [
            tie(waiting[n].need_id, people[p].volunteer.volunteer_id, **changes)
            for (n, p), changes in drawn.items()
        ]
    return Pool(needs=tuple(waiting), candidates=tuple(people), ties=tuple(ties))
