"""The card before it is sent: everything that was understood, and one tap to change any of it."""

from markupsafe import Markup

from handlers import forms, phrases
from handlers.context import Context
from handlers.emergency_numbers import number_for
from handlers.filling import KIND, Filling, go_on, go_to, way_out, way_out_of_one, which_of
from handlers.presses import press
from handlers.screens import Button, Rows, Screen
from handlers.wording import Reading
from handlers.words import Words
from mutual_aid.actions import needs
from mutual_aid.errors import NotUnderstood
from mutual_aid.estates import Block, area
from mutual_aid.ids import BlockId
from mutual_aid.notices import Dialogue
from mutual_aid.taxonomy import Category

LONGEST_NOTE = 500
_FIELDS = ("kind", "urgency", "block", "when", "person", "helpers", "notes", "spoken", "wishes")
_WITHOUT_HELPERS = ("kind", "urgency", "block", "person", "notes")
"""What can be changed where nobody is asked to come at a certain time."""


async def notes_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask who it is and what the helper should know."""
    words = reading.words
    nothing = forms.choice(words.plain("need.no_notes"), "need.no_notes", dialogue)
    back = "card" if forms.answers(dialogue, Filling).editing else "when"
    return Screen(words("need.notes"), ((nothing,), way_out(words, dialogue, back)))


@press("need.no_notes")
async def no_notes(context: Context) -> None:
    """There is nothing more to know."""
    filling = await forms.pressed_in(context, KIND, Filling)
    await go_on(context, filling.model_copy(update={"notes_known": True}))


async def typed_notes(context: Context, filling: Filling, text: str) -> None:
    """Keep what was typed as something to know."""
    kept = with_notes(filling, text)
    if len(kept.draft.notes) > LONGEST_NOTE:
        raise NotUnderstood(hint="refused.too_long")
    await go_on(context, kept, fresh=True)


def with_notes(filling: Filling, text: str) -> Filling:
    """Return the report with words added; a short first part before a comma is the name.

    In an emergency people write whatever comes first: nothing of it is taken for a name.
    """
    draft = filling.draft
    if not (draft.person or draft.notes or filling.is_emergency):
        name, rest = _name_first(text)
        filling = filling.with_draft(person=name, notes=rest)
    else:
        filling = filling.with_draft(notes=" · ".join(x for x in (draft.notes, text) if x))
    return filling.model_copy(update={"notes_known": True})


def _name_first(text: str) -> tuple[str, str]:
    head, comma, rest = _split(text)
    short = len(head) <= 12 and len(head.split()) <= 3 and not any(x.isdigit() for x in head)
    return (head, rest) if comma and short else ("", text)


def _split(text: str) -> tuple[str, str, str]:
    for at, sign in enumerate(text):
        if sign in ",，、;；\n":
            return text[:at].strip(), sign, text[at + 1 :].strip()
    return text, "", ""


async def card_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Show what will be recorded and what helpers will see of it."""
    words, filling = reading.words, forms.answers(dialogue, Filling)
    draft = filling.draft
    block = await reading.turn.estates.block(draft.block_id or BlockId(""))
    unit = await reading.turn.estates.unit(draft.unit_id) if draft.unit_id else None
    least = await needs.least_helpers(reading.turn, draft.category, draft.unit_id)
    lines = [
        words(
            "need.card_kind",
            kind=phrases.kind(words, draft.category),
            urgency=phrases.urgency(words, draft.urgency or draft.category.urgency),
        ),
        Markup("📍 ") + phrases.flat(words, block, draft.floor, unit.unit_no if unit else None),
        words("need.astray") if filling.astray else "",
        _helpers(words, filling, max(draft.helpers or least, least)),
        Markup("🕒 ") + await _when(reading, filling, block),
        _by_whom(words, filling),
        _who(words, filling),
        words.count("need.attached", len(draft.attachments)) if draft.attachments else "",
        _seen(words, filling, block, await _when(reading, filling, block)),
    ]
    lines.insert(0, which_of(words, filling))
    if filling.is_emergency:
        lines.insert(0, await _call(reading, block, draft.category))
    text = Markup("\n").join(x for x in lines if x)
    return Screen(text, _card_rows(words, dialogue, filling))


