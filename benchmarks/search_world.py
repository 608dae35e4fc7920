"""A network of any size with a year of offers behind it, made up from a seed: its shape, people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random

from benchmarks import search_rows
from benchmarks.search_rows import Flat, Offered, Person, Rows
from mutual_aid.ids import BlockId, EstateId, MemberId, UnitId, VolunteerId
from mutual_aid.taxonomy import Category, Screening, categories, skills
from mutual_aid.times import DAY_PARTS

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
"""A Sunday, 10:00 in Hong Kong."""
_NOW_MS = int(NOW.timestamp() * 1000)
_DAY_MS = 86_400_000
_YEAR_MS = int(timedelta(days=365).total_seconds() * 1000)
_OFFERS_A_NEED = 7
_FLATS_A_VOLUNTEER = 4
_HANDLE = "0123456789abcdefghjkmnpqrstvwxyz"
_LANGUAGES = {"yue": 0.90, "en": 0.45, "cmn": 0.40, "tl": 0.05, "ur": 0.02}
_SCREENINGS = {
    Screening.NONE: 0.05,
    Screening.ID: 0.65,
    Screening.CHECKED: 0.22,
    Screening.PROFESSIONAL: 0.08,
}
_STATES = {"active": 90, "paused": 5, "pending": 2, "withdrawn": 3}
_ENDS = {"declined": 42, "expired": 50, "closed": 8}
"""What became of the offers that were not the one that was taken, in percent."""


@dataclass(frozen=True)
class Shape:
    """How many volunteers there are, how they live, and how often each was asked in a year."""

    volunteers: int
    to_a_block: int
    blocks_an_estate: int
    offers_each: int = 20

    @property
    def estates(self) -> int:
        """How many estates they fill."""
        return max(1, round(self.volunteers / self.to_a_block / self.blocks_an_estate))

    @property
    def to_an_estate(self) -> int:
        """How many live in each; what does not divide is left out."""
        return self.volunteers // self.estates

    @property
    def flats_a_block(self) -> int:
        """How many flats a block has."""
        return _FLATS_A_VOLUNTEER * self.to_a_block


def growing(volunteers: int) -> Shape:
    """Return estates as they are: the more volunteers, the more of them."""
    return Shape(volunteers, to_a_block=57, blocks_an_estate=6)


def dense(volunteers: int) -> Shape:
    """Return one estate of ten blocks: the more volunteers, the fuller."""
    return Shape(volunteers, to_a_block=max(1, volunteers // 10), blocks_an_estate=10)


def asked_for() -> list[Category]:
    """Return the kinds of need that volunteers are asked about."""
    return [x for x in categories().values() if x.route == "volunteer" and not x.sealed]


def estate_code(number: int) -> EstateId:
    """Return the code of an estate."""
    return EstateId(f"E{number:04}")


def block_code(estate: int, number: int) -> BlockId:
    """Return the code of a block; those next to each other have numbers next to each other."""
    return BlockId(f"{estate_code(estate)}-{number:02}")


def flat_code(block: BlockId, number: int) -> UnitId:
    """Return the code of a flat."""
    return UnitId(f"{block}-{number:05}")


def network(shape: Shape, seed: int) -> Iterator[Rows]:
    """Yield all rows but those of the search itself, those that others refer to first."""
    for number in range(shape.estates):
        yield from _Estate(shape, number, Random(f"{seed} {number}")).rows()


class _Estate:
    def __init__(self, shape: Shape, number: int, random: Random) -> None:
        self._shape, self._number, self._random = shape, number, random
        self._code = estate_code(number)
        self._blocks = [block_code(number, n) for n in range(shape.blocks_an_estate)]

    def rows(self) -> Iterator[Rows]:
        yield search_rows.estate(self._code)
        yield search_rows.blocks(self._code, self._blocks)
        yield search_rows.flats(
            Flat(flat_code(block, n), block, n)
            for block in self._blocks
            for n in range(self._shape.flats_a_block)
        )
        people = [self._person(n) for n in range(self._shape.to_an_estate)]
        yield search_rows.members(people, _NOW_MS - _YEAR_MS)
        yield search_rows.volunteers(people)
        yield from self._offers(people)

    def _handle(self) -> str:
        return "".join(self._random.choices(_HANDLE, k=13))

    def _drawn(self, shares: dict[str, int]) -> str:
        return self._random.choices(list(shares), list(shares.values()))[0]

    def _person(self, number: int) -> Person:
        draw = self._random
        codes = list(skills())
        weights = [1 / (rank + 1) ** 0.7 for rank in range(len(codes))]
        some = draw.choices(codes, weights, k=draw.choice((1, 2, 2, 3, 3, 4, 5)))
        telegram_id = 10_000_000 + self._number * self._shape.to_an_estate + number
        return Person(
            volunteer_id=VolunteerId(self._handle()),
            member_id=MemberId(self._handle()),
            telegram_id=None if draw.random() < 0.05 else telegram_id,
            unreachable_at=_NOW_MS if draw.random() < 0.05 else None,
            estate=self._code,
            block=self._blocks[number % len(self._blocks)],
            age=16 if draw.random() < 0.03 else draw.randint(18, 80),
            skills="|".join(dict.fromkeys(some)),
            spoken="|".join(x for x, share in _LANGUAGES.items() if draw.random() < share),
            screening=draw.choices(list(_SCREENINGS), list(_SCREENINGS.values()))[0].value,
            availability="|".join(x for x in DAY_PARTS if draw.random() < 0.5),
            tasks_a_week=draw.choice((1, 2, 2, 3, 5)),
            radius=self._drawn({"block": 15, "estate": 60, "both": 25}),
            status=self._drawn(_STATES),
        )

    def _offers(self, people: list[Person]) -> Iterator[Rows]:
        """Yield needs and offers, oldest first; one offer of each need was taken."""
        made = sorted((at, n) for n, person in enumerate(people) for at in self._times(person))
        needs = [self._handle() for _ in range(0, len(made), _OFFERS_A_NEED)]
        yield search_rows.needs(
            (
                need,
                number,
                self._code,
                (block := self._random.choice(self._blocks)),
                flat_code(block, self._random.randrange(self._shape.flats_a_block)),
                people[0].member_id,
                made[number * _OFFERS_A_NEED][0],
            )
            for number, need in enumerate(needs)
        )
        yield search_rows.matches(self._matches(needs, made, people))

    def _times(self, person: Person) -> list[int]:
        """Return when somebody was asked; long ago if they cannot be asked any more."""
        if self._random.random() < 0.05:
            return []
        count = round(self._random.gammavariate(4, self._shape.offers_each / 4))
        first = 0 if person.askable else _YEAR_MS // 2
        return [_NOW_MS - self._random.randrange(first, _YEAR_MS) for _ in range(count)]

    def _matches(
        self, needs: list[str], made: list[tuple[int, int]], people: list[Person]
    ) -> Iterator[Offered]:
        remaining = iter(made)
        for need in needs:
            taken = self._random.randrange(_OFFERS_A_NEED)
            for rank, (at, number) in enumerate(islice(remaining, _OFFERS_A_NEED)):
                yield Offered(
                    match_id=self._handle(),
                    need_id=need,
                    person=people[number],
                    rank=rank,
                    at=at,
                    answered_at=at + self._random.randrange(_DAY_MS // 24),
                    state="completed" if rank == taken else self._drawn(_ENDS),
                )
