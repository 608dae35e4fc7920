"""How residents on the list and their check-ins are remembered."""

from mutual_aid.check_ins import MOVES, CheckIn, CheckInState, Resident
from mutual_aid.errors import MoveNotAllowed, NotYours
from mutual_aid.ids import CheckInId, EstateId, MemberId, ResidentId
from mutual_aid.record import Instant
from storage.rows import read, read_any, to_ms, write
from storage.session import Session


class CheckIns:
    """Implements mutual_aid.check_ins.CheckIns."""

    def __init__(self, sql: Session) -> None:
        self._sql = sql

    async def resident(self, resident_id: ResidentId) -> Resident:
        """Return the resident; raises NotYours where there is none."""
        row = await self._sql.row("resident_get", resident_id=resident_id)
        if row is None:
            raise NotYours
        return read(Resident, row)

    async def active_residents(self) -> list[Resident]:
        """Return everybody on the list, also who pauses, by code."""
        return [read(Resident, row) for row in await self._sql.rows("resident_active")]

    async def get(self, check_in_id: CheckInId) -> CheckIn:
        """Return the check-in; raises NotYours where there is none."""
        row = await self._sql.row("check_in_get", check_in_id=check_in_id)
        if row is None:
            raise NotYours
        return read(CheckIn, row)

    async def plan(self, check_in: CheckIn) -> bool:
        """Add it; False if the resident has one for that window."""
        return await self._sql.row("check_in_plan", **write(check_in)) is not None

    async def has_planned(self, resident_id: ResidentId) -> bool:
        """Tell whether a next one waits."""
        return bool(await self._sql.value("check_in_has_planned", resident_id=resident_id))

    async def move(
        self,
        check_in: CheckIn,
        end: CheckInState,
        at: Instant,
        *,
        step: int | None = None,
        answer: str | None = None,
        by: MemberId | None = None,
        next_due_at: Instant | None = None,
    ) -> CheckIn | None:
        """Move it; what comes next is as given, also when it is nothing."""
        if end not in MOVES[check_in.state]:
            raise MoveNotAllowed(thing="check_in", start=check_in.state, end=end)
        row = await self._sql.row(
            "check_in_move",
            check_in_id=check_in.check_in_id,
            start_state=check_in.state.value,
            version=check_in.version,
            end_state=end.value,
            at=to_ms(at),
            asks=int(end is CheckInState.ASKED),
            answers=int(end in (CheckInState.ANSWERED, CheckInState.RESOLVED)),
            step=step,
            answer=answer,
            by_member=by,
            next_due_at=to_ms(next_due_at),
        )
        return read_any(CheckIn, row)

    async def take(self, check_in: CheckIn, by: MemberId, at: Instant) -> CheckIn | None:
        """Record who is on it; None if anything about it changed since it was read."""
        row = await self._sql.row(
            "check_in_take",
            check_in_id=check_in.check_in_id,
            version=check_in.version,
            by_member=by,
            at=to_ms(at),
        )
        return read_any(CheckIn, row)

    async def told(self, check_in_id: CheckInId, member_id: MemberId, at: Instant) -> bool:
        """Record that a person got a card; False if they had one."""
        row = await self._sql.row(
            "check_in_told", check_in_id=check_in_id, member_id=member_id, at=to_ms(at)
        )
        return row is not None

    async def audience(self, check_in_id: CheckInId) -> list[MemberId]:
        """Return whoever got a card, first ones first."""
        rows = await self._sql.rows("check_in_audience", check_in_id=check_in_id)
        return [row["member_id"] for row in rows]

    async def live_of(self, estate_id: EstateId) -> list[CheckIn]:
        """Return asked, silent and escalated ones, oldest first."""
        rows = await self._sql.rows("check_in_live_of", estate_id=estate_id)
        return [read(CheckIn, row) for row in rows]
