"""The card of a check-in: for the person themself, and for those who look after them."""

from markupsafe import Markup

from handlers import phrases
from handlers.check_ins_lines import clock, name, taken_line, window
from handlers.check_ins_own import own_screen
from handlers.check_ins_rungs import asked_now, next_line, people_to_call
from handlers.screens import Button, Rows, Screen
from handlers.wording import Reading, wording
from mutual_aid.check_ins import OPEN, CheckIn, CheckInState, Resident
from mutual_aid.ids import CheckInId
from mutual_aid.notices import Kind
from mutual_aid.permissions import Action, Asked, may

_ENDED = (CheckInState.ANSWERED, CheckInState.RESOLVED)


@wording(Kind.CHECK_IN)
async def card(reading: Reading) -> Screen | None:
    """Show a check-in; whoever no longer answers for the person sees nothing of them."""
    check_in = await reading.turn.check_ins.get(CheckInId(reading.object_id))
    resident = await reading.turn.check_ins.resident(check_in.resident_id)
    if not may(reading.reader, Action.CHECK_IN_ANSWER, Asked(check_in, resident)):
        return Screen(reading.words("check_in.not_here"))
    if reading.reader.resident_id == resident.resident_id:
        return await own_screen(reading, check_in, resident)
    if check_in.state in _ENDED:
        return Screen(await _well(reading, check_in, resident))
    if check_in.state not in OPEN:
        return None
    parts = await _parts(reading, check_in, resident)
    text = Markup("\n").join(x for x in parts if x)
    return Screen(text, _rows(reading, check_in), private=True)


async def _well(reading: Reading, check_in: CheckIn, resident: Resident) -> Markup:
    """What is over needs no flat or phones any more."""
    words = reading.words
    called = words.name(resident.names)
    at = await clock(reading, check_in, check_in.answered_at or reading.turn.now)
    if check_in.answered_by == resident.member_id:
        return words("check_in.safe_said", name=called, at=at)
    by = await name(reading, check_in.answered_by)
    return words("check_in.safe_seen", name=called, at=at, by=by)


async def _parts(reading: Reading, check_in: CheckIn, resident: Resident) -> list[Markup]:
    turn, words = reading.turn, reading.words
    block = await turn.estates.block(resident.block_id)
    unit = await turn.estates.unit(resident.unit_id)
    place = phrases.flat(words, block, resident.floor, unit.unit_no if unit else None)
    return [
        words("check_in.head", name=words.name(resident.names)),
        Markup("📍 ") + place,
        Markup("🕒 ") + await window(reading, check_in),
        await _late(reading, check_in),
        await asked_now(reading, check_in, resident),
        await people_to_call(reading, check_in, resident),
        await next_line(reading, check_in),
        await taken_line(reading, check_in),
    ]


async def _late(reading: Reading, check_in: CheckIn) -> Markup:
    if not check_in.late or check_in.asked_at is None:
        return Markup("")
    return reading.words("check_in.late", at=await clock(reading, check_in, check_in.asked_at))


def _rows(reading: Reading, check_in: CheckIn) -> Rows:
    """Safe is always one tap; who was looked for in vain once may also be gone after."""
    words = reading.words
    begun = check_in.step >= 2
    safe = words.plain("check_in.safe_now" if begun else "button.safe")
    none = words.plain("check_in.still_none" if begun else "button.no_answer")
    first = [_button(safe, "safe", check_in)]
    second = []
    if check_in.answer != "needs_help":
        first.append(_button(none, "none", check_in))
        second.append(_button(words.plain("button.needs_help"), "help", check_in))
    if begun and check_in.taken_by != reading.reader.member_id:
        second.append(_button(words.plain("button.on_it"), "on_it", check_in))
    return (tuple(first), tuple(second)) if second else (tuple(first),)


def _button(label: str, what: str, check_in: CheckIn) -> Button:
    return Button(label, f"check_in.{what}", check_in.check_in_id, version=check_in.version)
