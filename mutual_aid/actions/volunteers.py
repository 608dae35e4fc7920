"""Becoming a volunteer, being approved, and taking a break."""

from datetime import datetime

from mutual_aid.actions.watch import coordinators, heads, tell
from mutual_aid.errors import AlreadySignedUp, NotYours, Stale
from mutual_aid.ids import BlockId, MemberId, VolunteerId, new_handle
from mutual_aid.members import Speaker
from mutual_aid.notices import Due, DueKind, Kind, Message
from mutual_aid.permissions import Action, may, require
from mutual_aid.record import Names, Record
from mutual_aid.taxonomy import Screening
from mutual_aid.turn import Turn
from mutual_aid.volunteers import Radius, Volunteer, VolunteerStatus

_USUAL_WEEK = 2
"""Tasks a week of somebody whom the station's files brought in without a number."""
CONSENT_VERSION = "2026-11"
"""Version of the catalogue's text sign_up.consent that people agree to."""

_CARDS_AT_ONCE = 5


class SignUp(Record):
    """What somebody who wants to help has filled in so far."""

    name: str = ""
    block_id: BlockId | None = None
    skills: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    availability: tuple[str, ...] = ()
    max_tasks_per_week: int = 0
    adult: bool | None = None


async def sign_up(turn: Turn, speaker: Speaker, form: SignUp) -> Volunteer:
    """Ask to become a volunteer; the block's leader and the coordinators are asked to approve."""
    if speaker.volunteer is not None:
        raise AlreadySignedUp
    if form.block_id is None or not form.adult:
        raise Stale
    block = await turn.estates.block(form.block_id)
    require(speaker, Action.VOLUNTEER_SIGN_UP, block)
    volunteer = Volunteer(
        volunteer_id=VolunteerId(new_handle()),
        member_id=speaker.member_id,
        estate_id=block.estate_id,
        home_block_id=block.block_id,
        home_floor=None,
        age=None,
        skills=form.skills,
        spoken=form.spoken,
        screening=Screening.NONE,
        availability=form.availability,
        max_tasks_per_week=form.max_tasks_per_week,
        radius=Radius.ESTATE,
        guardian_id=None,
        minutes_total=0,
        status=VolunteerStatus.PENDING,
        paused_until_at=None,
        consent_version=CONSENT_VERSION,
        joined_on=turn.now.date(),
    )
    if form.name not in speaker.member.names.model_dump().values():
        await turn.members.set_names(speaker.member_id, Names.same(form.name))
    await turn.volunteers.add(volunteer, turn.now)
    await turn.audit.write(speaker.member_id, Action.VOLUNTEER_SIGN_UP, volunteer.volunteer_id)
    await _ask_approval(turn, volunteer)
    return volunteer


async def _ask_approval(turn: Turn, volunteer: Volunteer) -> None:
    for member_id in await _approvers(turn, volunteer):
        await tell(turn, member_id, Kind.APPROVAL, volunteer.volunteer_id)


async def _approvers(turn: Turn, volunteer: Volunteer) -> list[MemberId]:
    """Return leader (or deputies) of the home block and the coordinators, never the person."""
    leaders = [x.member_id for x in await heads(turn, volunteer.home_block_id)]
    staff = [x.member_id for x in await coordinators(turn, volunteer.estate_id)]
    return [x for x in dict.fromkeys(leaders + staff) if x != volunteer.member_id]


async def waiting_for(turn: Turn, speaker: Speaker) -> list[Volunteer]:
    """Return whoever waits for this speaker's approval, longest first."""
    return [
        volunteer
        for estate_id in speaker.estate_ids
        for volunteer in await turn.volunteers.pending(estate_id)
        if may(speaker, Action.VOLUNTEER_APPROVE, volunteer)
    ]


