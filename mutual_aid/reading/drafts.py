"""What the reader hands over: one draft for each need, every field with how sure it is."""

from typing import Generic, TypeVar

from mutual_aid.ids import BlockId
from mutual_aid.record import Instant, Record
from mutual_aid.taxonomy import Urgency

T = TypeVar("T")


class Found(Record, Generic[T]):
    """A value with how sure it is (0 to 1) and the words of the text that led to it."""

    value: T
    sure: float
    words: tuple[str, ...] = ()


class When(Record):
    """A time in the reporter's words, and as a window where it could be resolved."""

    words: str
    from_at: Instant | None = None
    until_at: Instant | None = None


class DraftNeed(Record):
    """A need as it was understood; what the text does not say is None, or empty."""

    category_code: Found[str]
    likeliest: tuple[Found[str], ...]
    """The three kinds that fit best, the best first."""
    urgency: Found[Urgency]
    block_id: Found[BlockId] | None
    floor: Found[int] | None
    unit_no: Found[str] | None
    people: Found[int]
    when: Found[When] | None
    name: Found[str] | None
    wishes: tuple[Found[str], ...]
    """Who should help: woman, man, strong, trained, or "speaks" and the code of a language."""
    household: str = ""
    """The part of the message that tells of its household, where it tells of several in turn."""
