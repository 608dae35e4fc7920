"""What a volunteer is asked: the card of an offer, and the answer in one tap."""

from markupsafe import Markup

from handlers import forms, phrases
from handlers.context import Context
from handlers.presses import press
from handlers.screens import Button, Rows, Screen
from handlers.wording import Reading, wording
from handlers.words import Words
from mutual_aid.actions import tasks
from mutual_aid.ids import MatchId
from mutual_aid.matches import HELD, DeclineReason, Match, MatchState
from mutual_aid.needs import Need, NeedState
from mutual_aid.notices import Kind

_FILLED = frozenset({NeedState.MATCHED, NeedState.IN_PROGRESS, NeedState.DONE, NeedState.CLOSED})


@wording(Kind.OFFER)
async def offer_card(reading: Reading) -> Screen | None:
    """Show an offer to the one who is asked: no name, no flat, no phone."""
    match = await reading.turn.matches.get(MatchId(reading.object_id))
    if match.member_id != reading.reader.member_id:
        return None
    need = await reading.turn.needs.get(match.need_id)
    head = await _what(reading, need)
    if match.state is MatchState.OFFERED:
        text = Markup("\n").join([reading.words("offer.ask"), head, await _why(reading, match)])
        return Screen(text, _answers(reading.words, match))
    if _may_come_late(match, need):
        late = head + Markup("\n\n") + reading.words("offer.late")
        return Screen(late, ((_answer(reading.words, match, "accept", "offer.accept"),),))
    if await _is_asked_again(reading, match):
        return Screen(head + Markup("\n\n") + reading.words("offer.again"))
    closing = reading.words(f"offer.{_ending(match, need)}")
    if match.state is MatchState.DECLINED and match.decline_reason is None:
        return Screen(closing, _reasons(reading.words, match))
    return Screen(head + Markup("\n\n") + closing)


def _may_come_late(match: Match, need: Need) -> bool:
    """Tell whether a yes still counts although the time for it is over."""
    searching = need.state is NeedState.OPEN and need.round == match.round
    return searching and match.state is MatchState.EXPIRED


async def _is_asked_again(reading: Reading, match: Match) -> bool:
    """Tell whether a later offer of the same need, on a card of its own, waits for the answer."""
    if match.state is not MatchState.CLOSED:
        return False
    open_now = await reading.turn.matches.open_of(match.member_id)
    return any(x.need_id == match.need_id for x in open_now)


def _ending(match: Match, need: Need) -> str:
    if match.state in HELD:
        return "accepted"
    if match.state not in (MatchState.EXPIRED, MatchState.CLOSED):
        return str(match.state)
    if need.state not in _FILLED:
        return "over"
    waiting = match.backup_at and need.state in (NeedState.MATCHED, NeedState.IN_PROGRESS)
    return "backup" if waiting else "covered"


async def _what(reading: Reading, need: Need) -> Markup:
    """Return kind, time, rough place and language of a need."""
    words, turn = reading.words, reading.turn
    zone = (await turn.estates.get(need.estate_id)).zone
    return words(
        "offer.what",
        kind=phrases.kind(words, need.category),
        duration=phrases.duration(words, need.category.minutes),
        when=phrases.when(words, "", need.from_at, need.until_at, zone, turn.now)
        if not need.when_words
        else phrases.when(words, need.when_words, None, None, zone, turn.now),
        place=await phrases.rough_place(turn, words, need),
        spoken=phrases.language_name(words, need.spoken),
    ) + phrases.wished(words, need)


async def _why(reading: Reading, match: Match) -> Markup:
    """Return why this person, how many others are asked, and until when an answer helps."""
    words, turn = reading.words, reading.turn
    need = await turn.needs.get(match.need_id)
    estate = await turn.estates.get(need.estate_id)
    reasons = Markup(" · ").join(
        reason(words, code)
        for code in match.reasons
        if code != f"language:{estate.spoken}"  # everybody here speaks it
    )
    others = sum(
        x.state is MatchState.OFFERED and x.match_id != match.match_id
        for x in await turn.matches.of_need(match.need_id)
    )
    clock = phrases.moment(words, match.answer_by_at, estate.zone, turn.now)
    until = (
        words.count("offer.others", others, clock=clock)
        if others
        else words("offer.alone", clock=clock)
    )
    pair = words("offer.pair") if need.helpers > 1 else words.nothing
    return words("offer.why", reasons=reasons) + pair + until


def reason(words: Words, code: str) -> Markup:
    """Return why somebody was chosen, as both sides read it."""
    key, _, fact = code.partition(":")
    match key:
        case "skill":
            return phrases.ability(words, fact)
        case "language":
            return words("why.language", language=phrases.language_name(words, fact))
        case "rested":
            return words.count("why.rested", int(fact))
        case _:
            return words(f"why.{key}")


def _answers(words: Words, match: Match) -> Rows:
    yes = _answer(words, match, "accept", "offer.accept")
    return (yes,), (_answer(words, match, "cannot", "offer.decline"),)


def _answer(words: Words, match: Match, key: str, action: str) -> Button:
    return Button(words.plain(f"button.{key}"), action, match.match_id, version=match.version)


def _reasons(words: Words, match: Match) -> Rows:
    buttons = [
        Button(words.plain(f"decline.{x}"), "offer.reason", match.match_id, x)
        for x in DeclineReason
    ]
    pause = Button(words.plain("decline.pause"), "pause.menu")
    return forms.in_rows([*buttons, pause], 2)


@press("offer.accept")
async def accept(context: Context) -> None:
    """Take the task, if a place is left."""
    await tasks.accept(context.turn, context.speaker, MatchId(context.pressed.object_id))


@press("offer.decline")
async def decline(context: Context) -> None:
    """Say no."""
    await tasks.decline(context.turn, context.speaker, MatchId(context.pressed.object_id))


@press("offer.reason")
async def give_reason(context: Context) -> None:
    """Say why not."""
    chosen = DeclineReason(context.pressed.arg)
    match_id = MatchId(context.pressed.object_id)
    await tasks.give_reason(context.turn, context.speaker, match_id, chosen)


@press("offer.show")
async def show(context: Context) -> None:
    """Show one offer again, at the bottom of the chat."""
    match_id = MatchId(context.pressed.object_id)
    await tasks.see_offer(context.turn, context.speaker, match_id)
    await context.show(Kind.OFFER, match_id, fresh=True)
