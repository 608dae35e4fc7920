"""What speaks for a further need beside the first one: its own clause, and how that is joined."""

import re
from functools import cache
from itertools import pairwise

import numpy as np

from mutual_aid.reading.features import alike
from mutual_aid.reading.weights import Scores, Weights
from mutual_aid.reading.words import either
from mutual_aid.record import Record

_LOOKED_AT = 6
_MOST_CLAUSES = 24
_LEAST_SIGNS = 3
_BEFORE = 6


class Candidate(Record):
    """A kind that may be needed, the clause that speaks most for it, and signs for the decision."""

    row: int
    clause: str
    start: int
    signs: tuple[float, ...]


def candidates(
    learned: Weights, text: str, scores: Scores
) -> tuple[Candidate, tuple[Candidate, ...]]:
    """Return the likeliest kind, and the next ones with what speaks for and against them."""
    parts = clauses(text)[:_MOST_CLAUSES]
    spoken = np.stack([learned.of_kinds(alike(clause)) for _, clause in parts])
    first, *others = (int(row) for row in np.argsort(-scores, kind="stable")[:_LOOKED_AT])
    home = int(spoken[:, first].argmax())
    start, clause = parts[home]
    return (
        Candidate(row=first, clause=clause, start=start, signs=()),
        tuple(_candidate(text, parts, scores, spoken, first, row) for row in others),
    )


def _candidate(
    text: str,
    parts: list[tuple[int, str]],
    scores: Scores,
    spoken: Scores,
    first: int,
    row: int,
) -> Candidate:
    home, own = int(spoken[:, first].argmax()), int(spoken[:, row].argmax())
    here = spoken[own]
    (start, clause), rivals = parts[own], np.delete(here, row)
    signs = (
        scores[first] - scores[row],
        scores[row],
        here[row],
        here[row] - rivals.max(),
        here[row] > rivals.max(),
        _also().search(text[max(0, start - _BEFORE) : start]) is not None,
        _asked().search(clause) is not None,
        own != home,
        here[row] - here[first],
        spoken[home][row] - spoken[home][first],
        min(len(parts), _LOOKED_AT) / _LOOKED_AT,
        scores[first],
    )
    return Candidate(row=row, clause=clause, start=start, signs=tuple(float(x) for x in signs))


def clauses(text: str) -> list[tuple[int, str]]:
    """Return the clauses of a text with their places; very short ones are left out."""
    cuts = [0, *(hit.end() for hit in _between().finditer(text)), len(text)]
    parts = [(start, text[start:end]) for start, end in pairwise(cuts)]
    return [x for x in parts if sum(map(str.isalnum, x[1])) >= _LEAST_SIGNS] or [(0, text)]


@cache
def _between() -> re.Pattern[str]:
    marks = r"[,.;!?\u3002\u3001\n]+|\s{2,}| - |(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff0-9])"
    return re.compile(rf"{marks}|{either('also')}")


@cache
def _also() -> re.Pattern[str]:
    return re.compile(either("also"))


@cache
def _asked() -> re.Pattern[str]:
    return re.compile(either("seeking", "asking"))
