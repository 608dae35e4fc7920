"""What is wrong with estate files, in sentences that name file, line, column and remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

SHOWN_AT_MOST = 50


@dataclass(frozen=True)
class Problem:
    """One thing to put right; line 1 is the header, no line means the file as a whole."""

    file: str
    line: int | None
    column: str | None
    words: str

    def __str__(self) -> str:
        line = f" line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{line}{column}: {self.words}"


class EstateRefused(Exception):
    """The files cannot be imported; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """Return one sentence a problem, at most fifty, then how many more there are."""
        found = [str(problem) for problem in self.problems[:SHOWN_AT_MOST]]
        if more := len(self.problems) - len(found):
            found.append(f"... and {more} more")
        return found


def nearest(written: str, known: Iterable[str]) -> str | None:
    """Return the known word that was most likely meant; capital letters do not matter."""
    by_lower = {word.lower(): word for word in known}
    found = get_close_matches(written.lower(), list(by_lower), n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None
