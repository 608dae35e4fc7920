"""The command menu of a chat: what its person may use, in their language."""

from handlers.commands import COMMANDS
from handlers.screens import Menu
from handlers.wording import Reading, wording
from mutual_aid.notices import Kind

_ORDER = (
    "need",
    "board",
    "checkins",
    "cast",
    "stats",
    "offers",
    "mytasks",
    "volunteer",
    "start",
    "help",
    "lang",
    "privacy",
    "cancel",
)


@wording(Kind.MENU)
async def menu(reading: Reading) -> Menu:
    """List the reader's commands: daily ones first, then those that everybody has."""
    words, names = reading.words, sorted(COMMANDS, key=_rank)
    return Menu(
        tuple(
            (name, words.plain(f"command.{name}"))
            for name in names
            if COMMANDS[name].who(reading.reader)
        )
    )


def _rank(name: str) -> tuple[int, str]:
    """Commands that the order does not name come last, by their letters."""
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)
