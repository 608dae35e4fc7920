"""A need: what a neighbour lacks, from the report to its end."""

from enum import StrEnum
from typing import Protocol

from mutual_aid.errors import MoveNotAllowed
from mutual_aid.ids import BlockId, EstateId, MemberId, NeedId, UnitId
from mutual_aid.record import Instant, Record
from mutual_aid.taxonomy import Category, Urgency, categories


class NeedState(StrEnum):
    """Where a need stands; a draft lives in its reporter's dialogue and is not stored here."""

    OPEN = "open"
    MATCHED = "matched"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    REFERRED = "referred"
    UNFILLED = "unfilled"


_S = NeedState
MOVES: dict[NeedState, frozenset[NeedState]] = {
    _S.OPEN: frozenset(
        {
            _S.MATCHED,
            _S.IN_PROGRESS,
            _S.DONE,
            _S.CLOSED,
            _S.WITHDRAWN,
            _S.REFERRED,
            _S.UNFILLED,
        }
    ),
    _S.MATCHED: frozenset({_S.OPEN, _S.IN_PROGRESS, _S.DONE, _S.WITHDRAWN}),
    _S.IN_PROGRESS: frozenset({_S.OPEN, _S.DONE, _S.CLOSED}),
    _S.DONE: frozenset({_S.OPEN, _S.CLOSED}),
    _S.UNFILLED: frozenset({_S.OPEN}),
    _S.REFERRED: frozenset({_S.OPEN, _S.CLOSED}),
    _S.CLOSED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
"""Every allowed move. open → in_progress → closed is the way of an emergency; open → done that of
a need for two which one helper finished alone."""

LIVE = frozenset({_S.OPEN, _S.MATCHED, _S.IN_PROGRESS, _S.DONE})
"""States in which somebody still owes the neighbour something."""


def check_move(start: NeedState, end: NeedState) -> None:
    """Raise MoveNotAllowed unless the state machine has this move."""
    if end not in MOVES[start]:
        raise MoveNotAllowed(thing="need", start=start, end=end)


class Wish(StrEnum):
    """Who should help, as far as it was said; whoever is asked reads it and decides."""

    WOMAN = "woman"
    MAN = "man"
    STRONG = "strong"
    TRAINED = "trained"


class Need(Record):
    """A confirmed need. from_at/until_at bound the time of help where the words could be resolved.

    owner_id answers for it: the reporter's leader, the coordinator, or who took an emergency.
    """

    need_id: NeedId
    number: int
    estate_id: EstateId
    block_id: BlockId
    floor: int | None
    unit_id: UnitId | None
    category_code: str
    urgency: Urgency
    state: NeedState
    helpers: int
    places_taken: int
    person: str
    when_words: str
    from_at: Instant | None
    until_at: Instant | None
    notes: str
    spoken: str
    wishes: tuple[Wish, ...] = ()
    reporter_id: MemberId
    owner_id: MemberId
    wave: int
    round: int
    """Counts the times the need was opened: 1 at first, more after a hand back or a 'not yet'."""
    version: int
    created_at: Instant
    changed_at: Instant
    next_due_at: Instant | None
    """When the network will act on it by itself; never None while open."""
    ended_reason: str
    escalated_round: int
    """The last round of which the coordinators were told that nobody was found yet; 0 for none."""
    emergency_call: str
    """What the reporter of an emergency said: called, cannot, or nothing yet."""

    @property
    def category(self) -> Category:
        """Its kind, with the defaults of the taxonomy."""
        return categories()[self.category_code]

    @property
    def code(self) -> str:
        """The number people say, such as N-0412."""
        return f"N-{self.number:04d}"

    @property
    def sealed(self) -> bool:
        """Whether only coordinators and social workers may see it."""
        return self.category.sealed

    @property
    def emergency(self) -> bool:
        """Whether life or safety is at risk now."""
        return self.urgency is Urgency.EMERGENCY


class Note(Record):
    """Something added to a need by a person, in their own words."""

    need_id: NeedId
    by: MemberId
    at: Instant
    text: str


class Attachment(Record):
    """A photo or voice message that Telegram keeps; kind is photo or voice."""

    file_id: str
    kind: str


class Needs(Protocol):
    """How needs are remembered."""

    async def get(self, need_id: NeedId) -> Need:
        """Raise NotYours where there is none."""
        ...

    async def add(self, need: Need) -> None: ...

    async def next_number(self, estate_id: EstateId) -> int:
        """Return the next number of the estate; numbers may have gaps, never repeats."""
        ...

    async def move(
        self,
        need: Need,
        end: NeedState,
        at: Instant,
        *,
        owner_id: MemberId | None = None,
        reason: str = "",
    ) -> Need | None:
        """Move by one conditional update on state and version; None if somebody was first.

        A move to open starts the next round: wave 0, no places taken.
        """
        ...

    async def take_place(self, need_id: NeedId, at: Instant) -> Need | None:
        """Fill one place of an open need (matched when it was the last); None if full or closed."""
        ...

    async def free_place(self, need_id: NeedId, at: Instant) -> Need:
        """Give one place back and reopen: wave 0 of the next round."""
        ...

    async def set_owner(self, need_id: NeedId, owner_id: MemberId) -> None: ...
    async def set_emergency_call(self, need_id: NeedId, answer: str) -> None: ...
    async def set_wave(self, need_id: NeedId, wave: int, next_due_at: Instant | None) -> None: ...
    async def set_escalated(self, need_id: NeedId, round_number: int) -> None: ...
    async def set_next_due(self, need_id: NeedId, next_due_at: Instant | None) -> None: ...
    async def live_in_block(self, block_id: BlockId) -> list[Need]: ...
    async def live_in_estate(self, estate_id: EstateId) -> list[Need]: ...
    async def live_of_reporter(self, member_id: MemberId) -> list[Need]: ...

    async def similar(self, unit_id: UnitId, category_code: str, since: Instant) -> Need | None:
        """The newest need of that flat and kind reported since then that is not withdrawn."""
        ...

    async def earlier_visits(self, unit_id: UnitId, before: NeedId) -> int:
        """How many needs of the flat were completed (for the pair on a first visit)."""
        ...

    async def add_note(self, note: Note) -> None: ...
    async def notes(self, need_id: NeedId) -> list[Note]: ...
    async def attach(self, need_id: NeedId, attachment: Attachment, at: Instant) -> None: ...
    async def attachments(self, need_id: NeedId) -> list[Attachment]: ...
    async def alert(self, need_id: NeedId, member_id: MemberId, circle: int, at: Instant) -> bool:
        """Record that a person was alerted to an emergency; False if they already were."""
        ...

    async def alerted(self, need_id: NeedId) -> list[MemberId]: ...
