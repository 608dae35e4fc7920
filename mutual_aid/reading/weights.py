"""What was learned from labelled messages: how much each piece of writing speaks for each kind."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mutual_aid.reading.features import number, pieces

Scores = NDArray[np.float32]

FILE = "reading_weights.npz"


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
    codes: tuple[str, ...]

    def row(self, piece: str) -> int:
        """Return the row of a piece, -1 where nothing was learned of it."""
        return self._row_of.get(number(piece), -1)

    @cached_property
    def _row_of(self) -> dict[int, int]:
        return {piece: row for row, piece in enumerate(self.numbers.tolist())}

    @lru_cache(maxsize=8)  # noqa: B019 -- there is one object of this kind
    def rows_of(self, text: str) -> tuple[NDArray[np.intp], Scores]:
        """Return the rows of the known pieces of a text, with their weights of length one."""
        numbered, crc = self._row_of, number
        counts = Counter([numbered.get(crc(piece), -1) for piece, _ in pieces(text)])
        counts.pop(-1, None)
        rows = np.fromiter(counts, dtype=np.intp, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        heavy = (1 + np.log(often)) * self.rarity[rows]
        length = float(np.sqrt((heavy**2).sum())) or 1.0
        return rows, (heavy / length).astype(np.float32)

    def of_kinds(self, text: str) -> Scores:
        """Return a score for every kind; only the differences mean something."""
        rows, heavy = self.rows_of(text)
        return _speak(rows, heavy, self.kinds, self.kinds_scale) + self.kinds_bias

    def beside(self, signs: Sequence[float]) -> float:
        """Return how likely a further kind is needed too; the last weight is the bias."""
        told = float(np.dot(self.from_signs[:-1], np.asarray(signs, dtype=np.float32)))
        return float(1 / (1 + np.exp(-told - self.from_signs[-1])))

    def of_urgencies(self, text: str, kind: int, signals: Sequence[float]) -> Scores:
        """Return a score for every urgency, given the kind and the signals of the text."""
        rows, heavy = self.rows_of(text)
        said = _speak(rows, heavy, self.urgencies, self.urgencies_scale)
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
    exact = ("rarity", "kinds_bias", "urgencies_bias", "from_kind", "from_signals", "from_signs")
    return Weights(
        numbers=kept["numbers"],
        kinds=kept["kinds"],
        kinds_scale=float(kept["kinds_scale"]),
        urgencies=kept["urgencies"],
        urgencies_scale=float(kept["urgencies_scale"]),
        codes=tuple(str(code) for code in kept["codes"]),
        **{name: kept[name].astype(np.float32) for name in exact},
    )
