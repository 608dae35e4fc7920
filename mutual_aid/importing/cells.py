"""What a cell may hold: the idea of a kind, and what is said when a text does not fit it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Value = str | int | bool | date | tuple[str, ...] | None

_ECHOED_AT_MOST = 40
_LIKE_A_CODE = re.compile(r"[A-Za-z0-9_.,:;|/=-]*")
_LIKE_A_PHONE = re.compile(r"(?!\d{4}-\d\d-\d\d$)\d[\d-]{6,}")


class Unfit(ValueError):
    """A text that the column cannot hold; part is what does not fit, advice what to write."""

    def __init__(self, part: str, fault: str, advice: str, meant: str | None = None) -> None:
        super().__init__(fault)
        self.part, self.fault, self.advice, self.meant = part, fault, advice, meant

    def words(self, *, private: bool) -> str:
        """Return the sentence; a private value is described and never repeated."""
        if private:
            return f"this {self.fault}; {self.advice}"
        remedy = f'did you mean "{self.meant}"?' if self.meant else self.advice
        return f'"{shown(self.part)}" {self.fault}; {remedy}'


@dataclass(frozen=True)
class Kind:
    """What a column holds; allowed is how the operators' page says it."""

    allowed: str
    read: Callable[[str], Value]
    empty: Value = None


def shown(written: str) -> str:
    """Return a written value as it may stand in a message: short, and all on one line.

    Columns may have been mixed up: what could be a name or a phone number is left out.
    """
    if not _LIKE_A_CODE.fullmatch(written) or _LIKE_A_PHONE.fullmatch(written):
        return "…"
    short = written[:_ECHOED_AT_MOST] + ("..." if len(written) > _ECHOED_AT_MOST else "")
    return "".join(mark if mark.isprintable() else "?" for mark in short)
