"""The commands menu follows the person, the chat and the language."""

import aiohttp
import pytest

from playground import Playground
from tests.playground.calling import LEE, MING, Bot, Json


def menu(*names: str) -> list[Json]:
    return [{"command": name, "description": f"about {name}"} for name in names]


async def shown(bot: Bot, user_id: int) -> list[str]:
    async with bot.session.get(f"{bot.playground.page_url}phone/chats/{user_id}") as answer:
        return [command["command"] for command in (await answer.json())["commands"]]


async def test_nearest_scope_and_language_win(bot: Bot) -> None:
    await bot.does("setMyCommands", commands=menu("start"))
    await bot.does("setMyCommands", commands=menu("begin"), language_code="zh")
    assert (await shown(bot, LEE), await shown(bot, MING)) == (["begin"], ["start"])
    everyone = {"type": "all_private_chats"}
    await bot.does("setMyCommands", commands=menu("help"), scope=everyone)
    assert (await shown(bot, LEE), await shown(bot, MING)) == (["help"], ["help"])
    mine = {"type": "chat", "chat_id": LEE}
    await bot.does("setMyCommands", commands=menu("need", "board"), scope=mine)
    assert await shown(bot, LEE) == ["need", "board"]
    await bot.does("deleteMyCommands", scope=mine)
    assert await shown(bot, LEE) == ["help"]


async def test_menu_can_be_read_back_by_its_exact_scope(bot: Bot) -> None:
    mine = {"type": "chat", "chat_id": str(LEE)}
    await bot.does("setMyCommands", commands=menu("need"), scope=mine, language_code="zh")
    assert await bot.does("getMyCommands", scope=mine, language_code="zh") == menu("need")
    assert await bot.does("getMyCommands", scope=mine) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"commands": [{"command": "Need", "description": "x"}]},
        {"commands": [{"command": "n" * 33, "description": "x"}]},
        {"commands": [{"command": "need", "description": ""}]},
        {"commands": [{"command": "need", "description": "x" * 257}]},
        {"commands": menu(*["a"] * 101)},
        {"commands": "need"},
        {"commands": ["need"]},
        {"commands": [], "language_code": "zh-hant"},
        {"commands": [], "scope": {"type": "chat", "chat_id": 42}},
        {"commands": [], "scope": {"type": "chat"}},
        {"commands": [], "scope": {"type": "everywhere"}},
    ],
)
async def test_impossible_menu_is_refused(bot: Bot, wrong: Json) -> None:
    status, _ = await bot.is_refused("setMyCommands", **wrong)
    assert status == 400


async def test_menu_of_somebody_who_never_started_is_refused(
    playground: Playground, session: aiohttp.ClientSession
) -> None:
    stranger = {"type": "chat", "chat_id": MING}
    bot = Bot(playground, session)
    status, _ = await bot.is_refused("setMyCommands", commands=[], scope=stranger)
    assert status == 403
