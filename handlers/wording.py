"""One table from the kind of a message to the function that words it, when it is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.screens import Screen, Worded
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
_FOR_THE_LOCKED = frozenset({Kind.HOME, Kind.MENU, Kind.RETRACT})


def wording(kind: Kind) -> Callable[[Wording], Wording]:
    """Register the function that words a kind of message; None means nothing to say any more."""

    def register(function: Wording) -> Wording:
        WORDINGS[kind] = function
        return function

    return register


async def word(kind: Kind, reading: Reading) -> Worded | None:
    """Return what the reader is to see now; people who are locked out read only whom to ask."""
    if reading.reader.member.locked_at is not None and kind not in _FOR_THE_LOCKED:
        return Screen(reading.words("home.locked"))
    return await WORDINGS[kind](reading)
