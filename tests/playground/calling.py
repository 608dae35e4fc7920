"""A bare bot for these tests: it makes calls and looks at the naked answers."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from playground import Playground

TOKEN = "1234:abc"
LEE, MING, TSE = 990000000001, 990000000051, 990000000168
Json = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What came back over HTTP."""

    status: int
    body: Json

    @property
    def result(self) -> Any:
        assert self.body["ok"], self.body
        return self.body["result"]

    @property
    def refusal(self) -> tuple[int, str]:
        assert not self.body["ok"], self.body
        assert self.body["error_code"] == self.status
        return self.status, self.body["description"]


class Bot:
    """Calls the Bot API with JSON bodies."""

    def __init__(self, playground: Playground, session: aiohttp.ClientSession) -> None:
        self.playground = playground
        self.session = session

    async def calls(self, method: str, token: str = TOKEN, **parameters: Any) -> Answer:
        url = f"{self.playground.base_url}{token}/{method}"
        async with self.session.post(url, json=parameters) as response:
            return Answer(response.status, await response.json())

    async def does(self, method: str, **parameters: Any) -> Any:
        return (await self.calls(method, **parameters)).result

    async def is_refused(self, method: str, **parameters: Any) -> tuple[int, str]:
        return (await self.calls(method, **parameters)).refusal

    async def sends(self, text: str, to: int = LEE, **parameters: Any) -> Json:
        sent = await self.does("sendMessage", chat_id=to, text=text, **parameters)
        assert isinstance(sent, dict)
        return sent

    async def gets(self, offset: int = 0, **parameters: Any) -> list[Json]:
        updates = await self.does("getUpdates", offset=offset, **parameters)
        assert isinstance(updates, list)
        return updates


def keys(*rows: list[str]) -> Json:
    """An inline keyboard whose buttons send their own labels."""
    return {
        "inline_keyboard": [[{"text": one, "callback_data": one} for one in row] for row in rows]
    }
