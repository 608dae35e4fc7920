"""Outbox rows become orders: chosen by lane and chat, worded from the state as it now is."""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bot.bookkeeping import card_key
from bot.logs import new_reference, position
from bot.sending import Order
from handlers.screens import Retract, Screen, Worded
from handlers.wording import Reading, word
from handlers.words import Words, guess, words
from mutual_aid.errors import Refused
from mutual_aid.notices import Kind, Lane
from storage import errors
from storage.cards import Card
from storage.queues import OutboxRow
from storage.store import Store
from storage.turns import Turn

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """What can leave now; held_back: a broadcast waits for its pace; next_at: one for later."""

    orders: list[Order]
    held_back: bool
    next_at: datetime | None


class Orders:
    """Reads what is to be sent; changes nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def take(self, most: int, without: Collection[int], broadcasts: int) -> Taken:
        """Return up to that many orders for different chats, so many broadcasts among them."""
        async with self._store.reading() as turn:
            rows = await turn.queues.take(most, without)
            chosen = list(_chosen(rows, most, broadcasts))
            return Taken(
                orders=[await _order(turn, row) for row in chosen],
                held_back=broadcasts <= 0 and any(row.lane is Lane.BROADCAST for row in rows),
                next_at=None if chosen else await turn.queues.next_not_before(),
            )

    async def emergencies(self) -> list[Order]:
        """Return every emergency message that waits, and, marked, those that may have arrived."""
        async with self._store.reading() as turn:
            rows = await turn.queues.take(1_000, ())
            rows += [replace(row, repeated=True) for row in await turn.queues.left_sending()]
            return [await _order(turn, row) for row in rows if row.lane is Lane.EMERGENCY]


def _chosen(rows: list[OutboxRow], most: int, broadcasts: int) -> Iterator[OutboxRow]:
    chats: set[int] = set()
    for row in rows:
        if len(chats) == most:
            return
        if row.chat_id in chats or (row.lane is Lane.BROADCAST and broadcasts <= 0):
            continue
        broadcasts -= row.lane is Lane.BROADCAST
        chats.add(row.chat_id)
        yield row


async def _order(turn: Turn, row: OutboxRow) -> Order:
    speech = words(guess(None))
    try:
        reader = await turn.members.speaker_of(row.member_id)
        speech = words(reader.member.reads)
        reading = Reading(turn, reader, speech, row.object_id, row.facts)
        return await _with_cards(turn, row, await word(row.kind, reading), speech)
    except Refused:  # what it was about is gone, or no longer this reader's
        return Order(row, None, speech)
    except errors.StorageError:
        raise
    except Exception as error:  # a bug in one message must not stop the others
        reference = new_reference()
        log.error(
            "a message of kind %s has no words, reference %s: %s",
            row.kind,
            reference,
            position(error),
        )
        return Order(row, None, speech, broken=f"no words: {reference}")


async def _with_cards(turn: Turn, row: OutboxRow, worded: Worded | None, speech: Words) -> Order:
    if isinstance(worded, Screen):
        card = await turn.cards.get(row.chat_id, row.kind, card_key(row))
        return Order(row, worded, speech, card=card)
    if isinstance(worded, Retract):
        return Order(row, worded, speech, cards=await _meant(turn, row.chat_id, worded))
    return Order(row, worded, speech)


async def _meant(turn: Turn, chat_id: int, retract: Retract) -> tuple[Card, ...]:
    if retract.kind == Kind.ATTACHMENT:
        shown = await turn.cards.private_before(turn.now)
        return tuple(
            card
            for card in shown
            if card.chat_id == chat_id
            and card.kind == retract.kind
            and card.object_id.startswith(f"{retract.object_id}/")
        )
    card = await turn.cards.get(chat_id, Kind(retract.kind), retract.object_id)
    return (card,) if card else ()
