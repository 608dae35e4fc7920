"""Approving a volunteer: a leader or the station says whether they know the person."""

from markupsafe import Markup

from handlers import phrases
from handlers.availability import described
from handlers.context import Context
from handlers.presses import press
from handlers.roles import weekly
from handlers.screens import Button, Screen
from handlers.wording import Reading, wording
from mutual_aid.actions import volunteers
from mutual_aid.ids import VolunteerId
from mutual_aid.notices import Kind
from mutual_aid.permissions import Action, may
from mutual_aid.volunteers import Volunteer, VolunteerStatus


@wording(Kind.APPROVAL)
async def card(reading: Reading) -> Screen | None:
    """Show who wants to help, to those who may decide; afterwards, who decided."""
    volunteer = await reading.turn.volunteers.get(VolunteerId(reading.object_id))
    if not may(reading.reader, Action.VOLUNTEER_APPROVE, volunteer):
        return None
    text = await _applicant(reading, volunteer)
    if volunteer.status is not VolunteerStatus.PENDING:
        return Screen(text + Markup("\n\n") + await _decided(reading, volunteer))
    approve = Button(reading.words.plain("approval.yes"), "approval.yes", volunteer.volunteer_id)
    refuse = Button(reading.words.plain("approval.no"), "approval.no", volunteer.volunteer_id)
    ask = reading.words("approval.ask")
    return Screen(text + Markup("\n\n") + ask, ((approve,), (refuse,)))


async def _applicant(reading: Reading, volunteer: Volunteer) -> Markup:
    words = reading.words
    block = await reading.turn.estates.block(volunteer.home_block_id)
    member = await reading.turn.members.get(volunteer.member_id)
    comma = words.plain("volunteers.comma")
    return words(
        "approval.applicant",
        name=phrases.person(words, member),
        block=words.name(block.names),
        skills=comma.join(phrases.skill(words, x) for x in volunteer.skills),
        spoken=comma.join(phrases.language_name(words, x) for x in volunteer.spoken),
        free=described(words, volunteer.availability),
        weekly=weekly(words, volunteer),
    )


async def _decided(reading: Reading, volunteer: Volunteer) -> Markup:
    words = reading.words
    approved = volunteer.status is not VolunteerStatus.WITHDRAWN
    outcome = "approved" if approved else "turned_down"
    decided_by = await reading.turn.volunteers.decided_by(volunteer.volunteer_id)
    if decided_by is None:
        return words(f"approval.{outcome}_earlier")
    member = await reading.turn.members.get(decided_by)
    return words(f"approval.{outcome}", name=phrases.person(words, member))


@press("approval.list")
async def waiting(context: Context) -> None:
    """Show who waits for approval."""
    await volunteers.show_waiting(context.turn, context.speaker)


@press("approval.yes")
async def approve(context: Context) -> None:
    """Vouch for the person: they are asked from now on."""
    await _decide(context, approved=True)


@press("approval.no")
async def turn_down(context: Context) -> None:
    """Not now; the person is told whom to talk to."""
    await _decide(context, approved=False)


async def _decide(context: Context, *, approved: bool) -> None:
    volunteer_id = VolunteerId(context.pressed.object_id)
    await volunteers.decide(context.turn, context.speaker, volunteer_id, approved=approved)
