"""People in English words: two wee girls, mum and her newborn, Carla & Diego."""

import re

from mutual_aid.reading.people.english_numbers import (
    are_we,
    by_age,
    group_of,
    members_or_number,
    of_us,
    two_grades,
)
from mutual_aid.reading.people.english_pairs import both, family, is_family, one_and_one, pair
from mutual_aid.reading.people.english_words import (
    LONGEST_FIGURE,
    Word,
    is_name,
    is_written_large,
    persons,
    value_at,
)
from mutual_aid.reading.people.mention import Mention
from mutual_aid.reading.script import Plain
from mutual_aid.reading.words import known

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|[0-9]+|[^\sa-z0-9]")
_APOSTROPHE = re.compile("['\u2019\u2018`\u00b4]")
_BETWEEN = 4
_MOST_OF_ONE = 9
"""Two granddaughter is said by many; fifteen kid is a boy of fifteen."""


def english_mentions(message: Plain) -> list[Mention]:
    """Return who is spoken of, in the order of the text."""
    words = [Word(hit[0], *hit.span()) for hit in _WORD.finditer(message.text)]
    return [x for at in range(len(words)) if (x := _mention(message, words, at))]


def _mention(message: Plain, words: list[Word], at: int) -> Mention | None:
    word = words[at].text
    if word in ("both", "neither"):
        return both(words, at)
    if word == "the":
        return family(message, words, at)
    if word == "pair" and (two := pair(words, at)):
        return two
    if word in known("one_by_one") and (two := one_and_one(words, at)):
        return two
    if word in known("group_of") and (found := group_of(words, at)):
        return found
    if word in persons():
        return _named(message, words, at)
    if word in known("us"):
        return of_us(words, at)
    if (
        word in known("them_one")
        and at + 1 < len(words)
        and words[at + 1].text in known("and_sign")
    ):
        return Mention(words[at].start, words[at].end, 1)
    if word in known("year_old") or word.endswith("-year-old"):
        return by_age(words, at)
    if word in known("and_sign"):
        return _two_names(message, words, at)
    if word in known("grade_sign"):
        return two_grades(words, at)
    return members_or_number(words, at)


def _named(message: Plain, words: list[Word], at: int) -> Mention | None:
    """A noun with what stands before it: two small boys, my wife, the twins."""
    word, after = words[at], words[at + 1].text if at + 1 < len(words) else ""
    if at and words[at - 1].text in known("title_before_name") and is_written_large(message, word):
        return None
    loose = word.text in known("both_of") and (not at or words[at - 1].text in ("a", ".", ","))
    owner = after in known("owned") and word.text.endswith("s")
    if owner or (after == "of" and loose):
        return None
    if _APOSTROPHE.search(message.words(word.start, word.end)):
        return None
    single = word.text in known("one_person")
    number, first = _before(words, at, single=single)
    named = _name_before(message, words, first)
    start = words[first - 2 * bool(named)].start
    child = word.text in known("child_word")
    helper = word.text in known("helper") and word.text not in known("stranger")
    kin = word.text in known("siblings") or word.text in known("grown_child")
    several = known("set_of_people").get(word.text)
    if number is None:
        ages = 0 if single else _ages(words, at)
        count = ages or (int(several) if several else 1 if single else 2)
        counted = bool(named or ages) or (bool(several) and not (kin and _is_theirs(words[first])))
        child = child and not named
        return Mention(start, word.end, count + named, child=child, counted=counted, kin=kin)
    if single and number > _MOST_OF_ONE:
        return None
    if first > 1 and (words[first - 2].text, words[first - 1].text) == ("one", "of"):
        return Mention(words[first - 2].start, word.end, 1, child=child)
    child = child and not named
    return Mention(
        start,
        word.end,
        number + named,
        child=child,
        whole=are_we(words, first),
        counted=True,
        helper=helper,
        kin=kin,
    )


def _is_theirs(word: Word) -> bool:
    return word.text in known("theirs")


def _ages(words: list[Word], at: int) -> int:
    """Return how many ages follow: girls are 3 and 8."""
    number = 0
    for word in words[at + 1 : at + 9]:
        if word.text.isdigit() and len(word.text) < LONGEST_FIGURE:
            number += 1
        elif word.text not in known("aged") and word.text not in known("and_sign"):
            break
    return number if number > 1 else 0


def _before(words: list[Word], at: int, *, single: bool) -> tuple[int | None, int]:
    """Return the number that counts the noun, if any, and where the words about it begin."""
    first = at
    for back in range(at - 1, max(-1, at - 2 - _BETWEEN), -1):
        word = words[back].text
        if single and word in known("both_of"):
            return None, back
        number = value_at(words, back)
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
            return (2, back - 1) if both and not single else (None, back)
        if word in known("joining") or word in known("and_sign"):
            return None, back + 1
        if word == "of" or word == "+":
            continue
        if not word[0].isalpha() or word in known("not_between"):
            break
    return None, first


def _name_before(message: Plain, words: list[Word], first: int) -> int:
    """Return how many are named before their relative: Jaya and his cousin, the Lams and a baby."""
    if first < 2 or not (
        words[first].text in known("relative_of")
        or words[first].text in known("one_person")
        or value_at(words, first)
    ):
        return 0
    if words[first - 1].text not in known("and_sign"):
        return 0
    if is_family(message, words, first - 2):
        return 2
    return int(is_name(message, words[first - 2]))


def _two_names(message: Plain, words: list[Word], at: int) -> Mention | None:
    """Carla & Diego."""
    if not 0 < at < len(words) - 1:
        return None
    left, right = words[at - 1], words[at + 1]
    named = is_name(message, left), is_name(message, right)
    speaker = (left.text == "me" and named[1]) or (named[0] and right.text in ("i", "me", "myself"))
    if not (all(named) or speaker):
        return None
    third = at > 2 and words[at - 2].text == "," and is_name(message, words[at - 3])
    first = words[at - 3] if third else left
    called = all(named) and not _APOSTROPHE.search(message.words(right.start, right.end))
    return Mention(first.start, right.end, 2 + third, counted=True, speaker=speaker, named=called)
