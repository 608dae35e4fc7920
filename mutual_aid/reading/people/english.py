"""People in English words: two wee girls, mum and her newborn, we five, family of four."""

import re
from functools import cache
from typing import NamedTuple

from mutual_aid.reading.numbers import value_of
from mutual_aid.reading.people.mention import Mention
from mutual_aid.reading.script import Plain
from mutual_aid.reading.words import known

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|[0-9]+|[^\sa-z0-9]")
_APOSTROPHE = re.compile("['\u2019\u2018`\u00b4]")
_LONGEST_FIGURE = 3
_BETWEEN = 4
_MOST_ALL = 12
"""All thirty are seldom people."""
_MOST_OF_ONE = 9
"""Two granddaughter is said by many; fifteen kid is a boy of fifteen."""


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def english_mentions(message: Plain) -> list[Mention]:
    """Return who is spoken of, in the order of the text."""
    words = [_Word(hit[0], *hit.span()) for hit in _WORD.finditer(message.text)]
    return [x for at in range(len(words)) if (x := _mention(message, words, at))]


def _mention(message: Plain, words: list[_Word], at: int) -> Mention | None:
    word = words[at].text
    if word in ("both", "neither"):
        return _both(words, at)
    if word in known("group_of") and (found := _group_of(words, at)):
        return found
    if word in _persons():
        return _named(message, words, at)
    if word in known("us"):
        return _of_us(words, at) or _speaker(words, at)
    if (
        word in known("them_one")
        and at + 1 < len(words)
        and words[at + 1].text in known("and_sign")
    ):
        return Mention(words[at].start, words[at].end, 1)
    if word in known("year_old") or word.endswith("-year-old"):
        return _by_age(words, at)
    if word in known("and_sign"):
        return _two_names(message, words, at)
    if word in known("grade_sign"):
        return _two_grades(words, at)
    number = word.partition("-")[0]
    if word[0].isdigit() or number in known("number_word") or number in known("more_numbers"):
        return _members(words, at) or _bare_number(words, at)
    return None


def _named(message: Plain, words: list[_Word], at: int) -> Mention | None:
    """A noun with what stands before it: two small boys, my wife, the twins."""
    word, after = words[at], words[at + 1].text if at + 1 < len(words) else ""
    loose = word.text in known("both_of") and (not at or words[at - 1].text in ("a", ".", ","))
    owner = after in known("owned") and word.text.endswith("s")
    if owner or (after == "of" and loose):
        return None
    if _APOSTROPHE.search(message.words(word.start, word.end)):
        return None
    number, first = _before(words, at)
    named = _name_before(message, words, first)
    start = words[first - 2 * named].start
    child = word.text in known("child_word")
    helper = word.text in known("helper") and word.text not in known("stranger")
    kin = word.text in known("siblings")
    several = known("set_of_people").get(word.text)
    single = word.text in known("one_person")
    if number is None:
        ages = 0 if single else _ages(words, at)
        count = ages or (int(several) if several else 1 if single else 2)
        counted = named or bool(ages) or (bool(several) and not (kin and _is_theirs(words[first])))
        child = child and not named
        return Mention(start, word.end, count + named, child=child, counted=counted, kin=kin)
    if single and number > _MOST_OF_ONE:
        return None
    child = child and not named
    return Mention(
        start,
        word.end,
        number + named,
        child=child,
        whole=_are_we(words, first),
        counted=True,
        helper=helper,
        kin=kin,
    )


def _is_theirs(word: _Word) -> bool:
    return word.text in known("theirs")


def _ages(words: list[_Word], at: int) -> int:
    """Return how many ages follow: girls are 3 and 8."""
    number = 0
    for word in words[at + 1 : at + 9]:
        if word.text.isdigit() and len(word.text) < _LONGEST_FIGURE:
            number += 1
        elif word.text not in known("aged") and word.text not in known("and_sign"):
            break
    return number if number > 1 else 0


