"""Many need help at once: switching an estate to planning all open needs together, and back."""

from datetime import timedelta

from markupsafe import Markup

from handlers import phrases
from handlers.context import Context
from handlers.presses import press
from handlers.screens import Button, Rows, Screen
from handlers.wording import Reading, wording
from mutual_aid.actions import storms
from mutual_aid.estates import Estate
from mutual_aid.ids import EstateId
from mutual_aid.matches import MatchState
from mutual_aid.needs import NeedState
from mutual_aid.notices import Kind
from mutual_aid.storms import Storm

_HOURS = (6, 12, 24)
_HERE = "here"
"""Said as the argument by the button that brings its own card up to date."""
_ASK = "ask"


async def board_rows(reading: Reading) -> Rows:
    """Return for each estate that the reader coordinates the way to its storm, if there is one."""
    words, rows = reading.words, []
    own = [x for x in reading.reader.estate_ids if reading.reader.coordinates(x)]
    for estate_id in own:
        running = await reading.turn.storms.get(estate_id)
        label = words.plain("storm.running" if running else "storm.many")
        if len(own) > 1:
            estate = await reading.turn.estates.get(estate_id)
            label = f"{label} · {words.name(estate.names)}"
        rows.append((Button(label, "storm.menu", estate_id),))
    return tuple(rows)


@wording(Kind.STORM)
async def storm_card(reading: Reading) -> Screen | None:
    """Show the storm to a coordinator; without one the question, or that it is over."""
    estate_id = EstateId(reading.object_id)
    storm = await storms.see(reading.turn, reading.reader, estate_id)
    estate = await reading.turn.estates.get(estate_id)
    if storm is not None:
        return await _running(reading, estate, storm)
    name = reading.words.name(estate.names)
    if reading.facts.get("page") == _ASK:
        text = reading.words("storm.ask", estate=name, every=_every(reading))
        return Screen(text, _choices(reading, estate_id))
    again = Button(reading.words.plain("storm.again"), "storm.menu", estate_id, _HERE)
    return Screen(reading.words("storm.over", estate=name), ((again,),))


def _every(reading: Reading) -> Markup:
    return phrases.span(reading.words, reading.turn.policy.storm_every)


def _choices(reading: Reading, estate_id: EstateId) -> Rows:
    words = reading.words
    hours = [
        Button(words.plain("storm.hours", hours=x), "storm.start", estate_id, str(x))
        for x in _HOURS
    ]
    return (tuple(hours), (Button(words.plain("button.cancel"), "storm.leave", estate_id),))


async def _running(reading: Reading, estate: Estate, storm: Storm) -> Screen:
    """Show since when, until when, by whom, and how far the needs have come."""
    words, turn = reading.words, reading.turn
    waiting, asked = await _counts(reading, estate.estate_id)
    who = phrases.person(words, await turn.members.get(storm.started_by))
    times = {
        "since": phrases.moment(words, storm.started_at, estate.zone, turn.now),
        "until": phrases.moment(words, storm.ends_at, estate.zone, turn.now),
    }
    head = words("storm.head", estate=words.name(estate.names), who=who, **times)
    short = words.count("storm.open", waiting) if waiting else words("storm.none")
    lines = [head, short + words.count("storm.asked", asked) if asked else short]
    lines.append(words("storm.how", every=_every(reading)))
    return Screen(Markup("\n").join(lines), _switches(reading, estate.estate_id))


async def _counts(reading: Reading, estate_id: EstateId) -> tuple[int, int]:
    """Return how many needs are still short of helpers, and for how many somebody is asked."""
    turn, waiting, asked = reading.turn, 0, 0
    for need in await turn.needs.live_in_estate(estate_id):
        if need.state is NeedState.OPEN and not need.sealed and not need.emergency:
            matches = await turn.matches.of_need(need.need_id)
            waiting += 1
            asked += any(x.state is MatchState.OFFERED for x in matches)
    return waiting, asked


def _switches(reading: Reading, estate_id: EstateId) -> Rows:
    words = reading.words
    longer = Button(words.plain("storm.longer"), "storm.start", estate_id, str(_HOURS[-1]))
    stop = Button(words.plain("storm.stop"), "storm.stop", estate_id)
    refresh = Button(words.plain("board.refresh"), "storm.menu", estate_id, _HERE)
    return (longer, stop), (refresh,)


def _estate_id(context: Context) -> EstateId:
    return EstateId(context.pressed.object_id)


@press("storm.menu")
async def menu(context: Context) -> None:
    """Show how it stands, or ask for how long; from the board on a card of its own."""
    await storms.see(context.turn, context.speaker, _estate_id(context))
    fresh = context.pressed.arg != _HERE
    await context.show(Kind.STORM, _estate_id(context), fresh=fresh, page=_ASK)


@press("storm.start")
async def start(context: Context) -> None:
    """Plan together from now on for so many hours; the card in hand becomes the storm's."""
    lasts = timedelta(hours=int(context.pressed.arg))
    await storms.declare(context.turn, context.speaker, _estate_id(context), lasts)
    await context.show(Kind.STORM, _estate_id(context))


@press("storm.stop")
async def stop(context: Context) -> None:
    """Ask for each need by itself again."""
    await storms.call_off(context.turn, context.speaker, _estate_id(context))
    await context.show(Kind.STORM, _estate_id(context))


@press("storm.leave")
async def leave(context: Context) -> None:
    """Take the question out of the chat; nothing was begun."""
    await storms.see(context.turn, context.speaker, _estate_id(context))
    await context.show(Kind.RETRACT, f"{Kind.STORM}:{_estate_id(context)}")
