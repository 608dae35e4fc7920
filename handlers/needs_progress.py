"""How far a need has come, and what happens next: the lower half of its card."""

from collections import Counter

from markupsafe import Markup

from handlers import phrases
from handlers.wording import Reading
from mutual_aid.actions.matches import by_hand
from mutual_aid.matches import HELD, DeclineReason, Match, MatchState
from mutual_aid.needs import Need, NeedState
from mutual_aid.permissions import Action, may
from mutual_aid.times import is_quiet

REASONS = frozenset(
    {"nobody_free", "not_for_volunteers", "not_needed", "family", "property", "social_worker",
     "government", "not_confirmed"}
)  # fmt: skip
"""Codes of reasons that have words in the catalogue; any other reason was typed by a person."""


async def progress(reading: Reading, need: Need) -> Markup:
    """Return the story so far and the next step, in the words of this reader."""
    matches = await reading.turn.matches.of_need(need.need_id)
    lines = [await _helper_line(reading, need, x) for x in matches if _tells(x, need)]
    lines.append(await _state_line(reading, need, matches))
    return Markup("\n").join(x for x in lines if x)


def _tells(match: Match, need: Need) -> bool:
    return match.state in HELD or match.state in (MatchState.COMPLETED, MatchState.HANDED_BACK)


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
            return await _searching(reading, need, matches)
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


async def _searching(reading: Reading, need: Need, matches: list[Match]) -> Markup:
    """Return who is asked now and until when; or who looks after it when the waves have ended."""
    words, turn = reading.words, reading.turn
    zone = (await turn.estates.get(need.estate_id)).zone
    asked = sum(x.state is MatchState.OFFERED for x in matches)
    if asked:
        until = max(x.answer_by_at for x in matches if x.state is MatchState.OFFERED)
        clock = phrases.moment(words, until, zone, turn.now)
        return words.count("need.asking", asked, code=need.code, clock=clock)
    policy = turn.policy
    if need.next_due_at and is_quiet(turn.now, zone, policy.quiet_from, policy.quiet_until):
        clock = phrases.moment(words, need.next_due_at, zone, turn.now)
        return words("need.asking_later", code=need.code, clock=clock)
    if may(reading.reader, Action.NEED_STEER, need):
        return await _why_not(reading, need, matches)
    owner = await turn.members.get(need.owner_id)
    return words("need.nobody_yet", owner=phrases.person(words, owner))


async def _why_not(reading: Reading, need: Need, matches: list[Match]) -> Markup:
    """Return for the coordinator who was asked, what they said, and who is left."""
    words = reading.words
    declined = [x for x in matches if x.state is MatchState.DECLINED]
    reasons = Counter(x.decline_reason for x in declined if x.decline_reason)
    said = [
        words("steer.reason_count", reason=words(f"decline.{reason}"), n=reasons[reason])
        for reason in DeclineReason
        if reasons[reason]
    ]
    text = words(
        "steer.asked",
        asked=len(matches),
        declined=len(declined),
        silent=sum(x.state is MatchState.EXPIRED for x in matches),
    )
    if said:
        text += words("steer.reasons", reasons=Markup(", ").join(said))
    return text + words.count("steer.left", len(await by_hand(reading.turn, need)))
