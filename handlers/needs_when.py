"""When help is due: now, today, a day and part of day, or in the reporter's own words."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers import forms, phrases
from handlers.context import Context
from handlers.filling import KIND, Filling, go_on, go_to, way_out
from handlers.presses import press
from handlers.screens import Screen
from handlers.wording import Reading
from mutual_aid.errors import NotUnderstood
from mutual_aid.ids import BlockId
from mutual_aid.notices import Dialogue
from mutual_aid.reading import When
from mutual_aid.reading.typed import read_typed_when
from mutual_aid.times import PART_HOURS, Part, instant, window_of
from mutual_aid.turn import Turn

LONGEST = 80
_NOW = timedelta(hours=2)


async def _zone(turn: Turn, filling: Filling) -> ZoneInfo:
    block = await turn.estates.block(filling.draft.block_id or BlockId(""))
    return (await turn.estates.get(block.estate_id)).zone


async def when_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask when."""
    words = reading.words
    buttons = [
        forms.choice(words.plain(f"need.when_{arg}"), "need.when", dialogue, arg)
        for arg in ("now", "today", "tomorrow", "other")
    ]
    back = "card" if forms.answers(dialogue, Filling).editing else "place"
    return Screen(words("need.when"), (*forms.in_rows(buttons, 2), way_out(words, dialogue, back)))


async def day_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask for one of the next eight days."""
    filling = forms.answers(dialogue, Filling)
    zone = await _zone(reading.turn, filling)
    now = reading.turn.now
    buttons = [
        forms.choice(
            phrases.day(reading.words, at, zone, now),
            "need.day",
            dialogue,
            at.astimezone(zone).date().isoformat(),
        )
        for at in (now + timedelta(days=n) for n in range(1, 9))
    ]
    return Screen(
        reading.words("need.which_day"),
        (*forms.in_rows(buttons, 2), way_out(reading.words, dialogue, "when")),
    )


async def part_screen(reading: Reading, dialogue: Dialogue) -> Screen:
    """Ask for the part of the day."""
    words = reading.words
    parts = [
        forms.choice(phrases.part_name(words, part), "need.part", dialogue, part) for part in Part
    ]
    any_time = forms.choice(words.plain("need.any_part"), "need.part", dialogue, "all")
    return Screen(
        words("need.which_part"),
        (tuple(parts), (any_time,), way_out(words, dialogue, "day")),
    )


@press("need.when")
async def when(context: Context) -> None:
    """Now and today need no more; other days ask on."""
    filling = await forms.pressed_in(context, KIND, Filling)
    zone = await _zone(context.turn, filling)
    now, today = context.turn.now, context.turn.now.astimezone(zone).date()
    match context.pressed.arg:
        case "now":
            await go_on(context, _set(filling, now, now + _NOW))
        case "today":
            await go_on(context, _set(filling, now, max(_evening(today, zone), now + _NOW)))
        case "tomorrow":
            tomorrow = (today + timedelta(days=1)).isoformat()
            await go_to(context, filling.model_copy(update={"day": tomorrow}), "part")
        case _:
            await go_to(context, filling, "day")


def _evening(day: date, zone: ZoneInfo) -> datetime:
    return instant(day, PART_HOURS[Part.EVE][1], zone)


@press("need.day")
async def day(context: Context) -> None:
    """Keep the day and ask for its part."""
    filling = await forms.pressed_in(context, KIND, Filling)
    await go_to(context, filling.model_copy(update={"day": context.pressed.arg}), "part")


@press("need.part")
async def part(context: Context) -> None:
    """Keep the window."""
    filling = await forms.pressed_in(context, KIND, Filling)
    zone = await _zone(context.turn, filling)
    day = date.fromisoformat(filling.day)
    if context.pressed.arg == "all":
        start, end = instant(day, PART_HOURS[Part.AM][0], zone), _evening(day, zone)
    else:
        start, end = window_of(day, Part(context.pressed.arg), zone)
    await go_on(context, _set(filling, start, end))


def _set(filling: Filling, start: datetime, end: datetime) -> Filling:
    return filling.with_draft(when_words="", from_at=start, until_at=end, when_known=True)


def is_ahead(read: When, now: datetime) -> bool:
    """Tell whether the time is not over; one without a window may lie ahead."""
    return read.until_at is None or read.until_at > now


async def typed(context: Context, filling: Filling, text: str) -> None:
    """Keep the reporter's own words, and the window that they name unless it is over."""
    if len(text) > LONGEST:
        raise NotUnderstood(hint="refused.when_too_long")
    now, zone = context.turn.now, await _zone(context.turn, filling)
    read = read_typed_when(text, now, zone, context.words.language)
    window = (read.from_at, read.until_at) if read and is_ahead(read, now) else (None, None)
    kept = filling.with_draft(
        when_words=text, from_at=window[0], until_at=window[1], when_known=True
    )
    await go_on(context, kept, fresh=True)
