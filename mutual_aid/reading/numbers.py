"""Whole numbers as people write them: 12, twelve, and Chinese numerals up to some hundreds."""

import re
from functools import cache

from mutual_aid.reading.words import either, known


@cache
def number_pattern() -> str:
    """Return a pattern for a whole number up to 999 in figures or Chinese numerals."""
    signs = "".join((*known("digit"), *known("ten"), *known("hundred")))
    return rf"(?:[0-9]{{1,3}}|[{signs}]{{1,5}}|{either('number_word')})"


def value_of(written: str) -> int | None:
    """Return the number, or None where the signs make none."""
    written = written.strip()
    if re.fullmatch(r"[0-9]{1,6}", written):
        return int(written)
    if written in known("number_word"):
        return int(known("number_word")[written])
    return _chinese(written)


def _chinese(written: str) -> int | None:
    digits, tens, hundreds = known("digit"), known("ten"), known("hundred")
    if written and all(sign in digits for sign in written):
        return int("".join(digits[sign] for sign in written))
    total, last = 0, None
    for sign in written:
        if sign in digits:
            last = int(digits[sign])
        elif sign in tens:
            factor = int(tens[sign])
            total += factor if factor > 10 else 10 * (1 if last is None else last)
            last = None
        elif sign in hundreds:
            total += 100 * (1 if last is None else last)
            last = None
        else:
            return None
    return total + (last or 0) if written else None
