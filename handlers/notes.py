"""Words for somebody else: a note to a need, a message to the leader, a remark after a task."""

from pydantic import BaseModel

from handlers import forms
from handlers.context import Context
from handlers.presses import press
from handlers.screens import Screen
from handlers.wording import Reading
from mutual_aid.actions import needs, tasks
from mutual_aid.actions.watch import card_for
from mutual_aid.errors import NotUnderstood
from mutual_aid.ids import MatchId, NeedId
from mutual_aid.notices import Dialogue

KIND, _LONGEST = "note", 500


class Writing(BaseModel):
    """What the words are for: need, task or remark, and which."""

    to: str
    object_id: str


async def _ask(reading: Reading, dialogue: Dialogue) -> Screen:
    writing = forms.answers(dialogue, Writing)
    cancel = forms.choice(reading.words.plain("button.cancel"), "form.cancel", dialogue)
    return Screen(reading.words(f"note.{writing.to}"), ((cancel,),))


async def _typed(context: Context, dialogue: Dialogue, text: str) -> None:
    if len(text) > _LONGEST:
        raise NotUnderstood(hint="refused.too_long")
    writing = forms.answers(dialogue, Writing)
    await forms.close(context)
    match writing.to:
        case "need":
            need_id = NeedId(writing.object_id)
            need = await needs.add_note(context.turn, context.speaker, need_id, text)
            await context.show(card_for(need, context.speaker.member_id), need_id, fresh=True)
        case "task":
            match_id = MatchId(writing.object_id)
            await tasks.write_to_leader(context.turn, context.speaker, match_id, text)
        case _:
            match_id = MatchId(writing.object_id)
            await tasks.remark(context.turn, context.speaker, match_id, text)
    await context.say("note.kept")


forms.form(KIND, _ask, typed=_typed)


async def _begin(context: Context, to: str) -> None:
    writing = Writing(to=to, object_id=context.pressed.object_id)
    await forms.put(context, KIND, "words", writing, fresh=True)


@press("note.need")
async def to_need(context: Context) -> None:
    """Write a note to a need."""
    await needs.see(context.turn, context.speaker, NeedId(context.pressed.object_id))
    await _begin(context, "need")


@press("note.task")
async def to_leader(context: Context) -> None:
    """Write to the leader from a running task."""
    await tasks.held(context.turn, context.speaker, MatchId(context.pressed.object_id))
    await _begin(context, "task")


@press("note.remark")
async def remark(context: Context) -> None:
    """Write what the leader should know after a task."""
    await tasks.own_finished(context.turn, context.speaker, MatchId(context.pressed.object_id))
    await _begin(context, "remark")
