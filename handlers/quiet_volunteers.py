"""An honest word to a volunteer for whom nothing suited for a month, and what they can choose."""

from markupsafe import Markup

from handlers.context import Context
from handlers.presses import press
from handlers.screens import Button, Rows, Screen
from handlers.volunteers import BELOW
from handlers.wording import Reading, wording
from handlers.words import Words
from mutual_aid.actions import fairness
from mutual_aid.ids import VolunteerId
from mutual_aid.notices import Kind
from mutual_aid.volunteers import Radius, Volunteer, VolunteerStatus


@wording(Kind.IDLE)
async def honest_word(reading: Reading) -> Screen | None:
    """Say that nothing suited, to the volunteer alone, and what is noted by now."""
    volunteer = await reading.turn.volunteers.get(VolunteerId(reading.object_id))
    if volunteer.member_id != reading.reader.member_id:
        return None
    words, days = reading.words, reading.turn.policy.idle_after.days
    lines = [words("idle.word", days=days), *_noted(words, volunteer)]
    if volunteer.status is VolunteerStatus.PAUSED:
        return Screen(Markup("\n\n").join([*lines, words("idle.paused")]))
    return Screen(Markup("\n\n").join(lines), _rows(words, volunteer))


def _noted(words: Words, volunteer: Volunteer) -> list[Markup]:
    noted = []
    if volunteer.wants_events:
        noted.append(words("idle.noted_events"))
    if volunteer.radius is not Radius.BLOCK:
        noted.append(words("idle.noted_wider"))
    return noted


def _rows(words: Words, volunteer: Volunteer) -> Rows:
    rows = []
    if not volunteer.wants_events:
        rows.append((Button(words.plain("idle.events"), "idle.events"),))
    if volunteer.radius is Radius.BLOCK:
        rows.append((Button(words.plain("idle.wider"), "idle.wider"),))
    free = Button(words.plain("volunteers.change_free"), "free.begin", arg=BELOW)
    rows += [(free,), (Button(words.plain("decline.pause"), "pause.menu"),)]
    return tuple(rows)


@press("idle.events")
async def events(context: Context) -> None:
    """Hear of events meanwhile."""
    await fairness.hear_of_events(context.turn, context.speaker)


@press("idle.wider")
async def wider(context: Context) -> None:
    """Be asked in the whole estate."""
    await fairness.go_farther(context.turn, context.speaker)
