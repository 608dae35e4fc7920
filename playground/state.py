"""Everything that this pretend Telegram remembers: people, chats, messages, open presses."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from playground.clock import PretendClock
from playground.files import FileShelf
from playground.messages import Message
from playground.people import BotAccount, Json, Person

STRANGERS_START_AT = 995_000_000_001
QUERY_LIFETIME = timedelta(seconds=60)
TYPING_LASTS = timedelta(seconds=5)
Listener = Callable[[Json], None]


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the person's) or a group (negative id)."""

    id: int
    as_json: Json
    person: Person | None = None
    members: dict[int, Person] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: Json | None = None
    typing_until: datetime | None = None
    notices: list[str] = field(default_factory=list)
    waiters: set[asyncio.Future[None]] = field(default_factory=set)

    async def changes(self, within: float) -> bool:
        """Waits for the next change; False when `within` seconds pass first."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiters.add(waiter)
        try:
            done, _ = await asyncio.wait({waiter}, timeout=max(within, 0))
            return bool(done)
        finally:
            self.waiters.discard(waiter)

    def wake(self) -> None:
        """Ends every `changes` that is under way."""
        for waiter in self.waiters:
            if not waiter.done():
                waiter.set_result(None)


class World:
    """One estate's worth of phones around one bot."""

    def __init__(self, bot: BotAccount, clock: PretendClock, people: Iterable[Person]) -> None:
        self.bot = bot
        self.clock = clock
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files = FileShelf()
        self.listeners: list[Listener] = []
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self._queries: dict[str, tuple[int, datetime]] = {}
        self._last_message_id = 100
        self._last_query = 7_000_000_000
        for person in people:
            self.add_person(person)

    def add_person(self, person: Person) -> None:
        """Raises ValueError when somebody else already has this id."""
        if person.id in self.people or person.id <= 0:
            raise ValueError(f"The id {person.id} is taken or not above zero: choose another.")
        self.people[person.id] = person
        self.tell({"kind": "people"})

    def add_stranger(self, name: str, language_code: str) -> Person:
        """Somebody who stands in no list, with a new id."""
        number = STRANGERS_START_AT
        while number in self.people:
            number += 1
        person = Person(id=number, first_name=name, language_code=language_code)
        self.add_person(person)
        return person

    def person(self, user_id: int) -> Person:
        """Raises LookupError for an id that nobody has."""
        person = self.people.get(user_id)
        if person is None:
            raise LookupError(f"Nobody here has the id {user_id}.")
        return person

    def private_chat(self, user_id: int) -> Chat:
        """Raises LookupError for an id that nobody has."""
        chat = self.chats.get(user_id)
        if chat is not None:
            return chat
        person = self.person(user_id)
        described = {"id": user_id, "type": "private", "first_name": person.first_name}
        if person.last_name:
            described["last_name"] = person.last_name
        chat = self.chats[user_id] = Chat(user_id, described, person)
        return chat

    def add_group(self, chat_id: int, title: str, members: Iterable[int]) -> Chat:
        """A supergroup in which the bot is a plain member."""
        described = {"id": chat_id, "type": "supergroup", "title": title}
        people = {user_id: self.person(user_id) for user_id in members}
        chat = self.chats[chat_id] = Chat(chat_id, described, members=people, started=True)
        return chat

    def next_message_id(self) -> int:
        """One counter for all chats, as a bot sees in its private chats."""
        self._last_message_id += 1
        return self._last_message_id

    def put(self, chat: Chat, message: Message) -> Message:
        """Shows a new message in its chat."""
        chat.messages[message.id] = message
        if message.sender is None:
            chat.typing_until = None
        self.changed(chat, alert=message.sender is None and not message.silent)
        return message

    def changed(self, chat: Chat, alert: bool = False) -> None:
        """Tells whoever watches this chat; `alert` is for a new message with sound."""
        if chat.waiters:
            chat.wake()
        if self.listeners:
            event: Json = {"kind": "chat", "user_id": chat.id}
            self.tell(event | {"alert": True} if alert else event)

    def tell(self, event: Json) -> None:
        """Hands one event to every listener, at once."""
        for listener in self.listeners:
            listener(event)

    def open_query(self, user_id: int) -> str:
        """The id of a new callback query; the bot can answer it for a minute of the clock."""
        self._last_query += 1
        query_id = str(self._last_query)
        now = self.clock.now()
        while self._queries:
            oldest = next(iter(self._queries))
            if now - self._queries[oldest][1] <= QUERY_LIFETIME:
                break
            del self._queries[oldest]
        self._queries[query_id] = (user_id, now)
        return query_id

    def presser(self, query_id: str) -> int | None:
        """Who asked this query, or None when it is unknown or too old."""
        user_id, asked_at = self._queries.get(query_id, (None, self.clock.now()))
        return user_id if self.clock.now() - asked_at <= QUERY_LIFETIME else None
