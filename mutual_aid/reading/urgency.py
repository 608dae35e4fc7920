"""How soon help is due: words decide, and signs of danger set the least that it can be."""

from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from mutual_aid.reading.drafts import When
from mutual_aid.reading.signals import Signals
from mutual_aid.reading.weights import Scores, Seen, weights
from mutual_aid.taxonomy import Urgency, categories

_LEVELS = list(Urgency)
_EMERGENCY, _HIGH = _LEVELS.index(Urgency.EMERGENCY), _LEVELS.index(Urgency.HIGH)
_DAYS = (1, 2, 8)
"""What is due within one day, two days or a week differs."""

_MAYBE, _MAYBE_HIGH = 0.2, 0.05
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


class Haste(NamedTuple):
    """What a message, or a stretch of it, says of how soon help is due."""

    seen: Seen
    signals: Signals
    due: tuple[float, ...]
    """What `due_in` returned."""
    risk: float
    """The certainty of all kinds together that are emergencies by themselves."""

    @property
    def is_danger(self) -> bool:
        """Whether danger is named, or one that is not named may be there."""
        return bool(self.signals.danger_code) or self.risk > _AT_RISK

    def scores(self, row: int) -> Scores:
        return weights().of_urgencies(self.seen, row, (*self.signals.numbers(), *self.due))


def urgency_of(row: int, message: Haste, own: Haste) -> tuple[Urgency, float]:
    """Return how soon help of that kind is due, and how sure that is.

    The message and the need's own stretch of it weigh the same; danger counts where it is named.
    """
    scores = message.scores(row) + own.scores(row)
    grown = np.exp((scores - scores.max()) / 2)
    shares = grown / grown.sum()
    level = int(shares.argmax())
    least = _least(row, own, message.signals.crying_out, float(shares[_EMERGENCY]))
    if level > least:
        return _LEVELS[least], max(float(shares[: least + 1].sum()), 0.5)
    if level == _EMERGENCY and own.signals.resolved and not own.signals.danger_code:
        return Urgency.HIGH, float(shares[: _HIGH + 1].sum())
    return _LEVELS[level], float(shares[level])


def _least(row: int, own: Haste, crying_out: bool, danger: float) -> int:
    """Return the level below which this must not be put; what is over may wait more."""
    category, signals = categories()[weights().codes[row]], own.signals
    named = bool(signals.danger_code) and not signals.resolved
    if named and danger > _MAYBE:
        return _EMERGENCY
    by_itself = category.urgency is Urgency.EMERGENCY and not signals.resolved
    if named or by_itself or (crying_out and not signals.resolved) or category.sealed:
        return _HIGH
    if not signals.resolved and (danger > _MAYBE_HIGH or own.risk > _AT_RISK):
        return _HIGH
    return len(_LEVELS) - 1
