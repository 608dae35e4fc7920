"""What the person themself is asked, and what they hear back."""

from markupsafe import Markup

from handlers.check_ins_lines import clock, name, taken_line
from handlers.emergency_numbers import police
from handlers.screens import Button, Rows, Screen
from handlers.wording import Reading
from mutual_aid.check_ins import OPEN, CheckIn, Resident
from mutual_aid.times import part_of


async def own_screen(reading: Reading, check_in: CheckIn, resident: Resident) -> Screen | None:
    """Ask the person whether all is well, or tell them who comes."""
    if check_in.state not in OPEN:
        return await _thanks(reading, check_in, resident)
    if check_in.answer == "needs_help":
        return Screen(await _help_comes(reading, check_in, resident), _rows(reading, check_in))
    return Screen(await _question(reading, check_in), _rows(reading, check_in))


async def _question(reading: Reading, check_in: CheckIn) -> Markup:
    if check_in.step:
        return reading.words("check_in.own_again")
    zone = (await reading.turn.estates.get(check_in.estate_id)).zone
    part = part_of(reading.turn.now.astimezone(zone).time())
    return reading.words(f"check_in.own_{part}")


async def _help_comes(reading: Reading, check_in: CheckIn, resident: Resident) -> Markup:
    words = reading.words
    told = await reading.turn.check_ins.audience(check_in.check_in_id)
    names = [await name(reading, x) for x in told if x != resident.member_id]
    number = police(await reading.turn.estates.get(resident.estate_id))
    danger = words("check_in.own_danger", number=number)
    if not names:
        return words("check_in.own_help_searching") + Markup("\n") + danger
    taken = await taken_line(reading, check_in)
    heard = taken or words("check_in.own_help", names=words("emergency.comma").join(names))
    return heard + Markup("\n") + danger


async def _thanks(reading: Reading, check_in: CheckIn, resident: Resident) -> Screen | None:
    if check_in.answered_at is None:
        return None
    at = await clock(reading, check_in, check_in.answered_at)
    if check_in.answered_by == resident.member_id:
        return Screen(reading.words("check_in.own_thanks", at=at))
    by = await name(reading, check_in.answered_by)
    return Screen(reading.words("check_in.own_seen", at=at, name=by))


def _rows(reading: Reading, check_in: CheckIn) -> Rows:
    words = reading.words
    safe = Button(words.plain("button.safe"), "check_in.safe", check_in.check_in_id)
    if check_in.answer == "needs_help":
        return ((safe,),)
    return (
        (safe,),
        (Button(words.plain("button.needs_help"), "check_in.help", check_in.check_in_id),),
    )
