"""People in English without a noun: three of us, we five, a family of four, my three year old."""

import re
from functools import cache

from mutual_aid.reading.numbers import value_of
from mutual_aid.reading.people.english_words import LONGEST_FIGURE, Word, persons, value_at
from mutual_aid.reading.people.mention import Mention
from mutual_aid.reading.words import known

_MOST_ALL = 12
"""All thirty are seldom people."""


def by_age(words: list[Word], at: int) -> Mention | None:
    """My three year old."""
    first = at
    while first and (words[first - 1].text in known("age_unit") or words[first - 1].text == "-"):
        first -= 1
    if "-year-old" in words[at].text and at and words[at - 1].text in known("determiner"):
        return Mention(words[at - 1].start, words[at].end, 1, child=True)
    if first < 2 or (value_at(words, first - 1) is None and not words[first - 1].text.isdigit()):
        return None
    if words[first - 2].text not in known("determiner"):
        return None
    return Mention(words[first - 2].start, words[at].end, 1, child=True)


def of_us(words: list[Word], at: int) -> Mention | None:
    """Three of us, both of them."""
    if at < 2 or words[at - 1].text != "of":
        return _speaker(words, at)
    number = 2 if words[at - 2].text in known("couple_of") else value_at(words, at - 2)
    if number is None or number < 2:
        return None
    start, speaker = words[at - 2].start, words[at].text == "us"
    part = not speaker and (at < 3 or words[at - 3].text not in known("number_after_all"))
    return Mention(
        start, words[at].end, number, whole=True, counted=True, speaker=speaker, part=part
    )


def members_or_number(words: list[Word], at: int) -> Mention | None:
    """A number of which the words around show that it counts people."""
    number = words[at].text.partition("-")[0]
    if number[0:1].isdigit() or number in known("number_word") or number in known("more_numbers"):
        return _members(words, at) or _bare_number(words, at)
    return None


def _speaker(words: list[Word], at: int) -> Mention | None:
    word = words[at]
    return Mention(word.start, word.end, 1, speaker=True) if known("us")[word.text] else None


def group_of(words: list[Word], at: int) -> Mention | None:
    """A family of four; a mum of two is three."""
    if at + 2 >= len(words) or words[at + 1].text != "of":
        return None
    number, after = value_at(words, at + 2), words[at + 3].text if at + 3 < len(words) else ""
    if number is None or after in persons() or after in known("people_not"):
        return None
    more = int(known("group_of")[words[at].text])
    start, end = words[at].start, words[at + 2].end
    return Mention(start, end, number + more, whole=True, counted=True, parent=bool(more))


def _bare_number(words: list[Word], at: int) -> Mention | None:
    """A number without a noun: we three, all four, five in the family, those two."""
    number = value_at(words, at)
    if number is None or number < 2:
        return None
    before = words[at - 1].text if at else ""
    child = before in known("number_after_child") or before in known("number_of_mine")
    if child and _stands_alone(words, at):
        return Mention(words[at].start, words[at].end, number, child=True, counted=True)
    after = words[at + 1].text if at + 1 < len(words) else ""
    led = (before in known("number_after") and number <= _MOST_ALL) or are_we(words, at)
    led = led or (before == "the" and after in known("the_number_before"))
    if not (led and _stands_alone(words, at)) and not _is_followed(words, at):
        return None
    start, speaker = words[at - 1 if led else at].start, are_we(words, at) or before == "us"
    if after == "under":
        return Mention(start, words[at].end, number, child=True, counted=True)
    return Mention(start, words[at].end, number, whole=True, counted=True, speaker=speaker)


def are_we(words: list[Word], at: int) -> bool:
    """Tell whether we are, we're or just we stand before a number."""
    if at == 0:
        return False
    before = words[at - 1].text
    if before == "we" or (before == "were" and _opens(words, at - 1)):
        return True
    return at > 1 and before in known("be") and words[at - 2].text == "we"


def _members(words: list[Word], at: int) -> Mention | None:
    """A 5-person household, a five-member family."""
    number, _, noun = words[at].text.partition("-")
    end = at
    if number.isdigit() and len(words) > at + 2 and words[at + 1].text == "-":
        noun, end = words[at + 2].text, at + 2
    value = value_of(number)
    if value is None or noun.partition("-")[0] not in known("members"):
        return None
    return Mention(words[at].start, words[end].end, value, whole=True, counted=True)


def two_grades(words: list[Word], at: int) -> Mention | None:
    """P2 and P4 are two pupils."""
    five = [x.text for x in words[at : at + 5]]
    if len(five) < 5 or five[2] not in known("and_sign") or five[3] not in known("grade_sign"):
        return None
    if not (five[1].isdigit() and five[4].isdigit()) or len(five[1] + five[4]) > LONGEST_FIGURE:
        return None
    return Mention(words[at].start, words[at + 4].end, 2, child=True, counted=True)


def _opens(words: list[Word], at: int) -> bool:
    """Tell whether a clause begins here, so that were five stands for we're five."""
    return at == 0 or not words[at - 1].text[0].isalnum() or words[at - 1].text in known("and_sign")


def _stands_alone(words: list[Word], at: int) -> bool:
    if at + 1 >= len(words):
        return True
    after = words[at + 1].text
    return not after[0].isalnum() or after in known("not_between")


def _is_followed(words: list[Word], at: int) -> bool:
    after = " ".join(x.text for x in words[at + 1 : at + 4])
    return _number_before().match(after) is not None


@cache
def _number_before() -> re.Pattern[str]:
    phrases = sorted(known("number_before"), key=len, reverse=True)
    numbers = "|".join(sorted({*known("number_word"), *known("old_by_tens")}))
    years = rf"(?:over|under) (?:- )?(?:[0-9]{{1,2}} ?s?|{numbers})"
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases))}|{years})\b")
