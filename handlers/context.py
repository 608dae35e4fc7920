"""The typed context that every handler gets: who speaks, in which language, within which turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from telegram.ext import Application, CallbackContext, ExtBot

from handlers.buttons import Pressed, Seals
from handlers.words import Words
from mutual_aid.members import Speaker
from mutual_aid.notices import Kind, Lane, Message
from mutual_aid.turn import Turn


@dataclass(slots=True)
class Scene:
    """What one update is handled with; the gate fills in who speaks and what was pressed."""

    turn: Turn
    seals: Seals
    speaker: Speaker | None = None
    words: Words | None = None
    pressed: Pressed | None = None


_scene: ContextVar[Scene] = ContextVar("scene")


@contextmanager
def in_scene(scene: Scene) -> Iterator[None]:
    """Make the scene the one that contexts built inside the block belong to."""
    token = _scene.set(scene)
    try:
        yield
    finally:
        _scene.reset(token)


Bot = ExtBot[None]


class Context(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """python-telegram-bot's context with our own scene instead of its loose dictionaries."""

    def __init__(
        self,
        application: "Application[Any, Any, Any, Any, Any, Any]",
        chat_id: int | None = None,
        user_id: int | None = None,
    ) -> None:
        super().__init__(application, chat_id, user_id)
        self.scene = _scene.get()

    @property
    def turn(self) -> Turn:
        """The transaction of this update."""
        return self.scene.turn

    @property
    def speaker(self) -> Speaker:
        """Who speaks; set by the gate before any other handler runs."""
        assert self.scene.speaker is not None
        return self.scene.speaker

    @property
    def words(self) -> Words:
        """The speaker's words."""
        assert self.scene.words is not None
        return self.scene.words

    @property
    def pressed(self) -> Pressed:
        """The button that was pressed, its seal checked by the gate."""
        assert self.scene.pressed is not None
        return self.scene.pressed

    async def show(
        self,
        kind: Kind,
        object_id: str = "",
        *,
        fresh: bool = False,
        lane: Lane = Lane.REPLY,
        **facts: str | int,
    ) -> None:
        """Show the speaker a card, in place where one is there and fresh is not asked for."""
        await self.turn.outbox.add(
            Message(
                to=self.speaker.member_id,
                kind=kind,
                object_id=object_id or self.speaker.member_id,
                facts=facts,
                lane=lane,
                fresh=fresh,
            )
        )

    async def say(self, key: str, **blanks: str | int) -> None:
        """Say one sentence of the catalogue to the speaker."""
        await self.turn.outbox.add(
            Message(to=self.speaker.member_id, kind=Kind.SAY, object_id=key, facts=blanks)
        )
