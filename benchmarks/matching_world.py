"""Needs and helpers of any number as columns, made up from a seed: what a plan is measured on.

Twelve skills of unequal fame, blocks of 55 helpers, nine blocks an estate, helpers free in half of
the week, 30 % of needs in a language that a third of the helpers speak, 2 % of pairs refused.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from mutual_aid.columns import Asks, People, Whole
from mutual_aid.pairing import TieTable

TO_A_BLOCK, BLOCKS = 55, 9
_SKILLS, _PARTS, _LANGUAGES = 12, 21, 4
_FAME = 1 / np.arange(1, _SKILLS + 1) ** 0.7
HELPERS, HELPERS_SHARE = (1, 2, 3, 5), (0.50, 0.30, 0.15, 0.05)
_MOST_TASKS = 3
_REFUSED, _KNOWN = 0.02, 0.01
HOT_CELLS = 0.1


@dataclass(frozen=True)
class Size:
    """How many needs and helpers; hot is the share of needs in a tenth of the blocks."""

    needs: int
    people: int
    hot: float = 0.6

    @property
    def estates(self) -> int:
        """How many estates the helpers fill."""
        return max(1, round(self.people / TO_A_BLOCK / BLOCKS))

    def __str__(self) -> str:
        """Write it as tables show it."""
        return f"{self.needs:,} × {self.people:,}"


class World(NamedTuple):
    """All that pairs_of and assign ask for."""

    asks: Asks
    people: People
    ties: TieTable
    wanted: Whole
    weight: Whole
    cap: Whole
    load: Whole


def world(size: Size, seed: int) -> World:
    """Return the same world for the same size and seed."""
    draw = np.random.default_rng([seed, size.needs, size.people])
    people = _people(draw, size)
    asks = _asks(draw, size)
    return World(
        asks=asks,
        people=people,
        ties=_ties(draw, asks, people),
        wanted=draw.choice(HELPERS, size.needs, p=HELPERS_SHARE),
        weight=draw.choice((1, 2, 4), size.needs, p=(0.40, 0.45, 0.15)),
        cap=people.tasks_left,
        load=people.tasks_28_days,
    )


def _people(draw: np.random.Generator, size: Size) -> People:
    count = size.people
    block = np.arange(count) % (size.estates * BLOCKS)
    offers = draw.poisson(8, count)
    return People(
        estate=block // BLOCKS,
        place=_place(block),
        band=draw.integers(0, 3, count),
        skills=some_skills(draw, draw.integers(1, 4, count)),
        languages=1 + 2 * bits(draw, count, _LANGUAGES - 1, 0.35),
        first_language=np.zeros(count, np.int64),
        screening=draw.choice(4, count, p=(0.05, 0.65, 0.22, 0.08)),
        parts=bits(draw, count, _PARTS, 0.5),
        radius=draw.choice(3, count, p=(0.15, 0.60, 0.25)),
        active=np.ones(count, np.int64),
        reachable=_flags(draw, count, 0.95),
        grown_up=_flags(draw, count, 0.97),
        guarded=np.zeros(count, np.int64),
        minutes=draw.integers(0, 6_000, count),
        tasks_left=draw.integers(0, _MOST_TASKS + 1, count),
        open_offers=np.zeros(count, np.int64),
        offers_7_days=draw.poisson(1, count),
        tasks_28_days=draw.poisson(1, count),
        offers_ever=offers,
        accepts_ever=draw.binomial(offers, 0.32),
    )


def _asks(draw: np.random.Generator, size: Size) -> Asks:
    count, blocks = size.needs, size.estates * BLOCKS
    hot = draw.permutation(blocks)[: max(1, round(blocks * HOT_CELLS))]
    in_hot = draw.random(count) < size.hot
    block = np.where(in_hot, draw.choice(hot, count), draw.integers(0, blocks, count))
    skills = some_skills(draw, np.ones(count, np.int64))
    rare = draw.random(count) < 0.30
    return Asks(
        estate=block // BLOCKS,
        place=_place(block),
        band=draw.integers(0, 3, count),
        skills=skills,
        first_skill=skills,
        language=np.where(rare, draw.integers(1, _LANGUAGES, count), 0),
        screening=draw.choice((1, 2), count, p=(0.80, 0.20)),
        parts=1 << draw.integers(0, _PARTS, count),
        pressing=_flags(draw, count, 0.15),
        fit_for_minors=np.zeros(count, np.int64),
    )


def _ties(draw: np.random.Generator, asks: Asks, people: People) -> TieTable:
    """Refuse some of the pairs of each estate, and let some others know each other."""
    order = np.argsort(people.estate, kind="stable")
    estates = people.estate[order]
    start, end = (np.searchsorted(estates, asks.estate, side) for side in ("left", "right"))
    rows: dict[tuple[int, int], tuple[bool, bool, int]] = {}
    for share, tie in ((_KNOWN, (False, False, 1)), (_REFUSED, (False, True, 0))):
        need = np.repeat(np.arange(len(start)), draw.binomial(end - start, share))
        person = order[draw.integers(start[need], end[need])]
        rows |= dict.fromkeys(zip(need.tolist(), person.tolist(), strict=True), tie)
    return TieTable(len(people.estate), rows)


def _place(block: Whole) -> Whole:
    """Blocks of an estate stand in a row, with a gap before the next estate."""
    return block // BLOCKS * (BLOCKS + 1) + block % BLOCKS


def some_skills(draw: np.random.Generator, counts: Whole) -> Whole:
    """Return so many different skills each, famous ones more often."""
    luck = np.log(_FAME) + draw.gumbel(size=(len(counts), _SKILLS))
    rank = np.argsort(np.argsort(-luck, axis=1), axis=1)
    held = rank < counts[:, None]
    return np.asarray(held @ (1 << np.arange(_SKILLS)))


def bits(draw: np.random.Generator, count: int, width: int, share: float) -> Whole:
    """Return sets as numbers: each of so many members is there with that chance."""
    return np.asarray((draw.random((count, width)) < share) @ (1 << np.arange(width)))


def _flags(draw: np.random.Generator, count: int, share: float) -> Whole:
    return (draw.random(count) < share).astype(np.int64)


LARGEST = Size(10_000, 100_000)
SIZES = (Size(100, 1_000), Size(1_000, 10_000), LARGEST)
SCARCE = Size(1_000, 1_000)
