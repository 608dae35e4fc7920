"""Short texts typed into one field of a form: a flat, a time, when somebody is free."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from mutual_aid.estates import Block
from mutual_aid.reading.blocks import blocks_named
from mutual_aid.reading.drafts import When
from mutual_aid.reading.free_times import EVERY_TIME, free_and_left_out
from mutual_aid.reading.place import PlaceRead, place_in
from mutual_aid.reading.script import Plain, plain
from mutual_aid.reading.when import when_in
from mutual_aid.reading.windows import window_of_words
from mutual_aid.record import Language
from mutual_aid.times import WEEKDAYS, Part


def read_typed_place(text: str, blocks: Sequence[Block]) -> PlaceRead:
    """Return the block, floor and flat that the field names; each may be missing."""
    one = plain(text)
    return place_in(one, blocks_named(one, blocks), blocks)


def read_typed_when(text: str, now: datetime, zone: ZoneInfo, language: Language) -> When | None:
    """Return the time that the field names with its window in UTC, None where it names none."""
    moment = when_in(Plain(text))
    if moment is None:
        return None
    start, end = window_of_words(moment.words, now, zone, language)
    return When(words=moment.words, from_at=start, until_at=end)


def read_free_times(text: str) -> tuple[str, ...]:
    """Return the day parts, such as tue_eve, in which somebody says to be free, in their order.

    Days without a part of the day mean the whole day, parts without a day mean every day. What is
    left out (not Monday, 除咗星期一) is not free; where nothing else is said, all other times are.
    """
    free, left_out = free_and_left_out(plain(text))
    found = (free or EVERY_TIME) - left_out if free or left_out else free
    return tuple(f"{day}_{y}" for x, day in enumerate(WEEKDAYS) for y in Part if (x, y) in found)
