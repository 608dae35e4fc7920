"""A text without what says nothing about the kind of help: blocks, floors and flats."""

from collections.abc import Sequence

from mutual_aid.estates import Block
from mutual_aid.reading.blocks import blocks_named
from mutual_aid.reading.spots import spots_in


def masked(text: str, blocks: Sequence[Block]) -> str:
    """Return a text made alike with blanks in place of places; its length stays."""
    signs = list(text)
    spans = [(x.start, x.end) for x in blocks_named(text, blocks)]
    spans += [(x.start, x.end) for x in spots_in(text)]
    for start, end in spans:
        signs[start:end] = " " * (end - start)
    return "".join(signs)
