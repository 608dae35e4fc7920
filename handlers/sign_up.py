"""Signing up as a volunteer: the way through the questions, and what each answer does."""

from functools import partial

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
from mutual_aid.errors import AlreadySignedUp, NotUnderstood
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


async def _answered(context: Context, step: str, answers: Answers, *, fresh: bool = False) -> None:
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
    await forms.put(context, KIND, context.pressed.arg, answers)


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


async def _toggle(context: Context, step: str) -> None:
    """Add or take away one of several answers; the card stays."""
    answers = await forms.chosen_in(context, KIND, step, Answers)
    change = changed if step == "free" else toggled
    codes = change(answers.chosen(step), context.pressed.arg)
    await forms.put(context, KIND, step, answers.with_chosen(step, codes))


for _choice in CHOICES:
    press(f"sign_up.{_choice}")(partial(_toggle, step=_choice))


@press("sign_up.page")
async def turn_page(context: Context) -> None:
    """Show more skills."""
    answers = await forms.chosen_in(context, KIND, "skills", Answers)
    page = int(context.pressed.arg)
    await forms.put(context, KIND, "skills", answers.model_copy(update={"page": page}))


@press("sign_up.next")
async def go_on(context: Context) -> None:
    """The answers to this question are complete."""
    step = context.pressed.arg
    answers = await forms.chosen_in(context, KIND, step, Answers)
    if not answers.chosen(step):
        raise NotUnderstood(hint="sign_up.hint_choose")
    await _answered(context, step, answers)


@press("sign_up.weekly")
async def weekly(context: Context) -> None:
    """Keep how often a week."""
    answers = await forms.pressed_in(context, KIND, Answers)
    number = int(context.pressed.arg)
    await _answered(context, "weekly", answers.model_copy(update={"max_tasks_per_week": number}))


@press("sign_up.adult")
async def adult(context: Context) -> None:
    """Keep whether the person is 18 or older."""
    answers = await forms.pressed_in(context, KIND, Answers)
    grown_up = context.pressed.arg == "yes"
    await _answered(context, "adult", answers.model_copy(update={"adult": grown_up}))


@press("sign_up.consent")
async def consent(context: Context) -> None:
    """Go on to the summary, or forget everything."""
    answers = await forms.pressed_in(context, KIND, Answers)
    if context.pressed.arg != "yes":
        await _stop(context, "sign_up.no_consent")
        return
    agreed = answers.model_copy(update={"editing": True})
    await forms.put(context, KIND, "summary", agreed)


@press("sign_up.edit")
async def edit(context: Context) -> None:
    """Ask which answer is to change."""
    await forms.put(context, KIND, "edit", await forms.pressed_in(context, KIND, Answers))


@press("sign_up.again")
async def again(context: Context) -> None:
    """Ask one question again."""
    answers = await forms.pressed_in(context, KIND, Answers)
    await forms.put(context, KIND, context.pressed.arg, answers)


@press("sign_up.send")
async def send(context: Context) -> None:
    """Ask for approval; the form's card becomes the home card, which says who is asked.

    Whoever took all answers to a question away again is asked that one first.
    """
    answers = await forms.pressed_in(context, KIND, Answers)
    if open_question := answers.unanswered:
        await forms.put(context, KIND, open_question, answers)
        return
    await volunteers.sign_up(context.turn, context.speaker, answers)
    await _stop(context, "sign_up.sent")
