"""Who should help, as far as the text says so: a woman, someone strong, a language."""

import re
from functools import cache

from mutual_aid.reading.drafts import Found
from mutual_aid.reading.script import Plain
from mutual_aid.reading.words import either, known

_SURE = 0.8
_NEAR = 14
"""Signs after a word of seeking within which a wish stands."""


def wishes_in(plain: Plain) -> tuple[Found[str], ...]:
    """Return the wishes that follow a word of seeking, each once."""
    found: dict[str, Found[str]] = {}
    for hit in _wish().finditer(plain.text):
        before = plain.text[max(0, hit.start() - _NEAR) : hit.start()]
        value = known("wish")[hit[0]]
        if value not in found and _sought().search(before):
            words = plain.words(hit.start(), hit.end())
            found[value] = Found(value=value, sure=_SURE, words=(words,))
    return tuple(found.values())


@cache
def _wish() -> re.Pattern[str]:
    return re.compile(either("wish"))


@cache
def _sought() -> re.Pattern[str]:
    return re.compile(either("seeking", "asking"))
