"""Who somebody is, in a line for each role, with the place it is held in."""

from markupsafe import Markup

from handlers import phrases
from handlers.wording import Reading
from handlers.words import Words
from mutual_aid.members import Leader, LeaderRole, Staff
from mutual_aid.volunteers import Volunteer, VolunteerStatus


async def role_lines(reading: Reading) -> list[Markup]:
    """Return what the reader is, what they lead first."""
    reader = reading.reader
    lines = [await _leader(reading, x) for x in reader.leaders]
    lines += [await _staff(reading, x) for x in reader.staff if x.status == "active"]
    if reader.volunteer is not None:
        lines.append(await volunteer_line(reading, reader.volunteer))
    if reader.resident_id is not None:
        lines.append(reading.words("role.resident"))
    return lines


async def _leader(reading: Reading, leader: Leader) -> Markup:
    words = reading.words
    block = words.name((await reading.turn.estates.block(leader.block_id)).names)
    if leader.role is LeaderRole.BUILDING:
        line = words("role.building_leader", block=block)
    else:
        key = "role.deputy_leader" if leader.deputy_for else "role.floor_leader"
        line = words(key, block=block, floors=floors(leader))
    return line if leader.serving else line + words("role.on_leave")


def floors(leader: Leader) -> str:
    """Return the floors somebody answers for, such as 3 or 1–4."""
    if leader.floor_from == leader.floor_to:
        return str(leader.floor_from)
    return f"{leader.floor_from}–{leader.floor_to}"


async def _staff(reading: Reading, staff: Staff) -> Markup:
    words = reading.words
    if staff.estate_id is None:
        return words(f"role.{staff.role}")
    estate = await reading.turn.estates.get(staff.estate_id)
    return words(f"role.{staff.role}_of", estate=words.name(estate.names))


async def volunteer_line(reading: Reading, volunteer: Volunteer) -> Markup:
    """Return what a volunteer is: asked, resting until some time, or still to be approved."""
    words = reading.words
    block = words.name((await reading.turn.estates.block(volunteer.home_block_id)).names)
    if volunteer.status is VolunteerStatus.PAUSED and volunteer.paused_until_at:
        zone = (await reading.turn.estates.get(volunteer.estate_id)).zone
        until = phrases.moment(words, volunteer.paused_until_at, zone, reading.turn.now)
        return words("role.volunteer_paused_until", block=block, until=until)
    return words(f"role.volunteer_{volunteer.status}", block=block)


def weekly(words: Words, volunteer: Volunteer) -> Markup:
    """Return how often a week, on a line of its own; nothing while they have not said."""
    number = volunteer.max_tasks_per_week
    return words("volunteers.weekly", number=number) if number else Markup()
