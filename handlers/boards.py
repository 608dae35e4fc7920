"""The board: open needs of a block for its leaders, of the estate for coordinators."""

from markupsafe import Markup

from handlers import phrases, storms
from handlers.commands import command, leads_or_coordinates
from handlers.context import Context
from handlers.presses import press
from handlers.screens import Button, Screen
from handlers.wording import Reading, wording
from mutual_aid.matches import MatchState
from mutual_aid.members import Speaker
from mutual_aid.needs import Need, NeedState
from mutual_aid.notices import DueKind, Kind
from mutual_aid.permissions import Action, may
from mutual_aid.turn import Turn

_SHOWN = 20


@command("board", leads_or_coordinates)
async def board_command(context: Context) -> None:
    """Show the board."""
    await context.show(Kind.BOARD, fresh=True)


@press("board.list")
async def board_button(context: Context) -> None:
    """The button for /board, and its refresh."""
    await context.show(Kind.BOARD)


@wording(Kind.BOARD)
async def board(reading: Reading) -> Screen:
    """List what is open, each with state, age and what happens next; a tap opens the card."""
    words = reading.words
    found = await _open_needs(reading.turn, reading.reader)
    lines = [words.count("board.some", len(found)) if found else words("board.none")]
    rows: list[tuple[Button, ...]] = []
    for need in found[:_SHOWN]:
        lines.append(await _line(reading, need))
        label = f"{need.code} {phrases.kind_button(words, need.category_code)}"
        rows.append((Button(label, "need.show", need.need_id),))
    if len(found) > _SHOWN:
        lines.append(words.count("board.more", len(found) - _SHOWN))
    refresh = Button(words.plain("board.refresh"), "board.list")
    return Screen(Markup("\n").join(lines), (*rows, *await storms.board_rows(reading), (refresh,)))


async def _open_needs(turn: Turn, reader: Speaker) -> list[Need]:
    """Return the live needs that the reader may see, the most pressing and oldest first."""
    found = {x.need_id: x for x in await turn.needs.live_of_reporter(reader.member_id)}
    for leader in reader.leaders:
        found |= {x.need_id: x for x in await turn.needs.live_in_block(leader.block_id)}
    for estate_id in reader.estate_ids:
        if reader.coordinates(estate_id):
            found |= {x.need_id: x for x in await turn.needs.live_in_estate(estate_id)}
    seen = [x for x in found.values() if may(reader, Action.NEED_SEE, x)]
    order = ["emergency", "high", "normal", "low"]
    return sorted(seen, key=lambda x: (order.index(x.urgency), x.created_at))


async def _line(reading: Reading, need: Need) -> Markup:
    words, turn = reading.words, reading.turn
    full = may(reading.reader, Action.NEED_SEE_FLAT, need)
    place = await (phrases.whole_place if full else phrases.rough_place)(turn, words, need)
    return words(
        "board.line",
        code=need.code,
        kind=phrases.kind(words, need.category),
        place=place,
        age=phrases.age(words, need.created_at, turn.now),
        state=await _state(reading, need),
    )


async def _state(reading: Reading, need: Need) -> Markup:
    """Return where the need stands and what happens next."""
    words, turn = reading.words, reading.turn
    zone = (await turn.estates.get(need.estate_id)).zone
    offers = await turn.matches.of_need(need.need_id)
    asked = sum(x.state is MatchState.OFFERED for x in offers)
    due = phrases.moment(words, need.next_due_at or turn.now, zone, turn.now)
    if need.state is NeedState.OPEN and need.emergency:
        return words("board.emergency")
    if need.state is NeedState.OPEN and asked:
        return words.count("board.asking", asked, clock=due)
    if need.state is NeedState.OPEN and await _is_planned(turn, need):
        return words("board.in_storm")
    if need.state is NeedState.OPEN:
        owner = phrases.person(words, await turn.members.get(need.owner_id))
        return words("board.waiting", owner=owner, clock=due)
    return words(f"board.{need.state}")


async def _is_planned(turn: Turn, need: Need) -> bool:
    """Tell whether the need waits for the next plan of a storm."""
    searching = await turn.due.when(DueKind.WAVE, need.need_id) is not None
    return searching and await turn.storms.get(need.estate_id) is not None
