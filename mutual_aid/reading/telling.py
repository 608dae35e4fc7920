"""Which words of a text led to its kind."""

from collections.abc import Sequence

from mutual_aid.reading.features import pieces
from mutual_aid.reading.weights import weights

_MOST = 3


def telling_words(text: str, row: int) -> tuple[str, ...]:
    """Return the stretches of a text that went through `alike` which speak most for a kind."""
    learned = weights()
    spoken: dict[tuple[int, int], float] = {}
    speaks = learned.kinds[:, row]
    for piece, at in pieces(text):
        where = learned.row(piece)
        if where >= 0:
            span = (at, at + len(piece.split(" ")[-1].strip("^$")))
            spoken[span] = spoken.get(span, 0.0) + float(speaks[where] * learned.rarity[where])
    best = sorted((x for x in spoken if spoken[x] > 0), key=lambda x: -spoken[x])
    return tuple(text[start:end] for start, end in sorted(_apart(best)[:_MOST]))


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in spans:
        if all(span[1] <= x[0] or x[1] <= span[0] for x in kept):
            kept.append(span)
    return kept
