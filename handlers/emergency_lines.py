"""Lines of the cards of an emergency: who was told, who has it, whom to call."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from handlers import phrases
from handlers.emergency_numbers import number_for
from handlers.roles import floors
from handlers.wording import Reading
from mutual_aid.actions.emergencies import Call
from mutual_aid.ids import MemberId
from mutual_aid.members import Leader, LeaderRole
from mutual_aid.needs import Need, NeedState

_NAMED, _LONGEST = 6, 600


async def number(reading: Reading, need: Need) -> str:
    """Return the number to call for it."""
    return number_for(await reading.turn.estates.get(need.estate_id), need.category_code)


async def moment(reading: Reading, need: Need, *, changed: bool) -> str:
    """Return when it was reported, or when it last changed hands."""
    zone = (await reading.turn.estates.get(need.estate_id)).zone
    at = need.changed_at if changed else need.created_at
    return phrases.moment(reading.words, at, zone, reading.turn.now)


async def name(reading: Reading, member_id: MemberId) -> str:
    """Return what a member is called."""
    return phrases.person(reading.words, await reading.turn.members.get(member_id))


def listed(reading: Reading, names: list[Markup]) -> Markup:
    """Return names in one line, the first few and how many more."""
    text = reading.words("emergency.comma").join(names[:_NAMED])
    if len(names) <= _NAMED:
        return text
    return reading.words.count("emergency.and_more", len(names) - _NAMED, names=text)


async def told(reading: Reading, need: Need) -> list[Markup]:
    """Return whom the alarm has reached, apart from the reader: names with what they are."""
    leaders = await reading.turn.members.leaders_of(need.block_id)
    by_member = {x.member_id: x for x in reversed(leaders)}
    names = []
    alerted = await reading.turn.needs.alerted(need.need_id)
    for member_id in sorted(alerted, key=lambda x: _distance(need, by_member.get(x))):
        member = await reading.turn.members.get(member_id)
        if member_id == reading.reader.member_id or member.unreachable_at is not None:
            continue
        called = phrases.person(reading.words, member)
        names.append(_as_role(reading, called, by_member.get(member_id)))
    return names


def _distance(need: Need, leader: Leader | None) -> int:
    """Whoever is nearest is named first: leader of the block, of the floor, station, others."""
    if leader is None:
        return 2
    if leader.role is LeaderRole.BUILDING:
        return 0
    covers = need.floor is not None and leader.floor_from <= need.floor <= leader.floor_to
    return 1 if covers else 3


def _as_role(reading: Reading, called: str, leader: Leader | None) -> Markup:
    words = reading.words
    if leader is None:
        return words("emergency.of_station", name=called)
    if leader.role is LeaderRole.BUILDING:
        return words("emergency.of_block", name=called)
    return words("emergency.of_floors", name=called, floors=floors(leader))


def quoted(reading: Reading, need: Need, emergency_numbers: Iterable[str], *, full: bool) -> Markup:
    """Return the reporter's words, without house numbers where the flat may not be seen."""
    text = need.notes if len(need.notes) <= _LONGEST else need.notes[:_LONGEST] + "…"
    if not full:
        text = _without_numbers(text, frozenset(emergency_numbers))
    return reading.words("emergency.words", words=text) if text else Markup("")


def _without_numbers(text: str, kept: frozenset[str]) -> str:
    """Blank runs of three digits or more, such as flats and phones, but not those to call."""
    return re.sub(r"\d[\d -]*\d\d", lambda x: x[0] if x[0].strip() in kept else "…", text)


async def call_line(reading: Reading, need: Need) -> Markup:
    """Return whether the emergency number has been called; nothing while that is not known."""
    if not need.emergency_call:
        return Markup("")
    key = "called" if need.emergency_call == Call.CALLED else "cannot"
    return reading.words(f"emergency.call_{key}", number=await number(reading, need))


async def state_line(reading: Reading, need: Need) -> Markup:
    """Return who has it in hand, or that nobody has answered."""
    words = reading.words
    if need.state is NeedState.OPEN:
        return words("emergency.waiting")
    at = await moment(reading, need, changed=True)
    if need.state is NeedState.IN_PROGRESS:
        if need.owner_id == reading.reader.member_id:
            return words("emergency.taken_by_you", at=at)
        return words("emergency.taken", at=at, name=await name(reading, need.owner_id))
    if need.state is NeedState.CLOSED:
        return words("emergency.closed", at=at, name=await name(reading, need.owner_id))
    return words("emergency.over", at=at)


async def phone_lines(reading: Reading, need: Need) -> Markup:
    """Return the phones of building leader, deputies and reporter, for the station."""
    leaders = await reading.turn.members.leaders_of(need.block_id)
    near = [x for x in leaders if x.serving and (x.role is LeaderRole.BUILDING or x.deputy_for)]
    lines = [reading.words("emergency.phones")]
    for member_id in dict.fromkeys([*(x.member_id for x in near), need.reporter_id]):
        member = await reading.turn.members.get(member_id)
        role = "reporter" if member_id == need.reporter_id else "leader"
        called = phrases.person(reading.words, member)
        phone = member.phone or reading.words.plain("emergency.no_phone")
        lines.append(reading.words(f"emergency.phone_of_{role}", name=called, phone=phone))
    return Markup("\n").join(lines)
