"""Check-ins: the list of those who wait, and what people answer."""

from markupsafe import Markup

from handlers import check_ins_card, needs, phrases
from handlers.check_ins_lines import window
from handlers.commands import command, leads_or_coordinates
from handlers.context import Context
from handlers.presses import press
from handlers.screens import Button, Screen
from handlers.wording import Reading, wording
from mutual_aid.actions import check_ins
from mutual_aid.check_ins import CheckIn, CheckInState, Resident
from mutual_aid.errors import NotYours
from mutual_aid.ids import CheckInId
from mutual_aid.notices import Kind

__all__ = ["check_ins_card"]

_SHOWN = 20


@command("checkins", leads_or_coordinates)
async def list_command(context: Context) -> None:
    """Show who is still waited for."""
    if not leads_or_coordinates(context.speaker):
        raise NotYours
    await context.show(Kind.CHECK_INS, fresh=True)


@wording(Kind.CHECK_INS)
async def waiting_list(reading: Reading) -> Screen:
    """List the open check-ins that the reader answers for; a tap opens the card."""
    words = reading.words
    found = await check_ins.answered_for(reading.turn, reading.reader)
    if not found:
        return Screen(words("check_ins.none"))
    lines = [words.count("check_ins.some", len(found))]
    rows = []
    for check_in, resident in found[:_SHOWN]:
        lines.append(await _line(reading, check_in, resident))
        label = words.name(resident.names)
        rows.append((Button(label, "check_in.show", check_in.check_in_id),))
    if len(found) > _SHOWN:
        lines.append(words.count("check_ins.more", len(found) - _SHOWN))
    return Screen(Markup("\n").join(lines), tuple(rows))


async def _line(reading: Reading, check_in: CheckIn, resident: Resident) -> Markup:
    words = reading.words
    block = await reading.turn.estates.block(resident.block_id)
    return words(
        f"check_ins.line_{_stage(check_in)}",
        name=words.name(resident.names),
        place=phrases.flat(words, block, resident.floor, None),
        window=await window(reading, check_in),
    )


def _stage(check_in: CheckIn) -> str:
    if check_in.answer == "needs_help":
        return "help"
    return "asked" if check_in.state is CheckInState.ASKED else "silent"


@press("check_in.show")
async def show(context: Context) -> None:
    """Show the card of one check-in."""
    check_in_id = CheckInId(context.pressed.object_id)
    await check_ins.see(context.turn, context.speaker, check_in_id)


@press("check_in.safe")
async def safe(context: Context) -> None:
    """The person is well."""
    check_in_id = CheckInId(context.pressed.object_id)
    await check_ins.safe(context.turn, context.speaker, check_in_id)


@press("check_in.none")
async def no_answer(context: Context) -> None:
    """Nobody answers."""
    pressed = context.pressed
    check_in_id = CheckInId(pressed.object_id)
    await check_ins.no_answer(context.turn, context.speaker, check_in_id, pressed.version)


@press("check_in.on_it")
async def on_it(context: Context) -> None:
    """The presser is going there."""
    check_in_id = CheckInId(context.pressed.object_id)
    await check_ins.on_it(context.turn, context.speaker, check_in_id)


@press("check_in.help")
async def needs_help(context: Context) -> None:
    """The person needs help; a leader is asked at once what for."""
    check_in_id = CheckInId(context.pressed.object_id)
    resident = await check_ins.needs_help(context.turn, context.speaker, check_in_id)
    if context.speaker.resident_id != resident.resident_id:
        name = context.words.name(resident.names)
        await needs.begin_for(context, resident.block_id, resident.floor, resident.unit_id, name)
