"""Lines that the cards of a check-in share."""

from datetime import datetime

from markupsafe import Markup

from handlers import phrases
from handlers.wording import Reading
from mutual_aid.check_ins import CheckIn
from mutual_aid.ids import MemberId


async def clock(reading: Reading, check_in: CheckIn, at: datetime) -> str:
    """Return a moment in the estate's zone, with its day unless that is today."""
    zone = (await reading.turn.estates.get(check_in.estate_id)).zone
    return phrases.moment(reading.words, at, zone, reading.turn.now)


async def window(reading: Reading, check_in: CheckIn) -> Markup:
    """Return from when to when an answer is asked for."""
    zone = (await reading.turn.estates.get(check_in.estate_id)).zone
    words, turn = reading.words, reading.turn
    times = words(
        "check_in.window",
        start=phrases.clock(words, check_in.window_start_at, zone),
        end=phrases.clock(words, check_in.window_end_at, zone),
    )
    day = phrases.day(words, check_in.window_start_at, zone, turn.now)
    if day == words.plain("day.today"):
        return times
    return Markup("{} ").format(day) + times


async def name(reading: Reading, member_id: MemberId | None) -> str:
    """Return what a member is called."""
    if member_id is None:
        return reading.words.plain("person.nameless")
    return phrases.person(reading.words, await reading.turn.members.get(member_id))


async def taken_line(reading: Reading, check_in: CheckIn) -> Markup:
    """Return who is on it and since when; nothing while nobody is."""
    if check_in.taken_by is None or check_in.taken_at is None:
        return Markup("")
    at = await clock(reading, check_in, check_in.taken_at)
    if check_in.taken_by == reading.reader.member_id:
        return reading.words("check_in.taken_by_you", at=at)
    return reading.words("check_in.taken", at=at, name=await name(reading, check_in.taken_by))
