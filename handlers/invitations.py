"""Invitations: a one-use link or code makes somebody a leader, staff or volunteer."""

import re

from pydantic import BaseModel

from handlers import forms, sign_up
from handlers.context import Context
from handlers.home import open_page
from handlers.presses import press
from handlers.screens import Screen
from handlers.wording import Reading
from mutual_aid.actions import members
from mutual_aid.errors import InvitationUnknown, NotUnderstood
from mutual_aid.invitations import InvitedRole
from mutual_aid.notices import Dialogue, Kind

KIND = "invitation"
_CODE = re.compile(r"(?:^|[?&]start=)([A-Za-z0-9_-]{16,64})\s*$")


class Answers(BaseModel):
    """Nothing is kept of what was typed."""


async def _ask(reading: Reading, dialogue: Dialogue) -> Screen:
    words = reading.words
    cancel = forms.choice(words.plain("button.cancel"), "form.cancel", dialogue)
    return Screen(words("invitation.which_code"), ((cancel,),))


async def _typed(context: Context, dialogue: Dialogue, text: str) -> None:
    code = read_code(text)
    if code is None:
        raise NotUnderstood(hint="invitation.hint_code")
    if await come_in(context, code):
        return
    await context.show(Kind.FORM, fresh=True)


forms.form(KIND, _ask, typed=_typed)


def read_code(text: str) -> str | None:
    """Return the code of a pasted link, or what looks like a bare code."""
    found = _CODE.search(text.strip())
    return found[1] if found else None


@press("invitation.begin")
async def begin(context: Context) -> None:
    """Ask for the code."""
    me = context.speaker.member_id
    await context.turn.outbox.adopt(me, Kind.HOME, me, Kind.FORM, me)
    await forms.put(context, KIND, "code", Answers())


async def come_in(context: Context, code: str) -> bool:
    """Accept an invitation; a wrong one is counted and said, and False is returned.

    Raises TooManyTries from the sixth wrong one within an hour.
    """
    try:
        invitation = await members.accept_invitation(context.turn, context.speaker, code)
    except InvitationUnknown:
        await members.wrong_code(context.turn, context.speaker)
        await context.say("refused.invitation_unknown")
        return False
    await _welcome(context, invitation.role)
    return True


async def _welcome(context: Context, role: str) -> None:
    """Roles are held at once; who is invited to volunteer still fills in what they can do."""
    await forms.end(context)
    if role == InvitedRole.VOLUNTEER and context.speaker.volunteer is None:
        await context.say("invitation.sign_up_first")
        await sign_up.begin(context, fresh=True)
        return
    await open_page(context, note="invitation.accepted", fresh=True)
