"""Choosing a block among all that the network has, when nobody knows yet where a person lives."""

from collections import Counter

from handlers.words import Words
from mutual_aid.estates import Block
from mutual_aid.turn import Turn

MOST = 90
"""Telegram shows 100 buttons at most; the rest of the card's buttons need room as well."""


async def all_blocks(turn: Turn) -> list[Block]:
    """Return every block, estate by estate."""
    return [
        block
        for estate in await turn.estates.all()
        for block in await turn.estates.blocks(estate.estate_id)
    ]


async def labelled_blocks(turn: Turn, words: Words) -> list[tuple[str, Block]]:
    """Return what to write on each block's button: its name, with the estate where two share it."""
    blocks = (await all_blocks(turn))[:MOST]
    estates = {x.estate_id: words.name(x.names) for x in await turn.estates.all()}
    shared = Counter(words.name(x.names) for x in blocks)
    return [
        (name if shared[name] == 1 else f"{estates[block.estate_id]} · {name}", block)
        for block in blocks
        for name in [words.name(block.names)]
    ]
