"""The language that somebody reads: guessed at first, changed with one tap."""

from handlers.commands import command, everybody
from handlers.context import Context
from handlers.home import LANGUAGES, home_button, language_row, open_page, page
from handlers.presses import press
from handlers.screens import Screen
from handlers.wording import Reading
from mutual_aid.actions import members
from mutual_aid.errors import Stale
from mutual_aid.record import Language


@command("lang", everybody)
async def lang(context: Context) -> None:
    """Ask for the language."""
    await open_page(context, "lang", fresh=True)


@page("lang")
async def languages(reading: Reading) -> Screen:
    """Offer the three languages, each by its own name."""
    words = reading.words
    return Screen(
        words("lang.which", language=LANGUAGES[words.language]),
        (language_row(), (home_button(words),)),
    )


@press("lang.set")
async def choose(context: Context) -> None:
    """Speak the language from now on; the card and the command menu follow."""
    code = context.pressed.arg
    if code not in set(Language):
        raise Stale
    await members.choose_language(context.turn, context.speaker, Language(code))
    await open_page(context)
