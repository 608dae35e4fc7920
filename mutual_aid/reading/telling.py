"""Which words of a text led to what was read."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from mutual_aid.reading.weights import Seen

_MOST = 3

Span = tuple[int, int]
Speaking = NDArray[np.int8]


def telling_words(text: str, seen: Seen, speaking: Speaking) -> tuple[str, ...]:
    """Return the stretches of a text that speak most for something, given what each piece says."""
    spoken = speaking[seen.rows] * seen.rarity
    spans, of_span = np.unique(np.stack([seen.starts, seen.ends]), axis=1, return_inverse=True)
    speaks = np.bincount(of_span.ravel(), weights=spoken, minlength=spans.shape[1])
    best = (int(x) for x in np.argsort(-speaks, kind="stable") if speaks[x] > 0)
    chosen = _apart((int(spans[0, x]), int(spans[1, x])) for x in best)
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
