"""The card of a recorded need, as its reporter, its leaders and the coordinators see it."""

from markupsafe import Markup

from handlers import phrases
from handlers.context import Context
from handlers.emergencies import reporter_screen
from handlers.needs_progress import progress
from handlers.presses import press
from handlers.screens import Button, Rows, Screen
from handlers.steering import steering_rows
from handlers.wording import Reading, wording
from mutual_aid.actions import needs
from mutual_aid.actions.watch import card_for
from mutual_aid.ids import NeedId
from mutual_aid.matches import MatchState
from mutual_aid.needs import LIVE, Need, NeedState
from mutual_aid.notices import Kind, Message
from mutual_aid.permissions import Action, may

NOTES_SHOWN = 3
"""The newest words of others, 500 characters each at most: a card may hold 4,096."""
_NEXT_TIME, _YES, _NO = "next_time", "yes", "no"


@wording(Kind.NEED)
async def need_card(reading: Reading) -> Screen | None:
    """Show a need to somebody who may see it; others see nothing at all."""
    need = await reading.turn.needs.get(NeedId(reading.object_id))
    if not may(reading.reader, Action.NEED_SEE, need):
        return None
    if need.emergency:
        return await reporter_screen(reading, need)
    if reading.facts.get("page") == _NEXT_TIME and await _someone_else(reading, need):
        return _next_time(reading, need)
    parts = [await head(reading, need), await progress(reading, need)]
    return Screen(Markup("\n").join(x for x in parts if x), await _rows(reading, need))


async def head(reading: Reading, need: Need) -> Markup:
    """Return what is needed, where, when and for whom, as far as this reader may know."""
    words, turn = reading.words, reading.turn
    zone = (await turn.estates.get(need.estate_id)).zone
    full = may(reading.reader, Action.NEED_SEE_FLAT, need)
    place = await (phrases.whole_place if full else phrases.rough_place)(turn, words, need)
    when = phrases.when(words, need.when_words, need.from_at, need.until_at, zone, turn.now)
    lines = [
        words(
            "need.card_head",
            kind=phrases.kind(words, need.category),
            urgency=phrases.urgency(words, need.urgency),
            code=need.code,
        ),
        Markup("📍 ") + place,
        Markup("👥 ") + words.count("need.helpers", need.helpers) + Markup(" · 🕒 ") + when,
    ]
    if full:
        lines += await _private_lines(reading, need)
    return Markup("\n").join(lines)


async def _private_lines(reading: Reading, need: Need) -> list[Markup]:
    words = reading.words
    lines = []
    told = [x for x in (need.person, need.notes) if x]
    if told:
        lines.append(Markup(" · ").join(told))
    for note in (await reading.turn.needs.notes(need.need_id))[-NOTES_SHOWN:]:
        author = await reading.turn.members.get(note.by)
        lines.append(words("need.note_line", author=phrases.person(words, author), text=note.text))
    return lines


async def _rows(reading: Reading, need: Need) -> Rows:
    words = reading.words
    rows: list[tuple[Button, ...]] = []
    if need.state is NeedState.DONE and may(reading.reader, Action.NEED_CONFIRM, need):
        rows.append((_button(reading, need, "yes_done"), _button(reading, need, "not_yet")))
    if need.state is NeedState.OPEN and may(reading.reader, Action.NEED_STEER, need):
        why = Button(words.plain("steer.why"), "steer.why", need.need_id)
        rows += [(why,), *steering_rows(words, need.need_id)]
    if await reading.turn.needs.attachments(need.need_id) and may(
        reading.reader, Action.NEED_SEE_FLAT, need
    ):
        rows.append((Button(words.plain("need.see_photos"), "need.photos", need.need_id),))
    if need.state in LIVE:
        note = Button(words.plain("need.add_note"), "note.need", need.need_id)
        rows.append((note, *_take_back(reading, need)))
    return (*rows, *await _someone_else(reading, need))


def _button(reading: Reading, need: Need, key: str) -> Button:
    label = reading.words.plain(f"button.{key}")
    return Button(label, f"need.{key}", need.need_id, version=need.version)


async def _someone_else(reading: Reading, need: Need) -> Rows:
    """Return the quiet way to say that others should come next time, once somebody has come."""
    matches = await reading.turn.matches.of_need(need.need_id)
    came = any(x.state is MatchState.COMPLETED for x in matches)
    over = need.state in (NeedState.DONE, NeedState.CLOSED)
    if not (came and over and need.unit_id and may(reading.reader, Action.NEED_CONFIRM, need)):
        return ()
    label = reading.words.plain("need.someone_else")
    return ((Button(label, "need.someone_else", need.need_id),),)


def _take_back(reading: Reading, need: Need) -> tuple[Button, ...]:
    may_withdraw = may(reading.reader, Action.NEED_WITHDRAW, need)
    if not may_withdraw or need.state not in (NeedState.OPEN, NeedState.MATCHED):
        return ()
    label = reading.words.plain("need.withdraw")
    return (Button(label, "need.withdraw", need.need_id, version=need.version),)


def _next_time(reading: Reading, need: Need) -> Screen:
    """Ask once more, since it cannot be seen afterwards and a slip of the finger would last."""
    words = reading.words
    yes = Button(words.plain("need.someone_else_yes"), "need.someone_else", need.need_id, _YES)
    back = Button(words.plain("button.back"), "need.someone_else", need.need_id, _NO)
    return Screen(words("need.someone_else_sure", code=need.code), ((yes,), (back,)))


@press("need.show")
async def show(context: Context) -> None:
    """Show the card again, at the bottom of the chat."""
    need = await needs.see(context.turn, context.speaker, NeedId(context.pressed.object_id))
    kind = card_for(need, context.speaker.member_id)
    await context.show(kind, need.need_id, fresh=True)


@press("need.yes_done")
async def yes_done(context: Context) -> None:
    """It is all right: close."""
    pressed = context.pressed
    await needs.confirm_done(
        context.turn, context.speaker, NeedId(pressed.object_id), pressed.version
    )


@press("need.not_yet")
async def not_yet(context: Context) -> None:
    """It is not: reopen."""
    pressed = context.pressed
    await needs.not_yet(context.turn, context.speaker, NeedId(pressed.object_id), pressed.version)


@press("need.someone_else")
async def someone_else(context: Context) -> None:
    """Others should come next time; nobody but the presser hears that it was said."""
    need_id, answer = NeedId(context.pressed.object_id), context.pressed.arg
    await needs.see(context.turn, context.speaker, need_id)
    if answer == _YES:
        await needs.someone_else(context.turn, context.speaker, need_id)
        await context.say("need.someone_else_noted")
    await context.show(Kind.NEED, need_id, page="" if answer else _NEXT_TIME)


@press("need.withdraw")
async def withdraw(context: Context) -> None:
    """Take the need back."""
    pressed = context.pressed
    await needs.withdraw(context.turn, context.speaker, NeedId(pressed.object_id), pressed.version)


@press("need.photos")
async def photos(context: Context) -> None:
    """Show photos and voice messages of a need."""
    need_id = NeedId(context.pressed.object_id)
    found = await needs.attachments(context.turn, context.speaker, need_id)
    need = await context.turn.needs.get(need_id)
    for attachment in found:
        facts: dict[str, str | int] = {
            "file_id": attachment.file_id,
            "media": attachment.kind,
            "code": need.code,
        }
        await context.turn.outbox.add(
            Message(
                to=context.speaker.member_id,
                kind=Kind.ATTACHMENT,
                object_id=need_id,
                facts=facts,
            )
        )
