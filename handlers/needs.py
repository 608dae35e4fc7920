"""Reporting a need: from the first tap to the recorded card."""

from handlers import (
    forms,
    needs_corrections,
    needs_fields,
    needs_kind,
    needs_place,
    needs_place_read,
    needs_review,
    needs_several,
    needs_when,
    needs_words,
    sealed,
)
from handlers.commands import command, leads_or_coordinates
from handlers.context import Context
from handlers.filling import KIND, Filling, go_on, go_to, grounds
from handlers.presses import press
from handlers.screens import Screen
from handlers.wording import Reading
from mutual_aid.actions import needs
from mutual_aid.actions.needs import Draft
from mutual_aid.errors import NotYours
from mutual_aid.ids import BlockId, UnitId
from mutual_aid.needs import Attachment, Need
from mutual_aid.notices import Dialogue, Kind

_ASK = {
    "kind": needs_kind.usual,
    "unsure": needs_kind.unsure_screen,
    "kinds": needs_kind.groups_screen,
    "group": needs_kind.categories_screen,
    "block": needs_place.block_screen,
    "place": needs_place.place_screen,
    "unit": needs_place.unit_screen,
    "when": needs_when.when_screen,
    "day": needs_when.day_screen,
    "part": needs_when.part_screen,
    "notes": needs_review.notes_screen,
    "card": needs_review.card_screen,
    "urgency": needs_fields.urgency_screen,
    "helpers": needs_fields.helpers_screen,
    "person": needs_fields.person_screen,
    "spoken": needs_fields.spoken_screen,
    "wishes": needs_fields.wishes_screen,
    "duplicate": needs_review.duplicate_screen,
}
_TYPED = {
    "kind": needs_several.tell_kind,
    "unsure": needs_several.tell_kind,
    "kinds": needs_several.tell_kind,
    "group": needs_several.tell_kind,
    "card": needs_several.tell_more,
    "place": needs_place_read.typed,
    "block": needs_place_read.typed,
    "unit": needs_place_read.typed,
    "when": needs_when.typed,
    "day": needs_when.typed,
    "part": needs_when.typed,
    "person": needs_fields.typed_person,
}
_READ = frozenset({"kind", "unsure", "kinds", "group", "card"})
"""Steps at which words are more than the answer to one question."""


async def _ask(reading: Reading, dialogue: Dialogue) -> Screen:
    return await _ASK[dialogue.step](reading, dialogue)


async def _typed(context: Context, dialogue: Dialogue, text: str) -> None:
    """Words answer the question that is shown; elsewhere they are read."""
    filling = forms.answers(dialogue, Filling)
    if dialogue.step not in _READ:
        filling = needs_words.raised(filling, text)
    answer = _TYPED.get(dialogue.step, needs_review.typed_notes)
    await answer(context, filling, text)


async def _attached(context: Context, dialogue: Dialogue, attachment: Attachment) -> None:
    filling = forms.answers(dialogue, Filling)
    kept = (*filling.draft.attachments, attachment)
    await go_to(context, filling.with_draft(attachments=kept), dialogue.step, fresh=True)


forms.form(KIND, _ask, typed=_typed, attached=_attached)


@command("need", leads_or_coordinates)
async def need_command(context: Context) -> None:
    """Begin a report."""
    await begin(context, Filling())


async def begin(context: Context, filling: Filling) -> None:
    """Begin a report with what is known; who leads no block is told whom to ask."""
    blocks = await grounds(context.turn, context.speaker)
    if not blocks:
        raise NotYours
    if len(blocks) == 1 and filling.draft.block_id is None:
        filling = filling.with_draft(block_id=blocks[0].block_id)
    await go_on(context, filling, fresh=True)


async def begin_with_words(context: Context, text: str) -> None:
    """Begin a report with words that were typed before any question."""
    await needs_several.tell(context, Filling(), text)


async def begin_with_attachment(context: Context, attachment: Attachment) -> None:
    """Begin a report with a photo or voice message."""
    await begin(context, Filling(draft=Draft(attachments=(attachment,))))


