"""The commands: one table that routes them and makes everybody's menu."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.context import Context
from mutual_aid.members import Speaker
from mutual_aid.volunteers import VolunteerStatus

Act = Callable[[Context], Awaitable[None]]
Who = Callable[[Speaker], bool]


@dataclass(frozen=True, slots=True)
class Command:
    """A command, who finds it in their menu, and what it does; its words are command.<name>."""

    name: str
    who: Who
    act: Act


COMMANDS: dict[str, Command] = {}


def command(name: str, who: Who) -> Callable[[Act], Act]:
    """Register a command. Its action asks permission itself: the menu is no lock."""

    def register(act: Act) -> Act:
        COMMANDS[name] = Command(name, who, act)
        return act

    return register


def everybody(_: Speaker) -> bool:
    """All people, strangers too."""
    return True


def leads_or_coordinates(speaker: Speaker) -> bool:
    """Building and floor leaders who serve now, and coordinators."""
    return any(x.serving for x in speaker.leaders) or coordinates(speaker)


def coordinates(speaker: Speaker) -> bool:
    """Coordinators of any estate."""
    return any(speaker.coordinates(estate_id) for estate_id in speaker.estate_ids)


def volunteers(speaker: Speaker) -> bool:
    """Volunteers who are or may be asked."""
    asked = (VolunteerStatus.ACTIVE, VolunteerStatus.PAUSED)
    return speaker.volunteer is not None and speaker.volunteer.status in asked
