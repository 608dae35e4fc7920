"""What the guardian of somebody under 18 hears about a task that they have taken."""

from handlers import phrases
from handlers.screens import Screen
from handlers.wording import Reading, wording
from mutual_aid.ids import MatchId
from mutual_aid.matches import HELD, MatchState
from mutual_aid.notices import Kind


@wording(Kind.WARD)
async def ward_card(reading: Reading) -> Screen | None:
    """Say who has taken what, when and roughly where; no name, no flat."""
    words, turn = reading.words, reading.turn
    match = await turn.matches.get(MatchId(reading.object_id))
    ward = await turn.volunteers.get(match.volunteer_id)
    own = reading.reader.volunteer
    if own is None or ward.guardian_id != own.volunteer_id or ward.grown_up:
        return None
    if match.state not in HELD and match.state is not MatchState.COMPLETED:
        return None
    need = await turn.needs.get(match.need_id)
    zone = (await turn.estates.get(need.estate_id)).zone
    text = words(
        "ward.took",
        name=phrases.person(words, await turn.members.get(match.member_id)),
        kind=phrases.kind(words, need.category),
        duration=phrases.duration(words, need.category.minutes),
        when=phrases.when(words, need.when_words, need.from_at, need.until_at, zone, turn.now),
        place=await phrases.rough_place(turn, words, need),
        pair=words("ward.pair") if need.helpers > 1 else words.nothing,
    )
    return Screen(text)
