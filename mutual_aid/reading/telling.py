"""Which words of a text led to what was read."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from mutual_aid.reading.weights import Seen

_MOST = 3
_FAR = 1 << 16
"""More signs than a text has."""

Span = tuple[int, int]
Speaking = NDArray[np.int8]


def telling_words(text: str, seen: Seen, speaking: Speaking) -> tuple[str, ...]:
    """Return the stretches of a text that speak most for something, given what each piece says."""
    spoken = speaking[seen.rows] * seen.rarity
    spans, of_span = np.unique(seen.starts * _FAR + seen.ends, return_inverse=True)
    speaks = np.bincount(of_span, weights=spoken, minlength=len(spans))
    best = (int(spans[x]) for x in np.argsort(-speaks, kind="stable") if speaks[x] > 0)
    chosen = _apart(divmod(x, _FAR) for x in best)
    return tuple(text[start:end] for start, end in sorted(chosen))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Return the first few that do not overlap."""
    kept: list[Span] = []
    for start, end in spans:
        if all(end <= x[0] or x[1] <= start for x in kept):
            kept.append((start, end))
            if len(kept) == _MOST:
                break
    return kept
