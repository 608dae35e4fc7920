"""The list of a helper's running tasks, with the hours of the month."""

from markupsafe import Markup

from handlers import phrases
from handlers.commands import command, volunteers
from handlers.context import Context
from handlers.presses import press
from handlers.screens import Button, Screen
from handlers.wording import Reading, wording
from handlers.words import Words
from mutual_aid.notices import Kind
from mutual_aid.times import month_start


@command("mytasks", volunteers)
async def tasks_command(context: Context) -> None:
    """Show what the helper has taken on."""
    await context.show(Kind.TASKS, fresh=True)


@press("tasks.list")
async def tasks_button(context: Context) -> None:
    """The button for /mytasks."""
    await context.show(Kind.TASKS, fresh=True)


@wording(Kind.TASKS)
async def tasks_list(reading: Reading) -> Screen:
    """List running tasks, and the hours of this month."""
    words, turn = reading.words, reading.turn
    held = await turn.matches.held_by(reading.reader.member_id)
    rows = []
    for match in held:
        need = await turn.needs.get(match.need_id)
        label = f"{need.code} {phrases.kind_button(words, need.category_code)}"
        rows.append((Button(label, "task.show", match.match_id),))
    text = words("tasks.some") if rows else words("tasks.none")
    return Screen(text + await _hours(reading), tuple(rows))


async def _hours(reading: Reading) -> Markup:
    volunteer = reading.reader.volunteer
    if volunteer is None:
        return Words.nothing
    zone = (await reading.turn.estates.get(volunteer.estate_id)).zone
    since = month_start(reading.turn.now, zone)
    minutes = await reading.turn.volunteers.minutes_since(volunteer.volunteer_id, since)
    return reading.words("tasks.hours", duration=phrases.duration(reading.words, minutes))
