"""Which kinds of help a text speaks of: the likeliest one, and others named beside it."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from mutual_aid.reading.besides import Candidate, candidates
from mutual_aid.reading.weights import Scores, Seen, Weights, weights
from mutual_aid.record import Record
from mutual_aid.taxonomy import Urgency, categories

_SHARPNESS = 5.0
"""How quickly a difference of scores becomes certainty."""

_OWN_WORD = 1.0
"""What a word of the station itself adds: among the likeliest at once, whatever was learned."""
_DANGER = 0.35
"""What words of danger add for the kind that they name."""

_LIKELY = 0.35
"""A further need is shown from this share of certainty on."""
_SURELY = 0.8
"""From this share on it stands in its own right."""
_APART = 0.5
"""From this share on its own words alone say where, when and for whom."""


class KindRead(Record):
    """A kind of help: its row among all kinds, how sure it is, and where the text names it."""

    code: str
    row: int
    sure: float
    start: int
    end: int
    main: bool
    """Whether it stands in its own right; the others may only be meant beside it."""

    @property
    def is_apart(self) -> bool:
        """Whether it is read from its own words alone."""
        return self.main or self.sure > _APART


class Kinds(Record):
    """The needs of a text, the likeliest one first, and the three likeliest kinds."""

    needs: tuple[KindRead, ...]
    likeliest: tuple[tuple[str, float], ...]


def kinds_in(text: str, danger_code: str, own_words: Mapping[str, str]) -> Kinds:
    """Return the kinds of help in a masked text that went through `alike`; it may be empty."""
    learned = weights()
    scores = _scores(learned, text, own_words)
    if danger_code:
        scores[learned.codes.index(danger_code)] += _DANGER
    sure = certainty(scores)
    first, others = candidates(learned, text, scores)
    further = [
        _read(learned, x, share, share > _SURELY)
        for x in others
        if (share := learned.beside(x.signs)) > _LIKELY
    ]
    further.sort(key=lambda x: x.start)
    order = np.argsort(-scores, kind="stable")
    return Kinds(
        needs=(_read(learned, first, float(sure[first.row]), True), *further),
        likeliest=tuple((learned.codes[row], float(sure[row])) for row in map(int, order[:3])),
    )


def risk_in(seen: Seen) -> float:
    """Return the certainty of all kinds together that are emergencies by themselves."""
    learned = weights()
    sure = certainty(learned.of_kinds(seen))
    return sum(float(sure[row]) for row in _dangers(learned.codes))


@cache
def _dangers(codes: tuple[str, ...]) -> tuple[int, ...]:
    urgent = (row for row, x in enumerate(codes) if categories()[x].urgency is Urgency.EMERGENCY)
    return tuple(urgent)


def _read(learned: Weights, one: Candidate, sure: float, main: bool) -> KindRead:
    code = learned.codes[one.row]
    return KindRead(code=code, row=one.row, sure=sure, start=one.start, end=one.end, main=main)


def _scores(learned: Weights, text: str, own_words: Mapping[str, str]) -> Scores:
    scores = learned.of_kinds(learned.seen(text))
    for word, code in own_words.items():
        if word in text:
            scores[learned.codes.index(code)] += _OWN_WORD
    return scores


def certainty(scores: Scores) -> Scores:
    """Return shares that add up to one."""
    grown = np.exp(_SHARPNESS * (scores - scores.max()))
    shares: Scores = grown / grown.sum()
    return shares
