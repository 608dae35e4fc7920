"""One need's search: what a need asks for, the search as the product does it, a full scan."""

import time
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

from benchmarks.search_world import NOW, Shape, asked_for, block_code, estate_code, flat_code
from mutual_aid.ids import BlockId, EstateId, NeedId
from mutual_aid.times import day_parts
from mutual_aid.volunteers import Search
from storage.rows import joined
from storage.store import Store
from storage.turns import Turn

_ZONE = ZoneInfo("Asia/Hong_Kong")
_LANGUAGES = {"yue": 70, "en": 12, "cmn": 15, "tl": 3}
_WAVES = (1, 1, 2, 2, 2, 6, 12)
"""How many are to be asked at once: mostly few, more of them for pressing needs and pairs."""
_READ_AT_LEAST = 30


@dataclass(frozen=True)
class Question:
    """What a need looks for, in cells from near to far, and how many people are enough."""

    search: Search
    rings: tuple[tuple[BlockId | EstateId, ...], ...]
    enough: int


@dataclass(frozen=True)
class Answer:
    """How long a search took (seconds), how many people it found and in how many rings."""

    seconds: float
    people: int
    rings: int


def questions(shape: Shape, count: int, seed: int) -> list[Question]:
    """Return needs of random places, kinds, hours and languages; the same for the same seed."""
    random = Random(f"questions {seed}")
    return [_question(shape, random) for _ in range(count)]


def _question(shape: Shape, random: Random) -> Question:
    estate, block = random.randrange(shape.estates), random.randrange(shape.blocks_an_estate)
    here, kind = block_code(estate, block), random.choice(asked_for())
    begins = NOW + timedelta(hours=random.randrange(96))
    search = Search(
        need_id=NeedId("a need that is not stored"),
        unit_id=flat_code(here, random.randrange(shape.flats_a_block)),
        estate_id=estate_code(estate),
        block_id=here,
        skills=kind.skills,
        parts=day_parts(begins, begins + timedelta(hours=random.choice((2, 4, 8, 24))), _ZONE),
        spoken=random.choices(list(_LANGUAGES), list(_LANGUAGES.values()))[0],
        screening=kind.screening,
        fit_for_minors=False,
    )
    near = tuple(
        block_code(estate, other)
        for other in (block - 1, block + 1)
        if 0 <= other < shape.blocks_an_estate
    )
    return Question(search, ((here,), near, (search.estate_id,)), 3 * random.choice(_WAVES))


async def answer(turn: Turn, question: Question) -> Answer:
    """Search outwards until there are enough people."""
    began = time.perf_counter()
    found: set[str] = set()
    rings = 0
    for cells in question.rings:
        rings += 1
        people = await turn.volunteers.candidates(
            question.search, cells, now=NOW, limit=max(_READ_AT_LEAST, question.enough)
        )
        found |= {x.volunteer.volunteer_id for x in people}
        if len(found) >= question.enough:
            break
    return Answer(time.perf_counter() - began, len(found), rings)


async def answers(store: Store, some: list[Question]) -> list[Answer]:
    """Answer one after the other on one connection."""
    async with store.reading() as turn:
        return [await answer(turn, question) for question in some]


async def scan(turn: Turn, question: Question) -> float:
    """Return how long it takes to find the estate's helpers by looking at everybody (seconds).

    Only who they are: neither their histories nor what ties them to the need.
    """
    began = time.perf_counter()
    search = question.search
    skill = " OR ".join(f"v.skills LIKE '%{code}%'" for code in search.skills)
    part = " OR ".join(f"v.availability LIKE '%{part}%'" for part in sorted(search.parts))
    text = f"""
        SELECT v.volunteer_id FROM volunteers v
        JOIN members ON members.member_id = v.member_id
        WHERE
            ({skill}) AND ({part}) AND v.spoken LIKE '%{search.spoken}%'
            AND v.estate_id || '' = '{search.estate_id}' AND v.status = 'active'
            AND '{joined(x.value for x in type(search.screening) if x.at_least(search.screening))}'
                LIKE '%' || v.screening || '%'
            AND members.telegram_id IS NOT NULL AND members.unreachable_at IS NULL
    """  # noqa: S608 -- all codes are made up here
    await turn.sql.text(text)
    return time.perf_counter() - began
