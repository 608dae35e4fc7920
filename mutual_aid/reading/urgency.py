"""How soon help is due: words decide, and signs of danger set the least that it can be."""

from datetime import datetime, timedelta

import numpy as np

from mutual_aid.reading.drafts import When
from mutual_aid.reading.signals import Signals
from mutual_aid.reading.weights import Seen, weights
from mutual_aid.taxonomy import Urgency, categories

_LEVELS = list(Urgency)
_EMERGENCY, _HIGH = _LEVELS.index(Urgency.EMERGENCY), _LEVELS.index(Urgency.HIGH)
_DAYS = (1, 2, 8)
"""What is due within one day, two days or a week differs."""

_MAYBE, _MAYBE_HIGH = 0.2, 0.08
"""From these shares of certainty on a danger that words name counts as one, and one that may be
there is not allowed to wait."""

_AT_RISK = 0.35
"""The same for the certainty of all kinds of danger together."""


def due_in(when: When | None, now: datetime) -> tuple[float, ...]:
    """Return a number for each answer to "until when": not said, unknown, over, so many days."""
    due_at = (when.until_at or when.from_at) if when else None
    bounds = (timedelta(0), *(timedelta(days=x) for x in _DAYS))
    if when is None or due_at is None:
        answer = 0 if when is None else 1
    else:
        answer = 2 + sum(due_at - now >= x for x in bounds)
    return tuple(float(answer == x) for x in range(3 + len(bounds)))


def urgency_of(
    seen: Seen, row: int, signals: Signals, due: tuple[float, ...], risk: float
) -> tuple[Urgency, float]:
    """Return how soon help of that kind is due, and how sure that is.

    `due` is what `due_in` returned, `risk` the certainty of all kinds together that are
    emergencies by themselves.
    """
    scores = weights().of_urgencies(seen, row, (*signals.numbers(), *due))
    grown = np.exp(scores - scores.max())
    shares = grown / grown.sum()
    level = int(shares.argmax())
    least = _least(row, signals, float(shares[_EMERGENCY]), risk)
    if level > least:
        return _LEVELS[least], max(float(shares[: least + 1].sum()), 0.5)
    if level == _EMERGENCY and signals.resolved and not signals.danger_code:
        return Urgency.HIGH, float(shares[: _HIGH + 1].sum())
    return _LEVELS[level], float(shares[level])


def _least(row: int, signals: Signals, danger: float, risk: float) -> int:
    """Return the level below which this must not be put; what is over may wait more."""
    category = categories()[weights().codes[row]]
    named = bool(signals.danger_code) and not signals.resolved
    if named and danger > _MAYBE:
        return _EMERGENCY
    by_itself = category.urgency is Urgency.EMERGENCY and not signals.resolved
    crying_out = signals.crying_out and not signals.resolved
    if named or by_itself or crying_out or category.sealed:
        return _HIGH
    if not signals.resolved and (danger > _MAYBE_HIGH or risk > _AT_RISK):
        return _HIGH
    return len(_LEVELS) - 1
