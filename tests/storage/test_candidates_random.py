"""The search for helpers against the same rules written plainly, over made-up people."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from mutual_aid.ids import BlockId, EstateId, MemberId, TelegramId
from mutual_aid.matches import MatchState
from mutual_aid.taxonomy import Screening
from mutual_aid.times import DAY_PARTS
from mutual_aid.volunteers import Radius, Search, Volunteer, VolunteerStatus
from storage.turns import Turn
from tests.engines import BEGIN, TestClock
from tests.storage.searching import SEARCH, Cells, ids, look
from tests.storage.world import (
    BLOCK,
    ESTATE,
    FAR_BLOCK,
    HELPING,
    OTHER_BLOCK,
    OTHER_ESTATE,
    World,
    member,
    volunteer,
)

HOMES = {BLOCK: ESTATE, OTHER_BLOCK: ESTATE, FAR_BLOCK: OTHER_ESTATE}
SKILLS = ("cooking", "errands", "listening", "patrol")
SPOKEN = ("yue", "cmn", "en", "tl")
CELLS: tuple[BlockId | EstateId, ...] = (*HOMES, ESTATE, OTHER_ESTATE)


@dataclass
class Person:
    """Somebody made up; what the network knows of them."""

    volunteer: Volunteer
    telegram_id: TelegramId | None
    unreachable: bool
    asked_at: int = 0


def _some(draw: random.Random, all_of: Iterable[str], most: int) -> tuple[str, ...]:
    choices = list(all_of)
    return tuple(draw.sample(choices, draw.randint(0, min(most, len(choices)))))


def _person(draw: random.Random, number: int) -> Person:
    home = draw.choice(list(HOMES))
    who = volunteer(
        f"R{draw.randrange(10**6):06}-{number}",
        f"MR{number}",
        estate_id=HOMES[home],
        home_block_id=home,
        age=draw.choice((None, 16, 17, 18, 40)),
        skills=_some(draw, SKILLS, 3),
        spoken=_some(draw, SPOKEN, 3),
        screening=draw.choice(list(Screening)),
        availability=_some(draw, DAY_PARTS, 12),
        max_tasks_per_week=draw.choice((0, 1, 2, 5)),
        radius=draw.choice(list(Radius)),
        guardian_id=draw.choice((None, HELPING)),
        status=draw.choices(list(VolunteerStatus), (1, 8, 2, 1))[0],
        paused_until_at=draw.choice((None, None, None, BEGIN, BEGIN + timedelta(days=1))),
    )
    known = None if draw.random() < 0.1 else TelegramId(5_000 + number)
    return Person(who, known, unreachable=draw.random() < 0.1)


async def _remember(turn: Turn, person: Person) -> None:
    who = person.volunteer
    await turn.members.add(member(who.member_id, person.telegram_id))
    await turn.volunteers.add(who, turn.now)
    if person.unreachable:
        await turn.members.set_unreachable(who.member_id, turn.now)


def _search(draw: random.Random) -> Search:
    home = draw.choice((BLOCK, OTHER_BLOCK))
    changes: dict[str, Any] = {
        "block_id": home,
        "skills": _some(draw, SKILLS, 3),
        "parts": frozenset(_some(draw, DAY_PARTS, 4)),
        "spoken": draw.choice(SPOKEN),
        "screening": draw.choices(list(Screening), (4, 4, 2, 1))[0],
        "fit_for_minors": draw.random() < 0.3,
        "able": draw.random() < 0.8,
    }
    return SEARCH.model_copy(update=changes)


def _goes_there(who: Volunteer, search: Search) -> bool:
    if who.home_block_id == search.block_id or who.radius is Radius.BOTH:
        return True
    return who.radius is Radius.ESTATE and who.estate_id == search.estate_id


def _able(person: Person, search: Search) -> bool:
    who = person.volunteer
    if not search.able:
        return who.status in (VolunteerStatus.ACTIVE, VolunteerStatus.PAUSED)
    young = who.age is not None and who.age < 18
    return all(
        (
            who.status is VolunteerStatus.ACTIVE,
            who.paused_until_at is None or who.paused_until_at <= BEGIN,
            who.max_tasks_per_week > 0,
            person.telegram_id is not None and not person.unreachable,
            not young or (search.fit_for_minors and who.guardian_id is not None),
            who.screening.at_least(search.screening),
            search.spoken in who.spoken,
            not search.parts or bool(search.parts & set(who.availability)),
            _goes_there(who, search),
        )
    )


def _expected(people: list[Person], search: Search, cells: Cells, limit: int) -> list[str]:
    """Return the first so many of each skill and cell, in the order of their last offers."""
    in_turn = sorted(people, key=lambda x: (x.asked_at, x.volunteer.volunteer_id))
    able = [x for x in in_turn if _able(x, search)]
    chosen = {
        x.volunteer.volunteer_id
        for skill in search.skills
        for cell in cells
        for x in [x for x in able if skill in x.volunteer.skills and _lives(x, cell)][:limit]
    }
    return [x.volunteer.volunteer_id for x in in_turn if x.volunteer.volunteer_id in chosen]


def _lives(person: Person, cell: BlockId | EstateId) -> bool:
    return cell in (person.volunteer.home_block_id, person.volunteer.estate_id)


async def _offer_some(world: World, draw: random.Random, people: list[Person]) -> None:
    """Offer something to somebody, so many times, in no order of time."""
    for _ in range(60):
        person = draw.choice(people)
        minutes = draw.randrange(1, 10_000)
        reported = await world.report(unit_id=None)
        await world.offer(
            reported,
            person.volunteer.volunteer_id,
            person.volunteer.member_id,
            state=MatchState.EXPIRED,
            offered_at=BEGIN - timedelta(minutes=minutes),
        )
        person.asked_at = max(person.asked_at, 10_000 - minutes)


async def _change_some(turn: Turn, draw: random.Random, people: list[Person]) -> None:
    """Let people pause, come back, be lost and be reached again."""
    for person in draw.sample(people, 30):
        who, changes = person.volunteer, dict[str, Any]()
        match draw.randrange(6):
            case 0 if who.status is VolunteerStatus.ACTIVE:
                await turn.volunteers.pause(who.volunteer_id, None)
                changes = {"status": VolunteerStatus.PAUSED, "paused_until_at": None}
            case 1 if who.status is VolunteerStatus.PAUSED:
                await turn.volunteers.resume(who.volunteer_id)
                changes = {"status": VolunteerStatus.ACTIVE, "paused_until_at": None}
            case 2 if who.status is VolunteerStatus.PENDING:
                decided = await turn.volunteers.decide(
                    who.volunteer_id, approved=True, by=MemberId("M-leader"), at=turn.now
                )
                assert decided is not None
                changes = {"status": decided.status, "screening": decided.screening}
            case 3:
                person.unreachable = not person.unreachable
                at = turn.now if person.unreachable else None
                await turn.members.set_unreachable(who.member_id, at)
            case 4:
                changes = {"max_tasks_per_week": draw.choice((0, 3))}
                await turn.volunteers.set_weekly_limit(who.volunteer_id, **_tasks(changes))
            case 5:
                changes = {"radius": draw.choice(list(Radius)), "availability": ("mon_am",)}
                await turn.volunteers.set_radius(who.volunteer_id, changes["radius"])
                await turn.volunteers.set_availability(who.volunteer_id, ("mon_am",))
        person.volunteer = who.model_copy(update=changes)


def _tasks(changes: dict[str, Any]) -> dict[str, int]:
    return {"tasks": changes["max_tasks_per_week"]}


@pytest.mark.parametrize("round_of_luck", range(3))
async def test_a_search_finds_whom_the_plain_rules_find(
    world: World, clock: TestClock, round_of_luck: int
) -> None:
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    draw = random.Random(seed)
    people = [_person(draw, number) for number in range(80)]
    async with world.store.turn() as turn:
        for number in ("V001", "V002"):
            await turn.put_rows("volunteers", [{"volunteer_id": number, "status": "withdrawn"}])
        for person in people:
            await _remember(turn, person)
    await _offer_some(world, draw, people)
    async with world.store.turn() as turn:
        await _change_some(turn, draw, people)
    found_any = False
    for _ in range(60):
        search, limit = _search(draw), draw.choice((1, 2, 5, 100))
        cells = tuple(draw.sample(CELLS, draw.randint(1, 3)))
        found = await look(world, clock, cells, limit=limit, **search.model_dump())
        assert ids(found) == _expected(people, search, cells, limit), (search, cells, limit)
        found_any |= bool(found)
    assert found_any
