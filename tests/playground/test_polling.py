"""Long polling: nothing is lost before it is confirmed, and there is one poller."""

import asyncio

import pytest

from playground import Faults, Playground
from playground.delivery import UpdateQueue
from tests.playground.calling import LEE, MING, Bot


def texts(updates: list[dict[str, dict[str, str]]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_a_higher_offset_confirms_them(
    bot: Bot, playground: Playground
) -> None:
    for word in ("one", "two", "three"):
        await playground.phone(LEE).says(word)
    first = await bot.gets()
    assert texts(first) == ["one", "two", "three"]
    assert await bot.gets() == first
    assert texts(await bot.gets(offset=first[1]["update_id"])) == ["two", "three"]
    assert texts(await bot.gets()) == ["two", "three"]
    assert await bot.gets(offset=first[2]["update_id"] + 1) == []


async def test_limit_and_negative_offset(bot: Bot, playground: Playground) -> None:
    for number in range(120):
        await playground.phone(LEE).says(str(number))
    assert texts(await bot.gets(limit=2)) == ["0", "1"]
    assert len(await bot.gets()) == 100
    assert texts(await bot.gets(offset=-2)) == ["118", "119"]
    assert texts(await bot.gets()) == ["118", "119"], "a negative offset forgets the earlier ones"


async def test_waiting_poll_is_answered_by_the_first_update(
    bot: Bot, playground: Playground
) -> None:
    poll = asyncio.create_task(bot.gets(timeout=30))
    await playground.bot_polls()
    assert not poll.done()
    await playground.phone(MING).says("hello")
    assert texts(await asyncio.wait_for(poll, 5)) == ["hello"]


async def test_quiet_poll_ends_empty_after_its_time(bot: Bot) -> None:
    assert await asyncio.wait_for(bot.gets(timeout=1), 20) == []


async def test_older_of_two_pollers_is_told_of_the_conflict(
    bot: Bot, playground: Playground
) -> None:
    older = asyncio.create_task(bot.calls("getUpdates", timeout=30))
    await playground.bot_polls()
    newer = asyncio.create_task(bot.calls("getUpdates", timeout=30))
    assert (await asyncio.wait_for(older, 5)).refusal == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot "
        "instance is running",
    )
    await playground.phone(LEE).says("still here")
    assert texts((await asyncio.wait_for(newer, 5)).result) == ["still here"]


async def test_poll_of_a_killed_bot_loses_nothing(bot: Bot, playground: Playground) -> None:
    poll = asyncio.create_task(bot.gets(timeout=30))
    await playground.bot_polls()
    poll.cancel()
    await asyncio.wait({poll})
    await asyncio.sleep(0.1)
    assert await bot.gets() == []
    await playground.phone(LEE).says("while you were gone")
    assert texts(await bot.gets()) == ["while you were gone"]
    assert all(call.status == 200 for call in playground.log), "a dead poll is no second poller"


async def test_only_the_kinds_that_were_asked_for_arrive(bot: Bot, playground: Playground) -> None:
    await bot.gets(allowed_updates=["message"])
    phone = playground.phone(LEE)
    await phone.blocks_bot()
    await phone.unblocks_bot()
    await phone.says("hi")
    assert texts(await bot.gets()) == ["hi"]
    await bot.gets(allowed_updates=[])
    await phone.blocks_bot()
    assert len(await bot.gets()) == 2


async def test_outage_loses_neither_updates_nor_screens(bot: Bot, playground: Playground) -> None:
    await bot.sends("before")
    port = playground.port
    await playground.stop()
    await playground.phone(LEE).says("during")
    await playground.start(port=port)
    assert texts(await bot.gets()) == ["during"]
    assert playground.phone(LEE).text == "before"


async def test_stop_ends_a_waiting_poll_at_once(bot: Bot, playground: Playground) -> None:
    poll = asyncio.create_task(bot.gets(timeout=50))
    await playground.bot_polls()
    await asyncio.wait_for(playground.stop(), 10)
    assert await asyncio.wait_for(poll, 5) == []


async def test_any_update_can_be_injected(bot: Bot, playground: Playground) -> None:
    number = playground.inject({"message": {"text": "\ud83d", "chat": None}, "x": [1]})
    assert await bot.gets() == [
        {"message": {"text": "\ud83d", "chat": None}, "x": [1], "update_id": number}
    ]


async def test_nobody_polling_is_noticed(playground: Playground) -> None:
    with pytest.raises(AssertionError, match="No bot has polled"):
        await playground.bot_polls(within=0.05)


async def test_closing_playground_holds_no_poll() -> None:
    queue = UpdateQueue(Faults())
    queue.closing = True
    assert await asyncio.wait_for(queue.poll(0, 100, 50), 5) == []
