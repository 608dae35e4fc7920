"""What became of each message is written down, with everything that follows from it."""

import logging
from dataclasses import replace
from datetime import timedelta

from bot.outcomes import Outcome, Result
from bot.sending import Order
from bot.wiring import Wiring
from handlers.screens import Retract
from mutual_aid.ids import MatchId
from mutual_aid.notices import Kind, Lane, Repeat, repeat_policy
from storage.cards import Card
from storage.queues import OutboxRow
from storage.store import Store
from storage.turns import Turn

TRIES = 8
LONGEST_WAIT = timedelta(minutes=10)
NEVER_GIVEN_UP = frozenset({Kind.RETRACT})
"""An address that should leave a chat is taken out however long Telegram is away."""
REPEATABLE = frozenset({Kind.RETRACT, Kind.MENU})
log = logging.getLogger(__name__)


class Books:
    """One transaction for each outcome; storage lets those that wait share a commit."""

    def __init__(self, store: Store, wiring: Wiring) -> None:
        self._store = store
        self._wiring = wiring

    async def begin(self, orders: list[Order]) -> list[Order]:
        """Mark the rows as being sent; returns those that nobody replaced meanwhile."""
        async with self._store.turn() as turn:
            marked = set(await turn.queues.mark_sending([order.row.row_id for order in orders]))
        return [order for order in orders if order.row.row_id in marked]

    async def finish(self, order: Order, outcome: Outcome) -> None:
        """Write down what became of it."""
        async with self._store.turn() as turn:
            match outcome.result:
                case Result.SENT:
                    await _sent(turn, order, outcome)
                case Result.REFUSED:
                    await self._refused(turn, order.row, outcome)
                case Result.DEAD:
                    await turn.queues.mark_dead(order.row.row_id, outcome.error)
                case Result.UNCERTAIN:
                    await _uncertain(turn, order.row, outcome.error)
                case Result.MOVED:
                    await turn.queues.move_chat(order.row.chat_id, outcome.new_chat_id)
                    await _later(turn, order.row, outcome, timedelta())
                case Result.TOO_FAST:
                    await _later(turn, order.row, outcome, timedelta())  # the pacer waits for all
                case Result.NO_CONNECTION | Result.NOT_SENT:
                    await _not_sent(turn, order.row, outcome)

    async def take_over(self) -> int:
        """Decide about what a killed run left half sent; returns how many those were."""
        async with self._store.turn() as turn:
            rows = await turn.queues.left_sending()
            for row in rows:
                card = await turn.cards.get(row.chat_id, row.kind, row.object_id)
                if row.kind in REPEATABLE or (card is not None and not row.fresh):
                    await turn.queues.back_to_waiting(row.row_id, turn.now)
                else:
                    await _uncertain(turn, row, "the program ended meanwhile")
        return len(rows)

    async def _refused(self, turn: Turn, row: OutboxRow, outcome: Outcome) -> None:
        await turn.queues.mark_refused(row.row_id, outcome.error)
        await turn.members.set_unreachable(row.member_id, turn.now)
        await self._wiring.became_unreachable(turn, row.member_id)


def card_key(row: OutboxRow) -> str:
    """Return under which object a message is remembered; attachments never replace each other."""
    return f"{row.object_id}/{row.row_id}" if row.kind is Kind.ATTACHMENT else row.object_id


async def _sent(turn: Turn, order: Order, outcome: Outcome) -> None:
    row = order.row
    await turn.queues.mark_sent(row.row_id, outcome.message_id, outcome.error)
    if isinstance(order.worded, Retract):
        for card in order.cards:
            await turn.cards.drop(card.chat_id, card.kind, card.object_id)
    elif outcome.message_id is not None and row.kind is not Kind.SAY:
        card = Card(
            chat_id=row.chat_id,
            kind=row.kind,
            object_id=card_key(row),
            message_id=outcome.message_id,
            private=outcome.private,
            sent_at=turn.now,
        )
        await turn.cards.put(card)
        if row.kind is Kind.OFFER:
            await turn.matches.set_shown(MatchId(row.object_id), turn.now)
    elif order.card is not None and order.card.private and not outcome.private:
        await _no_longer_private(turn, order.card)


async def _no_longer_private(turn: Turn, card: Card) -> None:
    # Only if it is still this thing's card: a form may have become a need meanwhile.
    if await turn.cards.get(card.chat_id, card.kind, card.object_id) == card:
        await turn.cards.put(replace(card, private=False))


async def _uncertain(turn: Turn, row: OutboxRow, error: str) -> None:
    await turn.queues.mark_uncertain(row.row_id, error)
    if repeat_policy(row.kind) is Repeat.MARKED and not row.repeated:
        await turn.queues.repeat(row.row_id)


async def _not_sent(turn: Turn, row: OutboxRow, outcome: Outcome) -> None:
    for_ever = row.lane is Lane.EMERGENCY or row.kind in NEVER_GIVEN_UP
    if row.tries + 1 >= TRIES and not for_ever:
        log.error("a message of kind %s was given up: %s", row.kind, outcome.error)
        await turn.queues.mark_dead(row.row_id, outcome.error)
        return
    await _later(turn, row, outcome, min(timedelta(seconds=2**row.tries), LONGEST_WAIT))


async def _later(turn: Turn, row: OutboxRow, outcome: Outcome, wait: timedelta) -> None:
    await turn.queues.back_to_waiting(row.row_id, turn.now + wait, outcome.error)
