"""A pretend Telegram on this machine: the Bot API over HTTP and a web page of phones."""

from playground.calls import Call
from playground.clock import PretendClock
from playground.errors import NotPossible
from playground.faults import Faults
from playground.people import Person
from playground.phones import Group, Phone
from playground.screens import Button, ChatMessage
from playground.server import Playground

__all__ = [
    "Button",
    "Call",
    "ChatMessage",
    "Faults",
    "Group",
    "NotPossible",
    "Person",
    "Phone",
    "Playground",
    "PretendClock",
]
