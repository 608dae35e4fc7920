"""One table from the kind of a message to the function that words it, when it is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.screens import Worded
from handlers.words import Words
from mutual_aid.members import Speaker
from mutual_aid.notices import Kind
from mutual_aid.turn import Turn


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, in which words, and the facts of the message; the turn is for reading only."""

    turn: Turn
    reader: Speaker
    words: Words
    object_id: str
    facts: dict[str, str | int]


Wording = Callable[[Reading], Awaitable[Worded | None]]
WORDINGS: dict[Kind, Wording] = {}


def wording(kind: Kind) -> Callable[[Wording], Wording]:
    """Register the function that words a kind of message; None means nothing to say any more."""

    def register(function: Wording) -> Wording:
        WORDINGS[kind] = function
        return function

    return register


async def word(kind: Kind, reading: Reading) -> Worded | None:
    """Return what the reader is to see now."""
    return await WORDINGS[kind](reading)
