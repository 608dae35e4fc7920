"""The phone API, one phone: what it shows and what its holder does."""

from dataclasses import dataclass

from aiohttp import web

from playground.acts import Acts
from playground.errors import NotPossible
from playground.page_answers import answering, json_body, uploaded
from playground.page_views import chat_view
from playground.people import Json, Person
from playground.state import Chat

_CHAT = "/phone/chats/{user_id:[0-9]{1,18}}"


@dataclass(frozen=True)
class PhonePages:
    """Everything under /phone/chats."""

    acts: Acts

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """A GET to look and a POST for each act."""
        router.add_get(_CHAT, answering(self._chat))
        posts = {
            "text": self._text,
            "press": self._press,
            "photo": self._send_photo,
            "voice": self._voice,
            "start": self._start,
            "blocked": self._block,
        }
        for name, act in posts.items():
            router.add_post(f"{_CHAT}/{name}", answering(act))

    async def _chat(self, request: web.Request) -> Json:
        return chat_view(self.acts.world, *self._who(request))

    async def _text(self, request: web.Request) -> Json:
        text = str((await json_body(request)).get("text") or "")
        message = self.acts.say(*self._who(request), text)
        return {"ok": True, "message_id": message.id}

    async def _press(self, request: web.Request) -> Json:
        given = await json_body(request)
        chat, person = self._who(request)
        numbers = [given.get(name) for name in ("message_id", "row", "column")]
        message_id, row, column = (one if isinstance(one, int) else -1 for one in numbers)
        message = chat.messages.get(message_id)
        button = message.button(row, column) if message else None
        if button is None or "callback_data" not in button:
            raise NotPossible("That button is gone.")
        self.acts.press(chat, person, message_id, button["callback_data"])
        return {"ok": True}

    async def _send_photo(self, request: web.Request) -> Json:
        content = await uploaded(request, "photo")
        message = self.acts.photo(*self._who(request), content, "")
        return {"ok": True, "message_id": message.id}

    async def _voice(self, request: web.Request) -> Json:
        seconds = (await json_body(request)).get("seconds")
        length = seconds if isinstance(seconds, int) else 3
        message = self.acts.voice(*self._who(request), length)
        return {"ok": True, "message_id": message.id}

    async def _start(self, request: web.Request) -> Json:
        payload = str((await json_body(request)).get("payload") or "")
        message = self.acts.open_link(*self._who(request), payload)
        return {"ok": True, "message_id": message.id}

    async def _block(self, request: web.Request) -> Json:
        blocked = bool((await json_body(request)).get("blocked"))
        self.acts.block(*self._who(request), blocked)
        return {"ok": True, "blocked": blocked}

    def _who(self, request: web.Request) -> tuple[Chat, Person]:
        user_id = int(request.match_info["user_id"])
        chat = self.acts.world.private_chat(user_id)
        return chat, self.acts.world.people[user_id]
