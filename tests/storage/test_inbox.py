"""Updates that came in are kept once and done once."""

import json

from storage.inbox import InboxRow
from storage.store import Store
from tests.engines import TestClock


def _update(update_id: int, text: str = "你好") -> tuple[int, int, str]:
    return update_id, -100, json.dumps({"update_id": update_id, "text": text})


async def test_a_repeated_delivery_adds_nothing(store: Store) -> None:
    async with store.turn() as turn:
        new = await turn.inbox.add_many([_update(7), _update(8)])
        assert sorted(new) == [7, 8]
    async with store.turn() as turn:
        assert await turn.inbox.add_many([_update(8, "changed"), _update(9)]) == [9]
        assert await turn.inbox.add_many([]) == []
        assert "changed" not in "".join(row.raw for row in await turn.inbox.waiting(0, 10))


async def test_the_same_update_twice_in_one_batch_is_one(store: Store) -> None:
    async with store.turn() as turn:
        assert await turn.inbox.add_many([_update(7), _update(7)]) == [7]


async def test_updates_out_of_order_are_all_kept_and_read_by_id(
    store: Store, clock: TestClock
) -> None:
    raw = '{"text": "\\ud83d \\u0000 \\"quoted\\" 望潮樓"}'
    async with store.turn() as turn:
        await turn.inbox.add_many([(900719925474099312, 5, raw)])
        await turn.inbox.add_many([_update(4)])
        assert [row.update_id for row in await turn.inbox.waiting(0, 10)] == [
            4,
            900719925474099312,
        ]
        late = await turn.inbox.waiting(4, 10)
        assert late == [InboxRow(900719925474099312, 5, raw, 0, clock())]
        assert len(await turn.inbox.waiting(0, 1)) == 1


async def test_what_is_done_or_set_aside_waits_no_more(store: Store) -> None:
    async with store.turn() as turn:
        await turn.inbox.add_many([_update(n) for n in range(1, 4)])
        await turn.inbox.done(1)
        assert [await turn.inbox.failed(2) for _ in range(3)] == [1, 2, 3]
        await turn.inbox.set_aside(2, "TypeError")
        assert [row.update_id for row in await turn.inbox.waiting(0, 10)] == [3]
        assert await turn.inbox.counts() == {"done": 1, "set_aside": 1, "waiting": 1}


async def test_failing_an_unknown_update_counts_nothing(store: Store) -> None:
    async with store.turn() as turn:
        assert await turn.inbox.failed(99) == 0
