"""What a coordinator does when waves have ended: ask more, ask somebody, refer, or give up."""

from markupsafe import Markup
from pydantic import BaseModel

from handlers import forms, phrases
from handlers.context import Context
from handlers.offers import reason as why
from handlers.presses import press
from handlers.screens import Button, Rows, Screen
from handlers.wording import Reading
from handlers.words import Words
from mutual_aid.actions import steering
from mutual_aid.errors import NotUnderstood
from mutual_aid.ids import NeedId, VolunteerId
from mutual_aid.needs import NeedState
from mutual_aid.notices import Dialogue, Kind
from mutual_aid.permissions import Action, may

KIND, _LONGEST = "steer", 200
_REFER = ("social_worker", "government", "property", "family")
_UNFILLED = ("nobody_free", "not_for_volunteers", "not_needed")
_SHOWN = 8


WHY = "why"
"""Said as the argument by buttons on the card that says why not, which is then brought up to date.
"""


def steering_rows(words: Words, need_id: NeedId, on: str = "") -> Rows:
    """Return what a coordinator can do for an open need; on is WHY on that card."""

    def button(what: str) -> Button:
        return Button(words.plain(f"steer.{what}"), f"steer.{what}", need_id, on)

    return (button("widen"), button("offer")), (button("refer"), button("unfilled"))


class Steering(BaseModel):
    """Which need is steered."""

    need_id: NeedId


async def _ask(reading: Reading, dialogue: Dialogue) -> Screen:
    if dialogue.step == "offer":
        return await _whom(reading, dialogue)
    return _which_reason(reading, dialogue)


async def _whom(reading: Reading, dialogue: Dialogue) -> Screen:
    """List the best eight people who could be asked by hand, each with why."""
    words, turn = reading.words, reading.turn
    need = await turn.needs.get(forms.answers(dialogue, Steering).need_id)
    if not may(reading.reader, Action.NEED_STEER, need):
        return Screen(words("form.over"))
    lines, rows = [words("steer.whom", code=need.code)], []
    for scored in (await steering.by_hand(turn, need))[:_SHOWN]:
        volunteer = scored.candidate.volunteer
        name = phrases.person(words, await turn.members.get(volunteer.member_id))
        reasons = Markup(" · ").join(why(words, code) for code in scored.reasons)
        lines.append(words("steer.person", name=name, reasons=reasons))
        button = forms.choice(name, "steer.ask", dialogue, volunteer.volunteer_id)
        rows.append(button)
    if not rows:
        lines = [words("steer.nobody", code=need.code)]
    return Screen(
        Markup("\n").join(lines), (*forms.in_rows(rows, 2), (_cancel(reading, dialogue),))
    )


def _which_reason(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask for the reason, in one tap or in words."""
    reasons = _REFER if dialogue.step == "refer" else _UNFILLED
    buttons = [
        forms.choice(reading.words.plain(f"reason.{x}"), "steer.end", dialogue, x) for x in reasons
    ]
    return Screen(
        reading.words(f"steer.why_{dialogue.step}"),
        (*forms.in_rows(buttons, 1), (_cancel(reading, dialogue),)),
    )


def _cancel(reading: Reading, dialogue: Dialogue) -> Button:
    return forms.choice(reading.words.plain("button.cancel"), "form.cancel", dialogue)


async def _typed(context: Context, dialogue: Dialogue, text: str) -> None:
    if dialogue.step == "offer":
        raise NotUnderstood(hint="steer.tap_a_name")
    if len(text) > _LONGEST:
        raise NotUnderstood(hint="refused.too_long")
    await _end(context, forms.answers(dialogue, Steering).need_id, dialogue.step, text)


forms.form(KIND, _ask, typed=_typed)


@press("steer.widen")
async def widen(context: Context) -> None:
    """Ask the next few, also those who did not answer before."""
    need_id = NeedId(context.pressed.object_id)
    await steering.widen(context.turn, context.speaker, need_id)
    await context.show(Kind.NEED, need_id)
    if context.pressed.arg == WHY:
        await context.show(Kind.WHY_NOT, need_id)


async def _begin(context: Context, step: str) -> None:
    need_id = NeedId(context.pressed.object_id)
    await steering.steered(context.turn, context.speaker, need_id)
    await forms.put(context, KIND, step, Steering(need_id=need_id), fresh=True)


@press("steer.offer")
async def offer(context: Context) -> None:
    """Choose a person to ask."""
    await _begin(context, "offer")


@press("steer.refer")
async def refer(context: Context) -> None:
    """Choose to whom the need is referred."""
    await _begin(context, "refer")


@press("steer.unfilled")
async def unfilled(context: Context) -> None:
    """Choose why it cannot be met."""
    await _begin(context, "unfilled")


@press("steer.ask")
async def ask_person(context: Context) -> None:
    """Offer the need to the chosen person."""
    need_id = (await forms.pressed_in(context, KIND, Steering)).need_id
    volunteer_id = VolunteerId(context.pressed.arg)
    await steering.offer_by_hand(context.turn, context.speaker, need_id, volunteer_id)
    await forms.close(context)
    await context.show(Kind.NEED, need_id, fresh=True)


@press("steer.end")
async def end_with_reason(context: Context) -> None:
    """End the search with a reason of the list."""
    need_id = (await forms.pressed_in(context, KIND, Steering)).need_id
    dialogue = await context.turn.dialogues.get(context.speaker.member_id)
    assert dialogue is not None
    await _end(context, need_id, dialogue.step, context.pressed.arg)


async def _end(context: Context, need_id: NeedId, step: str, reason: str) -> None:
    end = NeedState.REFERRED if step == "refer" else NeedState.UNFILLED
    await steering.give_up(context.turn, context.speaker, need_id, end, reason)
    await forms.close(context)
    await context.show(Kind.NEED, need_id, fresh=True)
