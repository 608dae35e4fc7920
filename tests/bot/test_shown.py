"""The moment at which an offer was first seen is kept, so that answers can be timed."""

from datetime import timedelta
from typing import Any

import pytest

from bot.bookkeeping import Books
from bot.outcomes import Outcome, Result
from bot.sending import Order
from mutual_aid.matches import Match
from mutual_aid.notices import Kind, Message
from mutual_aid.record import Instant
from storage.store import Store
from tests.engines import TestClock, clock, database_url, engine, store
from tests.storage.world import HELPER, World, settle

__all__ = ["clock", "database_url", "engine", "store"]


@pytest.fixture
async def offered(store: Store) -> Match:
    world: World = await settle(store)
    return await world.offer(await world.report())


async def _send(store: Store, match: Match, outcome: Outcome, kind: Kind = Kind.OFFER) -> None:
    """Let one message to the helper end like this."""
    nothing: Any = None
    books = Books(store, nothing)
    async with store.turn() as turn:
        message = Message(to=HELPER, kind=kind, object_id=match.match_id, fresh=True)
        assert await turn.outbox.add(message)
    async with store.reading() as turn:
        [row] = await turn.queues.take(10)
    [order] = await books.begin([Order(row, None, nothing)])
    await books.finish(order, outcome)


async def _shown_at(store: Store, match: Match) -> Instant | None:
    async with store.reading() as turn:
        return (await turn.matches.get(match.match_id)).shown_at


async def test_an_offer_is_shown_when_it_was_first_sent(
    store: Store, clock: TestClock, offered: Match
) -> None:
    first = clock.advance(timedelta(minutes=2))
    await _send(store, offered, Outcome(Result.SENT, message_id=7))
    assert await _shown_at(store, offered) == first
    clock.advance(timedelta(minutes=2))
    await _send(store, offered, Outcome(Result.SENT, message_id=8))
    assert await _shown_at(store, offered) == first


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (Outcome(Result.UNCERTAIN), Kind.OFFER),
        (Outcome(Result.DEAD), Kind.OFFER),
        (Outcome(Result.NO_CONNECTION), Kind.OFFER),
        (Outcome(Result.SENT), Kind.OFFER),  # an edit: there was nothing new to see
        (Outcome(Result.SENT, message_id=7), Kind.TASK),
    ],
)
async def test_what_did_not_arrive_was_not_shown(
    store: Store, offered: Match, outcome: Outcome, kind: Kind
) -> None:
    await _send(store, offered, outcome, kind)
    assert await _shown_at(store, offered) is None
