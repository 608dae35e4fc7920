"""How the load is spread over volunteers, for coordinators alone; never a ranking."""

from markupsafe import Markup

from handlers import phrases
from handlers.commands import command, coordinates
from handlers.context import Context
from handlers.screens import Screen
from handlers.wording import Reading, wording
from handlers.words import Words
from mutual_aid.actions import fairness
from mutual_aid.errors import NotYours
from mutual_aid.estates import Estate
from mutual_aid.fairness import Share, Spread, evenest
from mutual_aid.notices import Kind

_UNEVEN = (0.25, 0.5)
"""Up to the first of these, work is well shared; beyond the second, few do most of it."""


@command("stats", coordinates)
async def stats_command(context: Context) -> None:
    """Show the spread of load."""
    if not coordinates(context.speaker):
        raise NotYours
    await context.show(Kind.STATS, fresh=True)


@wording(Kind.STATS)
async def stats(reading: Reading) -> Screen:
    """Show each estate of the coordinator: figures, what they mean, and a few names."""
    parts = [reading.words("stats.head")]
    for spread in await fairness.spreads(reading.turn, reading.reader):
        parts.append(await _estate(reading, spread))
    return Screen(Markup("\n\n").join(parts))


async def _estate(reading: Reading, spread: Spread) -> Markup:
    words, turn = reading.words, reading.turn
    estate = await turn.estates.get(spread.estate_id)
    lines = [
        words("stats.estate", estate=words.name(estate.names)),
        words.count("stats.volunteers", spread.volunteers)
        + words.count("stats.offers", spread.offers)
        + words.count("stats.tasks", spread.tasks),
        _evenness(words, spread),
        words.count("stats.without_offer", spread.without_offer, days=turn.policy.idle_after.days),
        words.count("stats.wants_events", spread.wants_events),
        *await _named(reading, estate, spread),
    ]
    return Markup("\n").join(lines)


def _evenness(words: Words, spread: Spread) -> Markup:
    """Say how evenly tasks were spread, measured against the evenest that was possible."""
    if not spread.tasks:
        return words("stats.no_tasks")
    least = evenest(spread.tasks, spread.volunteers)
    beyond = (spread.gini - least) / (1 - least) if least < 1 else 0.0
    well, few = _UNEVEN
    degree = "even" if beyond <= well else "some" if beyond <= few else "uneven"
    figure = words("stats.gini", gini=f"{spread.gini:.2f}", least=f"{least:.2f}")
    return words(f"stats.spread_{degree}") + Markup("\n") + figure


async def _named(reading: Reading, estate: Estate, spread: Spread) -> list[Markup]:
    """Name those whom one might ask next, and those whom one might spare."""
    words, lines = reading.words, []
    longest = [await _since(reading, estate, x) for x in spread.longest_without]
    asked = [await _often(reading, x) for x in spread.most_asked]
    comma = Markup("{}").format(words.plain("volunteers.comma"))
    if longest:
        lines.append(words("stats.longest", names=comma.join(longest)))
    if asked:
        lines.append(words("stats.most", names=comma.join(asked)))
    return lines


async def _since(reading: Reading, estate: Estate, share: Share) -> Markup:
    words, turn = reading.words, reading.turn
    name = phrases.person(words, await turn.members.get(share.member_id))
    if share.last_offer_at is None:
        return words("stats.never", name=name)
    day = phrases.day(words, share.last_offer_at, estate.zone, turn.now)
    return words("stats.since", name=name, day=day)


async def _often(reading: Reading, share: Share) -> Markup:
    name = phrases.person(reading.words, await reading.turn.members.get(share.member_id))
    return reading.words.count("stats.times", share.offers, name=name)
