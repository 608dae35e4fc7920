"""The places where the rooms are plugged together: what the program calls without knowing it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import Application

from handlers.buttons import Seals
from mutual_aid.acts import Act, Think
from mutual_aid.errors import Refused
from mutual_aid.ids import MemberId
from mutual_aid.turn import Turn

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Wiring:
    """What the rooms contribute to the running program; tests plug in other functions.

    tell answers a person whose request was refused, apologise one whose update failed; act does
    what is due, think says what has to be computed before; became_unreachable tells whoever depends
    on a person that left.
    """

    register: Callable[[AnyApplication], None]
    tell: Callable[[Turn, Seals, Update, Refused], Awaitable[None]]
    apologise: Callable[[Turn, Seals, Update, str], Awaitable[None]]
    act: Act
    think: Think
    became_unreachable: Callable[[Turn, MemberId], Awaitable[None]]


def the_network() -> Wiring:
    """The real conversations and actions."""
    from handlers import conversations, refusals
    from mutual_aid.actions import due, members

    return Wiring(
        register=conversations.register,
        tell=refusals.tell,
        apologise=refusals.apologise,
        act=due.act,
        think=due.think,
        became_unreachable=members.became_unreachable,
    )
