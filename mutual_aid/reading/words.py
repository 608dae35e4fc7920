"""The small words that a reader knows by kind, from taxonomy/reading_words.csv, as patterns."""

import re
from collections.abc import Collection, Mapping
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


@cache
def either(*kinds: str) -> str:
    """Return a pattern for any word of the kinds, the longest first; English ones stand alone."""
    return _any_of({word for kind in kinds for word in known(kind)})


@cache
def either_english(*kinds: str) -> str:
    """Return a pattern for any English word of the kinds."""
    return _any_of({word for kind in kinds for word in known(kind) if word.isascii()})


@cache
def either_chinese(*kinds: str) -> str:
    """Return a pattern for any Chinese word of the kinds."""
    return _any_of({word for kind in kinds for word in known(kind) if not word.isascii()})


def _any_of(words: Collection[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(_alone, longest_first)) + ")"


def _alone(word: str) -> str:
    start = r"(?<![a-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    end = r"(?![a-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return start + re.escape(word) + end
