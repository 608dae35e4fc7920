"""Why a need is not filled yet, for its coordinators: whom rules keep away, who said what, who is
left.
"""

from markupsafe import Markup

from handlers import phrases
from handlers.context import Context
from handlers.presses import press
from handlers.screens import Screen
from handlers.steering import WHY, steering_rows
from handlers.wording import Reading, wording
from mutual_aid.actions import steering
from mutual_aid.actions.steering import WhyNot
from mutual_aid.columns import Ring
from mutual_aid.ids import NeedId
from mutual_aid.matches import Match, MatchState
from mutual_aid.needs import Need, NeedState
from mutual_aid.notices import Kind
from mutual_aid.permissions import Action, may
from mutual_aid.suitability import Hurdle

_SHOWN = 12
"""The newest of those who were asked; a card may hold 4,096 characters."""
_IN_HANDS = (
    Hurdle.UNREACHABLE,
    Hurdle.ASKED_BEFORE,
    Hurdle.NOT_FREE,
    Hurdle.TOO_FAR,
    Hurdle.WEEKLY_LIMIT,
    Hurdle.OPEN_OFFER,
    Hurdle.ASKED_ENOUGH,
)
"""Rules about which a coordinator can do something, by asking in person."""


@press("steer.why")
async def show(context: Context) -> None:
    """Say why the need is not filled, on a card of its own."""
    need_id = NeedId(context.pressed.object_id)
    await steering.steered(context.turn, context.speaker, need_id)
    await context.show(Kind.WHY_NOT, need_id, fresh=True)


@wording(Kind.WHY_NOT)
async def why_not(reading: Reading) -> Screen | None:
    """Show the reasons as they are now; once the need is not open any more, that it is over."""
    words, turn = reading.words, reading.turn
    need = await turn.needs.get(NeedId(reading.object_id))
    if need.sealed or need.emergency or not may(reading.reader, Action.NEED_STEER, need):
        return None
    if need.state is not NeedState.OPEN:
        return Screen(words("why_not.over", code=need.code))
    found = await steering.why_not(turn, reading.reader, need.need_id)
    head = words("why_not.head", code=need.code, kind=phrases.kind(words, need.category))
    parts = [head, _kept_away(reading, need, found), await _asked(reading, need, found)]
    parts += [_free(reading, found), _almost(reading, found)]
    text = Markup("\n\n").join(x for x in parts if x)
    return Screen(text, steering_rows(words, need.need_id, WHY))


def _kept_away(reading: Reading, need: Need, found: WhyNot) -> Markup:
    """Return how many hold the skill, and how many of them each rule keeps away."""
    words = reading.words
    skills = words.plain("volunteers.comma").join(
        phrases.skill(words, x) for x in need.category.skills
    )
    lines = [words.count("why_not.holders", found.holders, skills=skills)]
    spoken = phrases.language_name(words, need.spoken)
    for rule in Hurdle:
        if rule in found.kept_away:
            reason = words.count(f"kept.{rule}", found.kept_away[rule], spoken=spoken)
            lines.append(words("why_not.item", text=reason))
    return Markup("\n").join(lines)


async def _asked(reading: Reading, need: Need, found: WhyNot) -> Markup:
    """Return who was asked and what they said last, the newest at the end."""
    words = reading.words
    if not found.asked:
        return words("why_not.nobody_asked")
    newest = {x.volunteer_id: x for x in sorted(found.asked, key=lambda x: x.offered_at)}
    asked = sorted(newest.values(), key=lambda x: x.offered_at)
    lines = [words.count("why_not.asked", len(asked))]
    if len(asked) > _SHOWN:
        lines.append(words.count("why_not.earlier", len(asked) - _SHOWN))
    for match in asked[-_SHOWN:]:
        lines.append(words("why_not.item", text=await _said(reading, need, match)))
    return Markup("\n").join(lines)


async def _said(reading: Reading, need: Need, match: Match) -> Markup:
    words, turn = reading.words, reading.turn
    zone = (await turn.estates.get(need.estate_id)).zone
    name = phrases.person(words, await turn.members.get(match.member_id))
    at = match.answer_by_at if match.state is MatchState.OFFERED else match.answered_at
    clock = phrases.moment(words, at or match.answer_by_at, zone, turn.now)
    said = words(f"said.{match.state}", name=name, clock=clock)
    if match.decline_reason is not None:
        reason = words(f"decline.{match.decline_reason}")
        return words("why_not.with_reason", said=said, reason=reason)
    return said


def _free(reading: Reading, found: WhyNot) -> Markup:
    """Return how many may still be asked, by how near they live."""
    words = reading.words
    if not found.free:
        return words("why_not.nobody_free")
    near = [words.count(f"ring.{x.name.lower()}", found.free[x]) for x in Ring if x in found.free]
    comma = Markup("{}").format(words.plain("volunteers.comma"))
    return words.count("why_not.free", sum(found.free.values()), rings=comma.join(near))


def _almost(reading: Reading, found: WhyNot) -> Markup:
    """Return how many more there would be if one rule were set aside."""
    words = reading.words
    lines = [
        words("why_not.item", text=words.count(f"almost.{rule}", found.almost[rule]))
        for rule in _IN_HANDS
        if rule in found.almost
    ]
    return Markup("\n").join([words("why_not.almost"), *lines]) if lines else words.nothing
