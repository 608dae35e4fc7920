"""Learning the weights of the reader from lexicon, short texts and labelled messages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.svm import LinearSVC

from benchmarks.reading_data import NOW, content, lexicon_words, short_texts
from mutual_aid.reading.drafts import When
from mutual_aid.reading.features import alike, pieces
from mutual_aid.reading.script import Plain, plain
from mutual_aid.reading.signals import danger_in, signals_in
from mutual_aid.reading.urgency import due_in
from mutual_aid.reading.when import when_in
from mutual_aid.reading.windows import window_of_words
from mutual_aid.record import Language
from mutual_aid.taxonomy import Urgency, categories

_LEXICON, _SHORT, _MESSAGE = 1.0, 2.0, 3.0
_SEEN_AT_LEAST = 2
_BAYES_SHARE = 0.06
_KIND_WEIGHT = 0.5
_ZONE = ZoneInfo("Asia/Hong_Kong")


@dataclass(frozen=True)
class Example:
    """A text made alike with its kinds, the main one first, its weight and perhaps its urgency."""

    text: str
    kinds: tuple[str, ...]
    weight: float
    urgency: str = ""
    signals: tuple[float, ...] = ()


def examples(more: Sequence[dict[str, Any]]) -> list[Example]:
    """Return everything to learn from: lexicon, short texts and the labelled messages given."""
    found = [Example(alike(plain(word)), (kind,), _LEXICON) for kind, word in lexicon_words()]
    for row in short_texts():
        kinds, text = (row["category_code"],), alike(plain(row["text"]))
        signs = _signs(row["text"], row["language"])
        found.append(Example(text, kinds, _SHORT, row["urgency"], signs))
    for message in more:
        kinds = tuple(x["category"] for x in message.get("needs", [message]))
        seen = content(message["text"])
        signs = _signs(message["text"], message["lang"])
        found.append(Example(seen, kinds, _MESSAGE, message["urgency"], signs))
    return found


def _signs(text: str, language: str) -> tuple[float, ...]:
    moment, when = when_in(Plain(text)), None
    if moment:
        start, end = window_of_words(moment.words, NOW, _ZONE, Language(language))
        when = When(words=moment.words, from_at=start, until_at=end)
    return (*signals_in(plain(text), danger_in(text)).numbers(), *due_in(when, NOW))


class Learned:
    """Weights learned from examples, in full precision."""

    def __init__(self, learned_from: Sequence[Example]) -> None:
        self.codes = tuple(categories())
        counted = [Counter(x for x, _, _ in pieces(one.text)) for one in learned_from]
        self._choose_pieces(counted)
        rows = self._matrix(counted)
        self._learn_kinds(rows, learned_from)
        told = [n for n, one in enumerate(learned_from) if one.urgency]
        self._learn_urgencies(rows[told], [learned_from[n] for n in told])

    def _choose_pieces(self, counted: Sequence[Counter[int]]) -> None:
        texts_with = Counter(piece for one in counted for piece in one)
        kept = sorted(x for x, times in texts_with.items() if times >= _SEEN_AT_LEAST)
        self.numbers = np.array(kept, dtype=np.uint32)
        times = np.array([texts_with[x] for x in kept], dtype=np.float64)
        self.rarity = np.log((1 + len(counted)) / (1 + times)) + 1
        self._row_of = {piece: n for n, piece in enumerate(kept)}

    def _matrix(self, counted: Sequence[Counter[int]]) -> csr_matrix:
        data: list[float] = []
        columns: list[int] = []
        ends = [0]
        for one in counted:
            known = sorted(
                (self._row_of[x], times) for x, times in one.items() if x in self._row_of
            )
            heavy = np.array([(1 + np.log(t)) * self.rarity[row] for row, t in known])
            data.extend(heavy / (np.sqrt((heavy**2).sum()) or 1.0))
            columns.extend(row for row, _ in known)
            ends.append(len(columns))
        return csr_matrix((data, columns, ends), shape=(len(counted), len(self.numbers)))

    def _learn_kinds(self, rows: csr_matrix, learned_from: Sequence[Example]) -> None:
        """Learn for each kind apart whether a text speaks of it, beside others or not."""
        share = [one.weight for one in learned_from]
        svms = [
            LinearSVC(C=1.0, random_state=0).fit(
                rows, [code in one.kinds for one in learned_from], sample_weight=share
            )
            for code in self.codes
        ]
        main = [self.codes.index(one.kinds[0]) for one in learned_from]
        bayes = MultinomialNB(alpha=0.02, fit_prior=False).fit(rows, main, sample_weight=share)
        said = bayes.feature_log_prob_ - bayes.feature_log_prob_.mean(0)
        self.kinds = (np.concatenate([x.coef_ for x in svms]) + _BAYES_SHARE * said).T
        self.kinds_bias = np.concatenate([x.intercept_ for x in svms])

    def _learn_urgencies(self, rows: csr_matrix, learned_from: Sequence[Example]) -> None:
        kinds = np.zeros((len(learned_from), len(self.codes)))
        for n, one in enumerate(learned_from):
            kinds[n, self.codes.index(one.kinds[0])] = _KIND_WEIGHT
        signs = np.array([one.signals for one in learned_from])
        levels = [list(Urgency).index(Urgency(one.urgency)) for one in learned_from]
        model = LogisticRegression(C=25.0, max_iter=2000)
        seen = hstack([rows, csr_matrix(kinds), csr_matrix(signs)]).tocsr()
        model.fit(seen, levels, sample_weight=[one.weight for one in learned_from])
        pieces_, kinds_ = len(self.numbers), len(self.codes)
        table = model.coef_.T
        self.urgencies = table[:pieces_]
        self.from_kind = table[pieces_ : pieces_ + kinds_] * _KIND_WEIGHT
        self.from_signals = table[pieces_ + kinds_ :]
        self.urgencies_bias = model.intercept_


def _small(table: NDArray[np.float64]) -> tuple[NDArray[np.int8], float]:
    scale = float(np.abs(table).max()) / 127
    return np.round(table / scale).astype(np.int8), scale


def _likeness(kinds: NDArray[np.int8], rarity: NDArray[np.float64]) -> NDArray[np.float64]:
    heavy = kinds * rarity[:, None]
    heavy /= np.sqrt((heavy**2).sum(axis=0))
    likeness: NDArray[np.float64] = heavy.T @ heavy
    return likeness


def packed(learned: Learned, from_signs: NDArray[np.floating[Any]]) -> dict[str, Any]:
    """Return the arrays as they are kept in the file."""
    kinds, kinds_scale = _small(learned.kinds)
    urgencies, urgencies_scale = _small(learned.urgencies)
    return {
        "numbers": learned.numbers,
        "rarity": learned.rarity.astype(np.float16),
        "kinds": kinds,
        "kinds_scale": kinds_scale,
        "kinds_bias": learned.kinds_bias.astype(np.float32),
        "urgencies": urgencies,
        "urgencies_scale": urgencies_scale,
        "urgencies_bias": learned.urgencies_bias.astype(np.float32),
        "from_kind": learned.from_kind.astype(np.float32),
        "from_signals": learned.from_signals.astype(np.float32),
        "from_signs": from_signs.astype(np.float32),
        "likeness": _likeness(kinds, learned.rarity).astype(np.float32),
        "codes": np.array(learned.codes),
    }
