"""One answer of the card at a time: how soon, how many, who, in which language, and by whom."""

from handlers import forms, phrases
from handlers.context import Context
from handlers.filling import KIND, Filling, go_on, go_to, way_out
from handlers.presses import press
from handlers.screens import Screen
from handlers.wording import Reading
from mutual_aid.actions import needs
from mutual_aid.errors import NotUnderstood
from mutual_aid.languages import OFFERED
from mutual_aid.needs import Wish
from mutual_aid.notices import Dialogue
from mutual_aid.taxonomy import Urgency

_LONGEST_NAME, _MOST_HELPERS, _MOST_PEOPLE = 40, 4, 6


async def urgency_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask how soon."""
    words = reading.words
    buttons = [
        forms.choice(words.plain(f"need.urgency_{x}"), "need.urgency", dialogue, x) for x in Urgency
    ]
    return Screen(
        words("need.urgency"), (*forms.in_rows(buttons, 1), way_out(words, dialogue, "card"))
    )


@press("need.urgency")
async def urgency(context: Context) -> None:
    """Keep how soon help is due."""
    filling = await forms.pressed_in(context, KIND, Filling)
    await go_on(context, filling.with_draft(urgency=Urgency(context.pressed.arg)))


async def helpers_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask how many; never fewer than the kind or a first visit demands."""
    draft = forms.answers(dialogue, Filling).draft
    least = await needs.least_helpers(reading.turn, draft.category, draft.unit_id)
    buttons = [
        forms.choice(str(n), "need.helpers", dialogue, str(n))
        for n in range(least, max(_MOST_HELPERS, least) + 1)
    ]
    text = reading.words("need.how_many")
    if least > 1:
        text += reading.words("need.in_pairs")
    return Screen(text, (tuple(buttons), way_out(reading.words, dialogue, "card")))


@press("need.helpers")
async def helpers(context: Context) -> None:
    """Keep how many helpers go."""
    filling = await forms.pressed_in(context, KIND, Filling)
    await go_on(context, filling.with_draft(helpers=int(context.pressed.arg)))


async def person_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask for the neighbour's name, and how many neighbours it is about."""
    words = reading.words
    numbers = tuple(
        forms.choice(str(n), "need.people", dialogue, str(n)) for n in range(1, _MOST_PEOPLE + 1)
    )
    return Screen(words("need.person"), (numbers, way_out(words, dialogue, "card")))


@press("need.people")
async def people(context: Context) -> None:
    """Keep how many neighbours need help."""
    filling = await forms.pressed_in(context, KIND, Filling)
    await go_on(context, filling.model_copy(update={"people": int(context.pressed.arg)}))


async def typed_person(context: Context, filling: Filling, text: str) -> None:
    """Keep the neighbour's name."""
    if len(text) > _LONGEST_NAME:
        raise NotUnderstood(hint="refused.name_too_long")
    await go_on(context, filling.with_draft(person=text), fresh=True)


async def spoken_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask which language the neighbour speaks."""
    words = reading.words
    buttons = [
        forms.choice(phrases.language_name(words, code), "need.spoken", dialogue, code)
        for code in OFFERED
    ]
    return Screen(
        words("need.spoken"), (*forms.in_rows(buttons, 3), way_out(words, dialogue, "card"))
    )


@press("need.spoken")
async def spoken(context: Context) -> None:
    """Keep the neighbour's language."""
    filling = await forms.pressed_in(context, KIND, Filling)
    await go_on(context, filling.with_draft(spoken=context.pressed.arg))


async def wishes_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask who should help; each tap adds a wish or takes it away."""
    words = reading.words
    wished = forms.answers(dialogue, Filling).draft.wishes
    buttons = [
        forms.choice(
            f"{'✅ ' if x in wished else ''}{words.plain(f'wish.{x}')}", "need.wish", dialogue, x
        )
        for x in Wish
    ]
    done = forms.choice(words.plain("button.next"), "need.wished", dialogue)
    rows = (*forms.in_rows(buttons, 2), (done,), way_out(words, dialogue, "card"))
    return Screen(words("need.wishes"), rows)


@press("need.wish")
async def wish(context: Context) -> None:
    """Add a wish, or take it away."""
    filling = await forms.pressed_in(context, KIND, Filling)
    pressed, before = Wish(context.pressed.arg), filling.draft.wishes
    wishes = tuple(x for x in Wish if (x in before) != (x is pressed))
    await go_to(context, filling.with_draft(wishes=wishes), "wishes")


@press("need.wished")
async def wished(context: Context) -> None:
    """That is all that is wished."""
    await go_on(context, await forms.pressed_in(context, KIND, Filling))
