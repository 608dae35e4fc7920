"""One text to many: written, addressed, looked at once more, sent."""

from pydantic import BaseModel

from handlers import broadcasts_cards, broadcasts_form, forms
from handlers.broadcasts_form import KIND, Cast
from handlers.commands import command, coordinates
from handlers.context import Context
from handlers.presses import press
from handlers.screens import Screen
from handlers.wording import Reading
from mutual_aid.actions import broadcasts
from mutual_aid.errors import NotUnderstood, NotYours
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.notices import Dialogue, Kind

__all__ = ["broadcasts_cards"]

LONGEST = 3500
"""Leaves room below Telegram's 4,096 for the heading and for the preview's lines."""
_ASK = {
    "text": broadcasts_form.text_screen,
    "area": broadcasts_form.area_screen,
    "role": broadcasts_form.role_screen,
    "preview": broadcasts_form.preview_screen,
}


async def _ask(reading: Reading, dialogue: Dialogue) -> Screen:
    return await _ASK[dialogue.step](reading, dialogue)


async def _typed(context: Context, dialogue: Dialogue, text: str) -> None:
    """Words are the text while that is asked for or looked at; all else is chosen by buttons."""
    if dialogue.step not in ("text", "preview"):
        raise NotUnderstood(hint="refused.cast_choose")
    if _length(text) > LONGEST:
        raise NotUnderstood(hint="refused.cast_too_long")
    cast = forms.answers(dialogue, Cast).model_copy(update={"text": text})
    await _go_on(context, cast, fresh=True)


def _length(text: str) -> int:
    """Return the length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


forms.form(KIND, _ask, typed=_typed)


async def _go_on(context: Context, cast: Cast, *, fresh: bool = False) -> None:
    if not cast.text:
        step = "text"
    elif not cast.estate_id:
        step = "area"
    else:
        step = "preview" if cast.role else "role"
    await forms.put(context, KIND, step, cast, fresh=fresh)


@command("cast", coordinates)
async def cast_command(context: Context) -> None:
    """Begin; words behind the command are the text."""
    if not coordinates(context.speaker):
        raise NotYours
    text = " ".join(context.args or ())
    if _length(text) > LONGEST:
        raise NotUnderstood(hint="refused.cast_too_long")
    await _go_on(context, Cast(text=text), fresh=True)


@press("cast.keep")
async def keep(context: Context) -> None:
    """Leave the text as it is."""
    await _go_on(context, await forms.pressed_in(context, KIND, Cast))


@press("cast.all")
async def whole_estate(context: Context) -> None:
    """All blocks of an estate."""
    cast = await forms.pressed_in(context, KIND, Cast)
    await _addressed(context, cast, EstateId(context.pressed.arg), None)


@press("cast.in")
async def one_block(context: Context) -> None:
    """One block."""
    cast = await forms.pressed_in(context, KIND, Cast)
    block = await context.turn.estates.block(BlockId(context.pressed.arg))
    await _addressed(context, cast, block.estate_id, block.block_id)


async def _addressed(
    context: Context, cast: Cast, estate_id: EstateId, block_id: BlockId | None
) -> None:
    changes = {"estate_id": estate_id, "block_id": block_id, "role": ""}
    await _go_on(context, cast.model_copy(update=changes))


@press("cast.to")
async def role(context: Context) -> None:
    """Everyone, volunteers or leaders."""
    cast = await forms.pressed_in(context, KIND, Cast)
    await _go_on(context, cast.model_copy(update={"role": context.pressed.arg}))


@press("cast.back")
async def back(context: Context) -> None:
    """Ask an earlier question again; what was answered is kept."""
    cast: BaseModel = await forms.pressed_in(context, KIND, Cast)
    await forms.put(context, KIND, context.pressed.arg, cast)


@press("cast.send")
async def send(context: Context) -> None:
    """Send; the form's card becomes the one that counts."""
    cast = await forms.pressed_in(context, KIND, Cast)
    sent = await broadcasts.send(context.turn, context.speaker, cast.audience, cast.text)
    me = context.speaker.member_id
    await forms.end(context)
    await context.turn.outbox.adopt(me, Kind.FORM, me, Kind.PROGRESS, sent.broadcast_id)
    await context.show(Kind.PROGRESS, sent.broadcast_id)
