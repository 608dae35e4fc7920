"""What was learned from labelled messages: how much each piece of writing speaks for each kind."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mutual_aid.reading.features import pieces

Scores = NDArray[np.float32]

FILE = "reading_weights.npz"


@dataclass(frozen=True, eq=False)
class Seen:
    """The pieces of a text of which something was learned, in order, and where each stands."""

    rows: NDArray[np.intp]
    rarity: Scores
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]

    def within(self, start: int, end: int) -> "Seen":
        """Return the pieces of a stretch of the text."""
        here = (self.starts >= start) & (self.ends <= end)
        return Seen(self.rows[here], self.rarity[here], self.starts[here], self.ends[here])

    def within_each(self, stretches: NDArray[np.intp]) -> Scores:
        """Return the weights of all pieces in each stretch (n x 2), each row of length one."""
        starts, ends = stretches[:, :1], stretches[:, 1:]
        heavy: Scores = ((self.starts >= starts) & (self.ends <= ends)) * self.rarity
        lengths = np.sqrt((heavy**2).sum(axis=1, keepdims=True))
        lengths[lengths == 0] = 1
        shares: Scores = heavy / lengths
        return shares

    @cached_property
    def weighed(self) -> tuple[NDArray[np.intp], Scores]:
        """Return every row once, with weights of length one: rare and repeated ones weigh more."""
        rows, first, often = np.unique(self.rows, return_index=True, return_counts=True)
        heavy = (1 + np.log(often)).astype(np.float32) * self.rarity[first]
        length = float(np.sqrt((heavy**2).sum())) or 1.0
        return rows, heavy / np.float32(length)


@dataclass(frozen=True, eq=False)
class Weights:
    """Pieces by number (sorted), how rare each is, and how much it speaks for each kind."""

    numbers: NDArray[np.uint32]
    rarity: NDArray[np.float32]
    kinds: NDArray[np.int8]
    kinds_scale: float
    kinds_bias: Scores
    urgencies: NDArray[np.int8]
    urgencies_scale: float
    urgencies_bias: Scores
    from_kind: Scores
    from_signals: Scores
    from_signs: Scores
    likeness: Scores
    """How much the same pieces speak for two kinds: kinds x kinds, one on the diagonal."""
    codes: tuple[str, ...]

    @cached_property
    def _row_of(self) -> dict[int, int]:
        return {piece: row for row, piece in enumerate(self.numbers.tolist())}

    @lru_cache(maxsize=8)  # noqa: B019 -- there is one object of this kind
    def seen(self, text: str) -> Seen:
        """Return the known pieces of a text that went through `alike`."""
        row_of = self._row_of
        known = [
            (row, start, end)
            for number, start, end in pieces(text)
            if (row := row_of.get(number, -1)) >= 0
        ]
        rows, starts, ends = np.array(known, dtype=np.intp).reshape(-1, 3).T
        return Seen(rows, self.rarity[rows], starts, ends)

    def of_kinds(self, seen: Seen) -> Scores:
        """Return a score for every kind; only the differences mean something."""
        return _speak(*seen.weighed, self.kinds, self.kinds_scale) + self.kinds_bias

    def of_kinds_in(self, seen: Seen, stretches: NDArray[np.intp]) -> Scores:
        """Return a row of scores for every kind for each stretch (n x 2) of a text."""
        heavy = seen.within_each(stretches)
        return _speak(seen.rows, heavy, self.kinds, self.kinds_scale) + self.kinds_bias

    def beside(self, signs: Sequence[float]) -> float:
        """Return how likely a further kind is needed too: every pair of signs has its weight."""
        seen = np.array((1.0, *signs), dtype=np.float32)
        return (1 + math.tanh(float(seen @ self.from_signs @ seen) / 2)) / 2

    def of_urgencies(self, seen: Seen, kind: int, signals: Sequence[float]) -> Scores:
        """Return a score for every urgency, given the kind and the signals of the text."""
        said = _speak(*seen.weighed, self.urgencies, self.urgencies_scale)
        told = np.asarray(signals, dtype=np.float32) @ self.from_signals
        scores: Scores = said + self.urgencies_bias + self.from_kind[kind] + told
        return scores


def _speak(rows: NDArray[np.intp], heavy: Scores, table: NDArray[np.int8], scale: float) -> Scores:
    spoken: Scores = heavy @ table[rows].astype(np.float32) * np.float32(scale)
    return spoken


@cache
def weights() -> Weights:
    """Return the weights beside the taxonomy, read once."""
    with as_file(files("mutual_aid") / "taxonomy" / FILE) as path, np.load(path) as kept:
        return unpacked(kept)


def unpacked(kept: Mapping[str, Any]) -> Weights:
    """Return the weights out of the arrays of a file."""
    exact = (
        *("rarity", "kinds_bias", "urgencies_bias", "from_kind", "from_signals"),
        *("from_signs", "likeness"),
    )
    return Weights(
        numbers=kept["numbers"],
        kinds=kept["kinds"],
        kinds_scale=float(kept["kinds_scale"]),
        urgencies=kept["urgencies"],
        urgencies_scale=float(kept["urgencies_scale"]),
        codes=tuple(str(code) for code in kept["codes"]),
        **{name: kept[name].astype(np.float32) for name in exact},
    )
