"""How volunteers are remembered, and found by skill and block."""

from datetime import timedelta

from mutual_aid.errors import NotYours
from mutual_aid.ids import BlockId, EstateId, MemberId, VolunteerId
from mutual_aid.record import Instant
from mutual_aid.times import week_start
from mutual_aid.volunteers import Candidate, Volunteer, VolunteerStatus
from storage.estates import Estates
from storage.rows import Row, joined, packed, packed_list, read, read_any, to_moment, to_ms, write
from storage.session import Session

_WEEK = timedelta(days=7)
_MONTH = timedelta(days=28)


class Volunteers:
    """Implements mutual_aid.volunteers.Volunteers."""

    def __init__(self, sql: Session, estates: Estates) -> None:
        self._sql = sql
        self._estates = estates

    async def get(self, volunteer_id: VolunteerId) -> Volunteer:
        """Return the volunteer; raises NotYours where there is none."""
        row = await self._sql.row("volunteer_get", volunteer_id=volunteer_id)
        if row is None:
            raise NotYours
        return read(Volunteer, row)

    async def add(self, volunteer: Volunteer, at: Instant) -> None:
        """Remember a volunteer who consented at that moment, with an entry for each skill."""
        await self._sql.run("volunteer_add", **write(volunteer), consented_at=to_ms(at))
        await self._sql.run(
            "volunteer_skills_add",
            volunteer_id=volunteer.volunteer_id,
            block_id=volunteer.home_block_id,
            skills=packed_list(volunteer.skills),
        )

    async def candidates(
        self,
        *,
        skills: tuple[str, ...],
        estate_id: EstateId,
        block_ids: tuple[BlockId, ...],
        need_id: str,
        unit_id: str | None,
        now: Instant,
        limit: int,
    ) -> list[Candidate]:
        """Return the active holders of any of the skills in the blocks, with their history.

        Blocks named first come first, then whoever was not asked for longest, so that a limit cuts
        fairly. Weeks begin on Monday 00:00 in the zone of the need's estate.
        """
        zone = (await self._estates.get(estate_id)).zone
        rows = await self._sql.rows(
            "volunteer_candidates",
            skills=packed_list(dict.fromkeys(skills)),
            blocks=packed((block, rank) for rank, block in enumerate(dict.fromkeys(block_ids))),
            need_id=need_id,
            unit_id=unit_id,
            week_ago=to_ms(now - _WEEK),
            month_ago=to_ms(now - _MONTH),
            week_start=to_ms(week_start(now, zone)),
            limit=limit,
        )
        return [_candidate(row) for row in rows]

    async def pending(self, estate_id: EstateId) -> list[Volunteer]:
        """Return whoever waits for approval, longest first."""
        rows = await self._sql.rows("volunteer_pending", estate_id=estate_id)
        return [read(Volunteer, row) for row in rows]

    async def decide(
        self, volunteer_id: VolunteerId, *, approved: bool, by: MemberId, at: Instant
    ) -> Volunteer | None:
        """Make active or withdrawn what is pending; None if somebody already did."""
        status = VolunteerStatus.ACTIVE if approved else VolunteerStatus.WITHDRAWN
        row = await self._sql.row(
            "volunteer_decide",
            volunteer_id=volunteer_id,
            status=status.value,
            by_member=by,
            at=to_ms(at),
        )
        return read_any(Volunteer, row)

    async def decided_by(self, volunteer_id: VolunteerId) -> MemberId | None:
        """Return who approved or turned down; None while it waits, and for imported ones."""
        member_id: MemberId | None = await self._sql.value(
            "volunteer_decided_by", volunteer_id=volunteer_id
        )
        return member_id

    async def set_availability(
        self, volunteer_id: VolunteerId, availability: tuple[str, ...]
    ) -> None:
        """Keep the day parts in which a volunteer is free."""
        await self._sql.run(
            "volunteer_set_availability",
            volunteer_id=volunteer_id,
            availability=joined(availability),
        )

    async def set_weekly_limit(self, volunteer_id: VolunteerId, tasks: int) -> None:
        """Keep how many tasks a week are welcome."""
        await self._sql.run("volunteer_set_weekly_limit", volunteer_id=volunteer_id, tasks=tasks)

    async def pause(self, volunteer_id: VolunteerId, until_at: Instant | None) -> None:
        """Stop asking an active volunteer until the moment, or until they return."""
        await self._sql.run("volunteer_pause", volunteer_id=volunteer_id, until_at=to_ms(until_at))

    async def resume(self, volunteer_id: VolunteerId) -> None:
        """Ask a paused volunteer again."""
        await self._sql.run("volunteer_resume", volunteer_id=volunteer_id)

    async def add_minutes(self, volunteer_id: VolunteerId, minutes: int) -> None:
        """Add time that was given."""
        await self._sql.run("volunteer_add_minutes", volunteer_id=volunteer_id, minutes=minutes)

    async def minutes_since(self, volunteer_id: VolunteerId, since: Instant) -> int:
        """Return minutes of the tasks that ended since then."""
        minutes = await self._sql.value(
            "volunteer_minutes_since", volunteer_id=volunteer_id, since=to_ms(since)
        )
        return int(minutes)


def _candidate(row: Row) -> Candidate:
    return Candidate(
        volunteer=read(Volunteer, row),
        telegram_id=row["member_telegram_id"],
        unreachable=row["member_unreachable_at"] is not None,
        open_offers=row["open_offers"],
        tasks_this_week=row["tasks_this_week"],
        offers_7_days=row["offers_7_days"],
        tasks_28_days=row["tasks_28_days"],
        offers_ever=row["offers_ever"],
        accepts_ever=row["accepts_ever"],
        last_offer_at=to_moment(row["last_offer_at"]),
        good_visits_here=row["good_visits_here"],
        asked_for_this=bool(row["asked_for_this"]),
        refused_here=bool(row["refused_here"]),
    )
