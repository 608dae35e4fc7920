"""How offers and tasks are remembered."""

from mutual_aid.errors import MoveNotAllowed, NotYours
from mutual_aid.ids import MatchId, MemberId, NeedId
from mutual_aid.matches import MOVES, DeclineReason, Match, MatchState, check_move
from mutual_aid.record import Instant
from storage.candidates import Candidates
from storage.rows import Row, read, read_any, to_ms, write
from storage.session import Session


class Matches:
    """Implements mutual_aid.matches.Matches."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def get(self, match_id: MatchId) -> Match:
        """Return the match; raises NotYours where there is none."""
        row = await self._sql.row("match_get", match_id=match_id)
        if row is None:
            raise NotYours
        return read(Match, row)

    async def add(self, match: Match) -> None:
        """Remember a new offer; whoever gets it stands last among those to be asked."""
        await self._sql.run("match_add", **write(match))
        await Candidates(self._sql).asked(match.volunteer_id, match.offered_at)

    async def take(self, match_id: MatchId, safety_word: str, at: Instant) -> Match | None:
        """Accept it with the lowest free place; None where nothing can be taken any more."""
        row = await self._sql.row_unless_taken(
            "match_take", match_id=match_id, safety_word=safety_word, at=to_ms(at)
        )
        return read_any(Match, row)

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
        """Move it and keep the moment; None if somebody was first, MoveNotAllowed to accept."""
        check_move(match.state, end)
        if end is MatchState.ACCEPTED:  # only take keeps the promise of one taker a place
            raise MoveNotAllowed(thing="match", start=match.state, end=end)
        row = await self._sql.row(
            "match_move",
            match_id=match.match_id,
            start_state=match.state.value,
            version=match.version,
            end_state=end.value,
            at=to_ms(at),
            answers=int(end is MatchState.DECLINED),
            leaves=int(end is MatchState.ON_THE_WAY),
            arrives=int(end is MatchState.ARRIVED),
            ends=int(not MOVES[end]),
            reason=reason and reason.value,
            minutes=minutes,
            remark=remark,
        )
        return read_any(Match, row)

    async def set_reason(self, match_id: MatchId, reason: DeclineReason) -> None:
        """Keep why not."""
        await self._sql.run("match_set_reason", match_id=match_id, reason=reason.value)

    async def set_minutes(self, match_id: MatchId, minutes: int) -> None:
        """Keep how long it took."""
        await self._sql.run("match_set_minutes", match_id=match_id, minutes=minutes)

    async def set_remark(self, match_id: MatchId, remark: str) -> None:
        """Keep what the leader should know."""
        await self._sql.run("match_set_remark", match_id=match_id, remark=remark)

    async def set_backup(self, match_id: MatchId, at: Instant) -> None:
        """Keep when the person first said yes although the places were filled."""
        await self._sql.run("match_set_backup", match_id=match_id, at=to_ms(at))

    async def set_shown(self, match_id: MatchId, at: Instant) -> None:
        """Keep when the offer was first shown."""
        await self._sql.run("match_set_shown", match_id=match_id, at=to_ms(at))

    async def of_need(self, need_id: NeedId) -> list[Match]:
        """Return all offers of a need in the order they were made."""
        return _matches(await self._sql.rows("match_of_need", need_id=need_id))

    async def open_of(self, member_id: MemberId) -> list[Match]:
        """Return the offers that wait for a person's answer, oldest first."""
        return _matches(await self._sql.rows("match_open_of", member_id=member_id))

    async def held_by(self, member_id: MemberId) -> list[Match]:
        """Return the tasks that a person has, oldest first."""
        return _matches(await self._sql.rows("match_held_by", member_id=member_id))

    async def made_since(self, since: Instant) -> list[Match]:
        """Return all offers made from the moment on, oldest first."""
        return _matches(await self._sql.rows("match_made_since", since=to_ms(since)))


def _matches(rows: list[Row]) -> list[Match]:
    return [read(Match, row) for row in rows]