def _before(words: list[_Word], at: int) -> tuple[int | None, int]:
    """Return the number that counts the noun, if any, and where the words about it begin."""
    first = at
    for back in range(at - 1, max(-1, at - 2 - _BETWEEN), -1):
        word = words[back].text
        number = _value(words, back)
        if number is not None:
            if words[back + 1].text in known("age_unit"):
                return None, first
            led = back > 0 and words[back - 1].text in known("determiner")
            return number, back - led
        if word in known("both_of"):
            return 2, back
        if word in known("determiner") and back and words[back - 1].text == "of":
            continue
        if word in known("determiner"):
            both = back > 0 and words[back - 1].text in known("both_of")
            return (2, back - 1) if both else (None, back)
        if word in known("joining") or word in known("and_sign"):
            return None, back + 1
        if word == "of" or word == "+":
            continue
        if not word[0].isalpha() or word in known("not_between"):
            break
    return None, first


def _name_before(message: Plain, words: list[_Word], first: int) -> bool:
    """Tell whether someone's name is joined to a relative: Jaya and his cousin."""
    if first < 2 or not (
        words[first].text in known("relative_of")
        or words[first].text in known("one_person")
        or _value(words, first)
    ):
        return False
    if words[first - 1].text not in known("and_sign"):
        return False
    return _is_name(message, words[first - 2])


def _is_name(message: Plain, word: _Word) -> bool:
    if not word.text[0].isalpha() or word.text in _persons() or word.text in known("not_name_en"):
        return False
    if word.text.removesuffix("s") in known("weekday") or word.text in known("us"):
        return False
    return message.words(word.start, word.end)[:1].isupper()


def _two_names(message: Plain, words: list[_Word], at: int) -> Mention | None:
    """Carla & Diego."""
    if not 0 < at < len(words) - 1:
        return None
    left, right = words[at - 1], words[at + 1]
    speaker = left.text == "me"
    if not (speaker or _is_name(message, left)) or not _is_name(message, right):
        return None
    return Mention(left.start, right.end, 2, counted=True, speaker=speaker)


def _value(words: list[_Word], at: int) -> int | None:
    """Return a number that can count people: no flat, grade, price, clock or age."""
    word = words[at].text
    if word in known("number_word"):
        return int(known("number_word")[word])
    if word in known("more_numbers"):
        return int(known("more_numbers")[word])
    if not word.isdigit() or len(word) > _LONGEST_FIGURE or word[0] == "0":
        return None
    before = words[at - 1] if at else None
    glued = before is not None and before.end == words[at].start
    if before and (before.text in known("grade") or (glued and before.text not in "(,+;&")):
        return None
    if len(word) == _LONGEST_FIGURE and word[-1] != "0":
        return None
    after = words[at + 1] if at + 1 < len(words) else None
    if after and after.start == words[at].end and after.text not in ",.;!?)&+x":
        return None
    return int(word)


def _by_age(words: list[_Word], at: int) -> Mention | None:
    """My three year old."""
    first = at
    while first and (words[first - 1].text in known("age_unit") or words[first - 1].text == "-"):
        first -= 1
    if "-year-old" in words[at].text and at and words[at - 1].text in known("determiner"):
        return Mention(words[at - 1].start, words[at].end, 1, child=True)
    if first < 2 or (_value(words, first - 1) is None and not words[first - 1].text.isdigit()):
        return None
    if words[first - 2].text not in known("determiner"):
        return None
    return Mention(words[first - 2].start, words[at].end, 1, child=True)


def _both(words: list[_Word], at: int) -> Mention | None:
    """They both, neither can walk; both hands are no people."""
    before = words[at - 1].text if at else ""
    after = words[at + 1].text if at + 1 < len(words) else ""
    if before not in known("us") and after not in known("both_are"):
        return None
    return Mention(words[at].start, words[at].end, 2, counted=True)


