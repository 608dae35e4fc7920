"""One message on its way: a card edited in place, a new one, a menu, or something taken back."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from telegram.error import BadRequest, TelegramError

from bot.outcomes import (
    Outcome,
    Result,
    has_nothing_to_delete,
    has_nothing_to_edit,
    is_unchanged,
    judged,
)
from bot.transport import BotApi, UncertainOutcome
from handlers.buttons import Seals
from handlers.screens import Button, Menu, Retract, Rows, Screen, Worded
from handlers.words import Words
from storage.cards import Card
from storage.queues import OutboxRow

_NO_PREVIEW = {"is_disabled": True}
_MEDIA = {"photo": "sendPhoto", "voice": "sendVoice"}
_BLANK = Markup("—")


@dataclass(frozen=True, slots=True)
class Order:
    """A row as it is to be seen now; None where there is nothing to say any more.

    card is the message to edit or to replace; cards are those that a Retract takes back; broken
    is set where the words could not be found.
    """

    row: OutboxRow
    worded: Worded | None
    words: Words
    card: Card | None = None
    cards: tuple[Card, ...] = ()
    broken: str = ""

    @property
    def edits(self) -> bool:
        """Whether the card in place is changed instead of a new message being sent."""
        return (
            self.card is not None
            and isinstance(self.worded, Screen)
            and not self.row.fresh
            and not self.worded.media
            # Telegram cannot protect a message afterwards.
            and (self.card.private or not self.worded.private)
        )


class Sender:
    """Calls Telegram once or twice for each order and says what became of it."""

    def __init__(self, api: BotApi, seals: Seals) -> None:
        self._api = api
        self._seals = seals

    async def send(self, order: Order) -> Outcome:
        """Raises TokenRefused; everything else that goes wrong is an outcome."""
        if order.broken:
            return Outcome(Result.NOT_SENT, order.broken)
        repeatable = order.edits or not isinstance(order.worded, Screen)
        try:
            match order.worded:
                case None:
                    return Outcome(Result.SENT, "nothing to say")
                case Menu():
                    return await self._set_menu(order.row.chat_id, order.worded)
                case Retract():
                    return await self._take_back(order, order.worded)
                case Screen():
                    return await self._show(order, order.worded)
        except TelegramError as error:
            return judged(error, repeatable=repeatable)

    async def remove(self, chat_id: int, message_id: int) -> None:
        """Delete a message that a newer one replaced; if it stays, nobody is harmed."""
        with suppress(TelegramError):
            await self._delete(chat_id, message_id)

    async def _show(self, order: Order, screen: Screen) -> Outcome:
        if order.card is not None and order.edits:
            try:
                return await self._edit(order.card, screen)
            except BadRequest as error:
                if not has_nothing_to_edit(error):
                    raise
        try:
            return await self._new(order, screen)
        except TelegramError as error:
            return judged(error, repeatable=False)

    async def _edit(self, card: Card, screen: Screen) -> Outcome:
        content = {
            "chat_id": card.chat_id,
            "message_id": card.message_id,
            "text": screen.text,
            "parse_mode": "HTML",
            "link_preview_options": _NO_PREVIEW,
            # Said even where there are no buttons, so that earlier ones go.
            "reply_markup": self._markup(screen.rows, card.chat_id),
        }
        try:
            await self._api.call("editMessageText", content)
        except BadRequest as error:
            if not is_unchanged(error):
                raise
        return Outcome(Result.SENT, private=screen.private)

    async def _new(self, order: Order, screen: Screen) -> Outcome:
        chat_id, text = order.row.chat_id, screen.text
        if order.row.repeated:
            text = order.words("message.may_be_repeat") + Markup("\n\n") + text
        content: dict[str, Any] = {
            "chat_id": chat_id,
            "parse_mode": "HTML",
            "protect_content": screen.private,
        }
        if screen.rows:
            content["reply_markup"] = self._markup(screen.rows, chat_id)
        if screen.media:
            content |= {"caption": text, screen.media: screen.file_id}
        else:
            content |= {"text": text, "link_preview_options": _NO_PREVIEW}
        sent = await self._api.call(_MEDIA.get(screen.media, "sendMessage"), content)
        return Outcome(Result.SENT, message_id=_number_of(sent), private=screen.private)

    async def _set_menu(self, chat_id: int, menu: Menu) -> Outcome:
        commands = [{"command": name, "description": what} for name, what in menu.commands]
        scope = {"type": "chat", "chat_id": chat_id}
        await self._api.call("setMyCommands", {"commands": commands, "scope": scope})
        return Outcome(Result.SENT)

    async def _take_back(self, order: Order, retract: Retract) -> Outcome:
        for card in order.cards:
            await self._delete_or_blank(card, retract.blank)
        return Outcome(Result.SENT, "" if order.cards else "nothing to take back")

    async def _delete_or_blank(self, card: Card, blank: Markup) -> None:
        try:
            await self._delete(card.chat_id, card.message_id)
        except BadRequest as error:
            if has_nothing_to_delete(error):
                return
            # Over 48 hours old: the words can still be taken out, and the buttons with them.
            try:
                await self._edit(card, Screen(blank or _BLANK))
            except BadRequest as second:
                if not has_nothing_to_edit(second):
                    raise

    async def _delete(self, chat_id: int, message_id: int) -> None:
        await self._api.call("deleteMessage", {"chat_id": chat_id, "message_id": message_id})

    def _markup(self, rows: Rows, chat_id: int) -> dict[str, Any]:
        return {"inline_keyboard": [[self._key(one, chat_id) for one in row] for row in rows]}

    def _key(self, button: Button, chat_id: int) -> dict[str, str]:
        if button.url:
            return {"text": button.label, "url": button.url}
        return {"text": button.label, "callback_data": self._seals.seal(button, chat_id)}


def _number_of(sent: Any) -> int:
    if isinstance(sent, dict) and isinstance(sent.get("message_id"), int):
        return int(sent["message_id"])
    raise UncertainOutcome("the answer does not name the message")
