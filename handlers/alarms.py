"""The alarm: what people who are near, and the station, see of an emergency."""

from markupsafe import Markup

from handlers import emergency_lines as lines
from handlers import phrases
from handlers.screens import Button, Rows, Screen
from handlers.wording import Reading, wording
from mutual_aid.actions.emergencies import Call, shows_phones
from mutual_aid.ids import NeedId
from mutual_aid.needs import Need, NeedState
from mutual_aid.notices import Kind
from mutual_aid.permissions import Action, may

RUNS = (NeedState.OPEN, NeedState.IN_PROGRESS)
_NOTES = 4
"""So many of the latest notes find room beside the longest words."""


@wording(Kind.EMERGENCY)
async def alarm(reading: Reading) -> Screen:
    """Show an emergency to somebody who was alerted."""
    return await alarm_screen(reading, await reading.turn.needs.get(NeedId(reading.object_id)))


async def alarm_screen(reading: Reading, need: Need) -> Screen:
    """Show as much of it as belongs to the reader's ground; what is over shows no details."""
    if not may(reading.reader, Action.EMERGENCY_TAKE, need):
        return Screen(reading.words("emergency.not_here"))
    if need.state not in RUNS:
        return await ended(reading, need)
    parts = await (_sealed if need.sealed else _open)(reading, need)
    text = Markup("\n").join(x for x in parts if x)
    return Screen(text, await _alarm_rows(reading, need), private=True)


async def ended(reading: Reading, need: Need) -> Screen:
    """What is over needs no words, flat or phones any more."""
    where = await phrases.emergency_place(reading.turn, reading.words, need)
    return Screen(
        Markup("\n").join(
            (_head(reading, need), Markup("📍 ") + where, await lines.state_line(reading, need))
        )
    )


def _head(reading: Reading, need: Need) -> Markup:
    kind = phrases.kind(reading.words, need.category)
    return reading.words("emergency.head", kind=kind, code=need.code)


async def _open(reading: Reading, need: Need) -> list[Markup]:
    words = reading.words
    reported = words(
        "emergency.reported",
        at=await lines.moment(reading, need, changed=False),
        name=await lines.name(reading, need.reporter_id),
    )
    return [
        *await what_and_where(reading, need),
        reported,
        await lines.call_line(reading, need),
        await _told_line(reading, need),
        await lines.state_line(reading, need),
        await _phones(reading, need),
    ]


async def _sealed(reading: Reading, need: Need) -> list[Markup]:
    """Who reported it is nowhere on the card."""
    words = reading.words
    return [
        words("emergency.sealed_head"),
        *await what_and_where(reading, need),
        words("emergency.sealed_reported", at=await lines.moment(reading, need, changed=False)),
        await _told_line(reading, need),
        await lines.state_line(reading, need),
        words("emergency.sealed_rules"),
    ]


async def what_and_where(reading: Reading, need: Need) -> list[Markup]:
    turn, words = reading.turn, reading.words
    full = may(reading.reader, Action.NEED_SEE_FLAT, need)
    numbers = (await turn.estates.get(need.estate_id)).emergency_numbers
    place = phrases.whole_place if full else phrases.emergency_place
    where = Markup("📍 ") + await place(turn, words, need)
    found = [_head(reading, need), lines.quoted(reading, need, numbers, full=full), where]
    if full and need.person:
        found.append(words("emergency.person", name=need.person))
    if not full and need.unit_id:
        found.append(words("emergency.flat_later"))
    for note in (await turn.needs.notes(need.need_id))[-_NOTES:] if full else ():
        author = phrases.person(words, await turn.members.get(note.by))
        found.append(words("need.note_line", author=author, text=note.text))
    return found


async def _told_line(reading: Reading, need: Need) -> Markup:
    names = await lines.told(reading, need)
    if not names:
        return Markup("")
    return reading.words("emergency.told_too", names=lines.listed(reading, names))


async def _phones(reading: Reading, need: Need) -> Markup:
    if not (shows_phones(need) and reading.reader.coordinates(need.estate_id)):
        return Markup("")
    return await lines.phone_lines(reading, need)


async def _alarm_rows(reading: Reading, need: Need) -> Rows:
    words = reading.words
    take = Button(words.plain("button.on_it"), "emergency.take", need.need_id)
    safe = Button(words.plain("button.safe_hands"), "emergency.safe", need.need_id)
    rows = [(take, safe) if need.state is NeedState.OPEN else (safe,)]
    if need.emergency_call == Call.CANNOT:
        label = words.plain("emergency.button_i_called", number=await lines.number(reading, need))
        called = Button(label, "emergency.called", need.need_id, arg=Call.CALLED)
        rows.insert(0, (called,))
    more = []
    if may(reading.reader, Action.NEED_SEE_FLAT, need):
        if await reading.turn.needs.attachments(need.need_id):
            more.append(Button(words.plain("need.see_photos"), "need.photos", need.need_id))
        more.append(Button(words.plain("need.add_note"), "note.need", need.need_id))
    return (*rows, tuple(more)) if more else tuple(rows)
