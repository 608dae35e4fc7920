"""How far a need has come, and what happens next: the lower half of its card."""

from markupsafe import Markup

from handlers import phrases
from handlers.needs_search import searching
from handlers.wording import Reading
from mutual_aid.matches import HELD, Match, MatchState
from mutual_aid.needs import Need, NeedState
from mutual_aid.permissions import Action, may

REASONS = frozenset(
    {"nobody_free", "not_for_volunteers", "not_needed", "family", "property", "social_worker",
     "government", "not_confirmed"}
)  # fmt: skip
"""Codes of reasons that have words in the catalogue; any other reason was typed by a person."""


async def progress(reading: Reading, need: Need) -> Markup:
    """Return the story so far and the next step, in the words of this reader."""
    matches = await reading.turn.matches.of_need(need.need_id)
    lines = [await _helper_line(reading, need, x) for x in matches if _tells(x)]
    lines.append(await _backups(reading, need, matches))
    lines.append(await _state_line(reading, need, matches))
    return Markup("\n").join(x for x in lines if x)


def _tells(match: Match) -> bool:
    return match.state in HELD or match.state in (MatchState.COMPLETED, MatchState.HANDED_BACK)


async def _backups(reading: Reading, need: Need, matches: list[Match]) -> Markup:
    """Return who said yes when the places were filled, and would be asked first."""
    words, waiting = reading.words, [x for x in matches if x.backup_at is not None]
    if not waiting or need.state not in (NeedState.MATCHED, NeedState.IN_PROGRESS):
        return words.nothing
    people = [await reading.turn.members.get(x.member_id) for x in waiting]
    comma = words.plain("volunteers.comma")
    return words("helper.backup", names=comma.join(phrases.person(words, x) for x in people))


async def _helper_line(reading: Reading, need: Need, match: Match) -> Markup:
    """Return what one helper has done, with times."""
    words, turn = reading.words, reading.turn
    zone = (await turn.estates.get(need.estate_id)).zone
    helper = await turn.members.get(match.member_id)
    at = match.ended_at or match.arrived_at or match.on_the_way_at or match.accepted_at
    line = words(
        f"helper.{match.state}",
        helper=phrases.person(words, helper),
        clock=phrases.moment(words, at or turn.now, zone, turn.now),
    )
    if match.state in HELD and helper.unreachable_at is not None:
        line += words("helper.unreachable", phone=helper.phone)
    if match.minutes:
        line += words("helper.took", duration=phrases.duration(words, match.minutes))
    if match.state in HELD and may(reading.reader, Action.NEED_SEE_FLAT, need):
        word = phrases.safety_word(words, match.safety_word, need.spoken)
        line += words("helper.safety_word", word=word)
    return line


async def _state_line(reading: Reading, need: Need, matches: list[Match]) -> Markup:
    words = reading.words
    match need.state:
        case NeedState.OPEN:
            return await searching(reading, need, matches)
        case NeedState.DONE:
            return words("need.state_done")
        case NeedState.CLOSED:
            return words("need.state_closed")
        case NeedState.WITHDRAWN:
            return words("need.state_withdrawn")
        case NeedState.REFERRED | NeedState.UNFILLED:
            return words(f"need.state_{need.state}", reason=_reason(reading, need))
        case _:
            return words.nothing


def _reason(reading: Reading, need: Need) -> Markup:
    if need.ended_reason in REASONS:
        return reading.words(f"reason.{need.ended_reason}")
    return Markup("{}").format(need.ended_reason)
