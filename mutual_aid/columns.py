"""Asks, people and what ties them as columns of numbers, so that rules are written only once.

A set (skills, languages, day parts) is one whole number whose bits are its members; a code is its
place in a list. Nothing here decides anything.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from mutual_aid.estates import Band, Block, band
from mutual_aid.ids import BlockId, EstateId
from mutual_aid.record import Record
from mutual_aid.taxonomy import Screening, Urgency, skills
from mutual_aid.times import DAY_PARTS
from mutual_aid.volunteers import Candidate, Radius, VolunteerStatus

Whole = NDArray[np.int64]
Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Columns = TypeVar("Columns", "Asks", "People", "Ties")

MOST_LANGUAGES = 62
NOWHERE = -1
"""The code of a block, floor or language that is not known."""
_BANDS, _SCREENINGS, _RADII = list(Band), list(Screening), list(Radius)
_PARTS = {part: 1 << place for place, part in enumerate(DAY_PARTS)}


class Ring(IntEnum):
    """How near somebody lives; the search goes outwards."""

    SAME_FLOORS = 0
    SAME_BLOCK = 1
    NEXT_BLOCK = 2
    ESTATE = 3
    ELSEWHERE = 4


class Ask(Record):
    """What a need demands of a helper; parts is empty where the time is not known as day parts."""

    estate_id: EstateId
    block_id: BlockId
    floor: int | None
    skills: tuple[str, ...]
    screening: Screening
    spoken: str
    parts: frozenset[str]
    urgency: Urgency
    fit_for_minors: bool = False


class Ground:
    """Where blocks stand: those of an estate in the order of their codes, 2 before 10."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._estates: dict[EstateId, int] = {}
        self._places: dict[BlockId, int] = {}
        self._floors: dict[BlockId, int] = {}
        place = 0
        for block in sorted(blocks, key=_in_order):
            # A gap between estates: the last block of one is no neighbour of the next one's first.
            place += 1 if block.estate_id in self._estates else 2
            self._estates.setdefault(block.estate_id, len(self._estates))
            self._places[block.block_id] = place
            self._floors[block.block_id] = block.floors

    def estate(self, estate_id: EstateId) -> int:
        """Return the code of an estate, NOWHERE for one that has no block here."""
        return self._estates.get(estate_id, NOWHERE)

    def place(self, block_id: BlockId) -> int:
        """Return where a block stands; neighbours differ by one."""
        return self._places.get(block_id, NOWHERE)

    def band(self, block_id: BlockId, floor: int | None) -> int:
        """Return the third of the block in which a floor lies."""
        if floor is None or block_id not in self._floors:
            return NOWHERE
        return _BANDS.index(band(floor, self._floors[block_id]))

    def next_to(self, block_id: BlockId) -> tuple[BlockId, ...]:
        """Return the neighbouring blocks of the same estate."""
        here = self._places.get(block_id)
        near = (here - 1, here + 1) if here is not None else ()
        return tuple(other for other, place in self._places.items() if place in near)


def _in_order(block: Block) -> tuple[str, list[str | int], str]:
    """Numbers in a code count as numbers; the words between them always stand at even places."""
    parts = re.split(r"(\d+)", block.block_id)
    return block.estate_id, [int(x) if x.isdigit() else x for x in parts], block.block_id


class Asks(NamedTuple):
    """What needs demand; one number for each need, or for each pair of need and person."""

    estate: Whole
    place: Whole
    band: Whole
    skills: Whole
    first_skill: Whole
    language: Whole
    screening: Whole
    parts: Whole
    pressing: Whole
    fit_for_minors: Whole

    @classmethod
    def of(cls, asks: Iterable[Ask], ground: Ground) -> "Asks":
        """Return the columns of some asks."""
        return cls(*_columns([_ask_numbers(x, ground) for x in asks], len(cls._fields)))


