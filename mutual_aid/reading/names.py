"""The name of the person in need, as neighbours use it: 陳婆婆, 阿輝, Mrs Chan, Uncle Rashid."""

import re
from functools import cache

from mutual_aid.reading.script import Plain
from mutual_aid.reading.words import either, known
from mutual_aid.record import Record

_TITLED, _SHORT, _LONE = 0.95, 0.8, 0.65
_WORD = r"[A-Z](?:['\u2019][A-Z])?[A-Za-z]+(?:-[A-Za-z]+)?"


class NameRead(Record):
    """Words that name a person, where they begin, and how sure that is."""

    words: str
    start: int
    sure: float


def name_in(plain: Plain) -> NameRead | None:
    """Return the most certain name, the first where several are as certain."""
    found = [*_chinese(plain), *_english(plain)]
    return max(found, key=lambda x: (x.sure, -x.start), default=None)


def _chinese(plain: Plain) -> list[NameRead]:
    text = plain.text
    return [
        NameRead(words=plain.words(*hit.span("name")), start=hit.start("name"), sure=sure)
        for pattern, sure in _chinese_shapes()
        for hit in pattern.finditer(text)
        if not _is_no_name(text, hit.start("name"))
    ]


def _is_no_name(text: str, start: int) -> bool:
    """Tell whether the first sign is part of a word that is no name, such as 阿婆 or 大學生."""
    first = max(0, start - 2)
    hits = _no_names().finditer(text[first : start + 4])
    return any(hit.start() <= start - first < hit.end() for hit in hits)


@cache
def _no_names() -> re.Pattern[str]:
    return re.compile(either("not_name"))


@cache
def _chinese_shapes() -> tuple[tuple[re.Pattern[str], float], ...]:
    han, foreign = r"[\u4e00-\u9fff]", r"[a-z]{2,12}"
    surname, honorific = either("surname"), either("honorific")
    unlike = "[^\\W" + "".join(known("not_given")) + "]"
    given = f"(?P<name>(?:(?=[\u4e00-\u9fff]){unlike}|{foreign}){either('given_honorific')})"
    old, familiar = either("name_old"), either("name_familiar")
    after = f"(?:{either('given_honorific')})?"
    return (
        (re.compile(f"(?P<name>{surname}{honorific})"), _TITLED),
        (re.compile(f"(?P<name>{surname}{han}{{1,2}}{either('long_honorific')})"), _SHORT),
        (re.compile(f"(?P<name>{familiar}(?:{foreign}|{han}){after})"), _SHORT),
        (re.compile(f"(?P<name>{old}{surname}{after})"), _SHORT),
        (re.compile(f"(?P<name>{either('name_young')}{han}{after})"), _LONE),
        (re.compile(f"(?:(?<![\u4e00-\u9fff])|{either('next_door')}){given}"), _LONE),
    )


def _english(plain: Plain) -> list[NameRead]:
    text = plain.original
    return [
        NameRead(words=_without_common(hit["name"]), start=hit.start("name"), sure=sure)
        for pattern, sure in _english_shapes()
        for hit in pattern.finditer(text)
        if sure == _TITLED or not _is_common(hit)
    ]


def _without_common(name: str) -> str:
    """Return the name without a word after it that is none, such as the block that follows."""
    *rest, last = name.split(" ")
    return " ".join(rest) if len(rest) > 1 and last.casefold() in known("not_name_en") else name


def _is_common(hit: re.Match[str]) -> bool:
    last = hit["last"].casefold().replace("'", "")
    return last in known("not_name_en")


@cache
def _english_shapes() -> tuple[tuple[re.Pattern[str], float], ...]:
    title = "|".join(sorted(map(re.escape, known("name_title")), key=len, reverse=True))
    lead = "|".join(sorted(map(re.escape, known("name_lead")), key=len, reverse=True))
    titled = rf"(?i:(?<![a-z])(?:{title}))\.?"
    return (
        (re.compile(rf"(?P<name>{titled} (?:{_WORD} )?(?P<last>{_WORD})(?![0-9]))"), _TITLED),
        (re.compile(rf"(?P<name>(?i:(?<![a-z])old) (?P<last>{_WORD}))"), _SHORT),
        (re.compile(rf"(?i:(?<![a-z])(?:{lead})) (?P<name>(?P<last>{_WORD}))"), _SHORT),
        (re.compile(rf"(?<![A-Za-z])(?P<name>(?P<last>{_WORD}))(?= ?\()"), _SHORT),
    )
