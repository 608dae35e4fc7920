"""Taking a break: nobody is asked who says that they need one, and they say for how long."""

from datetime import timedelta

from handlers.context import Context
from handlers.home import open_page, page
from handlers.presses import press
from handlers.screens import Button, Screen
from handlers.wording import Reading
from handlers.words import Words
from mutual_aid.actions import volunteers
from mutual_aid.notices import Kind
from mutual_aid.volunteers import Volunteer, VolunteerStatus

_DAYS = (1, 7, 30)
_OPEN = "open"
HERE = "home"
"""Said as the object by buttons on the home card; without it the answer is a new message."""
OFFERS = "offers"
"""Said as the object by buttons on the card of offers, which is then brought up to date."""


def pause_button(words: Words, volunteer: Volunteer, on: str) -> Button:
    """Return Pause, or the way back for who is paused; on is the card it stands on."""
    if volunteer.status is VolunteerStatus.PAUSED:
        return Button(words.plain("pause.end"), "pause.end", object_id=on)
    return Button(words.plain("button.pause"), "pause.menu", object_id=on)


@press("pause.menu")
async def menu(context: Context) -> None:
    """Ask for how long."""
    await open_page(context, "pause", fresh=context.pressed.object_id != HERE)


@page("pause")
async def how_long(reading: Reading) -> Screen:
    """Offer a day, a week, a month, or until further notice."""
    words = reading.words
    choices = [(f"pause.days_{days}", str(days)) for days in _DAYS]
    buttons = [
        Button(words.plain(key), "pause.for", object_id=HERE, arg=arg)
        for key, arg in (*choices, ("pause.open", _OPEN))
    ]
    back = Button(words.plain("button.back"), "home.page", arg="volunteer")
    return Screen(words("pause.how_long"), (tuple(buttons[:2]), tuple(buttons[2:]), (back,)))


@press("pause.for")
async def pause(context: Context) -> None:
    """Take the break: a number of days, or until the volunteer returns by themselves."""
    arg = context.pressed.arg
    until = None if arg == _OPEN else context.turn.now + timedelta(days=int(arg))
    await volunteers.pause(context.turn, context.speaker, until)
    await _show(context, "pause.begun")


@press("pause.end")
async def end(context: Context) -> None:
    """Be asked again."""
    await volunteers.resume(context.turn, context.speaker)
    await _show(context, "pause.over")


async def _show(context: Context, note: str) -> None:
    """Show what is now so, on the card whose button was pressed."""
    if context.pressed.object_id == OFFERS:
        await context.show(Kind.OFFERS)
    else:
        fresh = context.pressed.object_id != HERE
        await open_page(context, "volunteer", note=note, fresh=fresh)
