"""How evenly work and offers are spread: figures for coordinators, never a public ranking."""

from collections.abc import Sequence

from mutual_aid.ids import EstateId, MemberId
from mutual_aid.record import Instant, Record


class Share(Record):
    """One volunteer's part in the last 28 days; last_offer_at is None for who was never asked."""

    member_id: MemberId
    offers: int
    tasks: int
    last_offer_at: Instant | None


class Spread(Record):
    """How the load of an estate is spread over its active volunteers.

    gini is of tasks in 28 days: 0 where all did the same, near 1 where one did everything. The
    lists name a few people each: longest without an offer first, most offers first.
    """

    estate_id: EstateId
    volunteers: int
    offers: int
    tasks: int
    gini: float
    without_offer: int
    wants_events: int
    longest_without: tuple[Share, ...]
    most_asked: tuple[Share, ...]


def gini(values: Sequence[int]) -> float:
    """Return the Gini coefficient of numbers that are not negative; 0 where there is nothing."""
    ordered, total = sorted(values), sum(values)
    if not total:
        return 0.0
    weighted = sum(place * value for place, value in enumerate(ordered, start=1))
    count = len(ordered)
    return 2 * weighted / (count * total) - (count + 1) / count


def evenest(tasks: int, people: int) -> float:
    """Return the least Gini coefficient that so many tasks allow: whole tasks cannot be shared."""
    if not people:
        return 0.0
    each, more = divmod(tasks, people)
    return gini([each] * (people - more) + [each + 1] * more)
