"""What a stretch of a message says besides the kinds of help: where, when, for whom, by whom."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mutual_aid.estates import Block
from mutual_aid.ids import BlockId
from mutual_aid.reading.blocks import NamedBlock, blocks_named
from mutual_aid.reading.drafts import Found, When
from mutual_aid.reading.names import name_in
from mutual_aid.reading.people import people_in
from mutual_aid.reading.place import place_in
from mutual_aid.reading.script import Plain
from mutual_aid.reading.when import when_in
from mutual_aid.reading.windows import window_of_words
from mutual_aid.reading.wishes import is_language, wishes_in
from mutual_aid.record import Language

_SIGNED_AFTER = tuple(".,!?;)\u3002")


class Reading(NamedTuple):
    """How messages are read: the blocks that can be meant, and the clock of their people."""

    blocks: Sequence[Block]
    now: datetime
    zone: ZoneInfo
    language: Language


class Said:
    """One stretch, read."""

    def __init__(self, plain: Plain, reading: Reading) -> None:
        self._plain = plain
        self._reading = reading
        self.named: list[NamedBlock] = blocks_named(plain.text, reading.blocks)
        self._place = place_in(plain.text, self.named, reading.blocks)

    @cached_property
    def when(self) -> Found[When] | None:
        moment, reading = when_in(self._plain), self._reading
        if moment is None:
            return None
        start, end = window_of_words(moment.words, reading.now, reading.zone, reading.language)
        value = When(words=moment.words, from_at=start, until_at=end)
        return Found(value=value, sure=moment.sure, words=(moment.words,))

    @cached_property
    def name(self) -> Found[str] | None:
        name = name_in(self._plain)
        return Found(value=name.words, sure=name.sure, words=(name.words,)) if name else None

    @cached_property
    def wishes(self) -> tuple[Found[str], ...]:
        return wishes_in(self._plain)

    @property
    def is_elsewhere(self) -> bool:
        """Whether it names a place of its own."""
        return self._place.block is not None or self._place.spot is not None

    @property
    def spot(self) -> tuple[int, str | None] | None:
        """The floor and the flat that it names, whatever the block."""
        spot = self._place.spot
        return (spot.floor, spot.unit_no) if spot else None

    @property
    def block(self) -> Found[BlockId] | None:
        block = self._place.block
        if block is None:
            return None
        words = (self._plain.words(block.start, block.end),)
        return Found(value=block.block_id, sure=self._place.block_sure, words=words)

    @property
    def floor(self) -> Found[int] | None:
        spot = self._place.spot
        if spot is None:
            return None
        words = (self._plain.words(spot.start, spot.end),)
        return Found(value=spot.floor, sure=self._place.spot_sure, words=words)

    @property
    def unit(self) -> Found[str] | None:
        spot = self._place.spot
        if spot is None or spot.unit_no is None:
            return None
        words = (self._plain.words(spot.start, spot.end),)
        return Found(value=spot.unit_no, sure=self._place.spot_sure, words=words)

    def _signs_block_of(self, whole: "Said") -> bool:
        """Whether it only adds, as its last words, the block to a flat that was named before."""
        block, other = self._place.block, whole._place.block
        if block is None or self._place.spot or other is None or whole._place.spot is None:
            return False
        text = self._plain.text
        apart = text[: block.start].rstrip()[-1:] in _SIGNED_AFTER
        last = not text[block.end :].strip(" .!\n")
        return block.block_id == other.block_id and apart and last

    def people(self, category_code: str) -> Found[int]:
        """Return how many need help of that kind; without words where nothing is said of it."""
        people = people_in(self._plain, category_code)
        counted = self._plain.words(people.start, people.end)
        return Found(value=people.number, sure=people.sure, words=(counted,) if counted else ())

    def beside(self, whole: "Said", *, first: bool, one_flat: bool = False) -> "Aside":
        """Return what holds for a need of this stretch: what it says, else what the message says.

        Another flat has other people; where the message names one flat alone, there is no other.
        A time or a wish counts for the need that is named first wherever it stands, for the
        others only in their own stretch; who speaks a language, speaks it in every need.
        """
        elsewhere = self.is_elsewhere and not self._signs_block_of(whole)
        elsewhere = elsewhere and not (one_flat and self.spot)
        of_others = () if elsewhere else tuple(x for x in whole.wishes if is_language(x.value))
        wishes = self.wishes or (whole.wishes if first else ())
        return Aside(
            block=self.block or whole.block,
            floor=self.floor if elsewhere else whole.floor,
            unit=self.unit if elsewhere else whole.unit,
            name=self.name if self.name or elsewhere else whole.name,
            when=self.when or (whole.when if first else None),
            wishes=tuple({x.value: x for x in (*wishes, *of_others)}.values()),
            counting=self if elsewhere else whole,
        )


class Aside(NamedTuple):
    """What holds for one need besides its kind."""

    block: Found[BlockId] | None
    floor: Found[int] | None
    unit: Found[str] | None
    name: Found[str] | None
    when: Found[When] | None
    wishes: tuple[Found[str], ...]
    counting: Said
    """The words by which its people are counted."""
