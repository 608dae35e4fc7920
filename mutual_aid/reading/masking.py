"""A text without what says nothing about the kind of help: places, and languages spoken."""

from collections.abc import Sequence

from mutual_aid.reading.blocks import NamedBlock
from mutual_aid.reading.spots import spots_in
from mutual_aid.reading.wishes import spoken_in


def masked(text: str, named: Sequence[NamedBlock]) -> str:
    """Return a text made alike with blanks in place of flats, the blocks named in it, and of
    words that only say which language somebody speaks."""
    signs = list(text)
    spans = [(x.start, x.end) for x in named]
    spans += [(x.start, x.end) for x in spots_in(text)]
    spans += spoken_in(text)
    for start, end in spans:
        signs[start:end] = " " * (end - start)
    return "".join(signs)
