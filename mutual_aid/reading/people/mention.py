"""A stretch of a message that speaks of people: how many, who, and in which way it counts them."""

from typing import NamedTuple


class Mention(NamedTuple):
    """One person, or several; `whole` where the words give all at once: the five of us.

    A `part` may be fewer than all: two of them, the Lams. The `named` are called by their names.
    """

    start: int
    end: int
    number: int
    child: bool = False
    whole: bool = False
    counted: bool = False
    speaker: bool = False
    helper: bool = False
    kin: bool = False
    parent: bool = False
    part: bool = False
    named: bool = False


class Group(NamedTuple):
    """Mentions that are added up: mum, dad and two kids."""

    mentions: tuple[Mention, ...]

    @property
    def start(self) -> int:
        """Where the first of them begins."""
        return self.mentions[0].start

    @property
    def end(self) -> int:
        """Where the last of them ends."""
        return self.mentions[-1].end

    @property
    def number(self) -> int:
        """How many they are together."""
        return sum(x.number for x in self.mentions)

    @property
    def whole(self) -> bool:
        """Tell whether one of them gives all at once."""
        return any(x.whole for x in self.mentions)
