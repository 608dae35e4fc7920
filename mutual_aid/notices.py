"""What people are told: facts only; the words are chosen when a message is sent."""

from enum import IntEnum, StrEnum
from typing import Protocol

from pydantic import Field

from mutual_aid.ids import MemberId
from mutual_aid.record import Instant, Record

Facts = dict[str, str | int]
"""Ids, codes and numbers; never names or words of a person."""


class Lane(IntEnum):
    """Which queue a message waits in; a lower number always goes first."""

    EMERGENCY = 0
    REPLY = 1
    BROADCAST = 2


class Kind(StrEnum):
    """Every kind of message; object_id is what is named in the comment."""

    FORM = "form"  # the reader's running dialogue
    HOME = "home"  # the reader
    SAY = "say"  # facts: key and blanks of one sentence
    NEED = "need"  # need
    OFFER = "offer"  # match
    TASK = "task"  # match; holds name, flat and phone
    EMERGENCY = "emergency"  # need
    CHECK_IN = "check_in"  # check-in
    CHECK_INS = "check_ins"  # the reader
    APPROVAL = "approval"  # volunteer
    ENQUIRY = "enquiry"  # the neighbour who asks
    BOARD = "board"  # the reader
    TASKS = "tasks"  # the reader
    OFFERS = "offers"  # the reader
    BROADCAST = "broadcast"  # broadcast, to its audience
    PROGRESS = "progress"  # broadcast, to its author
    WHY_NOT = "why_not"  # need, to a coordinator
    STORM = "storm"  # estate, to its coordinators
    STATS = "stats"  # the reader
    IDLE = "idle"  # volunteer: no offer for a month
    WARD = "ward"  # match, to the guardian of whoever took it
    ATTACHMENT = "attachment"  # need; facts: file_id, media
    RETRACT = "retract"  # card key; takes a sent message back
    MENU = "menu"  # the reader; sets the command menu of the chat


class Repeat(StrEnum):
    """What is done when nobody knows whether a message arrived."""

    MARKED = "marked"  # sent again with the words "may be a repeat"
    NEVER = "never"  # left uncertain


NEVER_REPEATED = frozenset({Kind.TASK, Kind.BROADCAST, Kind.ATTACHMENT})


def repeat_policy(kind: Kind) -> Repeat:
    """Addresses and broadcasts are never repeated by themselves, everything else is, marked."""
    return Repeat.NEVER if kind in NEVER_REPEATED else Repeat.MARKED


class Message(Record):
    """One thing to tell one person.

    fresh asks for a new message with sound instead of an edit of the card in place; a message of
    the same kind and object that still waits for the same reader is replaced by this one.
    """

    to: MemberId
    kind: Kind
    object_id: str
    facts: Facts = Field(default_factory=dict)
    lane: Lane = Lane.REPLY
    fresh: bool = False
    not_before_at: Instant | None = None


class Outbox(Protocol):
    """Messages that leave after the commit."""

    async def add(self, message: Message) -> bool:
        """Queue it; False if the reader has no Telegram or is known to be unreachable."""
        ...

    async def add_all(self, messages: list[Message]) -> int:
        """Queue many at once (broadcasts); returns how many."""
        ...

    async def adopt(
        self, member_id: MemberId, old: Kind, old_object: str, new: Kind, new_object: str
    ) -> None:
        """Let the reader's card of one thing become the card of another (a form, its need)."""
        ...


class DueKind(StrEnum):
    """Everything that happens by the clock; object_id is what is named in the comment."""

    WAVE = "need.wave"  # need: ask the next few, or tell the coordinator
    OFFER_DEADLINE = "offer.deadline"  # match
    NEED_REMINDER = "need.reminder"  # need: owner has not acted
    TASK_REMINDER = "task.reminder"  # match: helper has not moved
    TAKE_BACK = "details.take_back"  # match: details leave the helper's chat
    EMERGENCY_CIRCLE = "emergency.circle"  # need
    CHECK_IN_ASK = "check_in.ask"  # check-in
    CHECK_IN_STEP = "check_in.step"  # check-in
    BROADCAST_PROGRESS = "broadcast.progress"  # broadcast
    STORM = "storm.plan"  # estate: plan the pool, or end the storm
    RESUME = "volunteer.resume"  # volunteer
    ENQUIRY = "enquiry.waiting"  # the neighbour who asks: no leader has answered
    SWEEP = "sweep"  # the whole network, daily


class Due(Record):
    """One thing to do at or after due_at; the same kind and object is due only once."""

    kind: DueKind
    object_id: str
    due_at: Instant
    facts: Facts = Field(default_factory=dict)


class DueTable(Protocol):
    """Things to do later; they survive restarts and are never dropped for being late."""

    async def at(self, due: Due) -> None:
        """Schedule, or move what is already scheduled for the same kind and object."""
        ...

    async def cancel(self, kind: DueKind, object_id: str) -> None: ...
    async def when(self, kind: DueKind, object_id: str) -> Instant | None: ...


class Audit(Protocol):
    """Who did what; entries carry ids and codes, never names or words."""

    async def write(
        self, actor: MemberId | None, action: str, object_id: str, **facts: str | int
    ) -> None: ...


class Dialogue(Record):
    """A half-filled form: kind and step say what is asked, data is the form's own JSON."""

    member_id: MemberId
    kind: str
    step: str
    data: str
    version: int
    changed_at: Instant


class Dialogues(Protocol):
    """Half-filled forms, one a person."""

    async def get(self, member_id: MemberId) -> Dialogue | None: ...
    async def put(self, member_id: MemberId, kind: str, step: str, data: str) -> Dialogue:
        """Store, with a version one higher than the last this person ever had."""
        ...

    async def end(self, member_id: MemberId) -> None: ...
