"""Five hundred offers, twelve people who press at once: one taker a place, on both engines."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from mutual_aid.ids import MatchId, NeedId, new_handle
from mutual_aid.matches import Match
from mutual_aid.needs import NeedState
from storage.rows import write
from storage.store import Store, open_store
from tests.engines import TestClock, empty_postgresql
from tests.storage.world import ESTATE, member, need, offer, settle, volunteer

NEEDS, RIVALS = 500, 12

Press = tuple[NeedId, MatchId]
Accept = Callable[[Store, NeedId, MatchId], Awaitable[bool]]


@pytest.fixture
async def store(empty_url: str, clock: TestClock) -> AsyncIterator[Store]:
    """A store of its own, since this test takes an index away."""
    opened = await open_store(empty_url, clock=clock)
    yield opened
    await opened.close()


async def _everybody_offered(store: Store, luck: random.Random) -> list[Press]:
    await settle(store)
    presses: list[list[Press]] = []
    async with store.turn() as turn:
        for number in range(RIVALS):
            await turn.members.add(member(f"M{number}", 5000 + number))
            await turn.volunteers.add(volunteer(f"W{number}", f"M{number}"), turn.now)
        needs: list[dict[str, Any]] = []
        offers: list[dict[str, Any]] = []
        for number in range(NEEDS):
            reported = need(turn.now, number=number, need_id=NeedId(new_handle()))
            needs.append(write(reported))
            presses.append([])
            for rival in range(RIVALS):
                made = offer(reported, f"W{rival}", f"M{rival}")
                offers.append(write(made))
                presses[-1].append((made.need_id, made.match_id))
        await turn.put_rows("needs", needs)
        await turn.put_rows("matches", offers)
    luck.shuffle(presses)
    for rivals in presses:
        luck.shuffle(rivals)
    return [press for rivals in presses for press in rivals]


async def _accept(store: Store, need_id: NeedId, match_id: MatchId) -> bool:
    """Accept as the product does."""
    async with store.turn() as turn:
        if await turn.needs.take_place(need_id, turn.now) is None:
            return False
        return await turn.matches.take(match_id, "", turn.now) is not None


_MATCHED = "UPDATE needs SET state = 'matched', places_taken = 1 WHERE need_id = :need_id"
_ACCEPTED = "UPDATE matches SET state = 'accepted', place = 1 WHERE match_id = :match_id"


async def _look_then_take(store: Store, need_id: NeedId, match_id: MatchId) -> bool:
    """Accept as it must not be done: what was seen may have changed when it is used."""
    async with store.turn() as turn:
        seen = await turn.needs.get(need_id)
        if seen.state is not NeedState.OPEN:
            return False
        await asyncio.sleep(0)
        await turn.sql.text(_MATCHED, need_id=need_id)
        await turn.sql.text(_ACCEPTED, match_id=match_id)
    return True


async def _winners(store: Store, accept: Accept) -> tuple[Counter[NeedId], int]:
    """Let everybody press at once; return who was told yes for each need, and takers on record."""
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    presses = await _everybody_offered(store, random.Random(seed))
    told = await asyncio.gather(*(accept(store, *press) for press in presses))
    winners = Counter(press[0] for press, won in zip(presses, told, strict=True) if won)
    async with store.reading() as turn:
        held = [row for row in await turn.all_rows("matches") if row["state"] == "accepted"]
        open_needs = await turn.needs.live_in_estate(ESTATE)
    assert all(x.state is NeedState.MATCHED for x in open_needs)
    return winners, len(held)


async def test_every_place_gets_exactly_one_taker(store: Store) -> None:
    winners, held = await _winners(store, _accept)
    assert len(winners) == held == NEEDS
    assert set(winners.values()) == {1}


async def test_look_then_take_would_promise_a_place_to_many(store: Store) -> None:
    """SQLite's one writer hides the mistake; PostgreSQL shows it."""
    async with store.turn() as turn:
        await turn.sql.text("DROP INDEX matches_one_taker_a_place")
    winners, held = await _winners(store, _look_then_take)
    assert len(winners) == NEEDS
    if store.kind == "sqlite":
        assert held == NEEDS
    else:
        assert held > NEEDS
        assert max(winners.values()) > 1


async def test_the_index_alone_stops_a_second_taker(clock: TestClock) -> None:
    """Should a caller ever forget to take a place of the need first; asked of PostgreSQL.

    On SQLite the second turn cannot even begin before the first has ended.
    """
    async with empty_postgresql() as url:
        store = await open_store(url, clock=clock)
        first, second = await _two_offers_of_one_place(store)
        async with store.turn() as turn:
            assert await turn.matches.take(first, "", turn.now) is not None
            late = asyncio.create_task(_take_and_go_on(store, second))
            await asyncio.sleep(0.2)
            assert not late.done()
        assert await late is None
        async with store.reading() as turn:
            assert await turn.settings.get("the late turn") == "went on"
        await store.close()


async def _two_offers_of_one_place(store: Store) -> list[MatchId]:
    await settle(store)
    async with store.turn() as turn:
        reported = need(turn.now)
        await turn.needs.add(reported)
        offers = [offer(reported), offer(reported, "V002", "M-second")]
        for made in offers:
            await turn.matches.add(made)
    return [made.match_id for made in offers]


async def _take_and_go_on(store: Store, match_id: MatchId) -> Match | None:
    async with store.turn() as turn:
        taken = await turn.matches.take(match_id, "", turn.now)
        await turn.settings.put_once("the late turn", "went on")
    return taken
