"""A message as English words, each knowing its place, and which of them count or name people."""

from functools import cache
from typing import NamedTuple

from mutual_aid.reading.script import Plain
from mutual_aid.reading.words import known

LONGEST_FIGURE = 3


class Word(NamedTuple):
    text: str
    start: int
    end: int


def value_at(words: list[Word], at: int) -> int | None:
    """Return a number that can count people: no flat, grade, price, clock or age."""
    word = words[at].text
    if word in known("number_word"):
        return int(known("number_word")[word])
    if word in known("more_numbers"):
        return int(known("more_numbers")[word])
    if not word.isdigit() or len(word) > LONGEST_FIGURE or word[0] == "0":
        return None
    before = words[at - 1] if at else None
    glued = before is not None and before.end == words[at].start
    if before and (before.text in known("grade") or (glued and before.text not in "(,+;&")):
        return None
    if len(word) == LONGEST_FIGURE and word[-1] != "0":
        return None
    after = words[at + 1] if at + 1 < len(words) else None
    if after and after.start == words[at].end and after.text not in ",.;!?)&+x":
        return None
    return int(word)


def is_name(message: Plain, word: Word) -> bool:
    if not word.text[0].isalpha() or word.text in persons() or word.text in known("not_name_en"):
        return False
    if word.text.removesuffix("s") in known("weekday") or word.text in known("us"):
        return False
    return is_written_large(message, word)


def is_written_large(message: Plain, word: Word) -> bool:
    return message.words(word.start, word.end)[:1].isupper()


@cache
def persons() -> frozenset[str]:
    return frozenset({*known("person_en"), *known("one_person"), *known("set_of_people")})
