"""The shapes in which people name a floor without a flat."""

import re

from mutual_aid.reading.numbers import number_pattern
from mutual_aid.reading.words import either, known
from mutual_aid.record import Record

_LEAD = 40


class Shape(Record):
    """A pattern for a floor or flat, and what must stand before it."""

    pattern: re.Pattern[str]
    labelled: bool = False
    """Whether a word such as floor or flat says what the number is."""
    behind: re.Pattern[str] | None = None

    def is_led(self, text: str, start: int) -> bool:
        """Tell whether the words before it, if any are needed, stand there."""
        led = self.behind is None or self.behind.search(text[max(0, start - _LEAD) : start])
        return bool(led)


def floor_sign() -> str:
    """Return a pattern for the sign behind the number of a floor, as in 9/F."""
    return rf"(?:/\s?f(?:l|lr)?(?![a-z])|f(?![a-z])|\s?{either('floor_sign')})"


def ordinal_sign() -> str:
    """Return a pattern for the word behind the number of a floor; in 2 level 9 it is the 9th."""
    return rf"(?:st|nd|rd|th)?\s?{either('floor_word')}(?!\s?[0-9]{{1,2}}(?![0-9]))"


def behind_block() -> str:
    """Return a test for a flat named behind the block that follows a floor: 12/F Blk 2 rm 8."""
    block = (
        rf"(?:{either('block_word')}\s?[a-z0-9]{{1,2}}|(?:[a-z]+ ){{1,2}}{either('block_sign')})"
    )
    flat = r"(?P<unit>[0-9]{1,2})(?![0-9])"
    return rf"(?:(?=[\s,]{{1,2}}{block}[\s,]{{1,2}}{either('unit_word')}\s?{flat}))"


def floor_shapes() -> tuple[Shape, ...]:
    """Return the shapes of a floor, those that take more of the text first."""
    number = number_pattern()
    floor = rf"(?<![0-9])(?P<floor>{number})"
    sign, ordinal = floor_sign(), ordinal_sign()
    counted = rf"(?!\s?{either('floor_count_after')}(?!{either('floor_place')}))"
    labelled = (
        *_of_several(sign),
        rf"{floor}{ordinal}(?!\s{either('floors_away')}){behind_block()}?",
        rf"(?P<floor>{either('ordinal_word')})\s{either('floor_word')}",
        rf"{either('floor_word')}s?\s?(?P<floor>[0-9]{{1,2}})(?![0-9])",
        rf"{_block_sign()}{floor}{sign}(?={either('floor_stairs')})",
        rf"{floor}{sign}{counted}{behind_block()}?",
        rf"(?<![0-9])(?P<floor>[0-9]{{1,2}})(?:st|nd|rd|th)\s{either('landing')}",
    )
    return (*(Shape(pattern=re.compile(x), labelled=True) for x in labelled), *_nth(), *_led())


def _of_several(sign: str) -> tuple[str, str]:
    """From the seventh to the tenth floor, the 4th and 5th floors: the first of them."""
    signs = "".join((*known("digit"), *known("ten")))
    number = rf"(?:[0-9]{{1,2}}|[{signs}]{{1,3}})"
    first = rf"(?<![0-9./-])(?P<floor>{number})"
    until = either("until", "or_sign")
    english = rf"\s?(?:to|and|&)\s?[0-9]{{1,2}}(?:st|nd|rd|th)?\s?{either('floor_word')}"
    return (
        rf"{first}{until}(?={number}{sign})",
        rf"(?<![0-9./-])(?P<floor>[0-9]{{1,2}})(?:st|nd|rd|th)?(?={english})",
    )


def _nth() -> tuple[Shape, ...]:
    """The ninth without the word floor: a date, but where people live on it."""
    ordinal = either("ordinal_word")
    nth = rf"(?P<floor>[0-9]{{1,2}}(?=st|nd|rd|th)|{ordinal})(?:st|nd|rd|th)?(?![a-z])"
    block = rf"(?:{either('block_word')}\s?[a-z0-9]{{1,2}}|[a-z0-9]{{1,2}}{either('block_sign')})"
    verb = rf"{either('resident_verb')}(?!\s{either('visiting')})"
    live = rf"(?=(?:\s(?:of|at|in)\s{block})?\s{verb})"
    alone = _alone("to", "from")
    on = rf"(?<![a-z])(?:up )?on (?:the )?{nth}"
    return (
        _led_by(either("floor_person", "floor_home", "person_en"), f"{on}{live}"),
        _led_by(either("lives_on"), f"{on}{alone}"),
        _led_by("(?:down|up)", f"from the {nth}{alone}"),
    )


def _led() -> tuple[Shape, ...]:
    """A bare number that the words before it make a floor: stuck on 20, the landing of 9."""
    number = rf"(?P<floor>[0-9]{{1,2}}|{either('floor_number')})"
    bare = r"(?P<floor>[0-9]{1,2})(?![0-9/:%a-z]|[.,][0-9])"
    alone = number + _alone()
    homes, stairs = either("floor_home"), either("stairs")
    block = rf"(?:\s(?:of|in|at)\s(?:{either('block_word')}\s?)?[a-z0-9]{{1,2}})?"
    up = r"(?:and )?(?:up|upwards|down|downwards|above)(?![a-z]|\s?(?:to|the)(?![a-z])|\s[0-9])"
    end = either("floor_end")
    return (
        Shape(pattern=re.compile(f"{either('floor_lead')} {alone}")),
        _led_by(either("floor_home", "floor_person"), rf"on {bare}(?=\sto\s(?![0-9]))"),
        _led_by(homes, rf"from {alone}(?!\s(?:and|or)\s{either('age_follows')})"),
        _led_by("(?:way|right) (?:up|down)", f"to {alone}"),
        _led_by(either("stairs", "landing"), f"(?:of|above|outside) {number}{_alone('from')}"),
        _led_by(rf"(?:{either('floors_dark')}{block}|in [a-h])", f"from {bare} {up}"),
        Shape(pattern=re.compile(rf"(?<![a-z])from {bare} (?:(?:up|down) )?to {end}")),
        _led_by(f"{stairs}{block}", rf"between {bare} and (?P<next>[0-9]{{1,2}}){_alone()}"),
    )


def _led_by(words: str, pattern: str) -> Shape:
    return Shape(pattern=re.compile(pattern), behind=re.compile(rf"(?<![a-z0-9]){words}\s$"))


def _alone(*more: str) -> str:
    """A number that nothing is counted with: stuck on 20, the family on 14."""
    further = "".join(rf"|{word}(?![a-z])" for word in more)
    follows = rf"\s?(?:[,;:!?)]|\.(?![0-9])|$|\n|(?={either('floor_follows')}{further}))"
    return rf"(?![0-9/%a-z]|[.,:][0-9])(?={follows})"


def _block_sign() -> str:
    """A block right before: then the floor is none that somebody climbed."""
    signs = {x for kind in ("block_sign", "floor_sign") for x in known(kind) if len(x) == 1}
    return f"(?<=[{''.join(sorted(signs))}])"
