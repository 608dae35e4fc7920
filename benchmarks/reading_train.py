"""python -m benchmarks.reading_train: learn the reader's weights from the data in the repository.

Deterministic: the same data give the same file. Needs scikit-learn, which the bot does not.
"""

import random
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from benchmarks.machine import ROOT
from benchmarks.reading_data import content, labelled
from benchmarks.reading_learn import Learned, examples, packed
from mutual_aid.reading.besides import candidates
from mutual_aid.reading.weights import FILE, Weights, unpacked

_PARTS = 3
_SEED = 1
_SIGNS = 15

Message = dict[str, Any]


def parts(messages: Sequence[Message]) -> list[list[Message]]:
    """Deal messages into parts by a fixed seed."""
    dealt = list(messages)
    random.Random(_SEED).shuffle(dealt)
    return [dealt[n::_PARTS] for n in range(_PARTS)]


def learned_from(messages: Sequence[Message], from_signs: NDArray[np.floating[Any]]) -> Weights:
    """Return weights learned from the shared data and these messages."""
    return unpacked(packed(Learned(examples(messages)), from_signs))


def without(part: Sequence[Message]) -> list[Message]:
    """Return all labelled messages but these."""
    left_out = {x["id"] for x in part}
    return [x for x in labelled() if x["id"] not in left_out]


def signs_for_more(messages: Sequence[Message]) -> NDArray[np.float64]:
    """Return the weights of the decision about further needs, as `Weights.beside` applies them.

    They are learned from messages that the other weights were not learned from.
    """
    seen: list[tuple[float, ...]] = []
    wanted: list[bool] = []
    for part in parts(messages):
        left_out = {x["id"] for x in part}
        others = [x for x in messages if x["id"] not in left_out]
        learned = learned_from(others, np.zeros((_SIGNS + 1, _SIGNS + 1)))
        for message in part:
            codes = {x["category"] for x in message.get("needs", [message])}
            for one in _others(learned, message["text"]):
                seen.append(one.signs)
                wanted.append(learned.codes[one.row] in codes)
    return pairs_of_signs(np.array(seen), wanted)


def pairs_of_signs(seen: NDArray[np.float64], wanted: Sequence[bool]) -> NDArray[np.float64]:
    """Return what every pair of signs speaks for, the first of them being a one: Q in v Q v."""
    scaler, pairs = StandardScaler().fit(seen), PolynomialFeatures(2, include_bias=False)
    spread = pairs.fit_transform(scaler.transform(seen))
    model = LogisticRegression(max_iter=3000).fit(spread, wanted)
    scaled = np.zeros((_SIGNS + 1, _SIGNS + 1))
    scaled[0, 0] = model.intercept_[0]
    for powers, weight in zip(pairs.powers_, model.coef_[0], strict=True):
        signs = [0, *np.repeat(np.arange(_SIGNS) + 1, powers)]
        scaled[signs[-2], signs[-1]] = weight
    back = np.diag(np.append(1.0, 1 / scaler.scale_))
    back[1:, 0] = -scaler.mean_ / scaler.scale_
    matrix: NDArray[np.float64] = back.T @ scaled @ back
    return matrix


def _others(learned: Weights, text: str) -> Sequence[Any]:
    seen = content(text)
    return candidates(learned, seen, learned.of_kinds(learned.seen(seen)))[1]


def main() -> int:
    """Write the file and say what it holds."""
    known = labelled()
    from_signs = signs_for_more(known)
    kept = packed(Learned(examples(known)), from_signs)
    file = ROOT / "mutual_aid" / "taxonomy" / FILE
    np.savez_compressed(file, **kept)
    print(f"{file.name}: {len(kept['numbers']):,} pieces, {file.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
