"""Phrases that many cards share: times, places, kinds and people, as neighbours say them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from markupsafe import Markup, escape

from handlers.words import LOCALES, Words
from handlers.words import words as words_of
from mutual_aid.estates import Block, area
from mutual_aid.members import Member, script_of
from mutual_aid.needs import Need
from mutual_aid.taxonomy import Category, Urgency, categories, groups, skills
from mutual_aid.times import PART_HOURS, Part
from mutual_aid.turn import Turn

_ICONS = {
    "food": "🍚",
    "health": "💊",
    "home": "🔧",
    "mobility": "🦽",
    "care": "☎️",
    "child": "🧒",
    "family": "👪",
    "income": "📄",
    "work": "💼",
    "mind": "💬",
    "community": "🏘",
    "info": "📱",
    "disaster": "🌀",
    "safety": "🆘",
    "shelter": "🏠",
}


def clock(words: Words, at: datetime, zone: ZoneInfo) -> str:
    """Return a time of day, such as 5:12 pm or 下午5:12."""
    text = format_time(at.astimezone(zone), "short", locale=LOCALES[words.language])
    return text.replace("\u202f", " ").replace("AM", "am").replace("PM", "pm")


def day(words: Words, at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return a day as people say it: today, tomorrow, or Tue 24 Nov."""
    ahead = (at.astimezone(zone).date() - now.astimezone(zone).date()).days
    if ahead in (-1, 0, 1):
        return words.plain(("day.yesterday", "day.today", "day.tomorrow")[ahead + 1])
    pattern = words.plain("day.pattern")
    return str(format_date(at.astimezone(zone), pattern, locale=LOCALES[words.language]))


def moment(words: Words, at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return a time, with its day unless that is today."""
    if at.astimezone(zone).date() == now.astimezone(zone).date():
        return clock(words, at, zone)
    return words.plain("moment", day=day(words, at, zone, now), clock=clock(words, at, zone))


def age(words: Words, since: datetime, now: datetime) -> Markup:
    """Return how long ago something was: minutes, hours or days."""
    passed = now - since
    if passed < timedelta(minutes=1):
        return words("age.now")
    if passed < timedelta(hours=1):
        return words.count("age.minutes", passed // timedelta(minutes=1))
    if passed < timedelta(days=1):
        return words.count("age.hours", passed // timedelta(hours=1))
    return words.count("age.days", passed // timedelta(days=1))


def duration(words: Words, minutes: int) -> Markup:
    """Return a length of time, such as 25 min or 3 h 40."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return words("duration.minutes", minutes=minutes)
    if not rest:
        return words("duration.hours", hours=hours)
    return words("duration.both", hours=hours, minutes=rest)


def span(words: Words, length: timedelta) -> Markup:
    """Return a length of time in minutes, or in hours and minutes."""
    return duration(words, length // timedelta(minutes=1))


def when(
    words: Words,
    when_words: str,
    start: datetime | None,
    end: datetime | None,
    zone: ZoneInfo,
    now: datetime,
) -> Markup:
    """Return when help is due: the reporter's own words, or the window that was picked."""
    if when_words:
        return Markup("{}").format(when_words)
    if start is None or end is None:
        return words("when.any")
    if end - start <= timedelta(hours=2):
        return words("when.now")
    on = day(words, start, zone, now)
    local = (start.astimezone(zone).time(), end.astimezone(zone).time())
    part = next((part for part, hours in PART_HOURS.items() if hours == local), None)
    return words("when.part", day=on, part=words(f"part.{part}")) if part else escape(on)


def part_name(words: Words, part: Part) -> str:
    """Return the name of a part of the day."""
    return words.plain(f"part.{part}")


def kind(words: Words, category: Category) -> str:
    """Return the name of a kind of need."""
    return words.name(category.names)


def kind_button(words: Words, code: str) -> str:
    """Return the label of a kind of need, with the sign of its group."""
    category = categories()[code]
    return f"{_ICONS[category.group_code]} {words.name(category.names)}"


def group_button(words: Words, code: str) -> str:
    """Return the label of a group of needs."""
    return f"{_ICONS[code]} {words.name(groups()[code].names)}"


def urgency(words: Words, level: Urgency) -> Markup:
    """Return how soon help is due."""
    return words(f"urgency.{level}")


def skill(words: Words, code: str) -> str:
    """Return the name of a skill."""
    return words.name(skills()[code].names)


def ability(words: Words, code: str) -> Markup:
    """Return what somebody with a skill can do, as neighbours say it; else the skill's name."""
    try:
        return words(f"can.{code}")
    except KeyError:
        return words("why.skill", skill=skill(words, code))


def flat(words: Words, block: Block, floor: int | None, unit_no: str | None) -> Markup:
    """Return a place as exactly as it is known: block, floor, flat."""
    name = words.name(block.names)
    if floor is None:
        return words("place.block", block=name)
    if unit_no is None:
        return words("place.floor", block=name, floor=floor)
    return words("place.flat", block=name, floor=floor, unit=unit_no)


async def whole_place(turn: Turn, words: Words, need: Need) -> Markup:
    """Return the flat of a need, for those who may see it."""
    block = await turn.estates.block(need.block_id)
    unit = await turn.estates.unit(need.unit_id) if need.unit_id else None
    return flat(words, block, need.floor, unit.unit_no if unit else None)


async def rough_place(turn: Turn, words: Words, need: Need) -> Markup:
    """Return the block and third of it: all that an offer or a group may say."""
    block = await turn.estates.block(need.block_id)
    third = area(need.floor, block.floors)
    name = words.name(block.names)
    if third is None:
        return words("place.block", block=name)
    return words(f"place.{third}", block=name)


async def emergency_place(turn: Turn, words: Words, need: Need) -> Markup:
    """Return block and floor, for those who are alerted but do not look after that floor."""
    block = await turn.estates.block(need.block_id)
    return flat(words, block, need.floor, None)


def person(words: Words, member: Member) -> str:
    """Return a member's name; people without one are neighbours."""
    return words.name(member.names) or words.plain("person.nameless")


def safety_word(words: Words, code: str, spoken: str) -> str:
    """Return the word at the door, in the neighbour's own language too where that differs."""
    own = words.plain(f"safety.{code}")
    theirs = words_of(script_of((spoken,))).plain(f"safety.{code}")
    return own if own == theirs else f"{own} ({theirs})"


def wished(words: Words, need: Need) -> Markup:
    """Return a line that says who should help; nothing where nobody said so."""
    if not need.wishes:
        return words.nothing
    told = " · ".join(words.plain(f"wish.{x}") for x in need.wishes)
    return Markup("\n") + words("offer.wished", wishes=told)


def language_name(words: Words, code: str) -> str:
    """Return the name of a spoken language; codes without a name are shown as they are."""
    key = f"spoken.{code}"
    try:
        return words.plain(key)
    except KeyError:
        return code
