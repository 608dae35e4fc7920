"""Bad weather that can be switched on."""

import asyncio

import aiohttp
import pytest

from playground import Faults, Playground
from tests.playground.calling import LEE, MING, Bot, Json


def ids(updates: list[Json]) -> list[int]:
    return [update["update_id"] for update in updates]


async def test_storm_of_429_names_the_wait_and_sends_nothing(
    bot: Bot, playground: Playground
) -> None:
    playground.faults.rate_limit_storm = True
    answer = await bot.calls("sendMessage", chat_id=LEE, text="x")
    assert answer.refusal == (429, "Too Many Requests: retry after 1")
    assert answer.body["parameters"] == {"retry_after": 1}
    assert playground.phone(LEE).text == ""
    await bot.does("getMe")
    playground.faults.rate_limit_storm = False
    await bot.sends("x")


async def test_server_error_does_nothing(bot: Bot, playground: Playground) -> None:
    playground.faults.server_error = 1.0
    assert await bot.is_refused("sendMessage", chat_id=LEE, text="x") == (
        500,
        "Internal Server Error",
    )
    assert playground.phone(LEE).text == ""


async def test_lost_reply_leaves_the_act_done(bot: Bot, playground: Playground) -> None:
    playground.faults.reply_lost = 1.0
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.sends("arrived")
    assert playground.phone(LEE).text == "arrived"
    call = playground.log[-1]
    assert (call.method, call.status, call.error) == ("sendMessage", 200, "reply lost")


async def test_lost_updates_come_again(bot: Bot, playground: Playground) -> None:
    await playground.phone(LEE).says("hello")
    playground.faults.reply_lost = 1.0
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.gets()
    playground.faults.reply_lost = 0.0
    assert [update["message"]["text"] for update in await bot.gets()] == ["hello"]


async def test_delay_holds_every_call(bot: Bot, playground: Playground) -> None:
    playground.faults.delay = 0.3
    call = asyncio.create_task(bot.sends("late"))
    done, _ = await asyncio.wait({call}, timeout=0.1)
    assert not done
    await playground.phone(LEE).reads("late")
    await call


async def test_duplicates_repeat_waiting_and_confirmed_updates(
    bot: Bot, playground: Playground
) -> None:
    await playground.phone(LEE).says("one")
    first = await bot.gets()
    playground.faults.duplicate_updates = 1.0
    await playground.phone(LEE).says("two")
    again = ids(await bot.gets(offset=first[0]["update_id"] + 1))
    assert again.count(first[0]["update_id"] + 1) == 2
    assert first[0]["update_id"] in again


async def test_reordered_updates_are_all_there_in_another_order(
    bot: Bot, playground: Playground
) -> None:
    playground.faults.reordered_updates = True
    for number in range(20):
        await playground.phone(MING).says(str(number))
    got = ids(await bot.gets())
    assert got != sorted(got)
    assert len(set(got)) == 20


def test_same_seed_brings_the_same_weather() -> None:
    one, other = Faults(seed=7), Faults()
    other.seed = 7
    weather = [one.strikes(0.5) for _ in range(50)]
    assert weather == [other.strikes(0.5) for _ in range(50)]
    assert {True, False} == set(weather)
    one.seed = 8
    assert weather != [one.strikes(0.5) for _ in range(50)]
