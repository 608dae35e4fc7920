"""The list of what a volunteer is asked now, with the way to a break."""

from markupsafe import Markup

from handlers import phrases
from handlers.commands import command, volunteers
from handlers.context import Context
from handlers.presses import press
from handlers.screens import Button, Screen
from handlers.wording import Reading, wording
from handlers.words import Words
from mutual_aid.estates import Estate
from mutual_aid.notices import Kind
from mutual_aid.volunteers import VolunteerStatus


@command("offers", volunteers)
async def offers_command(context: Context) -> None:
    """Show what the volunteer is asked now."""
    await context.show(Kind.OFFERS, fresh=True)


@press("offers.list")
async def offers_button(context: Context) -> None:
    """The button for /offers."""
    await context.show(Kind.OFFERS, fresh=True)


@wording(Kind.OFFERS)
async def offers_list(reading: Reading) -> Screen:
    """List the open offers, and let the volunteer pause or come back."""
    words, turn = reading.words, reading.turn
    rows: list[tuple[Button, ...]] = []
    for match in await turn.matches.open_of(reading.reader.member_id):
        need = await turn.needs.get(match.need_id)
        label = f"{need.code} {phrases.kind_button(words, need.category_code)}"
        rows.append((Button(label, "offer.show", match.match_id),))
    text = words("offers.some") if rows else words("offers.none")
    volunteer = reading.reader.volunteer
    if volunteer and volunteer.status is VolunteerStatus.PAUSED:
        estate = await turn.estates.get(volunteer.estate_id)
        return Screen(_paused(reading, estate), ((_pause(words, "end"),),))
    return Screen(text, (*rows, (_pause(words, "menu"),)))


def _paused(reading: Reading, estate: Estate) -> Markup:
    volunteer = reading.reader.volunteer
    if volunteer is None or volunteer.paused_until_at is None:
        return reading.words("offers.paused_open")
    until = phrases.moment(reading.words, volunteer.paused_until_at, estate.zone, reading.turn.now)
    return reading.words("offers.paused", until=until)


def _pause(words: Words, what: str) -> Button:
    return Button(words.plain(f"offers.pause_{what}"), f"pause.{what}")
