"""Puts all conversations together: what python-telegram-bot calls for each kind of update."""

from functools import partial
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from handlers import subjects
from handlers.commands import COMMANDS
from handlers.context import Context
from handlers.forms import FORMS
from handlers.gate import Budget, gate
from handlers.presses import dispatch
from mutual_aid.needs import Attachment

__all__ = ["register", "subjects"]


def register(application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
    """Add every handler: the gate first, then commands, buttons, words and photos."""
    application.add_handler(TypeHandler(Update, partial(gate, budget=Budget())), group=-1)
    application.add_handler(MessageHandler(filters.COMMAND, _command))
    application.add_handler(CallbackQueryHandler(_press))
    application.add_handler(MessageHandler(filters.TEXT, _words))
    application.add_handler(MessageHandler(filters.PHOTO | filters.VOICE, _attachment))
    application.add_handler(MessageHandler(filters.ALL, _something_else))


def _message(update: Update) -> Message:
    assert update.effective_message is not None
    return update.effective_message


async def _command(update: Update, context: Context) -> None:
    """Run a command; /start and /cancel work from every state, others leave a form as it is."""
    name, *args = (_message(update).text or "").split() or [""]
    chosen = COMMANDS.get(name.lstrip("/").partition("@")[0].lower())
    if chosen is None:
        await context.say("refused.unknown_command")
        return
    context.args = args
    await chosen.act(context)


async def _press(update: Update, context: Context) -> None:
    await dispatch(context)


async def _words(update: Update, context: Context) -> None:
    text = (_message(update).text or "").strip()
    dialogue = await context.turn.dialogues.get(context.speaker.member_id)
    running = FORMS.get(dialogue.kind) if dialogue else None
    if dialogue and running and running.typed:
        await running.typed(context, dialogue, text)
    else:
        await subjects.unasked(context, text)


async def _attachment(update: Update, context: Context) -> None:
    message = _message(update)
    if message.photo:
        attachment = Attachment(file_id=message.photo[-1].file_id, kind="photo")
    else:
        assert message.voice is not None
        attachment = Attachment(file_id=message.voice.file_id, kind="voice")
    dialogue = await context.turn.dialogues.get(context.speaker.member_id)
    running = FORMS.get(dialogue.kind) if dialogue else None
    if dialogue and running and running.attached:
        await running.attached(context, dialogue, attachment)
    else:
        await subjects.unasked_attachment(context, attachment)


async def _something_else(update: Update, context: Context) -> None:
    await context.say("refused.only_words_and_photos")