async def begin_for(
    context: Context, block_id: BlockId, floor: int, unit_id: UnitId, person: str
) -> None:
    """Begin a report for a known flat, such as that of somebody on the check-in list."""
    draft = Draft(block_id=block_id, floor=floor, unit_id=unit_id, place_known=True, person=person)
    await begin(context, Filling(draft=draft))


@press("need.new")
async def new(context: Context) -> None:
    """The button for /need."""
    await begin(context, Filling())


@press("need.back")
async def back(context: Context) -> None:
    """Ask an earlier question again."""
    filling = await forms.pressed_in(context, KIND, Filling)
    await go_to(context, filling, context.pressed.arg)


@press("need.confirm")
async def confirm(context: Context) -> None:
    """Record the need, unless the same one was reported lately."""
    filling = await forms.pressed_in(context, KIND, Filling)
    # What was reported for other ground than the speaker's is not told either.
    await needs.require_ground(context.turn, context.speaker, filling.draft)
    if await needs.already_reported(context.turn, filling.draft):
        await go_to(context, filling, "duplicate")
        return
    await _record(context, filling)


@press("need.another_need")
async def another_need(context: Context) -> None:
    """Record although a need of the same kind and flat exists."""
    await _record(context, await forms.pressed_in(context, KIND, Filling))


@press("need.same")
async def same(context: Context) -> None:
    """Add what was filled in to the need that exists, as a note."""
    filling = await forms.pressed_in(context, KIND, Filling)
    existing = await needs.already_reported(context.turn, filling.draft)
    if existing is None:
        await _record(context, filling)
        return
    words = [filling.draft.person, filling.draft.when_words, filling.draft.notes]
    text = " · ".join(x for x in words if x)
    if text:
        await needs.add_note(context.turn, context.speaker, existing.need_id, text)
    await _becomes(context, existing)
    await needs_several.next_waiting(context, filling, fresh=True)


@press("need.add_another")
async def add_another(context: Context) -> None:
    """Record this one and begin the next for the same flat."""
    filling = await forms.pressed_in(context, KIND, Filling)
    draft = filling.draft
    await _record(context, filling)
    kept = Draft(
        block_id=draft.block_id,
        floor=draft.floor,
        unit_id=draft.unit_id,
        place_known=draft.place_known,
        person=draft.person,
        spoken=draft.spoken,
    )
    await begin(context, Filling(draft=kept))


async def _record(context: Context, filling: Filling) -> None:
    """Record it and go on to the next that waits."""
    need = await needs.report(context.turn, context.speaker, _counted(context, filling))
    await needs_corrections.keep(context, filling)
    if need.sealed:
        await _seal(context, filling)
        return
    await _becomes(context, need)
    await needs_several.next_waiting(context, filling, fresh=True)


async def _seal(context: Context, filling: Filling) -> None:
    """Its card says where it went, and nothing else; where another waits, it becomes that one's."""
    if filling.waiting:
        numbers = await sealed.numbers_for(context.turn, context.speaker)
        await context.say("emergency.sealed_told", numbers=numbers)
        await needs_several.next_waiting(context, filling)
        return
    await context.turn.dialogues.put(context.speaker.member_id, sealed.KIND, "told", "{}")
    await context.show(Kind.FORM)


def _counted(context: Context, filling: Filling) -> Draft:
    """Return the draft; of how many neighbours it speaks stands in its notes where not one."""
    draft = filling.draft
    if filling.people < 2:
        return draft
    counted = context.words.count("need.people", filling.people).unescape()
    return draft.model_copy(update={"notes": " · ".join(x for x in (draft.notes, counted) if x)})


async def _becomes(context: Context, need: Need) -> None:
    """The form's card becomes the need's card."""
    me = context.speaker.member_id
    await forms.end(context)
    await context.turn.outbox.adopt(me, Kind.FORM, me, Kind.NEED, need.need_id)
    await context.show(Kind.NEED, need.need_id)