def _who(words: Words, filling: Filling) -> Markup:
    draft = filling.draft
    people = words.count("need.people", filling.people) if filling.people > 1 else ""
    return Markup(" · ").join(x for x in (draft.person, people, draft.notes) if x)


def _by_whom(words: Words, filling: Filling) -> Markup:
    """Say which language and which helper are wished."""
    return Markup(" · ").join(f"🙋 {x}" for x in _wished(words, filling))


def _wished(words: Words, filling: Filling) -> list[str]:
    draft = filling.draft
    language = [phrases.language_name(words, draft.spoken)] if draft.spoken else []
    return [*language, *(words.plain(f"wish.{x}") for x in draft.wishes)]


def _helpers(words: Words, filling: Filling, number: int) -> Markup:
    """Say how many are asked; no volunteer is asked in an emergency, or ever to a sealed need."""
    if filling.is_emergency or filling.draft.category.sealed:
        return words.nothing
    return Markup("👥 ") + words.count("need.helpers", number)


async def _when(reading: Reading, filling: Filling, block: Block) -> Markup:
    zone = (await reading.turn.estates.get(block.estate_id)).zone
    draft = filling.draft
    if filling.is_emergency:
        return reading.words("when.now")
    return phrases.when(
        reading.words, draft.when_words, draft.from_at, draft.until_at, zone, reading.turn.now
    )


def _seen(words: Words, filling: Filling, block: Block, when: Markup) -> Markup:
    """Say what others get to see: only kind, rough place, time and wishes, or that none do."""
    category = filling.draft.category
    if category.sealed:
        return words("need.card_sealed")
    if filling.is_emergency:
        return words("need.card_emergency")
    third = area(filling.draft.floor, block.floors) or "block"
    where = words(f"place.{third}", block=words.name(block.names))
    seen = (phrases.kind(words, category), where, when, *_wished(words, filling))
    return words("need.card_seen", seen=words("list.comma").join(seen))


async def _call(reading: Reading, block: Block, category: Category) -> Markup:
    number = number_for(await reading.turn.estates.get(block.estate_id), category.code)
    return reading.words("need.call_now", numbers=number)


def _card_rows(words: Words, dialogue: Dialogue, filling: Filling) -> Rows:
    def button(key: str, action: str) -> Button:
        return forms.choice(words.plain(f"button.{key}"), action, dialogue)

    alone = filling.is_emergency or filling.draft.category.sealed
    fields = [
        forms.choice(words.plain(f"need.edit_{field}"), "need.change", dialogue, field)
        for field in (_WITHOUT_HELPERS if alone else _FIELDS)
    ]
    more = () if filling.waiting else (button("add_another", "need.add_another"),)
    return (
        (button("confirm", "need.confirm"),),
        *forms.in_rows(fields, 2),
        (*more, way_out_of_one(words, dialogue)),
    )


@press("need.change")
async def change(context: Context) -> None:
    """Ask one question again; the card comes back after it."""
    filling = await forms.pressed_in(context, KIND, Filling)
    field = context.pressed.arg
    if field == "block":
        field = "place"
    if field == "notes":
        filling = filling.with_draft(notes="")
    await go_to(context, filling.model_copy(update={"editing": True}), field)


async def duplicate_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Show the need that was reported for the same flat, before anything is saved."""
    words, filling = reading.words, forms.answers(dialogue, Filling)
    need = await needs.already_reported(reading.turn, filling.draft)
    if need is None:
        return await card_screen(reading, dialogue)
    reporter = await reading.turn.members.get(need.reporter_id)
    text = words(
        "need.duplicate",
        code=need.code,
        kind=phrases.kind(words, need.category),
        age=phrases.age(words, need.created_at, reading.turn.now),
        reporter=phrases.person(words, reporter),
    )
    rows = tuple(
        (forms.choice(words.plain(f"need.duplicate_{key}"), f"need.{action}", dialogue),)
        for key, action in (("note", "same"), ("other", "another_need"))
    )
    return Screen(text, (*rows, way_out(words, dialogue, "card")))
