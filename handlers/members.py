"""Coming in, going home and leaving a form: /start, /cancel and the Cancel button of every form."""

from handlers import enquiries, guidance, invitations, languages, menus
from handlers.commands import command, everybody
from handlers.context import Context
from handlers.forms import FORMS
from handlers.home import open_page
from handlers.presses import press
from mutual_aid.errors import Stale
from mutual_aid.notices import Dialogue, Kind, Message

__all__ = ["enquiries", "guidance", "invitations", "languages", "menus"]


@command("start", everybody)
async def start(context: Context) -> None:
    """Come in, with an invitation or without; a form that was open is left."""
    await _leave(context)
    await context.show(Kind.MENU)
    code = invitations.read_code(" ".join(context.args or ()))
    if code is None or not await invitations.come_in(context, code):
        await open_page(context, fresh=True)


@command("cancel", everybody)
async def cancel(context: Context) -> None:
    """Leave the form that is open, if there is one, and say so."""
    left = await _leave(context)
    await open_page(context, note=_note(left) if left else "form.none", fresh=True)


@press("form.cancel")
async def cancel_here(context: Context) -> None:
    """The Cancel button of a form: its card becomes the way home."""
    me = context.speaker.member_id
    dialogue = await context.turn.dialogues.get(me)
    if dialogue is None or dialogue.version != context.pressed.version:
        raise Stale(kind=Kind.FORM, object_id=me)
    await context.turn.dialogues.end(me)
    await context.turn.outbox.adopt(me, Kind.FORM, me, Kind.HOME, me)
    await open_page(context, note=_note(dialogue))


async def _leave(context: Context) -> Dialogue | None:
    """End the open form and take its card out of the chat; returns what was left."""
    me = context.speaker.member_id
    dialogue = await context.turn.dialogues.get(me)
    if dialogue is not None:
        await context.turn.dialogues.end(me)
        await context.turn.outbox.add(
            Message(to=me, kind=Kind.RETRACT, object_id=f"{Kind.FORM}:{me}")
        )
    return dialogue


def _note(dialogue: Dialogue) -> str:
    """Return what is said of a form that was left; one that only tells something is no loss."""
    form = FORMS.get(dialogue.kind)
    return "form.none" if form and form.tells else "form.cancelled"
