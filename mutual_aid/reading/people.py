"""How many people need help: said in figures, as a household, as a couple; helpers left out."""

import re
from functools import cache

from mutual_aid.reading.numbers import number_pattern, value_of
from mutual_aid.reading.words import either, known
from mutual_aid.record import Record

_MOST = 200
_BEFORE, _AFTER = 14, 18


class PeopleRead(Record):
    """A number of people, the stretch of text that says so, and how sure that is."""

    number: int
    start: int
    end: int
    sure: float


def people_in(text: str, category_code: str) -> PeopleRead:
    """Return how many need help; one where the text says nothing else.

    Where children are to be looked after, their parents are not counted.
    """
    group_code = category_code.partition(".")[0]
    ways = (_mouths, _counted, _by_word, _homes)
    read = next((x for way in ways if (x := way(text, group_code))), None)
    number = 2 if category_code in known("two_sides") else 1
    return read or PeopleRead(number=number, start=0, end=0, sure=0.8 if number == 1 else 0.6)


def _mouths(text: str, group_code: str) -> PeopleRead | None:
    hits = [hit for hit in _mouth_shapes().finditer(text) if value_of(hit["number"]) != 1]
    return _sum(hits[:1], 0, 0.9)


def _counted(text: str, group_code: str) -> PeopleRead | None:
    hits = [x for x in _counts().finditer(text) if not _is_helpers(text, x)]
    hits = [
        x
        for x in hits
        if not _words_before("grade").search(text[max(0, x.start() - 12) : x.start()].rstrip())
    ]
    if group_code == "child":
        hits = [x for x in hits if _is_child(x[0])] or hits
    if not hits:
        return None
    return _sum(_together(text, hits), _parent_beside(text, hits[0], group_code), 0.85)


def _homes(text: str, group_code: str) -> PeopleRead | None:
    return _sum(list(_home_shapes().finditer(text))[:1], 0, 0.8)


def _by_word(text: str, group_code: str) -> PeopleRead | None:
    for kind in ("trio", "pair", "with_child"):
        hit = _words_of(kind).search(text)
        if hit and not _is_helpers(text, hit) and (group_code != "child" or _is_child(hit[0])):
            number = int(known(kind)[hit[0]] or 2)
            alone = kind == "with_child" and group_code == "child"
            return PeopleRead(
                number=1 if alone else number, start=hit.start(), end=hit.end(), sure=0.7
            )
    return None


def _sum(hits: list[re.Match[str]], more: int, sure: float) -> PeopleRead | None:
    total = sum(value_of(_written(x)) or 0 for x in hits) + more
    if not hits or not 0 < total <= _MOST:
        return None
    return PeopleRead(number=total, start=hits[0].start(), end=hits[-1].end(), sure=sure)


def _written(hit: re.Match[str]) -> str:
    return str(hit["number"] or hit.groupdict().get("two") or "")


def _together(text: str, hits: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the first count and those that are added to it: 2 adults 3 kids."""
    kept = hits[:1]
    for hit in hits[1:]:
        between = text[kept[-1].end() : hit.start()].strip(" ,\u3001+&")
        if between and not re.fullmatch(either("joined"), between):
            break
        kept.append(hit)
    return kept


def _parent_beside(text: str, hit: re.Match[str], group_code: str) -> int:
    """A widow with three children is four, she and three colleagues too."""
    if _words_before("and_others").search(text[max(0, hit.start() - 12) : hit.start()].rstrip()):
        return int(group_code != "child")
    if group_code == "child" or not _is_child(hit[0]):
        return 0
    near = text[max(0, hit.start() - 30) : hit.start()]
    return int(bool(_words_of("lone_parent").search(near)))


def _is_child(words: str) -> bool:
    return bool(_words_of("child_word").search(words))


def _is_helpers(text: str, hit: re.Match[str]) -> bool:
    """Tell whether the people counted are the helpers who are wanted."""
    before = text[max(0, hit.start() - _BEFORE) : hit.start()].rstrip()
    after = text[hit.end() : hit.end() + _AFTER].lstrip()
    helpers = _words_of("helper")
    if helpers.search(hit[0]) or helpers.match(after):
        return True
    return bool(_words_before("seeking").search(before))


@cache
def _words_of(kind: str) -> re.Pattern[str]:
    return re.compile(either(kind))


@cache
def _words_before(kind: str) -> re.Pattern[str]:
    return re.compile(f"{either(kind)}$")


@cache
def _number() -> str:
    return f"(?<![0-9.:/$#-])(?P<number>{number_pattern()})"


@cache
def _mouth_shapes() -> re.Pattern[str]:
    return re.compile(f"(?:family of )?{_number()}(?:{either('mouths')}|(?<=family of [0-9]))")


@cache
def _home_shapes() -> re.Pattern[str]:
    return re.compile(rf"{_number()}\s*(?:{either('measure')})?\s*{either('household')}")


@cache
def _counts() -> re.Pattern[str]:
    within = r"[^0-9,\u3002.!?;\s]"
    person = f"(?!{either('people_not')}){either('people_sign')}{within}{{0,4}}?{either('person')}"
    chinese = f"{person}|{either('counted_so')}"
    english = rf"\s(?:[a-z-]+\s){{0,2}}?{either('person_en')}"
    twosome = f"(?P<two>{either('twosome')}){either('person')}"
    return re.compile(f"{_number()}(?:{english}|{chinese})|(?:{twosome})")