def _of_us(words: list[_Word], at: int) -> Mention | None:
    """Three of us, both of them."""
    if at < 2 or words[at - 1].text != "of":
        return None
    number = 2 if words[at - 2].text in known("couple_of") else _value(words, at - 2)
    if number is None or number < 2:
        return None
    start, speaker = words[at - 2].start, words[at].text == "us"
    return Mention(start, words[at].end, number, whole=True, counted=True, speaker=speaker)


def _speaker(words: list[_Word], at: int) -> Mention | None:
    word = words[at]
    return Mention(word.start, word.end, 1, speaker=True) if known("us")[word.text] else None


def _group_of(words: list[_Word], at: int) -> Mention | None:
    """A family of four; a mum of two is three."""
    if at + 2 >= len(words) or words[at + 1].text != "of":
        return None
    number, after = _value(words, at + 2), words[at + 3].text if at + 3 < len(words) else ""
    if number is None or after in _persons() or after in known("people_not"):
        return None
    more = int(known("group_of")[words[at].text])
    start, end = words[at].start, words[at + 2].end
    return Mention(start, end, number + more, whole=True, counted=True, parent=bool(more))


def _bare_number(words: list[_Word], at: int) -> Mention | None:
    """A number without a noun: we three, all four, five in the family, those two."""
    number = _value(words, at)
    if number is None or number < 2:
        return None
    before = words[at - 1].text if at else ""
    child = before in known("number_after_child") or before in known("number_of_mine")
    if child and _stands_alone(words, at):
        return Mention(words[at].start, words[at].end, number, child=True, counted=True)
    led = (before in known("number_after") and number <= _MOST_ALL) or _are_we(words, at)
    if not (led and _stands_alone(words, at)) and not _is_followed(words, at):
        return None
    start, speaker = words[at - 1 if led else at].start, _are_we(words, at) or before == "us"
    return Mention(start, words[at].end, number, whole=True, counted=True, speaker=speaker)


def _are_we(words: list[_Word], at: int) -> bool:
    """Tell whether we are, we're or just we stand before a number."""
    if at == 0:
        return False
    before = words[at - 1].text
    if before == "we" or (before == "were" and _opens(words, at - 1)):
        return True
    return at > 1 and before == "are" and words[at - 2].text == "we"


def _members(words: list[_Word], at: int) -> Mention | None:
    """A 5-person household, a five-member family."""
    number, _, noun = words[at].text.partition("-")
    end = at
    if number.isdigit() and len(words) > at + 2 and words[at + 1].text == "-":
        noun, end = words[at + 2].text, at + 2
    value = value_of(number)
    if value is None or noun.partition("-")[0] not in known("members"):
        return None
    return Mention(words[at].start, words[end].end, value, whole=True, counted=True)


def _two_grades(words: list[_Word], at: int) -> Mention | None:
    """P2 and P4 are two pupils."""
    five = [x.text for x in words[at : at + 5]]
    if len(five) < 5 or five[2] not in known("and_sign") or five[3] not in known("grade_sign"):
        return None
    if not (five[1].isdigit() and five[4].isdigit()) or len(five[1] + five[4]) > _LONGEST_FIGURE:
        return None
    return Mention(words[at].start, words[at + 4].end, 2, child=True, counted=True)


def _opens(words: list[_Word], at: int) -> bool:
    """Tell whether a clause begins here, so that were five stands for we're five."""
    return at == 0 or not words[at - 1].text[0].isalnum() or words[at - 1].text in known("and_sign")


def _stands_alone(words: list[_Word], at: int) -> bool:
    if at + 1 >= len(words):
        return True
    after = words[at + 1].text
    return not after[0].isalnum() or after in known("not_between")


def _is_followed(words: list[_Word], at: int) -> bool:
    after = " ".join(x.text for x in words[at + 1 : at + 4])
    return _number_before().match(after) is not None


@cache
def _number_before() -> re.Pattern[str]:
    phrases = sorted(known("number_before"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, phrases))})\b")


@cache
def _persons() -> frozenset[str]:
    return frozenset({*known("person_en"), *known("one_person"), *known("set_of_people")})
