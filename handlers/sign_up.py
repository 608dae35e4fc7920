"""Signing up as a volunteer: the way through the questions, and what each answer does."""

from handlers import forms
from handlers.availability import changed
from handlers.context import Context
from handlers.home import open_page
from handlers.presses import press
from handlers.sign_up_answers import CHOICES, KIND, Answers, toggled
from handlers.sign_up_screens import ask
from handlers.sign_up_typed import READERS
from handlers.words import clean
from mutual_aid.actions import volunteers
from mutual_aid.errors import AlreadySignedUp, NotUnderstood, Stale
from mutual_aid.ids import BlockId
from mutual_aid.notices import Dialogue, Kind


async def _typed(context: Context, dialogue: Dialogue, text: str) -> None:
    """Words answer the question where they can; elsewhere the buttons are pointed out."""
    read = READERS.get(dialogue.step)
    if read is None:
        raise NotUnderstood(hint="sign_up.hint_buttons")
    answers = await read(context, forms.answers(dialogue, Answers), text)
    if dialogue.step in CHOICES:
        await forms.put(context, KIND, dialogue.step, answers, fresh=True)
    else:
        await _answered(context, dialogue.step, answers, fresh=True)


forms.form(KIND, ask, typed=_typed)


async def begin(context: Context, *, fresh: bool = False) -> None:
    """Ask the first question; whoever the network knows already is not asked for a name."""
    speaker = context.speaker
    if speaker.volunteer is not None:
        raise AlreadySignedUp
    answers = Answers()
    if not speaker.is_stranger:
        answers = Answers(known=True, name=context.words.name(speaker.member.names))
    await forms.put(context, KIND, answers.first, answers, fresh=fresh)


@press("sign_up.begin")
async def begin_here(context: Context) -> None:
    """The home card becomes the form."""
    me = context.speaker.member_id
    await context.turn.outbox.adopt(me, Kind.HOME, me, Kind.FORM, me)
    await begin(context)


async def _answered(
    context: Context, step: str, answers: Answers, *, fresh: bool = False
) -> None:
    """Ask what comes next; those under 18 are told whom to bring, and nothing is kept."""
    if answers.adult is False:
        await _stop(context, "sign_up.minor")
        return
    await forms.put(context, KIND, answers.after(step), answers, fresh=fresh)


async def _stop(context: Context, note: str) -> None:
    """Forget the answers; the form's card becomes the way home."""
    me = context.speaker.member_id
    await forms.end(context)
    await context.turn.outbox.adopt(me, Kind.FORM, me, Kind.HOME, me)
    await open_page(context, note=note)


@press("sign_up.back")
async def back(context: Context) -> None:
    """Ask the question before; from a single answer that is being changed, show the summary."""
    answers = await forms.pressed_in(context, KIND, Answers)
    step = await _step(context)
    before = "summary" if step == "edit" else answers.before(step)
    await forms.put(context, KIND, before or answers.first, answers)


async def _step(context: Context) -> str:
    dialogue = await context.turn.dialogues.get(context.speaker.member_id)
    assert dialogue is not None
    return dialogue.step


@press("sign_up.name")
async def name(context: Context) -> None:
    """Keep the name that Telegram gave."""
    answers = await forms.pressed_in(context, KIND, Answers)
    given = clean(context.words.name(context.speaker.member.names)).strip()
    await _answered(context, "name", answers.model_copy(update={"name": given}))


@press("sign_up.block")
async def block(context: Context) -> None:
    """Keep the block."""
    answers = await forms.pressed_in(context, KIND, Answers)
    chosen = BlockId(context.pressed.arg)
    await _answered(context, "block", answers.model_copy(update={"block_id": chosen}))


@press("sign_up.toggle")
async def toggle(context: Context) -> None:
    """Add or take away one of several answers; the card stays."""
    step = await _step_of_choice(context)
    answers = await forms.chosen_in(context, KIND, step, Answers)
    change = changed if step == "free" else toggled
    codes = change(answers.chosen(step), context.pressed.arg)
    await forms.put(context, KIND, step, answers.with_chosen(step, codes))
