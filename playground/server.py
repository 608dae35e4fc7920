"""The whole pretend Telegram: one object to start, stop, hold phones of and look into."""

import asyncio
import ipaddress
from collections.abc import Iterable, Sequence

from aiohttp import web

from playground.acts import Acts
from playground.api import BotApi
from playground.calls import Call
from playground.clock import PretendClock
from playground.delivery import UpdateQueue
from playground.faults import Faults
from playground.limits import Pacing
from playground.page import Page
from playground.people import BotAccount, Json, Person
from playground.phones import Group, Phone
from playground.state import World

LARGEST_UPLOAD = 50 << 20
GRACE_SECONDS = 1.0


class Playground:
    """State lives as long as the object: a stop and a start are an outage, nothing is lost."""

    def __init__(
        self,
        token: str,
        clock: PretendClock | None = None,
        people: Iterable[Person] = (),
        opening: Sequence[int] = (),
        bot_username: str = "louzhang_bot",
        strict_pacing: bool = True,
        bot_name: str = "Louzhang 楼长",
    ) -> None:
        """Raises ValueError for a token without the number and colon that Telegram's have."""
        number, _, secret = token.partition(":")
        if not number.isdecimal() or not secret:
            raise ValueError("A token is a number, a colon and a secret, such as 1234:abc.")
        self.clock = clock or PretendClock()
        self.faults = Faults()
        self.world = World(BotAccount(int(number), bot_username, bot_name), self.clock, people)
        if unknown := [one for one in opening if one not in self.world.people]:
            raise ValueError(f"Nobody here has the id {unknown[0]}: it cannot be an opening phone.")
        self._queue = UpdateQueue(self.faults)
        self._acts = Acts(self.world, self._queue)
        self._api = BotApi(token, self.world, self._queue, self.faults, Pacing(strict_pacing))
        self._page = Page(self._acts, self._api.log, self.faults, opening)
        self._runner: web.AppRunner | None = None
        self._host = "127.0.0.1"
        self.port = 0

    @property
    def base_url(self) -> str:
        """What a bot library takes in place of https://api.telegram.org/bot."""
        return f"{self.page_url}bot"

    @property
    def base_file_url(self) -> str:
        """What a bot library takes in place of https://api.telegram.org/file/bot."""
        return f"{self.page_url}file/bot"

    @property
    def page_url(self) -> str:
        """Where a browser finds the phones."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}/"

    @property
    def log(self) -> list[Call]:
        """Everything that the bot called, oldest first."""
        return self._api.log

    @property
    def waiting(self) -> int:
        """How many updates the bot has not confirmed yet."""
        return len(self._queue)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Port 0 takes a free one; raises ValueError unless `host` is this machine only."""
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError("The playground listens on this machine only: use 127.0.0.1.")
        self._queue.closing = False
        app = web.Application(client_max_size=LARGEST_UPLOAD)
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self._api.answer)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._api.download)
        self._page.add_routes(app.router)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self._host = host
        self.port = int(self._runner.addresses[0][1])
        self._api.webhook.resume()

    async def stop(self) -> None:
        """Closes every connection; updates that wait stay for the next start."""
        runner, self._runner = self._runner, None
        if runner is None:
            return
        await self._api.webhook.stop()
        self._queue.closing = True
        self._queue.end_poll()
        self._page.close_events()
        await runner.cleanup()

    async def bot_polls(self, within: float = 10.0) -> None:
        """Waits until a bot waits for updates; AssertionError after `within` seconds."""
        try:
            await asyncio.wait_for(self._queue.polled(), within)
        except TimeoutError:
            raise AssertionError(f"No bot has polled for updates within {within} s.") from None

    def add_person(self, person: Person) -> None:
        """Raises ValueError when somebody else already has this id."""
        self.world.add_person(person)

    def phone(self, user_id: int) -> Phone:
        """Raises LookupError for an id that nobody has."""
        return Phone(self._acts, self.world.person(user_id))

    def inject(self, content: Json, chat_id: int = 0) -> int:
        """Puts an update of any shape before the bot; only its update_id is made here."""
        return self._queue.inject(content, chat_id)

    def group(self, chat_id: int, title: str = "", members: Iterable[int | Person] = ()) -> Group:
        """The group with this (negative) id; a new one is made and the bot is added to it."""
        chat = self.world.chats.get(chat_id)
        if chat is None:
            if chat_id >= 0:
                raise ValueError("Ids of groups are below zero.")
            ids = [one.id if isinstance(one, Person) else one for one in members]
            chat = self.world.add_group(chat_id, title, ids)
            for member in list(chat.members.values())[:1]:
                self._acts.add_bot(chat, member)
        return Group(self._acts, chat)
