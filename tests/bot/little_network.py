"""A network of one rule, to test the program around it: people hear what they say."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from unittest.mock import patch

from markupsafe import Markup
from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.wiring import AnyApplication, Wiring
from handlers.buttons import Seals
from handlers.context import Context
from handlers.screens import Button, Menu, Retract, Screen, Worded
from handlers.wording import WORDINGS, Reading
from mutual_aid.errors import NotUnderstood, Refused
from mutual_aid.ids import MemberId, TelegramId
from mutual_aid.members import Member
from mutual_aid.notices import Due, Kind, Lane, Message
from mutual_aid.record import Language, Names
from mutual_aid.turn import Turn


def member_id_of(telegram_id: int) -> MemberId:
    return MemberId(f"M{telegram_id}")


async def settle_in(turn: Turn, telegram_id: int) -> MemberId:
    """Return the member behind a Telegram id, who is added at the first word."""
    speaker = await turn.members.speaker(TelegramId(telegram_id))
    if speaker is not None:
        return speaker.member_id
    person = Member(
        member_id=member_id_of(telegram_id),
        telegram_id=TelegramId(telegram_id),
        names=Names.same("CANARY Chan"),
        phone="+852 0000 7777",
        spoken=(),
        language=Language.EN,
        unreachable_at=None,
        locked_at=None,
    )
    await turn.members.add(person)
    return person.member_id


@dataclass
class LittleNetwork:
    """What happened is noted; words that begin with a known verb make things go wrong."""

    heard: list[tuple[int, str]] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    failing_due: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0

    @property
    def wiring(self) -> Wiring:
        return Wiring(
            self.register,
            self.tell,
            self.apologise,
            self.act,
            self.think,
            self.became_unreachable,
        )

    async def think(self, _turn: Turn, _due: Due) -> None:
        """Nothing has to be computed."""

    def register(self, application: AnyApplication) -> None:
        application.add_handler(MessageHandler(filters.TEXT, self._hear))
        application.add_handler(CallbackQueryHandler(self._press))

    async def tell(self, turn: Turn, seals: Seals, update: Update, refusal: Refused) -> None:
        assert update.effective_user is not None
        person = await settle_in(turn, update.effective_user.id)
        await say(turn, person, f"refused: {refusal.code}")

    async def apologise(self, turn: Turn, seals: Seals, update: Update, reference: str) -> None:
        assert update.effective_user is not None
        person = await settle_in(turn, update.effective_user.id)
        await say(turn, person, f"sorry {reference}")

    async def act(self, turn: Turn, due: Due) -> None:
        if due.object_id in self.failing_due:
            raise RuntimeError("CANARY words of a mistake")
        self.done.append(due.object_id)
        if "again" in due.facts:
            await turn.due.at(
                Due(
                    kind=due.kind,
                    object_id=due.object_id,
                    due_at=turn.now + timedelta(hours=1),
                )
            )

    async def became_unreachable(self, turn: Turn, member_id: MemberId) -> None:
        self.gone.append(member_id)

    async def _hear(self, update: Update, context: Context) -> None:
        assert update.effective_user is not None
        assert update.message is not None
        text = update.message.text or ""
        person = await settle_in(context.turn, update.effective_user.id)
        await say(context.turn, person, text)
        self.heard.append((update.effective_user.id, text))
        await self._go_wrong(text)

    async def _go_wrong(self, text: str) -> None:
        if text.startswith("refuse"):
            raise NotUnderstood
        if text.startswith("break"):
            raise RuntimeError("CANARY words of a mistake")
        if text.startswith("slow"):
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            await asyncio.sleep(0.05)
            self.at_once -= 1

    async def _press(self, update: Update, context: Context) -> None:
        query = update.callback_query
        assert query is not None
        pressed = context.scene.seals.open(query.data or "", query.from_user.id)
        person = await settle_in(context.turn, query.from_user.id)
        await say(context.turn, person, f"pressed {pressed.action}")


async def say(turn: Turn, to: MemberId, text: str) -> None:
    await turn.outbox.add(Message(to=to, kind=Kind.SAY, object_id="said", facts={"text": text}))


def message(to: int, text: str, kind: Kind = Kind.NEED, **options: object) -> Message:
    """Return a message to the person with that Telegram id; the object is N1 unless told."""
    fields: dict[str, object] = {"object_id": "N1", "lane": Lane.REPLY, **options}
    facts = {"text": text, **dict(fields.pop("facts", {}))}  # type: ignore[call-overload]
    return Message.model_validate({"to": member_id_of(to), "kind": kind, "facts": facts, **fields})


async def _word(reading: Reading) -> Worded | None:
    facts, text = reading.facts, str(reading.facts.get("text", ""))
    if "nothing" in facts:
        return None
    if "broken" in facts:
        raise RuntimeError("CANARY words of a mistake")
    if "retract" in facts:
        return Retract(str(facts["retract"]), reading.object_id, Markup("It has ended."))
    if "menu" in facts:
        return Menu((("start", text),))
    rows = ((Button("Press", "t.press", "N1"),),) if "button" in facts else ()
    return Screen(
        Markup("<b>{}</b>").format(text),
        rows,
        private="private" in facts,
        media=str(facts.get("media", "")),
        file_id=str(facts.get("file_id", "")),
    )


@contextmanager
def little_words() -> Iterator[None]:
    """Word every kind of message by its facts, until the end of the block."""
    with patch.dict(WORDINGS, dict.fromkeys(Kind, _word)):
        yield
