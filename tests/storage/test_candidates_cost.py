"""A search reads about as much as it returns, however many stand in the same row behind them."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from mutual_aid.volunteers import VolunteerStatus
from storage.candidates import Candidates
from storage.postgresql_connections import connect
from storage.queries import queries
from storage.rows import Row
from tests.engines import TestClock
from tests.storage.searching import SEARCH
from tests.storage.world import BLOCK, ESTATE, World, member, volunteer

LIMIT = 10
FEW, MANY = 40, 400


class _Overheard:
    """Stands for a session and remembers what it was asked."""

    def __init__(self) -> None:
        self.parameters: dict[str, Any] = {}

    async def rows(self, _: str, **parameters: Any) -> list[Row]:
        self.parameters = parameters
        return []


async def _parameters(clock: TestClock) -> dict[str, Any]:
    session: Any = _Overheard()
    await Candidates(session).find(SEARCH, (BLOCK, ESTATE), clock(), LIMIT)
    parameters: dict[str, Any] = session.parameters
    return parameters


async def _settle(world: World, start: int, end: int, **changes: Any) -> None:
    """Let more people live in one block who can all do the same."""
    async with world.store.turn() as turn:
        for number in range(start, end):
            await turn.members.add(member(f"M{number}", 10_000 + number))
            new = volunteer(f"V{number:05}", f"M{number}", **changes)
            await turn.volunteers.add(new, turn.now)


async def _effort(url: str, parameters: dict[str, Any]) -> int:
    """Return the instructions that SQLite runs for a search, or the rows PostgreSQL looks at."""
    if url.startswith("postgresql"):
        return await _rows_looked_at(url, parameters)
    count = 0

    def step() -> None:
        nonlocal count
        count += 1

    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        connection.set_progress_handler(step, 1)
        found = connection.execute(_text("sqlite"), parameters).fetchall()
    assert len(found) == 2 * LIMIT
    return count


async def _rows_looked_at(url: str, parameters: dict[str, Any]) -> int:
    connection = await connect(url)
    try:
        text = f"EXPLAIN (ANALYZE, FORMAT JSON) {_text('postgresql')}"
        run = queries("postgresql").adapter.select_value
        explained = await run(connection, "candidate_find", text, parameters)
    finally:
        await connection.close()
    return _looked_at(json.loads(explained)[0]["Plan"])


def _looked_at(plan: dict[str, Any]) -> int:
    rows = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    own = rows * plan["Actual Loops"] if "Relation Name" in plan else 0
    return round(own) + sum(_looked_at(inner) for inner in plan.get("Plans", []))


def _text(engine: Any) -> str:
    return str(getattr(queries(engine)["candidate_find"], "sql"))  # noqa: B009  # aiosql adds it


async def test_ten_times_the_holders_of_a_skill_cost_no_more(
    world: World, clock: TestClock, database_url: str
) -> None:
    parameters = await _parameters(clock)
    await _settle(world, 10, 10 + FEW)
    few = await _effort(database_url, parameters)
    await _settle(world, 10 + FEW, 10 + MANY)
    many = await _effort(database_url, parameters)
    assert many <= few * 1.05


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"status": VolunteerStatus.PENDING}, id="pending"),
        pytest.param({"status": VolunteerStatus.WITHDRAWN}, id="left"),
        pytest.param({"max_tasks_per_week": 0}, id="no time at all"),
    ],
)
async def test_whoever_can_never_be_asked_stands_in_nobodys_way(
    world: World, clock: TestClock, database_url: str, changes: dict[str, Any]
) -> None:
    """They were never asked, so they would stand before everybody else for ever."""
    parameters = await _parameters(clock)
    await _settle(world, MANY, MANY + FEW)
    before = await _effort(database_url, parameters)
    await _settle(world, 10, MANY, **changes)
    assert await _effort(database_url, parameters) <= before * 1.05
