"""Two people in English without a number: both, neither twin, the old pair, the Lams."""

from mutual_aid.reading.name_lists import is_known_name, is_never_name, is_ordinary
from mutual_aid.reading.people.english_words import LONGEST_FIGURE, Word, persons, value_at
from mutual_aid.reading.people.mention import Mention
from mutual_aid.reading.script import Plain
from mutual_aid.reading.words import known

_LEAST_LETTERS = 4
_ENDS_BOTH = ("ish", "bound", "ridden", "bed")
_FAR = 8


def both(words: list[Word], at: int) -> Mention | None:
    """They both, they must both, neither can walk, neither sister; both hands are no people."""
    before, after = _text(words, at - 1), _text(words, at + 1)
    if words[at].text == "neither" and after in known("one_person"):
        return Mention(words[at].start, words[at + 1].end, 2, counted=True, kin=True)
    if after == "parents" and _text(words, at + 2) not in known("parents_away"):
        return Mention(words[at].start, words[at + 1].end, 2, counted=True, kin=True)
    us = known("us")
    said = before in us or (before in known("may_both") and _text(words, at - 2) in us)
    said = said or (before in known("done_to_both") and not after[:1].isalnum())
    if not said and after not in known("both_are") and not _is_state(after):
        return None
    return Mention(words[at].start, words[at].end, 2, counted=True)


def _is_state(word: str) -> bool:
    return (
        word in known("number_word") or word in known("more_numbers") or word.endswith(_ENDS_BOTH)
    )


def pair(words: list[Word], at: int) -> Mention | None:
    """The old pair; a pair of hands is no person."""
    before, after = _text(words, at - 1), _text(words, at + 1)
    if before not in known("before_pair") or after in known("pair_not"):
        return None
    start, end = words[at - 1].start, words[at].end
    return Mention(start, end, 2, whole=True, counted=True, kin=True, part=True)


def family(message: Plain, words: list[Word], at: int) -> Mention | None:
    """The Lams, who are two at least."""
    if not is_family(message, words, at + 1):
        return None
    start, end = words[at + 1].start, words[at + 1].end
    return Mention(start, end, 2, whole=True, counted=True, kin=True, part=True)


def is_family(message: Plain, words: list[Word], at: int) -> bool:
    """Tell whether a surname in the plural stands here, behind the article."""
    word = _text(words, at)
    if not word.endswith("s") or len(word) < _LEAST_LETTERS or _text(words, at - 1) != "the":
        return False
    if word in persons() or _text(words, at + 1) in persons():
        return False
    written = message.words(words[at].start, words[at].end)
    if not written[:1].isupper() or written.isupper() or is_never_name(word):
        return False
    if word in known("not_family"):
        return False
    return is_known_name(word[:-1]) or not (is_ordinary(word) or is_ordinary(word[:-1]))


def one_and_one(words: list[Word], at: int) -> Mention | None:
    """One is four and one is six; he 81, she 77."""
    first = words[at].text
    if not _is_age(words, at):
        return None
    for other in range(at + 3, min(at + _FAR, len(words))):
        again = words[other].text
        if _is_age(words, other) and (again == first if first == "one" else again != first):
            child = first == "one"
            return Mention(words[at].start, words[other].end, 2, child=child, counted=True)
    return None


def _is_age(words: list[Word], at: int) -> bool:
    word, after = words[at].text, _text(words, at + 1)
    if word != "one" and word not in known("he_or_she"):
        return False
    place = at + 2 if after in known("aged_sign") else at + 1
    if word == "one" and place == at + 1:
        return False
    return place < len(words) and _counts_years(words, place)


def _counts_years(words: list[Word], at: int) -> bool:
    word = words[at].text
    return (word.isdigit() and len(word) < LONGEST_FIGURE) or value_at(words, at) is not None


def _text(words: list[Word], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""
