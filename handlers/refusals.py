"""What a person reads when something could not be done: one sentence for every refusal."""

from telegram import Update

from handlers.buttons import Seals
from handlers.gate import who_speaks
from handlers.words import guess
from mutual_aid.actions import members
from mutual_aid.errors import NotUnderstood, NotYours, Refused, Stale, TooManyTries
from mutual_aid.ids import TelegramId
from mutual_aid.members import Speaker
from mutual_aid.notices import Kind, Message
from mutual_aid.turn import Turn


async def tell(turn: Turn, seals: Seals, update: Update, error: Refused) -> None:
    """Answer an update that was refused; whatever it had changed was rolled back before."""
    speaker = await _who(turn, update)
    if speaker is None or isinstance(error, TooManyTries):
        return
    if isinstance(error, Stale) and "kind" in error.facts:
        await _show_as_it_is(turn, speaker, error)
        return
    key = f"refused.{error.code}"
    if isinstance(error, NotUnderstood):
        key = str(error.facts.get("hint", key))
    await _say(turn, speaker, key)
    if not isinstance(error, (NotYours, Stale)):
        await _ask_again(turn, speaker)


async def apologise(turn: Turn, seals: Seals, update: Update, reference: str) -> None:
    """Answer an update that the program could not handle, with a number to quote."""
    speaker = await _who(turn, update)
    if speaker is not None:
        await _say(turn, speaker, "error.sorry", reference=reference)


async def _who(turn: Turn, update: Update) -> Speaker | None:
    user = who_speaks(update)
    if user is None:
        return None
    return await members.meet(turn, TelegramId(user.id), user.full_name, guess(user.language_code))


async def _show_as_it_is(turn: Turn, speaker: Speaker, error: Stale) -> None:
    kind = Kind(str(error.facts["kind"]))
    object_id = str(error.facts["object_id"])
    await turn.outbox.add(
        Message(
            to=speaker.member_id,
            kind=kind,
            object_id=object_id,
            fresh=kind is not Kind.FORM,
        )
    )


async def _say(turn: Turn, speaker: Speaker, key: str, **blanks: str) -> None:
    await turn.outbox.add(
        Message(to=speaker.member_id, kind=Kind.SAY, object_id=key, facts={**blanks})
    )


async def _ask_again(turn: Turn, speaker: Speaker) -> None:
    """Put the running form's question below the sentence, so that the way on is in sight."""
    if await turn.dialogues.get(speaker.member_id) is not None:
        await turn.outbox.add(
            Message(to=speaker.member_id, kind=Kind.FORM, object_id=speaker.member_id, fresh=True)
        )
