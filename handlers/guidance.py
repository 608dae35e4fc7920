"""Help and privacy: what one can do here, and who sees what, in plain words."""

from markupsafe import Markup

from handlers.commands import command, coordinates, everybody, leads_or_coordinates, volunteers
from handlers.context import Context
from handlers.home import home_button, may_enquire, open_page, page, page_button
from handlers.screens import Screen
from handlers.wording import Reading
from mutual_aid.members import Speaker


@command("help", everybody)
async def help_command(context: Context) -> None:
    """Say what one can do."""
    await open_page(context, "help", fresh=True)


@command("privacy", everybody)
async def privacy_command(context: Context) -> None:
    """Say who sees what."""
    await open_page(context, "privacy", fresh=True)


@page("help")
async def help_page(reading: Reading) -> Screen:
    """Say what this reader can do, a paragraph for each thing they are."""
    words = reading.words
    paragraphs = [words(key) for key in _about(reading.reader)]
    return Screen(
        Markup("\n\n").join(paragraphs), ((page_button(words, "privacy"), home_button(words)),)
    )


def _about(reader: Speaker) -> list[str]:
    lines = {
        "help.coordinator": coordinates(reader),
        "help.station": bool(reader.staff),
        "help.leader": leads_or_coordinates(reader),
        "help.volunteer": volunteers(reader),
        "help.resident": reader.resident_id is not None,
        "help.neighbour": may_enquire(reader),
    }
    return [*(key for key, fits in lines.items() if fits), "help.everybody"]


@page("privacy")
async def privacy_page(reading: Reading) -> Screen:
    """Say who sees what."""
    words = reading.words
    return Screen(
        words("privacy.who_sees_what"), ((page_button(words, "help"), home_button(words)),)
    )
