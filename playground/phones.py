"""Hands for tests: a phone that says, presses and reads; a group in which people talk."""

from playground.acts import Acts
from playground.people import Person
from playground.screens import Button, ChatMessage, Screen
from playground.state import Chat


class Phone(Screen):
    """One person's private chat with the bot."""

    def __init__(self, acts: Acts, person: Person) -> None:
        chat = acts.world.private_chat(person.id)
        super().__init__(chat)
        self.person = person
        self._acts = acts
        self._open: Chat = chat

    @property
    def blocked(self) -> bool:
        """Whether this person has blocked the bot."""
        return self._open.blocked

    async def says(self, text: str) -> int:
        """Writes to the bot; the id of the message. Raises NotPossible while blocked."""
        return self._acts.say(self._open, self.person, text).id

    async def sends_photo(self, content: bytes | None = None, caption: str = "") -> int:
        """Sends a picture (PNG or JPEG bytes), or some picture."""
        return self._acts.photo(self._open, self.person, content, caption).id

    async def sends_voice(self, seconds: int = 3) -> int:
        """Sends silence of this length."""
        return self._acts.voice(self._open, self.person, seconds).id

    async def sends_document(self, name: str, content: bytes = b"sample") -> int:
        """Sends a file."""
        return self._acts.document(self._open, self.person, name, content).id

    async def sends_location(self, lat: float, lon: float) -> int:
        """Sends a point, in degrees."""
        return self._acts.location(self._open, self.person, (lat, lon)).id

    async def opens_link(self, payload: str = "") -> int:
        """Opens a deep link of the bot, which sends /start with the payload."""
        return self._acts.open_link(self._open, self.person, payload).id

    async def presses(self, label: str, within: float = 0.0) -> None:
        """Presses the newest button with this label (or part of it), waiting up to `within` s.

        An inline button comes first, then the keyboard below the chat; raises LookupError,
        with what is visible, when neither has it.
        """
        if within > 0:
            await self._await(lambda: self._target(label), within, f"press [{label}]")
        target = self._target(label)
        if target is None:
            raise LookupError(f"No button {label!r}; visible: {self.buttons}.\n{self.drawn()}")
        if isinstance(target, str):
            await self.says(target)
        else:
            await self._press(*target)

    async def presses_data(self, message_id: int, data: str) -> None:
        """Sends any callback data from any message, deleted, foreign or invented."""
        self._acts.press(self._open, self.person, message_id, data)

    async def blocks_bot(self) -> None:
        """From now on the bot gets 403."""
        self._acts.block(self._open, self.person, blocked=True)

    async def unblocks_bot(self) -> None:
        """Lets the bot write again."""
        self._acts.block(self._open, self.person, blocked=False)

    def _target(self, label: str) -> tuple[ChatMessage, Button] | str | None:
        keys = (key for row in self.reply_keyboard for key in row if label in key)
        return _find(self.messages, label) or next(keys, None)

    async def _press(self, message: ChatMessage, button: Button) -> None:
        if button.data is not None:
            self._acts.press(self._open, self.person, message.id, button.data)
            return
        address, _, payload = (button.url or "").partition("?start=")
        if address.endswith(f"t.me/{self._acts.world.bot.username}"):
            await self.opens_link(payload)


class Group(Screen):
    """A group with the bot in it; the bot hears commands and mentions only."""

    def __init__(self, acts: Acts, chat: Chat) -> None:
        super().__init__(chat)
        self._acts = acts
        self._open = chat

    async def says(self, user_id: int, text: str) -> int:
        """A member writes; the id of the message. Raises LookupError for somebody else."""
        return self._acts.say(self._open, self._member(user_id), text).id

    async def presses(self, user_id: int, label: str) -> None:
        """A member presses the newest inline button with this label, or LookupError."""
        found = _find(self.messages, label)
        if found is None or found[1].data is None:
            raise LookupError(f"No button {label!r}; visible: {self.buttons}.\n{self.drawn()}")
        self._acts.press(self._open, self._member(user_id), found[0].id, found[1].data)

    async def presses_data(self, user_id: int, message_id: int, data: str) -> None:
        """A member sends any callback data from any message."""
        self._acts.press(self._open, self._member(user_id), message_id, data)

    def _member(self, user_id: int) -> Person:
        member = self._open.members.get(user_id)
        if member is None:
            raise LookupError(f"{user_id} is not a member of this group.")
        return member


def _find(messages: list[ChatMessage], label: str) -> tuple[ChatMessage, Button] | None:
    for message in reversed(messages):
        buttons = [button for row in message.buttons for button in row]
        for button in [one for one in buttons if one == label] or buttons:
            if label in button:
                return message, button
    return None
