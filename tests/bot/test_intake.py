"""Updates come in: kept before Telegram is told, each once, in whatever order they arrive."""

import asyncio
import json
from typing import Any

import pytest

from bot.intake import Garbled, Intake, chat_of, next_offset
from bot.workers import Waiting, Workers
from storage.store import Store
from tests.bot.waiting import until


def update(update_id: int, chat_id: int = 5, text: str = "hello") -> dict[str, Any]:
    sender = {"id": chat_id, "is_bot": False, "first_name": "Ann"}
    chat = {"id": chat_id, "type": "private", "first_name": "Ann"}
    message = {"message_id": 1, "date": 0, "from": sender, "chat": chat, "text": text}
    return {"update_id": update_id, "message": message}


class Collecting:
    """Workers that only note what they got."""

    def __init__(self) -> None:
        self.got: list[int] = []
        self.workers = Workers(self._handle, seats=1)

    async def _handle(self, waiting: Waiting) -> None:
        self.got.append(waiting.update_id)

    async def work(self) -> list[int]:
        task = asyncio.create_task(self.workers.run())
        await until(lambda: self.workers.idle)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return self.got


@pytest.fixture
def collecting() -> Collecting:
    return Collecting()


@pytest.fixture
async def intake(store: Store, collecting: Collecting) -> Intake:
    one = Intake(store, collecting.workers)
    await one.load()
    return one


async def kept(store: Store) -> list[int]:
    async with store.reading() as turn:
        return [row.update_id for row in await turn.inbox.waiting(-1, 1000)]


async def test_updates_are_in_the_database_when_receiving_is_over(
    intake: Intake, store: Store
) -> None:
    await intake.receive([update(7), update(8)])

    async with store.reading() as turn:
        rows = await turn.inbox.waiting(-1, 10)
    assert [(row.update_id, row.chat_id) for row in rows] == [(7, 5), (8, 5)]
    assert json.loads(rows[0].raw) == update(7)


async def test_an_update_that_comes_twice_is_handled_once(
    intake: Intake, collecting: Collecting
) -> None:
    await intake.receive([update(7), update(7)])
    await intake.receive([update(7), update(8)])

    assert await collecting.work() == [7, 8]


async def test_an_older_update_that_comes_late_is_not_lost(
    intake: Intake, collecting: Collecting
) -> None:
    await intake.receive([update(9)])
    await intake.receive([update(4)])

    assert sorted(await collecting.work()) == [4, 9]


async def test_what_was_done_before_is_not_done_again_when_it_comes_again(
    intake: Intake, store: Store, collecting: Collecting
) -> None:
    await intake.receive([update(7)])
    async with store.turn() as turn:
        await turn.inbox.done(7)
    await collecting.work()

    await intake.receive([update(7)])

    assert await collecting.work() == [7]


async def test_what_an_earlier_run_left_comes_first(store: Store, collecting: Collecting) -> None:
    async with store.turn() as turn:
        await turn.inbox.add_many([(n, 5, json.dumps(update(n))) for n in range(1200)])
    intake = Intake(store, collecting.workers)
    new = asyncio.create_task(intake.receive([update(5000)]))
    await asyncio.sleep(0)
    await intake.load()
    await new

    assert await collecting.work() == [*range(1200), 5000]


@pytest.mark.parametrize(
    "rubbish",
    [
        None,
        5,
        "text",
        [],
        {},
        {"update_id": "9"},
        {"update_id": None},
        {"update_id": True},
        {"update_id": 1 << 70},
        {"message": {}},
    ],
)
async def test_what_is_no_update_is_left_out_and_harms_no_other(
    intake: Intake, store: Store, rubbish: object
) -> None:
    await intake.receive([rubbish, update(3)])

    assert await kept(store) == [3]


async def test_an_update_that_is_nested_too_deeply_is_kept_as_nonsense(
    intake: Intake, store: Store
) -> None:
    deep: list[Any] = []
    for _ in range(2000):
        deep = [deep]
    await intake.receive([{"update_id": 4, "message": deep}, Garbled(6, "{"), update(5)])

    assert await kept(store) == [4, 5, 6]


@pytest.mark.parametrize(
    ("content", "chat"),
    [
        (update(1, chat_id=-100123), -100123),
        ({"callback_query": {"from": {"id": 4}, "message": {"chat": {"id": -9}}}}, -9),
        ({"callback_query": {"from": {"id": 4}}}, 4),
        ({"callback_query": {"from": {"id": 4}, "message": "odd"}}, 4),
        ({"my_chat_member": {"chat": {"id": 6}, "from": {"id": 4}}}, 6),
        ({"message": {"chat": {"id": "text"}, "from": {"id": 1 << 80}}}, 0),
        ({"message": []}, 0),
        ({"something_new": {"chat": {"id": 5}}}, 0),
    ],
)
def test_the_chat_of_an_update_is_found_whatever_is_wrong_with_it(
    content: dict[str, Any], chat: int
) -> None:
    assert chat_of(content) == chat


def test_the_offset_confirms_the_highest_of_a_batch_and_nothing_when_there_was_none() -> None:
    assert next_offset([update(3), update(11), update(5), "rubbish"]) == 12
    assert next_offset([]) is None
