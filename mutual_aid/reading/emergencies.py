"""Words that speak of danger: a report that holds them is an emergency, whatever kind was chosen.

taxonomy/emergency_words.csv lists them in a few signs: ~ stands for some words of a sentence,
+ for "both, anywhere", [a|b] for either, {a|b} for "not followed by". unless names words that make
a row harmless; a row without a category is itself harmless and is not read any further.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from mutual_aid.taxonomy import Category, categories, rows

_GAP = 30
"""Characters that ~ may stand for in English; in Chinese four say as much as ten there."""
_STARTS = (1, 2, 4)
"""Signs of a word that are looked up first: most texts hold few of the listed beginnings."""
_SENTENCE_ENDS = r".!?;。\n"
_SIGNS = re.compile(r"([~\[\]{}|])")


class _Part(NamedTuple):
    """A pattern, and words of which every text that it fits holds one: most texts do not."""

    pattern: re.Pattern[str]
    anchors: tuple[str, ...]

    def may_fit(self, text: str) -> bool:
        return any(x in text for x in self.anchors)


class _Row(NamedTuple):
    parts: tuple[_Part, ...]
    unless: tuple[str, ...]
    category_code: str


def emergency_in(text: str) -> Category | None:
    """Return the kind of danger that the words speak of, a sealed one before any other."""
    folded = _folded(text)
    near = _near(folded)
    harmless = _without_harmless(folded, near)
    if harmless != folded:
        near = _near(harmless)
    found = {row.category_code for row in near if _says(row, harmless)}
    return next((categories()[code] for code in _in_order() if code in found), None)


def _folded(text: str) -> str:
    """Return the text in one width and case, apostrophes and marks without width left out."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^\S\n]+", " ", "".join(filter(_is_seen, wide)))


@lru_cache(maxsize=1 << 14)
def _is_seen(sign: str) -> bool:
    return sign not in "'’‘`" and unicodedata.category(sign) != "Cf"


def _without_harmless(folded: str, near: Sequence[_Row]) -> str:
    """Put the end of a sentence in place of what only sounds alarming, such as a fire drill."""
    for row in near:
        if not row.category_code:
            folded = row.parts[0].pattern.sub(";", folded)
    return folded


def _near(folded: str) -> list[_Row]:
    """Return the rows of which a word stands in the text: few of some hundreds, in their order."""
    starts = {folded[at : at + length] for length in _STARTS for at in range(len(folded))}
    by_start = _by_start()
    maybe = sorted({n for start in starts & by_start.keys() for n in by_start[start]})
    return [row for row in map(_rows().__getitem__, maybe) if row.parts[0].may_fit(folded)]


@cache
def _by_start() -> dict[str, list[int]]:
    """Return the numbers of rows by the first signs of the words that they look for."""
    found: dict[str, list[int]] = {}
    for n, row in enumerate(_rows()):
        for word in row.parts[0].anchors:
            length = max((x for x in _STARTS if x <= len(word)), default=1)
            found.setdefault(word[:length], []).append(n)
    return found


def _says(row: _Row, folded: str) -> bool:
    if not row.category_code:
        return False
    if any(word in folded for word in row.unless):
        return False
    return all(
        any(not _denied(folded, hit.start()) for hit in part.pattern.finditer(folded))
        for part in row.parts
    )


def _denied(folded: str, at: int) -> bool:
    """Tell whether the words right before say that there is no such thing."""
    return _denial().search(folded[max(0, at - _GAP) : at]) is not None


@cache
def _denial() -> re.Pattern[str]:
    """A word such as no or never, and perhaps one more, right before what it denies."""
    denial, english = _listed("denial")
    more, english_more = _listed("denial_more")
    return re.compile(rf"(?:\b(?:{english})(?: (?:{english_more}))? |(?:{denial})(?:{more})?)$")


def _listed(kind: str) -> tuple[str, str]:
    """Return patterns for the words of a kind in reading_words.csv, Chinese and English ones."""
    words = {_folded(row["word"]) for row in rows("reading_words.csv") if row["kind"] == kind}
    longest_first = sorted(words, key=lambda x: (-len(x), x))
    chinese = "|".join(re.escape(x) for x in longest_first if not x.isascii())
    return chinese, "|".join(re.escape(x) for x in longest_first if x.isascii())


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            parts=tuple(_part(x, row["language"]) for x in row["word"].split("+")),
            unless=tuple(_folded(x) for x in row["unless"].split("|") if x),
            category_code=row["category_code"],
        )
        for row in rows("emergency_words.csv")
    )


@cache
def _in_order() -> tuple[str, ...]:
    """Return the kinds as the table first names them, sealed ones in front."""
    named = dict.fromkeys(row.category_code for row in _rows() if row.category_code)
    return tuple(sorted(named, key=lambda code: not categories()[code].sealed))


def _part(word: str, language: str) -> _Part:
    always = re.findall(r"\[[^]]*\]|[^~\[\]{}]+", re.sub(r"\{[^}]*\}", "~", word))
    choices = [tuple(map(_folded, x.strip("[]").split("|"))) for x in always]
    return _Part(_pattern(word, language), max(choices, key=lambda x: min(map(len, x))))


def _pattern(word: str, language: str) -> re.Pattern[str]:
    english = language == "en"
    gap = f"[^{_SENTENCE_ENDS}]{{0,{_GAP if english else _GAP * 4 // 10}}}?"
    gap = f"(?![a-z]){gap}(?<![a-z])" if english else gap
    signs = {"~": gap, "[": "(?:", "]": ")", "{": "(?!", "}": ")", "|": "|"}
    written = "".join(signs.get(x) or re.escape(_folded(x)) for x in _SIGNS.split(word))
    return re.compile(rf"(?<![a-z]){written}(?![a-z])" if english else written)
