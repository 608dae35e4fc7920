"""A volunteer's own page: what the network knows, when one is free, and how to take a break."""

from pydantic import BaseModel

from handlers import approvals, forms, pauses, phrases, sign_up
from handlers.availability import changed, described, grid
from handlers.commands import command, everybody, volunteers
from handlers.context import Context
from handlers.home import front, home_button, open_page, page
from handlers.presses import press
from handlers.roles import volunteer_line, weekly
from handlers.screens import Button, Rows, Screen
from handlers.wording import Reading
from handlers.words import Words
from mutual_aid.actions.fairness import no_more_events
from mutual_aid.actions.volunteers import change_availability
from mutual_aid.errors import NotUnderstood, NotYours
from mutual_aid.notices import Dialogue, Kind
from mutual_aid.reading.typed import read_free_times
from mutual_aid.times import month_start
from mutual_aid.volunteers import Volunteer

__all__ = ["approvals", "pauses", "sign_up"]

KIND = "free"
_STEP = "week"
BELOW = "below"
"""Said as the argument by a button on another card: the form is then a new message."""


class Answers(BaseModel):
    """The parts of the week that are chosen so far."""

    parts: tuple[str, ...] = ()


@command("volunteer", everybody)
async def volunteer_command(context: Context) -> None:
    """Show one's own page; whoever is no volunteer yet may sign up."""
    if context.speaker.volunteer is None:
        await sign_up.begin(context, fresh=True)
    else:
        await open_page(context, "volunteer", fresh=True)


@page("volunteer")
async def own_page(reading: Reading) -> Screen:
    """Show what is kept of a volunteer; the home page where there is nothing to show."""
    words, volunteer = reading.words, reading.reader.volunteer
    if volunteer is None or not volunteers(reading.reader):
        return await front(reading)
    zone = (await reading.turn.estates.get(volunteer.estate_id)).zone
    since = month_start(reading.turn.now, zone)
    minutes = await reading.turn.volunteers.minutes_since(volunteer.volunteer_id, since)
    comma = words.plain("volunteers.comma")
    text = words(
        "volunteers.own_page",
        status=await volunteer_line(reading, volunteer),
        skills=comma.join(phrases.skill(words, x) for x in volunteer.skills),
        spoken=comma.join(phrases.language_name(words, x) for x in volunteer.spoken),
        free=described(words, volunteer.availability) or words.plain("volunteers.never_free"),
        weekly=weekly(words, volunteer),
        month=phrases.duration(words, minutes),
    )
    change = Button(words.plain("volunteers.change_free"), "free.begin")
    rest = pauses.pause_button(words, volunteer, pauses.HERE)
    return Screen(text, ((change,), *_events(words, volunteer), (rest,), (home_button(words),)))


def _events(words: Words, volunteer: Volunteer) -> Rows:
    """Return the way out for whoever asked to hear about events."""
    if not volunteer.wants_events:
        return ()
    return ((Button(words.plain("volunteers.no_events"), "volunteer.no_events"),),)


@press("volunteer.no_events")
async def no_events(context: Context) -> None:
    """Hear of no events any more."""
    await no_more_events(context.turn, context.speaker)
    await open_page(context, "volunteer", note="volunteers.no_more_events")


@press("free.begin")
async def begin(context: Context) -> None:
    """Ask when the volunteer is free, with what was said before already chosen."""
    volunteer = context.speaker.volunteer
    if volunteer is None or not volunteers(context.speaker):
        raise NotYours
    me, below = context.speaker.member_id, context.pressed.arg == BELOW
    if not below:
        await context.turn.outbox.adopt(me, Kind.HOME, me, Kind.FORM, me)
    await forms.put(context, KIND, _STEP, Answers(parts=volunteer.availability), fresh=below)


async def _ask(reading: Reading, dialogue: Dialogue) -> Screen:
    words, parts = reading.words, forms.answers(dialogue, Answers).parts

    def choose(label: str, arg: str) -> Button:
        return forms.choice(label, "free.toggle", dialogue, arg)

    save = forms.choice(words.plain("volunteers.save"), "free.save", dialogue)
    cancel = forms.choice(words.plain("button.cancel"), "form.cancel", dialogue)
    back = forms.choice(words.plain("button.back"), "free.back", dialogue)
    chosen = described(words, parts) or words.plain("volunteers.never_free")
    rows = (*grid(words, parts, choose), (save,), (back, cancel))
    return Screen(words("volunteers.when_free", chosen=chosen), rows)


async def _typed(context: Context, dialogue: Dialogue, text: str) -> None:
    """Whoever writes a week says all of it: it takes the place of what was chosen."""
    parts = read_free_times(text)
    if not parts:
        raise NotUnderstood(hint="volunteers.hint_buttons")
    await forms.put(context, KIND, _STEP, Answers(parts=parts), fresh=True)


forms.form(KIND, _ask, typed=_typed)


@press("free.toggle")
async def toggle(context: Context) -> None:
    """Add or take away parts of the week."""
    answers = await forms.chosen_in(context, KIND, _STEP, Answers)
    parts = changed(answers.parts, context.pressed.arg)
    await forms.put(context, KIND, _STEP, Answers(parts=parts))


@press("free.save")
async def save(context: Context) -> None:
    """Keep the week as it is chosen."""
    answers = await forms.chosen_in(context, KIND, _STEP, Answers)
    await change_availability(context.turn, context.speaker, answers.parts)
    await _return(context, "volunteers.saved")


@press("free.back")
async def back(context: Context) -> None:
    """Leave the week as it was."""
    await forms.pressed_in(context, KIND, Answers)
    await _return(context, "")


async def _return(context: Context, note: str) -> None:
    me = context.speaker.member_id
    await forms.end(context)
    await context.turn.outbox.adopt(me, Kind.FORM, me, Kind.HOME, me)
    await open_page(context, "volunteer", note=note)
