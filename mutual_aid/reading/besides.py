"""What speaks for a further need beside the first one: its own clause, and how that is joined."""

import math
import re
from functools import cache
from itertools import pairwise

import numpy as np

from mutual_aid.reading.weights import Scores, Weights
from mutual_aid.reading.words import either, pattern_of
from mutual_aid.record import Record

_LOOKED_AT = 6
_MOST_CLAUSES = 24
_LEAST_SIGNS = 3
_BEFORE = 6
_LONG = 5.0


class Candidate(Record):
    """A kind that may be needed, where its own clause stands, and signs for the decision."""

    row: int
    start: int
    end: int
    signs: tuple[float, ...] = ()


def candidates(
    learned: Weights, text: str, scores: Scores
) -> tuple[Candidate, tuple[Candidate, ...]]:
    """Return the likeliest kind, and the next ones with what speaks for and against them."""
    said = _Clauses(learned, text, scores)
    first, *others = map(int, np.argsort(-scores, kind="stable")[:_LOOKED_AT])
    start, end = said.home(first)
    return (
        Candidate(row=first, start=start, end=end),
        tuple(said.beside(first, row) for row in others),
    )


class _Clauses:
    """How much each clause of a text speaks for each kind."""

    def __init__(self, learned: Weights, text: str, scores: Scores) -> None:
        self._learned = learned
        self._text = text
        self._scores = scores
        self._parts = clauses(text)[:_MOST_CLAUSES]
        self._spoken = learned.of_kinds_in(learned.seen(text), np.array(self._parts))
        self._homes = self._spoken.argmax(axis=0)
        self._two_best = np.sort(self._spoken, axis=1)[:, -2:]

    def home(self, row: int) -> tuple[int, int]:
        """Return the clause that speaks most for a kind."""
        return self._parts[int(self._homes[row])]

    def beside(self, first: int, row: int) -> Candidate:
        scores, home, own = self._scores, self._homes[first], self._homes[row]
        here, (start, end) = self._spoken[own], self._parts[own]
        second, most = self._two_best[own]
        rival = second if here[row] == most else most
        signs = (
            scores[first] - scores[row],
            scores[row],
            here[row],
            here[row] - rival,
            here[row] > rival,
            own != home and self._is_joined(max(own, home)),
            pattern_of("seeking", "asking").search(self._text, start, end) is not None,
            own != home,
            here[row] - here[first],
            self._spoken[home, row] - self._spoken[home, first],
            min(len(self._parts), _LOOKED_AT) / _LOOKED_AT,
            scores[first],
            self._learned.likeness[first, row],
            abs(int(own) - int(home)) / len(self._parts),
            math.log(1 + len(self._text)) / _LONG,
        )
        return Candidate(row=row, start=start, end=end, signs=tuple(float(x) for x in signs))

    def _is_joined(self, part: int) -> bool:
        """Whether a word such as also leads to a clause."""
        start = self._parts[part][0]
        return pattern_of("also").search(self._text[max(0, start - _BEFORE) : start]) is not None


def clauses(text: str) -> list[tuple[int, int]]:
    """Return where the clauses of a text begin and end; very short ones are left out."""
    cuts = [0, *(hit.end() for hit in _between().finditer(text)), len(text)]
    parts = [x for x in pairwise(cuts) if sum(map(str.isalnum, text[slice(*x)])) >= _LEAST_SIGNS]
    return parts or [(0, len(text))]


@cache
def _between() -> re.Pattern[str]:
    marks = r"[,.;!?\u3002\u3001\n]+|\s{2,}| - |(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff0-9])"
    return re.compile(rf"{marks}|{either('also')}")


@cache
def new_thought() -> re.Pattern[str]:
    """Return a pattern for where another need may begin: a new sentence, or "also"."""
    return re.compile(rf"[.;!?\u3002\n]+|{either('also')}")
