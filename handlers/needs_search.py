"""What is said of a need while helpers are looked for: who is asked, and what happens next."""

from datetime import datetime

from markupsafe import Markup

from handlers import phrases
from handlers.wording import Reading
from mutual_aid.actions.searching import not_at_night, tell_at
from mutual_aid.matches import Match, MatchState
from mutual_aid.needs import Need
from mutual_aid.notices import DueKind
from mutual_aid.permissions import Action, may


async def searching(reading: Reading, need: Need, matches: list[Match]) -> Markup:
    """Return who is asked and until when, when the search goes on, or who looks after it."""
    asked = [x for x in matches if x.state is MatchState.OFFERED]
    if asked:
        return await _asking(reading, need, matches, asked) + await _told(reading, need)
    next_at = await reading.turn.due.when(DueKind.WAVE, need.need_id)
    if next_at is None:
        return await _run_out(reading, need, matches)
    return await _waiting(reading, need, next_at)


async def _asking(reading: Reading, need: Need, matches: list[Match], asked: list[Match]) -> Markup:
    words = reading.words
    clock = await _clock(reading, need, max(x.answer_by_at for x in asked))
    if len(matches) == len(asked):
        return words.count("need.asking", len(asked), code=need.code, clock=clock)
    earlier = len(matches) - len(asked)
    return words.count("need.still_asking", len(asked), earlier=earlier, clock=clock)


async def _told(reading: Reading, need: Need) -> Markup:
    """Return that the coordinators know already, and to them that time is getting short."""
    words, turn = reading.words, reading.turn
    if need.escalated_round < need.round:
        return words.nothing
    if may(reading.reader, Action.NEED_STEER, need):
        short = tell_at(need, turn.policy, turn.now) <= turn.now
        return Markup("\n") + words("steer.time_short") if short else words.nothing
    owner = await reading.turn.members.get(need.owner_id)
    return Markup("\n") + words("need.told", owner=phrases.person(words, owner))


async def _waiting(reading: Reading, need: Need, next_at: datetime) -> Markup:
    """Return what is waited for while nobody is asked: the morning, or the next plan."""
    words, turn = reading.words, reading.turn
    morning = await not_at_night(turn, need, turn.now)
    if morning > turn.now:
        clock = await _clock(reading, need, morning)
        return words("need.asking_later", code=need.code, clock=clock)
    if await turn.storms.get(need.estate_id) is not None:
        every = phrases.span(words, turn.policy.storm_every)
        return words("need.in_storm", code=need.code, every=every) + await _told(reading, need)
    clock = await _clock(reading, need, max(next_at, turn.now))
    return words("need.goes_on", code=need.code, clock=clock)


async def _run_out(reading: Reading, need: Need, matches: list[Match]) -> Markup:
    """Return that a person looks after it now; for coordinators how many were asked in vain."""
    words = reading.words
    if may(reading.reader, Action.NEED_STEER, need):
        return words.count("steer.asked", len(matches))
    owner = await reading.turn.members.get(need.owner_id)
    return words("need.nobody_yet", owner=phrases.person(words, owner))


async def _clock(reading: Reading, need: Need, at: datetime) -> str:
    zone = (await reading.turn.estates.get(need.estate_id)).zone
    return phrases.moment(reading.words, at, zone, reading.turn.now)
