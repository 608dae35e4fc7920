"""What the statistical reader looks at: pieces of words and of Chinese writing."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
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


def pieces(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the number of every piece of a text that went through `alike`, the same on every
    machine, and where what it speaks of stands."""
    before = ""
    for run in _RUNS.finditer(text):
        word, at = run[0], run.start()
        if word[0] < "\u3000":
            end = at + len(word)
            yield _number(f"b {before} {word}"), at, end
            for number in _english(word):
                yield number, at, end
            before = word
        else:
            before = ""
            yield from _han(word, at)


@lru_cache(maxsize=1 << 13)
def _english(word: str) -> tuple[int, ...]:
    """The word, and parts of it so that typing errors do no harm."""
    found = [f"w {word}"]
    if word not in known("stop"):
        closed = f"^{word}$"
        found += [f"W {word}"]
        found += [
            closed[start : start + length]
            for length in (3, 4, 5)
            for start in range(len(closed) - length + 1)
        ]
    return tuple(map(_number, found))


def _han(word: str, at: int) -> Iterator[tuple[int, int, int]]:
    for start in range(len(word)):
        for end in range(start + 1, min(start + _LONGEST_HAN, len(word)) + 1):
            yield _number(word[start:end]), at + start, at + end


def _number(piece: str) -> int:
    return crc32(piece.encode())
