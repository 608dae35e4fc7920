"""An echo bot on aiogram; runs in an environment of its own and imports nothing of this project."""

import asyncio
import sys
from typing import Any

from aiogram import Bot, Dispatcher  # type: ignore[import-not-found]
from aiogram.client.session.aiohttp import AiohttpSession  # type: ignore[import-not-found]
from aiogram.client.telegram import TelegramAPIServer  # type: ignore[import-not-found]


async def echo(message: Any) -> None:
    """Answer with the same text."""
    await message.answer(message.text or "")


def main(token: str, base_url: str) -> None:
    """Run until SIGTERM; aiogram handles every update in a task of its own."""
    address = f"{base_url}{{token}}/{{method}}"
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    asyncio.run(_poll(dispatcher, token, TelegramAPIServer(base=address, file=address)))


async def _poll(dispatcher: Any, token: str, server: Any) -> None:
    await dispatcher.start_polling(Bot(token, session=AiohttpSession(api=server)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
