"""The invented network: who volunteers, what they are like inside, and which needs come when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from mutual_aid.columns import (
    NOWHERE,
    Asks,
    Ground,
    Numbers,
    People,
    Whole,
    language_code,
    skill_bits,
)
from mutual_aid.estates import Block
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.record import Names
from mutual_aid.taxonomy import Urgency, skills
from mutual_aid.times import DAY_PARTS, day_part
from mutual_aid.volunteers import Radius

HOUR, DAY = 60.0, 1440.0
"""Times are minutes from the first Monday, 00:00."""
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
ESTATES, BLOCKS = 4, 8
SKILLS = 10
_FREE = 0.55
_FIRST_HOUR = 7
_HOURS = np.array([2, 4, 6, 7, 6, 5, 4, 4, 4, 5, 6, 6, 4, 3, 1], float)
"""How needs spread over the hours from 07 to 22."""
_URGENCY_SHARES = (0.15, 0.45, 0.40)
TIME_LEFT = (45.0, 5 * HOUR, 30 * HOUR)
URGENCIES = (Urgency.HIGH, Urgency.NORMAL, Urgency.NORMAL)
URGENT, SAME_DAY, ROUTINE = 0, 1, 2
_HELPERS, _HELPERS_SHARES = (1, 2, 3), (0.75, 0.18, 0.07)
_HOT_SHARE, _HOT_BLOCKS = 0.35, ESTATES * BLOCKS // 16
"""So much of all that is needed is needed in a few blocks, each of another estate."""
_SURGE, _SURGE_LASTS, _SURGE_HOUR, _SURGE_EVERY = 800, 15.0, 10, 12


@dataclass(frozen=True)
class World:
    """What is assumed; the defaults are the default world."""

    name: str = "default"
    volunteers: int = 2000
    needs_a_day: float = 60
    storm_days: int = 0
    """So many of the days have eight times the needs."""
    surges: bool = False
    """Every twelfth day 800 needs come within 15 minutes."""
    fatigue: float = 1.0
    """Scales how offers tire people, and how easily they mute."""
    diffusion: float = 0.0
    """What each other person who is asked takes from the chance of a yes."""
    acceptance: float = 1.0
    days: int = 60

    @property
    def discarded(self) -> float:
        """The first minutes, which no figure counts."""
        return self.days // 6 * DAY

    def surge_times(self) -> list[float]:
        """Return when surges begin."""
        days = range(_SURGE_EVERY, self.days, _SURGE_EVERY) if self.surges else ()
        return [day * DAY + _SURGE_HOUR * HOUR for day in days]


class Traits(NamedTuple):
    """What no policy may see: how willing somebody is, and how fast they answer (minutes)."""

    willing: Numbers
    answers_in: Numbers


class Needs(NamedTuple):
    """The needs in order of time; kind is URGENT, SAME_DAY or ROUTINE."""

    at: Numbers
    deadline: Numbers
    kind: Whole
    helpers: Whole
    block: Whole
    skill: Whole
    part: Whole


class Town(NamedTuple):
    """All that is declared, and beside it what is hidden."""

    people: People
    block: Whole
    cap: Whole
    parts: Whole
    asks: Asks
    needs: Needs
    traits: Traits


def town(world: World, seed: int) -> Town:
    """Return the network of this seed; the same for every policy."""
    rng = np.random.default_rng(seed)
    here, codes = ground(), list(skills())[:SKILLS]
    bits = np.array([skill_bits([code]) for code in codes], np.int64)
    popular = np.linspace(2.0, 1.0, SKILLS)
    popular /= popular.sum()
    shares = rng.gamma(4.0, size=ESTATES * BLOCKS)
    block = rng.choice(len(shares), world.volunteers, p=shares / shares.sum())
    held = [
        rng.choice(SKILLS, rng.integers(1, 4), replace=False, p=popular)
        for _ in range(world.volunteers)
    ]
    free = rng.random((world.volunteers, len(DAY_PARTS))) < _FREE
    cap = rng.integers(1, 4, world.volunteers)
    people = _people(
        here, block, np.array([bits[x].sum() for x in held], np.int64), _parts(free), cap
    )
    traits = Traits(
        willing=rng.beta(1.6, 3.4, world.volunteers),
        answers_in=5 * np.exp(0.5 * rng.standard_normal(world.volunteers)),
    )
    needs = _needs(world, rng, popular)
    return Town(people, block, cap, people.parts, _asks(here, bits, needs), needs, traits)


def ground() -> Ground:
    """Return where the blocks stand."""
    return Ground(_blocks())


def _blocks() -> list[Block]:
    return [
        Block(
            block_id=_block_id(number),
            estate_id=EstateId(f"e{number // BLOCKS}"),
            names=Names.same("x"),
            aliases=(),
            floors=30,
            units_per_floor=8,
        )
        for number in range(ESTATES * BLOCKS)
    ]


def _block_id(number: int) -> BlockId:
    return BlockId(f"e{number // BLOCKS}b{number % BLOCKS}")


def _places(ground: Ground, block: Whole) -> tuple[Whole, Whole]:
    """Return the codes of the estate and the place of each block number."""
    numbers = range(ESTATES * BLOCKS)
    estate = np.array([ground.estate(EstateId(f"e{n // BLOCKS}")) for n in numbers], np.int64)
    place = np.array([ground.place(_block_id(n)) for n in numbers], np.int64)
    return estate[block], place[block]


def _parts(free: np.ndarray) -> Whole:
    return np.asarray((free * (1 << np.arange(len(DAY_PARTS)))).sum(axis=1), np.int64)


def _people(ground: Ground, block: Whole, held: Whole, parts: Whole, cap: Whole) -> People:
    """Everybody is grown-up, reachable, screened and speaks the one language of the estates."""
    nothing = np.zeros(len(block), np.int64)
    estate, place = _places(ground, block)
    spoken = language_code("yue")
    return People(
        estate=estate,
        place=place,
        band=nothing + NOWHERE,
        skills=held,
        languages=nothing + (1 << spoken),
        first_language=nothing + spoken,
        screening=nothing.copy(),
        parts=parts,
        radius=nothing + list(Radius).index(Radius.ESTATE),
        active=nothing + 1,
        reachable=nothing + 1,
        grown_up=nothing + 1,
        guarded=nothing.copy(),
        minutes=nothing.copy(),
        tasks_left=cap.astype(np.int64),
        open_offers=nothing.copy(),
        offers_7_days=nothing.copy(),
        tasks_28_days=nothing.copy(),
        offers_ever=nothing.copy(),
        accepts_ever=nothing.copy(),
    )


def _needs(world: World, rng: np.random.Generator, popular: Numbers) -> Needs:
    at = _times(world, rng)
    count = len(at)
    kind = rng.choice(3, count, p=_URGENCY_SHARES)
    deadline = at + np.array(TIME_LEFT)[kind]
    estates = rng.choice(ESTATES, _HOT_BLOCKS, replace=False)
    hot = estates * BLOCKS + rng.integers(0, BLOCKS, _HOT_BLOCKS)
    anywhere = rng.integers(0, ESTATES * BLOCKS, count)
    block = np.where(rng.random(count) < _HOT_SHARE, rng.choice(hot, count), anywhere)
    return Needs(
        at=at,
        deadline=deadline,
        kind=kind,
        helpers=rng.choice(_HELPERS, count, p=_HELPERS_SHARES),
        block=block,
        skill=rng.choice(SKILLS, count, p=popular),
        part=np.array([_part_at(float(x)) for x in deadline], np.int64),
    )


def _times(world: World, rng: np.random.Generator) -> Numbers:
    """An inhomogeneous Poisson process: so many a day, spread over the hours by their weight."""
    rate = np.full(world.days, world.needs_a_day)
    late_enough = np.arange(int(world.discarded // DAY), world.days)
    rate[rng.choice(late_enough, world.storm_days, replace=False)] *= 8
    day = np.repeat(np.arange(world.days), rng.poisson(rate))
    hour = rng.choice(len(_HOURS), len(day), p=_HOURS / _HOURS.sum())
    usual = day * DAY + (_FIRST_HOUR + hour + rng.random(len(day))) * HOUR
    surges = [x + _SURGE_LASTS * rng.random(_SURGE) for x in world.surge_times()]
    return np.sort(np.concatenate([usual, *surges]))


def _part_at(minutes: float) -> int:
    name = day_part(MONDAY + timedelta(minutes=minutes), ZoneInfo("UTC"))
    return DAY_PARTS.index(name)


def _asks(ground: Ground, bits: Whole, needs: Needs) -> Asks:
    nothing = np.zeros(len(needs.at), np.int64)
    estate, place = _places(ground, needs.block)
    return Asks(
        estate=estate,
        place=place,
        band=nothing + NOWHERE,
        skills=bits[needs.skill],
        first_skill=bits[needs.skill],
        language=nothing + language_code("yue"),
        screening=nothing.copy(),
        parts=1 << needs.part,
        pressing=(needs.kind == URGENT).astype(np.int64),
        fit_for_minors=nothing.copy(),
    )
