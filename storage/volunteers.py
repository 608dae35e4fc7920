"""How volunteers are remembered."""

from zoneinfo import ZoneInfo

from mutual_aid.errors import NotYours
from mutual_aid.ids import BlockId, EstateId, MemberId, NeedId, UnitId, VolunteerId
from mutual_aid.record import Instant
from mutual_aid.volunteers import Candidate, Radius, Search, Tie, Volunteer, VolunteerStatus
from storage.candidates import Candidates
from storage.estates import Estates
from storage.rows import joined, read, read_any, to_ms, write
from storage.session import Session


class Volunteers:
    """Implements mutual_aid.volunteers.Volunteers."""

    def __init__(self, sql: Session, estates: Estates) -> None:
        self._sql = sql
        self._estates = estates
        self._search = Candidates(sql)

    async def get(self, volunteer_id: VolunteerId) -> Volunteer:
        """Return the volunteer; raises NotYours where there is none."""
        row = await self._sql.row("volunteer_get", volunteer_id=volunteer_id)
        if row is None:
            raise NotYours
        return read(Volunteer, row)

    async def add(self, volunteer: Volunteer, at: Instant) -> None:
        """Remember a volunteer who consented at that moment, to be found by each skill."""
        await self._sql.run("volunteer_add", **write(volunteer), consented_at=to_ms(at))
        home = (volunteer.home_block_id, volunteer.estate_id)
        await self._search.place([(volunteer.volunteer_id, *home, volunteer.skills)])

    async def candidates(
        self, search: Search, cells: tuple[BlockId | EstateId, ...], *, now: Instant, limit: int
    ) -> list[Candidate]:
        """Return the first few of each skill and cell; weeks are those of the need's estate."""
        found = await self._search.find(search, cells, now, limit)
        if not found:
            return []
        ties = await self._search.ties([(search.need_id, search.unit_id)])
        return await self._search.told(found, ties, now, await self._zone(search.estate_id))

    async def everyone(self, estate_id: EstateId, now: Instant) -> list[Candidate]:
        """Return the active volunteers of an estate, the longest without an offer first."""
        found = await self._search.everyone(estate_id)
        return await self._search.told(found, (), now, await self._zone(estate_id))

    async def ties(self, need_ids: tuple[NeedId, ...]) -> list[Tie]:
        """Return pairs that were asked, refused or met before."""
        return await self._search.ties((need_id, None) for need_id in need_ids)

    async def refuse(self, unit_id: UnitId, volunteer_id: VolunteerId) -> None:
        """Keep the household's wish."""
        await self._sql.run("volunteer_refuse", unit_id=unit_id, volunteer_id=volunteer_id)

    async def without_offer(self, since: Instant, limit: int) -> list[Volunteer]:
        """Return whoever waits since before the moment; a joining day begins at 00:00 UTC."""
        rows = await self._sql.rows("volunteer_without_offer", since=to_ms(since), limit=limit)
        return [read(Volunteer, row) for row in rows]

    async def set_heard(self, volunteer_id: VolunteerId, at: Instant) -> None:
        """Keep when the honest word was said."""
        await self._sql.run("volunteer_set_heard", volunteer_id=volunteer_id, at=to_ms(at))

    async def set_radius(self, volunteer_id: VolunteerId, radius: Radius) -> None:
        """Keep how far a volunteer goes."""
        await self._sql.run("volunteer_set_radius", volunteer_id=volunteer_id, radius=radius.value)

    async def set_events(self, volunteer_id: VolunteerId, *, wanted: bool) -> None:
        """Keep whether events are welcome."""
        await self._sql.run("volunteer_set_events", volunteer_id=volunteer_id, wanted=int(wanted))

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
        await self._search.mark(volunteer_id)
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
        await self._search.mark(volunteer_id)

    async def pause(self, volunteer_id: VolunteerId, until_at: Instant | None) -> None:
        """Stop asking an active volunteer until the moment, or until they return."""
        await self._sql.run("volunteer_pause", volunteer_id=volunteer_id, until_at=to_ms(until_at))
        await self._search.mark(volunteer_id)

    async def resume(self, volunteer_id: VolunteerId) -> None:
        """Ask a paused volunteer again."""
        await self._sql.run("volunteer_resume", volunteer_id=volunteer_id)
        await self._search.mark(volunteer_id)

    async def add_minutes(self, volunteer_id: VolunteerId, minutes: int) -> None:
        """Add time that was given."""
        await self._sql.run("volunteer_add_minutes", volunteer_id=volunteer_id, minutes=minutes)

    async def minutes_since(self, volunteer_id: VolunteerId, since: Instant) -> int:
        """Return minutes of the tasks that ended since then."""
        minutes = await self._sql.value(
            "volunteer_minutes_since", volunteer_id=volunteer_id, since=to_ms(since)
        )
        return int(minutes)

    async def _zone(self, estate_id: EstateId) -> ZoneInfo:
        return (await self._estates.get(estate_id)).zone
