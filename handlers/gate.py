"""The gate: who speaks, in which language, with an intact button; floods stop here."""

import time
from collections import OrderedDict

from telegram import ChatMember, Update, User
from telegram.ext import ApplicationHandlerStop

from handlers.context import Context
from handlers.words import guess, words
from mutual_aid.actions import members
from mutual_aid.ids import TelegramId

_BURST, _PER_SECOND, _REMEMBERED = 40, 1.0, 10_000


class Budget:
    """How much one person may say at once: a bucket of 40 that refills one a second.

    Kept for the latest 10,000 people; a restart fills all buckets, which harms nobody.
    """

    def __init__(self) -> None:
        self._left: OrderedDict[int, tuple[float, float]] = OrderedDict()

    def spend(self, telegram_id: int) -> bool:
        """Tell whether one more update is within the person's budget."""
        now = time.monotonic()
        left, at = self._left.pop(telegram_id, (float(_BURST), now))
        left = min(_BURST, left + (now - at) * _PER_SECOND)
        self._left[telegram_id] = (max(left - 1, 0.0), now)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return left >= 1


def _is_id(number: object) -> bool:
    """Telegram's ids of people are whole numbers of up to 52 bits."""
    return type(number) is int and 0 < number < 2**52


def who_speaks(update: Update) -> User | None:
    """Return the person of a private chat, whose id is the chat's own; None for all others."""
    user, chat = update.effective_user, update.effective_chat
    if user is None or chat is None or chat.type != chat.PRIVATE or user.is_bot:
        return None
    return user if user.id == chat.id and _is_id(user.id) else None


async def gate(update: Update, context: Context, budget: Budget) -> None:
    """Find out who speaks; stops whatever is no private word of a person."""
    user = who_speaks(update)
    if user is None:
        raise ApplicationHandlerStop
    if update.edited_message is not None or not budget.spend(user.id):
        raise ApplicationHandlerStop
    await _introduce(update, context, user)
    if update.my_chat_member is not None:
        await _came_or_went(context, update)
        raise ApplicationHandlerStop
    if update.callback_query is not None:
        data = update.callback_query.data or ""
        context.scene.pressed = context.scene.seals.open(data, user.id)


async def _introduce(update: Update, context: Context, user: User) -> None:
    language = guess(user.language_code)
    speaker = await members.meet(context.turn, TelegramId(user.id), user.full_name, language)
    context.scene.speaker = speaker
    context.scene.words = words(speaker.member.reads)
    if update.my_chat_member is None:
        await members.back_again(context.turn, speaker)


async def _came_or_went(context: Context, update: Update) -> None:
    assert update.my_chat_member is not None
    if update.my_chat_member.new_chat_member.status == ChatMember.BANNED:
        await members.became_unreachable(context.turn, context.speaker.member_id)
    else:
        await members.back_again(context.turn, context.speaker)
