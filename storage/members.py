"""How people, their roles and their invitations are remembered."""

from datetime import date, timedelta

from mutual_aid.errors import NotYours
from mutual_aid.ids import BlockId, EstateId, MemberId, TelegramId
from mutual_aid.members import Invitation, Leader, Member, Speaker, Staff
from mutual_aid.record import Instant, Language, Names
from mutual_aid.volunteers import Volunteer
from storage.candidates import Candidates
from storage.rows import Row, name_columns, read, read_any, to_ms, write
from storage.session import Session

_TRIES_WITHIN = timedelta(hours=1)


class Members:
    """Implements mutual_aid.members.Members."""

    def __init__(self, sql: Session, now: Instant) -> None:
        self._sql = sql
        self._now = now

    async def get(self, member_id: MemberId) -> Member:
        """Return the member; raises NotYours where there is none."""
        row = await self._sql.row("member_get", member_id=member_id)
        if row is None:
            raise NotYours
        return read(Member, row)

    async def speaker(self, telegram_id: TelegramId) -> Speaker | None:
        """Return who has that Telegram account, with all roles."""
        rows = await self._sql.rows("speaker", telegram_id=telegram_id, member_id=None)
        return _speaker(rows) if rows else None

    async def speaker_of(self, member_id: MemberId) -> Speaker:
        """Return the member with all roles; raises NotYours where there is none."""
        rows = await self._sql.rows("speaker", telegram_id=None, member_id=member_id)
        if not rows:
            raise NotYours
        return _speaker(rows)

    async def add(self, member: Member) -> None:
        """Remember a new person, known from this turn on."""
        await self._sql.run("member_add", **write(member), created_at=to_ms(self._now))

    async def set_language(self, member_id: MemberId, language: Language) -> None:
        """Keep the language a person reads."""
        await self._sql.run("member_set_language", member_id=member_id, language=language.value)

    async def set_names(self, member_id: MemberId, names: Names) -> None:
        """Keep what a person is called."""
        await self._sql.run("member_set_names", member_id=member_id, **name_columns(names))

    async def set_unreachable(self, member_id: MemberId, at: Instant | None) -> None:
        """Keep since when nothing reaches a person; None once something does."""
        await self._sql.run("member_set_unreachable", member_id=member_id, unreachable_at=to_ms(at))
        await Candidates(self._sql).mark(member_id=member_id)

    async def leaders_of(self, block_id: BlockId) -> list[Leader]:
        """Return building leaders, deputies, then floor leaders by floor, of any status."""
        rows = await self._sql.rows("leader_of_block", block_id=block_id)
        return [read(Leader, row) for row in rows]

    async def staff_of(self, estate_id: EstateId) -> list[Staff]:
        """Return active staff of the estate, coordinators first."""
        rows = await self._sql.rows("staff_of_estate", estate_id=estate_id)
        return [read(Staff, row) for row in rows]

    async def admins(self) -> list[Staff]:
        """Return the active people who run the bot."""
        return [read(Staff, row) for row in await self._sql.rows("staff_admins")]

    async def add_leader(self, leader: Leader, joined_on: date) -> None:
        """Remember a leader; what an import would tell beyond the record is left blank."""
        await self._sql.run("leader_add", **write(leader), joined_on=joined_on.isoformat())

    async def add_staff(self, staff: Staff, joined_on: date) -> None:
        """Remember a person of the station."""
        await self._sql.run("staff_add", **write(staff), joined_on=joined_on.isoformat())

    async def add_invitation(self, invitation: Invitation) -> None:
        """Remember an invitation by the hash of its code."""
        await self._sql.run("invitation_add", **write(invitation))

    async def use_invitation(self, code_hash: str, by: MemberId, at: Instant) -> Invitation | None:
        """Use it up; None if unknown, used or expired."""
        row = await self._sql.row("invitation_use", code_hash=code_hash, used_by=by, at=to_ms(at))
        return read_any(Invitation, row)

    async def count_wrong_code(self, telegram_id: TelegramId, at: Instant) -> int:
        """Record a wrong try and return how many there were within the hour, this one included."""
        await self._sql.run("invitation_try", telegram_id=telegram_id, at=to_ms(at))
        since = to_ms(at - _TRIES_WITHIN)
        tries = await self._sql.value(
            "invitation_tries_since", telegram_id=telegram_id, since=since
        )
        return int(tries)


def _speaker(rows: list[Row]) -> Speaker:
    """Put one person together from all combinations of their roles."""
    first = rows[0]
    leaders = {row["l_leader_id"]: row for row in rows if row["l_leader_id"]}
    staff = {row["s_staff_id"]: row for row in rows if row["s_staff_id"]}
    return Speaker(
        member=read(Member, first),
        leaders=tuple(read(Leader, row, "l_") for row in leaders.values()),
        staff=tuple(read(Staff, row, "s_") for row in staff.values()),
        volunteer=read(Volunteer, first, "v_") if first["v_volunteer_id"] else None,
        resident_id=first["r_resident_id"],
    )
