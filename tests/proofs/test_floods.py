"""Somebody who says too much at once is not heard for a while; everybody else is."""

from types import SimpleNamespace

import pytest

from handlers import gate
from handlers.gate import Budget
from tests.living import STRANGER, Living
from tests.stories.taps import does

BURST = 40


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The gate's clock: its only number may be set."""
    now = [1000.0]
    monkeypatch.setattr(gate, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def test_forty_at_once_and_then_one_a_second_are_heard(seconds: list[float]) -> None:
    budget = Budget()
    assert [budget.spend(1) for _ in range(BURST + 5)] == [True] * BURST + [False] * 5
    seconds[0] += 2.0
    assert [budget.spend(1) for _ in range(3)] == [True, True, False]
    seconds[0] += 1000.0
    assert [budget.spend(1) for _ in range(BURST + 1)] == [True] * BURST + [False]


def test_one_persons_flood_costs_nobody_else_anything(seconds: list[float]) -> None:
    budget = Budget()
    for _ in range(100):
        budget.spend(1)

    assert all(budget.spend(person) for person in range(2, 500))


def test_so_many_people_are_remembered_and_no_more(seconds: list[float]) -> None:
    budget = Budget()
    for person in range(20_000):
        budget.spend(person)

    assert len(budget._left) == 10_000


async def test_what_a_flood_says_too_much_is_not_answered_and_others_are(
    living: Living, seconds: list[float]
) -> None:
    sam, leader = living.phone(STRANGER), living.phone("L001")
    for _ in range(BURST + 20):
        await sam.says("/need")
    await does(living, leader, "> /board")
    refused = [x for x in sam.messages if x.from_bot]

    assert len(refused) == BURST
    assert "冇嘢未完" in leader.last.text or "No" in leader.last.text
    seconds[0] += 1.0
    await does(living, sam, "> /start")
    assert "I need help" in sam.last.labels
