"""What is done with a due row: an act in a turn, and for some kinds a thought before it."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from mutual_aid.notices import Due
from mutual_aid.turn import Turn

Act = Callable[[Turn, Due], Awaitable[None]]


class Thought(NamedTuple):
    """What has to be computed before a row can be acted on, and how to act by what comes out.

    compute and its result can be pickled: it takes the processor for a while, so whoever calls lets
    another process do it.
    """

    compute: Callable[[], Any]
    act_by: Callable[[Any], Act]


Think = Callable[[Turn, Due], Awaitable[Thought | None]]
