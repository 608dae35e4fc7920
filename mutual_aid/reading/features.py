"""What the statistical reader looks at: pieces of words and of Chinese writing."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from zlib import crc32

from mutual_aid.reading.script import plain
from mutual_aid.reading.words import known
from mutual_aid.taxonomy import rows

_LONGEST_HAN = 3
_RUNS = re.compile(r"[a-z][a-z&]*|#|[\u3400-\u9fff\U00020000-\U0003ffff]+")
_NUMBERS = re.compile(r"[0-9]+")


def alike(text: str) -> str:
    """Return a text made alike in which words of one meaning are one word, numbers one sign."""
    same = _same_words()
    return _any_of_them().sub(lambda hit: same[hit[0]], _NUMBERS.sub("#", text))


def origins(text: str) -> list[int]:
    """Return for every sign of `alike(text)` the place in the text where it comes from, and one
    place more for the end."""
    same = _same_words()
    once, places = _replaced(text, list(range(len(text))), _NUMBERS, lambda _: "#")
    _, places = _replaced(once, places, _any_of_them(), lambda word: same[word])
    return [*places, len(text)]


def _replaced(
    text: str, places: list[int], pattern: re.Pattern[str], by: Callable[[str], str]
) -> tuple[str, list[int]]:
    signs, at, end = "", [], 0
    for hit in pattern.finditer(text):
        new = by(hit[0])
        signs += text[end : hit.start()] + new
        at += [*places[end : hit.start()], *(places[hit.start()] for _ in new)]
        end = hit.end()
    return signs + text[end:], at + places[end:]


@cache
def _same_words() -> dict[str, str]:
    return {plain(row["word"]): plain(row["same_as"]) for row in rows("reading_same_words.csv")}


@cache
def _any_of_them() -> re.Pattern[str]:
    longest_first = sorted(_same_words(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield every piece of a text that went through `alike`, and where what it speaks of stands."""
    before = ""
    for run in _RUNS.finditer(text):
        word, at = run[0], run.start()
        if word[0] < "\u3000":
            yield from _english(word, before, at)
            before = word
        else:
            before = ""
            yield from _han(word, at)


def _english(word: str, before: str, at: int) -> Iterator[tuple[str, int, int]]:
    """The word, the pair with the one before, and parts of it so that typing errors do no harm."""
    end = at + len(word)
    yield f"w {word}", at, end
    yield f"b {before} {word}", at, end
    if word in known("stop"):
        return
    yield f"W {word}", at, end
    closed = f"^{word}$"
    for length in (3, 4, 5):
        for start in range(len(closed) - length + 1):
            yield closed[start : start + length], at, end


def _han(word: str, at: int) -> Iterator[tuple[str, int, int]]:
    for start in range(len(word)):
        for end in range(start + 1, min(start + _LONGEST_HAN, len(word)) + 1):
            yield word[start:end], at + start, at + end


def number(piece: str) -> int:
    """Return the number of a piece, the same on every machine."""
    return crc32(piece.encode())