async def show_waiting(turn: Turn, speaker: Speaker) -> None:
    """Put the cards of those who wait before the speaker, a few at a time."""
    waiting = await waiting_for(turn, speaker)
    if not waiting:
        raise NotYours
    for volunteer in waiting[:_CARDS_AT_ONCE]:
        await tell(turn, speaker.member_id, Kind.APPROVAL, volunteer.volunteer_id)


async def decide(
    turn: Turn, speaker: Speaker, volunteer_id: VolunteerId, *, approved: bool
) -> Volunteer:
    """Approve (the approver has seen who it is) or turn down; the first answer counts."""
    volunteer = await turn.volunteers.get(volunteer_id)
    require(speaker, Action.VOLUNTEER_APPROVE, volunteer)
    decided = await turn.volunteers.decide(
        volunteer_id, approved=approved, by=speaker.member_id, at=turn.now
    )
    if decided is None:
        raise Stale(kind=Kind.APPROVAL, object_id=volunteer_id)
    if approved and not decided.max_tasks_per_week:  # they were never asked how often
        await turn.volunteers.set_weekly_limit(volunteer_id, _USUAL_WEEK)
    await turn.audit.write(
        speaker.member_id, Action.VOLUNTEER_APPROVE, volunteer_id, approved=int(approved)
    )
    await _tell_applicant(turn, decided, approved=approved)
    for member_id in await _approvers(turn, decided):
        await tell(turn, member_id, Kind.APPROVAL, volunteer_id, fresh=False)
    return decided


async def _tell_applicant(turn: Turn, volunteer: Volunteer, *, approved: bool) -> None:
    me = volunteer.member_id
    answer = "volunteers.approved" if approved else "volunteers.turned_down"
    await turn.outbox.add(Message(to=me, kind=Kind.SAY, object_id=answer))
    await tell(turn, me, Kind.HOME, me, fresh=approved)
    await tell(turn, me, Kind.MENU, me, fresh=False)


async def change_availability(turn: Turn, speaker: Speaker, parts: tuple[str, ...]) -> None:
    """Keep when this volunteer is free; offers that are out already stay."""
    volunteer = _own(speaker)
    require(speaker, Action.VOLUNTEER_CHANGE, volunteer)
    await turn.volunteers.set_availability(volunteer.volunteer_id, parts)


async def pause(turn: Turn, speaker: Speaker, until_at: datetime | None) -> None:
    """Stop asking this volunteer until the moment, or until they come back by themselves."""
    volunteer = _own(speaker)
    require(speaker, Action.VOLUNTEER_PAUSE, volunteer)
    await turn.volunteers.pause(volunteer.volunteer_id, until_at)
    if until_at is None:
        await turn.due.cancel(DueKind.RESUME, volunteer.volunteer_id)
    else:
        await turn.due.at(
            Due(kind=DueKind.RESUME, object_id=volunteer.volunteer_id, due_at=until_at)
        )


async def resume(turn: Turn, speaker: Speaker) -> None:
    """Be asked again."""
    volunteer = _own(speaker)
    require(speaker, Action.VOLUNTEER_PAUSE, volunteer)
    await turn.volunteers.resume(volunteer.volunteer_id)
    await turn.due.cancel(DueKind.RESUME, volunteer.volunteer_id)


def _own(speaker: Speaker) -> Volunteer:
    volunteer = speaker.volunteer
    asked = (VolunteerStatus.ACTIVE, VolunteerStatus.PAUSED)
    if volunteer is None or volunteer.status not in asked:
        raise NotYours
    return volunteer


async def pause_over(turn: Turn, volunteer_id: VolunteerId) -> None:
    """Due: the pause has ended; welcome back."""
    volunteer = await turn.volunteers.get(volunteer_id)
    if volunteer.status is not VolunteerStatus.PAUSED:
        return
    await turn.volunteers.resume(volunteer_id)
    me = volunteer.member_id
    await turn.outbox.add(Message(to=me, kind=Kind.SAY, object_id="pause.over"))
    await tell(turn, me, Kind.HOME, me, fresh=False)
