"""Keeping what a reporter changed on a card that was read from her words, where that is wished."""

from datetime import timedelta

from handlers.context import Context
from handlers.filling import Filling, Heard
from mutual_aid.actions.needs import Draft
from mutual_aid.corrections import Correction, Field, known_words
from mutual_aid.ids import new_handle
from mutual_aid.taxonomy import categories

_BY_HAND = "by hand"
"""A time that was picked on buttons."""


async def keep(context: Context, filling: Filling) -> None:
    """Keep a row for each field that was changed; nothing of what is or was sealed."""
    heard, turn = filling.heard, context.turn
    if heard is None or not turn.policy.keep_corrections:
        return
    if filling.draft.category.sealed or categories()[heard.category_code].sealed:
        return
    now = turn.now
    today = now - timedelta(
        hours=now.hour, minutes=now.minute, seconds=now.second, microseconds=now.microsecond
    )
    text = known_words(heard.text, await _names(context, filling))
    for field, (was, became) in _changes(heard, filling).items():
        if was != became:
            await turn.corrections.add(
                Correction(
                    correction_id=new_handle(),
                    on_at=today,
                    language=context.words.language,
                    field=field,
                    was=known_words(was) if field is Field.WHEN else _told(field, was),
                    became=known_words(became) if field is Field.WHEN else _told(field, became),
                    text=text,
                )
            )


async def _names(context: Context, filling: Filling) -> list[str]:
    """Return what the text may call people and blocks, also word by word."""
    estates = context.turn.estates
    heard, draft = filling.heard, filling.draft
    named = [draft.person, heard.person if heard else ""]
    if draft.block_id:
        estate_id = (await estates.block(draft.block_id)).estate_id
        for block in await estates.blocks(estate_id):
            named += [*block.aliases, *block.names.model_dump().values()]
    words = {word for x in named for word in (x, *x.split()) if len(word) > 1}
    return sorted(words, key=lambda x: (-len(x), x))


def _changes(heard: Heard, filling: Filling) -> dict[Field, tuple[str, str]]:
    draft = filling.draft
    urgency = draft.urgency or draft.category.urgency
    return {
        Field.KIND: (heard.category_code, draft.category.code),
        Field.URGENCY: (heard.urgency, urgency),
        Field.PLACE: (_place(heard.shown), _place(draft)),
        Field.WHEN: (heard.shown.when_words, _when(draft)),
        Field.PEOPLE: (str(heard.people), str(filling.people)),
        Field.NAME: (heard.shown.person, draft.person),
    }


def _place(draft: Draft) -> str:
    return f"{draft.block_id or ''}/{draft.floor or ''}/{draft.unit_id or ''}"


def _when(draft: Draft) -> str:
    return draft.when_words or (_BY_HAND if draft.from_at else "")


def _told(field: Field, value: str) -> str:
    """Return what may be kept: of a place only how exact it is, of a name only that there is one.

    Two places, or two names, that differ are told as such by the row itself.
    """
    if field is Field.NAME:
        return "name" if value else ""
    if field is Field.PLACE:
        return ("", "block", "floor", "flat")[sum(bool(x) for x in value.split("/"))]
    return value
