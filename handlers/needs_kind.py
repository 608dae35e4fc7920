"""What is needed: the usual kinds first, then all groups and their kinds."""

from markupsafe import Markup

from handlers import forms
from handlers.context import Context
from handlers.filling import KIND, Filling, go_on, go_to, way_out, which_of
from handlers.phrases import group_button, kind_button
from handlers.presses import press
from handlers.screens import Button, Screen
from handlers.wording import Reading
from mutual_aid.notices import Dialogue
from mutual_aid.taxonomy import Urgency, categories, groups

USUAL = (
    "food.meal_delivery",
    "food.grocery_run",
    "health.medication_pickup",
    "health.clinic_escort",
    "home.minor_repair",
    "care.companion_visit",
)
"""The kinds asked for most (mix of the domain study: food, health, home, care)."""


async def usual(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask what is needed, with the usual kinds one tap away."""
    words = reading.words
    buttons = [_kind(reading, dialogue, code) for code in USUAL]
    alarm = forms.choice(words.plain("need.emergency"), "need.group", dialogue, "safety")
    more = forms.choice(words.plain("need.all_kinds"), "need.kinds", dialogue)
    filling = forms.answers(dialogue, Filling)
    known = words("need.so_far", words=filling.draft.notes) if filling.draft.notes else ""
    return Screen(
        words("need.what") + known,
        (
            (alarm,),
            *forms.in_rows(buttons, 2),
            (more,),
            way_out(words, dialogue, "card" if filling.editing else ""),
        ),
    )


def _kind(reading: Reading, dialogue: Dialogue, code: str) -> Button:
    return forms.choice(kind_button(reading.words, code), "need.kind", dialogue, code)


async def unsure_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask which of the kinds that fit the words best is meant."""
    words, filling = reading.words, forms.answers(dialogue, Filling)
    likeliest = filling.heard.likeliest if filling.heard else ()
    buttons = [(_kind(reading, dialogue, code),) for code in likeliest]
    other = forms.choice(words.plain("need.something_else"), "need.kinds", dialogue)
    asked = words("need.unsure", words=filling.draft.notes)
    return Screen(
        Markup("\n").join(x for x in (which_of(words, filling), asked) if x),
        (*buttons, (other,), way_out(words, dialogue, "")),
    )


async def groups_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask for the group."""
    filling = forms.answers(dialogue, Filling)
    buttons = [
        forms.choice(group_button(reading.words, code), "need.group", dialogue, code)
        for code in groups()
    ]
    return Screen(
        reading.words("need.which_group"),
        (*forms.in_rows(buttons, 2), way_out(reading.words, dialogue, _before(filling))),
    )


def _before(filling: Filling) -> str:
    """Return what Back leads to: the likeliest kinds where words were read."""
    return "unsure" if filling.heard and not filling.editing else "kind"


async def categories_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask for the kind within a group."""
    group = forms.answers(dialogue, Filling).group
    buttons = [
        _kind(reading, dialogue, x.code) for x in categories().values() if x.group_code == group
    ]
    return Screen(
        reading.words("need.which_kind", group=group_button(reading.words, group)),
        (*forms.in_rows(buttons, 1), way_out(reading.words, dialogue, "kinds")),
    )


@press("need.kinds")
async def kinds(context: Context) -> None:
    """Show all groups."""
    await go_to(context, await forms.pressed_in(context, KIND, Filling), "kinds")


@press("need.group")
async def group(context: Context) -> None:
    """Show the kinds of a group."""
    filling = await forms.pressed_in(context, KIND, Filling)
    await go_to(context, filling.model_copy(update={"group": context.pressed.arg}), "group")


@press("need.kind")
async def kind(context: Context) -> None:
    """Keep the kind; urgency and helpers follow it, unless words have said how soon."""
    filling = await forms.pressed_in(context, KIND, Filling)
    code = context.pressed.arg
    if filling.heard is None:
        filling = filling.with_draft(urgency=None, helpers=None)
    elif categories()[code].urgency is Urgency.EMERGENCY:
        filling = filling.with_draft(urgency=None)
    await go_on(context, filling.with_draft(category_code=code))
