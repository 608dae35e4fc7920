"""One way of writing: width, case and script made alike, each sign still knows its place."""

import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

_HAN = range(0x3400, 0xA000)
_APOSTROPHES = "'\u2019\u2018`\u00b4"


class Plain:
    """A text made alike sign by sign, and where in the original each sign stood."""

    def __init__(self, original: str) -> None:
        self.original = original
        signs: list[str] = []
        self._at: list[int] = []
        for place, sign in enumerate(original):
            for folded in _folded(sign):
                signs.append(folded)
                self._at.append(place)
        self.text = "".join(signs)

    def words(self, start: int, end: int) -> str:
        """Return the words as they were typed, without blanks around them."""
        if start >= end:
            return ""
        first, last = self.span(start, end)
        return self.original[first:last].strip()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the original a stretch that is not empty begins and ends."""
        return self._at[start], self._at[end - 1] + 1

    def part(self, start: int, end: int) -> "Plain":
        """Return a stretch by itself; `start` and `end` count signs of the text made alike."""
        places = [*self._at, len(self.original)]
        return Plain(self.original[places[start] : places[end]])


def plain(text: str) -> str:
    """Return a text made alike."""
    return Plain(text).text


@lru_cache(maxsize=1 << 14)
def _folded(sign: str) -> str:
    if sign in _APOSTROPHES or unicodedata.category(sign) in ("Cf", "Mn", "Cs", "Co", "Cn"):
        return ""
    wide = unicodedata.normalize("NFKC", sign).casefold().translate(simplified())
    return "".join("\n" if c in "\n\r" else " " if c.isspace() else c for c in wide)


@cache
def simplified() -> dict[int, str]:
    """Return the simplified sign for every traditional one, Hong Kong's own forms included."""
    signs = "".join(map(chr, _HAN))
    lines = OpenCC("hk2s").convert("\n".join(signs)).split("\n")
    return {ord(a): b for a, b in zip(signs, lines, strict=True) if a != b and len(b) == 1}
