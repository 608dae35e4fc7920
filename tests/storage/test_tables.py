"""Whole tables for imports, and what is swept away."""

from datetime import timedelta
from typing import Any

import pytest

from mutual_aid.ids import TelegramId
from mutual_aid.notices import Kind
from storage.errors import UnknownColumn
from storage.sweeps import Swept
from tests.engines import TestClock
from tests.storage.columns import block_row, unit_row
from tests.storage.test_outbox import say
from tests.storage.world import BLOCK, FLAT, LEADER, World


async def test_upsert_tells_what_it_did(world: World) -> None:
    async with world.store.turn() as turn:
        row: dict[str, Any] = block_row("MC-C")
        assert await turn.upsert("blocks", ("block_id",), row) == "added"
        assert await turn.upsert("blocks", ("block_id",), row) == "same"
        assert await turn.upsert("blocks", ("block_id",), row | {"lifts": 4}) == "changed"
        part: dict[str, Any] = {"block_id": "MC-C", "floors": 31}
        assert await turn.upsert("blocks", ("block_id",), part) == "changed"
        kept = [x for x in await turn.all_rows("blocks") if x["block_id"] == "MC-C"]
    assert kept == [row | {"lifts": 4, "floors": 31}]


async def test_many_rows_are_put_and_only_named_columns_change(world: World) -> None:
    rows = [unit_row(f"MC-A-{n:04d}", BLOCK, n // 100) for n in range(101, 2001)]
    async with world.store.turn() as turn:
        await turn.put_rows("units", rows)
        await turn.put_rows("units", [{"unit_id": FLAT, "residents": 4}])
        await turn.put_rows("units", [])
        found = {row["unit_id"]: row for row in await turn.all_rows("units")}
    assert len(found) == 1900 + 2
    assert (found[FLAT]["residents"], found[FLAT]["unit_no"]) == (4, "07")


async def test_rows_with_a_key_of_several_columns(world: World) -> None:
    floors: list[dict[str, Any]] = [
        {"block_id": BLOCK, "floor": n, "lift_stop": 1} for n in range(1, 4)
    ]
    async with world.store.turn() as turn:
        await turn.put_rows("floors", floors)
        await turn.put_rows("floors", [floors[0] | {"lift_stop": 0}])
        await turn.delete_rows("floors", [{"block_id": BLOCK, "floor": 2}])
        found = await turn.all_rows("floors")
    assert {(row["floor"], row["lift_stop"]) for row in found} == {(1, 0), (3, 1)}


async def test_names_that_the_schema_does_not_have_never_reach_the_database(world: World) -> None:
    async with world.store.turn() as turn:
        with pytest.raises(UnknownColumn, match="no table blocks;"):
            await turn.all_rows("blocks; DROP TABLE blocks")
        with pytest.raises(UnknownColumn, match="no column lift"):
            await turn.upsert("blocks", ("block_id",), {"block_id": "MC-A", "lift": 1})
        with pytest.raises(UnknownColumn, match="no column block_id=1"):
            await turn.delete_rows("blocks", [{"block_id=1 OR 1": 1}])
        with pytest.raises(UnknownColumn, match="block_id"):
            await turn.put_rows("blocks", [{"floors": 3}])
        assert len(await turn.all_rows("blocks")) == 3


async def test_what_has_served_its_time_is_swept_away(world: World, clock: TestClock) -> None:
    async with world.store.turn() as turn:
        await turn.inbox.add_many([(1, 1, "{}"), (2, 1, "{}"), (3, 1, "{}")])
        await turn.inbox.done(1)
        await turn.inbox.set_aside(2, "TypeError")
        for number in range(3):
            await turn.outbox.add(say(kind=Kind.SAY, facts={"n": number}))
        (row,) = await turn.queues.take(1)
        await turn.queues.mark_sending([row.row_id])
        await turn.queues.mark_sent(row.row_id, 9)
        await turn.members.count_wrong_code(TelegramId(7), turn.now)
    expected = {
        timedelta(hours=23): Swept(0, 0, 0, 0),
        timedelta(hours=25): Swept(0, 0, 1, 1),
        timedelta(days=6, hours=23): Swept(0, 0, 0, 0),
        timedelta(days=7, hours=1): Swept(2, 1, 0, 0),
    }
    for age, swept in expected.items():
        async with world.store.turn() as turn:
            assert await turn.sweep(clock() + age) == swept
    async with world.store.reading() as turn:
        assert [row.update_id for row in await turn.inbox.waiting(0, 9)] == [3]
        assert (await turn.queues.counts()) == {"waiting": 2}
        assert await turn.members.get(LEADER)
