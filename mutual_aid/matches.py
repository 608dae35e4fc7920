"""A match: one offer of one need to one volunteer, and the task it becomes."""

from enum import StrEnum
from typing import Protocol

from mutual_aid.errors import MoveNotAllowed
from mutual_aid.ids import MatchId, MemberId, NeedId, VolunteerId
from mutual_aid.record import Instant, Record


class MatchState(StrEnum):
    """Where an offer stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    ON_THE_WAY = "on_the_way"
    ARRIVED = "arrived"
    COMPLETED = "completed"
    DECLINED = "declined"
    EXPIRED = "expired"
    CLOSED = "closed"
    HANDED_BACK = "handed_back"
    NO_SHOW = "no_show"


_S = MatchState
MOVES: dict[MatchState, frozenset[MatchState]] = {
    _S.OFFERED: frozenset({_S.ACCEPTED, _S.DECLINED, _S.EXPIRED, _S.CLOSED}),
    _S.ACCEPTED: frozenset(
        {_S.ON_THE_WAY, _S.ARRIVED, _S.COMPLETED, _S.HANDED_BACK, _S.NO_SHOW, _S.CLOSED}
    ),
    _S.ON_THE_WAY: frozenset({_S.ARRIVED, _S.COMPLETED, _S.HANDED_BACK, _S.NO_SHOW, _S.CLOSED}),
    _S.ARRIVED: frozenset({_S.COMPLETED, _S.HANDED_BACK, _S.CLOSED}),
    _S.COMPLETED: frozenset(),
    _S.DECLINED: frozenset(),
    _S.EXPIRED: frozenset({_S.ACCEPTED, _S.DECLINED, _S.CLOSED}),
    _S.CLOSED: frozenset(),
    _S.HANDED_BACK: frozenset(),
    _S.NO_SHOW: frozenset(),
}
"""Every allowed move; a step may be skipped forwards, since people forget to tap. An expired offer
may still be answered while the need is open: then others are asked as well, that is all."""

HELD = frozenset({_S.ACCEPTED, _S.ON_THE_WAY, _S.ARRIVED})
"""States in which the volunteer has the task and may see the details."""


def check_move(start: MatchState, end: MatchState) -> None:
    """Raise MoveNotAllowed unless the state machine has this move."""
    if end not in MOVES[start]:
        raise MoveNotAllowed(thing="match", start=start, end=end)


class DeclineReason(StrEnum):
    """Why not this time; given in one tap, if at all."""

    BUSY = "busy"
    NOT_THIS_KIND = "kind"
    TOO_FAR = "far"


class Match(Record):
    """One offer. wave counts from 1 within a round, rank from 1 within a wave.

    reasons are codes that say why this person; p_accept, ring, offers_7_days and tasks_28_days are
    as they were at the time; by_chance marks one drawn among near-equals. With the moments of the
    answer they let another policy be replayed on the same offers.
    """

    match_id: MatchId
    need_id: NeedId
    volunteer_id: VolunteerId
    member_id: MemberId
    round: int
    wave: int
    rank: int
    score: int
    p_accept: float
    ring: int
    offers_7_days: int
    tasks_28_days: int
    by_chance: bool
    reasons: tuple[str, ...]
    state: MatchState
    place: int | None
    version: int
    offered_at: Instant
    answer_by_at: Instant
    shown_at: Instant | None
    answered_at: Instant | None
    decline_reason: DeclineReason | None
    accepted_at: Instant | None
    on_the_way_at: Instant | None
    arrived_at: Instant | None
    ended_at: Instant | None
    minutes: int | None
    remark: str
    safety_word: str
    backup_at: Instant | None
    """When the person said yes although the places were filled: asked first if one comes free."""


class Matches(Protocol):
    """How offers and tasks are remembered."""

    async def get(self, match_id: MatchId) -> Match:
        """Raise NotYours where there is none."""
        ...

    async def add(self, match: Match) -> None: ...

    async def take(self, match_id: MatchId, safety_word: str, at: Instant) -> Match | None:
        """Accept by one conditional update behind a unique index; None unless offered or expired.

        The caller has filled a place of the need before, in the same transaction.
        """
        ...

    async def move(
        self,
        match: Match,
        end: MatchState,
        at: Instant,
        *,
        reason: DeclineReason | None = None,
        minutes: int | None = None,
        remark: str | None = None,
    ) -> Match | None:
        """Move by one conditional update on state and version; None if somebody was first."""
        ...

    async def set_reason(self, match_id: MatchId, reason: DeclineReason) -> None: ...
    async def set_minutes(self, match_id: MatchId, minutes: int) -> None: ...
    async def set_remark(self, match_id: MatchId, remark: str) -> None: ...
    async def set_backup(self, match_id: MatchId, at: Instant) -> None: ...
    async def set_shown(self, match_id: MatchId, at: Instant) -> None: ...
    async def of_need(self, need_id: NeedId) -> list[Match]: ...
    async def open_of(self, member_id: MemberId) -> list[Match]: ...
    async def held_by(self, member_id: MemberId) -> list[Match]: ...
    async def made_since(self, since: Instant) -> list[Match]:
        """All offers made from the moment on, oldest first, for replaying a policy."""
        ...
