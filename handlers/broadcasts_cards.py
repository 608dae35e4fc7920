"""A broadcast as its readers get it, and the card on which its author sees it go."""

from markupsafe import Markup

from handlers import phrases
from handlers.broadcasts_form import heading, place_name
from handlers.screens import Screen
from handlers.wording import Reading, wording
from mutual_aid.actions import broadcasts
from mutual_aid.broadcasts import Broadcast, BroadcastState
from mutual_aid.ids import BroadcastId
from mutual_aid.notices import Kind

_BEGINNING = 60


@wording(Kind.BROADCAST)
async def text(reading: Reading) -> Screen:
    """Show the text and from whom it comes."""
    broadcast = await reading.turn.broadcasts.get(BroadcastId(reading.object_id))
    above = await heading(reading, broadcast.audience.estate_id)
    return Screen(above + Markup("\n{}").format(broadcast.text))


@wording(Kind.PROGRESS)
async def progress(reading: Reading) -> Screen | None:
    """Count what has arrived, for its author alone."""
    broadcast = await reading.turn.broadcasts.get(BroadcastId(reading.object_id))
    if broadcast.by != reading.reader.member_id:
        return None
    place = await place_name(reading, broadcast.audience)
    beginning = broadcast.text[:_BEGINNING]
    if len(broadcast.text) > _BEGINNING:
        beginning += "…"
    head = reading.words("cast.progress_head", place=place, words=beginning)
    return Screen(head + Markup("\n") + await _count(reading, broadcast))


async def _count(reading: Reading, broadcast: Broadcast) -> Markup:
    words, turn = reading.words, reading.turn
    counted = await turn.broadcasts.progress(broadcast.broadcast_id)
    if broadcast.state is BroadcastState.DONE:
        return words(
            "cast.done",
            sent=counted.sent,
            refused=counted.refused,
            uncertain=counted.uncertain,
        )
    estate_id = broadcast.audience.estate_id
    leaves = await broadcasts.leaves_at(turn, estate_id, broadcast.created_at)
    if turn.now < leaves:
        zone = (await turn.estates.get(estate_id)).zone
        at = phrases.moment(words, leaves, zone, turn.now)
        return words("cast.waits", at=at, total=counted.total)
    return words("cast.sending", sent=counted.sent, total=counted.total)
