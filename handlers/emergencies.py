"""Emergencies: the reporter's own screen, and what everybody can answer."""

from markupsafe import Markup

from handlers import emergency_lines as lines
from handlers import sealed
from handlers.alarms import RUNS, alarm_screen, ended, what_and_where
from handlers.context import Context
from handlers.presses import press
from handlers.screens import Button, Rows, Screen
from handlers.wording import Reading
from mutual_aid.actions import emergencies
from mutual_aid.actions.emergencies import Call
from mutual_aid.actions.watch import reports
from mutual_aid.ids import NeedId
from mutual_aid.needs import Need, NeedState

__all__ = ["reporter_screen", "sealed"]

_ADVICE = {
    "disaster.fire_smoke": "fire",
    "disaster.storm_flood": "flood",
    "home.water_leak": "flood",
    "safety.fall_injury": "injury",
    "safety.gas_leak": "gas",
    "safety.no_response": "silence",
}


async def reporter_screen(reading: Reading, need: Need) -> Screen:
    """Show an emergency to whoever reported it: first whom to call, then who comes."""
    if not reports(need, reading.reader.member_id):
        return await alarm_screen(reading, need)
    if need.state not in RUNS:
        return await ended(reading, need)
    above = [await _call_first(reading, need), _advice(reading, need)]
    below = [*await what_and_where(reading, need), await _answer(reading, need)]
    text = Markup("\n\n").join(Markup("\n").join(x for x in y if x) for y in (above, below))
    return Screen(text, _reporter_rows(reading, need))


async def _call_first(reading: Reading, need: Need) -> Markup:
    key = {
        Call.CALLED.value: "emergency.you_called",
        Call.CANNOT.value: "emergency.you_cannot",
    }.get(need.emergency_call, "emergency.call_now")
    return reading.words(key, number=await lines.number(reading, need))


def _advice(reading: Reading, need: Need) -> Markup:
    advice = _ADVICE.get(need.category_code)
    return reading.words(f"emergency.advice_{advice}") if advice else Markup("")


async def _answer(reading: Reading, need: Need) -> Markup:
    if need.state is not NeedState.OPEN:
        return await lines.state_line(reading, need)
    names = await lines.told(reading, need)
    if not names:
        return reading.words("emergency.nobody_yet")
    return reading.words("emergency.i_told", names=lines.listed(reading, names))


def _reporter_rows(reading: Reading, need: Need) -> Rows:
    """Whoever could not call may still manage to; whoever called need not say so again."""
    answers = {"": (Call.CALLED, Call.CANNOT), Call.CANNOT.value: (Call.CALLED,)}
    first = tuple(
        Button(reading.words.plain(f"emergency.button_{x}"), "emergency.called", need.need_id, x)
        for x in answers.get(need.emergency_call, ())
    )
    safe = Button(reading.words.plain("button.safe_hands"), "emergency.safe", need.need_id)
    note = Button(reading.words.plain("need.add_note"), "note.need", need.need_id)
    return (first, (note, safe)) if first else ((note, safe),)


@press("emergency.take")
async def take(context: Context) -> None:
    """I am on it."""
    await emergencies.take(context.turn, context.speaker, NeedId(context.pressed.object_id))


@press("emergency.safe")
async def safe(context: Context) -> None:
    """In safe hands."""
    need_id = NeedId(context.pressed.object_id)
    await emergencies.in_safe_hands(context.turn, context.speaker, need_id)


@press("emergency.called")
async def called(context: Context) -> None:
    """The emergency number was called, or cannot be."""
    need_id, answer = NeedId(context.pressed.object_id), Call(context.pressed.arg)
    await emergencies.called(context.turn, context.speaker, need_id, answer)
