"""The small words that a reader knows by kind, from taxonomy/reading_words.csv, as patterns."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from mutual_aid.reading.script import plain
from mutual_aid.taxonomy import rows


def known(kind: str) -> Mapping[str, str]:
    """Return the words of a kind, made alike, with what each stands for; raises KeyError."""
    return _all()[kind]


@cache
def _all() -> dict[str, dict[str, str]]:
    kinds: dict[str, dict[str, str]] = {}
    for row in rows("reading_words.csv"):
        kinds.setdefault(row["kind"], {})[plain(row["word"])] = row["value"]
    return kinds


def one_of_each(*, english: bool) -> list[str]:
    """Return a word of every kind that has words of the language, English or Chinese."""
    first = (next((x for x in words if x.isascii() is english), "") for words in _all().values())
    return [x for x in first if x]


@cache
def either(*kinds: str) -> str:
    """Return a pattern for any word of the kinds, the longest first; English ones stand alone."""
    return _any_of({word for kind in kinds for word in known(kind)})


@cache
def pattern_of(*kinds: str) -> re.Pattern[str]:
    """Return a compiled pattern for any word of the kinds."""
    return re.compile(either(*kinds))


@cache
def either_english(*kinds: str) -> str:
    """Return a pattern for any English word of the kinds."""
    return _any_of({word for kind in kinds for word in known(kind) if word.isascii()})


@cache
def either_chinese(*kinds: str) -> str:
    """Return a pattern for any Chinese word of the kinds."""
    return _any_of({word for kind in kinds for word in known(kind) if not word.isascii()})


def _any_of(words: Collection[str]) -> str:
    """Words that stand alone on the same sides share the signs for it: then a pattern sees by the
    first letter that none of them is here."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    sides: dict[tuple[str, str], list[str]] = {}
    for word in longest_first:
        sides.setdefault(_alone(word), []).append(re.escape(word))
    groups = (f"{start}(?:{'|'.join(some)}){end}" for (start, end), some in sides.items())
    return f"(?:{'|'.join(groups)})"


def _alone(word: str) -> tuple[str, str]:
    start = r"(?<![a-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    end = r"(?![a-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return start, end


def beginning(words: Iterable[str], more: str = "") -> str:
    """Return a test for how one of the words may begin; it makes a long pattern quick to leave."""
    ends: dict[str, set[str]] = {}
    for word in words:
        ends.setdefault(word[0], set()).add(word[1:2])
    starts = [
        re.escape(first) + ("" if "" in second else f"[{re.escape(''.join(sorted(second)))}]")
        for first, second in sorted(ends.items())
    ]
    return "(?=" + "|".join([*([more] if more else []), *starts]) + ")"