class People(NamedTuple):
    """What volunteers are, and what they did until the moment asked about."""

    estate: Whole
    place: Whole
    band: Whole
    skills: Whole
    languages: Whole
    first_language: Whole
    screening: Whole
    parts: Whole
    radius: Whole
    active: Whole
    reachable: Whole
    grown_up: Whole
    guarded: Whole
    minutes: Whole
    tasks_left: Whole
    open_offers: Whole
    offers_7_days: Whole
    tasks_28_days: Whole
    offers_ever: Whole
    accepts_ever: Whole

    @classmethod
    def of(cls, candidates: Iterable[Candidate], ground: Ground, now: datetime) -> "People":
        """Return the columns of some candidates."""
        rows = [_person_numbers(x, ground, now) for x in candidates]
        return cls(*_columns(rows, len(cls._fields)))


class Ties(NamedTuple):
    """What lies between a need and a person."""

    asked: Whole
    refused: Whole
    visits: Whole

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> "Ties":
        """Return the ties of candidates that were found for one need."""
        rows = [(x.asked_for_this, x.refused_here, x.good_visits_here) for x in candidates]
        return cls(*_columns(rows, len(cls._fields)))

    @classmethod
    def none(cls, length: int) -> "Ties":
        """Return no tie at all, for so many pairs."""
        return cls(*(np.zeros(length, np.int64) for _ in cls._fields))


class _Rows:
    """Some rows of some columns; a column is picked when it is looked at for the first time."""

    def __init__(self, columns: NamedTuple, index: Whole) -> None:
        self._columns, self._index = columns, index

    def __getattr__(self, name: str) -> Whole:
        column: Whole = getattr(self._columns, name)[self._index]
        setattr(self, name, column)
        return column


def at(columns: Columns, index: Whole) -> Columns:
    """Return the rows with these numbers, in this order; columns nobody looks at cost nothing."""
    return cast("Columns", _Rows(columns, index))


def _columns(rows: Sequence[Sequence[int]], width: int) -> Sequence[Whole]:
    if not rows:
        return [np.zeros(0, np.int64)] * width
    return list(np.array(rows, np.int64).T.copy())


def _ask_numbers(ask: Ask, ground: Ground) -> tuple[int, ...]:
    return (
        ground.estate(ask.estate_id),
        ground.place(ask.block_id),
        ground.band(ask.block_id, ask.floor),
        skill_bits(ask.skills),
        skill_bits(ask.skills[:1]),
        language_code(ask.spoken),
        _SCREENINGS.index(ask.screening),
        sum(_PARTS[x] for x in ask.parts),
        ask.urgency.pressing,
        ask.fit_for_minors,
    )


def _person_numbers(candidate: Candidate, ground: Ground, now: datetime) -> tuple[int, ...]:
    person = candidate.volunteer
    paused = person.paused_until_at is not None and person.paused_until_at > now
    spoken = [language_code(x) for x in person.spoken]
    return (
        ground.estate(person.estate_id),
        ground.place(person.home_block_id),
        ground.band(person.home_block_id, person.home_floor),
        skill_bits(person.skills),
        sum(1 << code for code in set(spoken) - {NOWHERE}),
        spoken[0] if spoken else NOWHERE,
        _SCREENINGS.index(person.screening),
        sum(_PARTS.get(x, 0) for x in dict.fromkeys(person.availability)),
        _RADII.index(person.radius),
        person.status is VolunteerStatus.ACTIVE and not paused,
        candidate.telegram_id is not None and not candidate.unreachable,
        person.grown_up,
        person.guardian_id is not None,
        person.minutes_total,
        person.max_tasks_per_week - candidate.tasks_this_week,
        candidate.open_offers,
        candidate.offers_7_days,
        candidate.tasks_28_days,
        candidate.offers_ever,
        candidate.accepts_ever,
    )


_skill_places: dict[str, int] = {}
_language_places: dict[str, int] = {}


def skill_bits(codes: Iterable[str]) -> int:
    """Return the bits of some skills; a code that the taxonomy does not know has none."""
    if not _skill_places:
        _skill_places.update({code: place for place, code in enumerate(skills())})
    return sum(1 << _skill_places[x] for x in dict.fromkeys(codes) if x in _skill_places)


def language_code(language: str) -> int:
    """Return the number of a language, given out as languages are met.

    62 fit into a whole number; a network of still more languages finds nobody for the last ones by
    itself, and the coordinator is told as for any need without helpers.
    """
    if language not in _language_places and len(_language_places) < MOST_LANGUAGES:
        _language_places[language] = len(_language_places)
    return _language_places.get(language, NOWHERE)
