"""Forms: one question at a time on one card; every answer is a row, so nothing typed is lost."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from handlers.context import Context
from handlers.screens import Button, Screen
from handlers.wording import Reading, wording
from mutual_aid.errors import Stale
from mutual_aid.needs import Attachment
from mutual_aid.notices import Dialogue, Kind

Data = TypeVar("Data", bound=BaseModel)
Ask = Callable[[Reading, Dialogue], Awaitable[Screen]]
Typed = Callable[[Context, Dialogue, str], Awaitable[None]]
Attached = Callable[[Context, Dialogue, Attachment], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Form:
    """A form by its kind: how each step is asked, and what typed words or a photo do to it.

    tells marks one that asks nothing and only tells something: leaving it cancels nothing.
    """

    kind: str
    ask: Ask
    typed: Typed | None = None
    attached: Attached | None = None
    tells: bool = False


FORMS: dict[str, Form] = {}


def form(
    kind: str,
    ask: Ask,
    *,
    typed: Typed | None = None,
    attached: Attached | None = None,
    tells: bool = False,
) -> Form:
    """Register a form."""
    FORMS[kind] = Form(kind, ask, typed, attached, tells)
    return FORMS[kind]


async def put(
    context: Context, kind: str, step: str, data: BaseModel, *, fresh: bool = False
) -> None:
    """Keep the answers so far and ask the next question; fresh after words were typed."""
    await context.turn.dialogues.put(
        context.speaker.member_id, kind, step, data.model_dump_json(exclude_defaults=True)
    )
    await context.show(Kind.FORM, fresh=fresh)


async def pressed_in(context: Context, kind: str, model: type[Data]) -> Data:
    """Return the answers of the running form; raises Stale if the button is an earlier step's."""
    dialogue = await context.turn.dialogues.get(context.speaker.member_id)
    if dialogue is None or dialogue.kind != kind or dialogue.version != context.pressed.version:
        raise Stale(kind=Kind.FORM, object_id=context.speaker.member_id)
    return model.model_validate_json(dialogue.data)


async def chosen_in(context: Context, kind: str, step: str, model: type[Data]) -> Data:
    """Return the answers of the form if it still asks this; for choices that two taps do no harm.

    Unlike pressed_in this takes a tap on the picture before the last one: whoever taps quickly
    through a list is not sent back. Raises Stale if another question is asked by now.
    """
    dialogue = await context.turn.dialogues.get(context.speaker.member_id)
    if dialogue is None or (dialogue.kind, dialogue.step) != (kind, step):
        raise Stale(kind=Kind.FORM, object_id=context.speaker.member_id)
    return model.model_validate_json(dialogue.data)


def answers(dialogue: Dialogue, model: type[Data]) -> Data:
    """Return the answers so far."""
    return model.model_validate_json(dialogue.data)


async def end(context: Context) -> None:
    """Forget the running form."""
    await context.turn.dialogues.end(context.speaker.member_id)


async def close(context: Context) -> None:
    """Forget the running form and take its card out of the chat."""
    await end(context)
    card = f"{Kind.FORM}:{context.speaker.member_id}"
    await context.show(Kind.RETRACT, card)


def choice(label: str, action: str, dialogue: Dialogue, arg: str = "") -> Button:
    """Return a button of a form, bound to the step that it answers."""
    return Button(label=label, action=action, arg=arg, version=dialogue.version)


@wording(Kind.FORM)
async def _form_screen(reading: Reading) -> Screen | None:
    dialogue = await reading.turn.dialogues.get(reading.reader.member_id)
    if dialogue is None or dialogue.kind not in FORMS:
        return Screen(reading.words("form.over"))
    return await FORMS[dialogue.kind].ask(reading, dialogue)


def in_rows(buttons: list[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Lay buttons out in rows of that many."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
