"""Names in Chinese signs: 陳婆婆, 黄伯, 阿珍, 小李, 阚正国, 秀琴, 于家兄弟."""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache

from mutual_aid.reading.name_lists import Spotted
from mutual_aid.reading.script import Plain
from mutual_aid.reading.words import either, known
from mutual_aid.record import Record

_WHOLE, _TITLED, _SHORT, _FULL = 0.96, 0.95, 0.8, 0.75
_FAMILY, _LONE, _GIVEN, _GUESSED = 0.7, 0.65, 0.6, 0.55
_HAN = "[\u4e00-\u9fff]"
_LATIN = "[a-z]{2,12}"


class _Before(IntEnum):
    """What must stand before a name for the shape to count."""

    ANYTHING = 0
    WORD = 1
    """No Chinese sign, or a word after which names stand."""
    BREAK = 2


class _Shape(Record):
    pattern: re.Pattern[str]
    sure: float
    before: _Before


def chinese_names(plain: Plain) -> Iterator[Spotted]:
    """Yield everything that may be a name, by its places in the text as typed."""
    text = plain.text
    if not _han().search(text):
        return
    for shape in _shapes():
        for hit in shape.pattern.finditer(text):
            at = hit.start()
            if _stands_after(text, at, shape.before) and not _is_no_name(text, at):
                start, end = plain.span(*hit.span())
                yield Spotted(start=start, end=end, sure=shape.sure)


def _stands_after(text: str, start: int, before: _Before) -> bool:
    """Tell whether a name can begin here; it cannot after the work of one who helps."""
    if _ends_in("name_work", text, start):
        return False
    if before is _Before.ANYTHING or start == 0 or not _han().match(text, start - 1):
        return True
    if before is _Before.BREAK:
        return False
    return _ends_in("next_door", text, start) or _ends_in("name_before", text, start)


def _ends_in(kind: str, text: str, end: int) -> bool:
    words = known(kind)
    return any(text[end - n : end] in words for n in range(1, min(end, 4) + 1))


def _is_no_name(text: str, start: int) -> bool:
    """Tell whether the first sign is part of a word that is no name, such as 阿婆 or 大學生."""
    first = max(0, start - 2)
    hits = _no_names().finditer(text[first : start + 4])
    return any(hit.start() <= start - first < hit.end() for hit in hits)


@cache
def _han() -> re.Pattern[str]:
    return re.compile(_HAN)


@cache
def _no_names() -> re.Pattern[str]:
    return re.compile(either("not_name"))


@cache
def _shapes() -> tuple[_Shape, ...]:
    shapes = (*_respected(), *_near(), *_families(), *_alone())
    return tuple(_Shape(pattern=re.compile(a), sure=b, before=c) for a, b, c in shapes)


def _respected() -> Iterator[tuple[str, float, _Before]]:
    """Shapes with a word of respect after the name: 陳婆婆, 海英嬸, 三伯娘, 阚工."""
    surname, any_surname = _one("surname"), _one("surname", "surname_rare")
    sign, also = _signs("name_sign"), _signs("name_sign_also")
    respect, follow = _given_respect(), _follow()
    full = f"(?!{either('not_honorific')})"
    lone = _unlike()
    yield f"{surname}{full}{either('honorific')}", _TITLED, _Before.ANYTHING
    yield f"{any_surname}{full}{either('honorific')}", _TITLED, _Before.WORD
    yield f"{surname}{full}{either('honorific_apart')}{follow}", _TITLED, _Before.WORD
    yield f"{surname}{lone}{{1,2}}{either('long_honorific')}", _WHOLE, _Before.WORD
    yield f"{lone}{respect}", _LONE, _Before.WORD
    yield f"{_LATIN} ?{respect}", _SHORT, _Before.WORD
    yield f"{sign}{_one('name_respect')}(?!{either('not_honorific')})", _LONE, _Before.ANYTHING
    yield f"(?:{sign}{{2}}|{sign}{also}|{also}{sign}){respect}", _LONE, _Before.WORD
    mixed = either("name_title_mixed")
    yield f"{mixed} ?{surname}{follow}|{surname} ?{mixed}", _TITLED, _Before.WORD
    rank = f"{_signs('name_rank')}{{1,2}}{either('name_ranked')}{follow}"
    yield rank, _LONE, _Before.WORD
    foreign = f"{_signs('name_foreign')}{{2,5}}"
    yield f"{foreign}{either('long_honorific', 'given_honorific')}", _TITLED, _Before.WORD
    yield f"{foreign[:-5]}{{3,5}}{follow}", _GIVEN, _Before.WORD


def _near() -> Iterator[tuple[str, float, _Before]]:
    """Shapes with a small word before the name: 阿珍, 老李, 小敏, 肥權."""
    surname, any_surname = _one("surname"), _one("surname", "surname_rare")
    sign, also = _signs("name_sign"), _signs("name_sign_also", "name_double")
    pair, follow = f"(?:{_one('name_kin_pair')})?", _follow()
    after, young = f"(?:{_given_respect()})?", _one("name_young")
    yield f"{_one('name_familiar')}(?:{_LATIN}|{_HAN}){after}", _SHORT, _Before.ANYTHING
    yield f"{_one('name_old')}{surname}{after}{pair}", _SHORT, _Before.ANYTHING
    yield f"{_one('name_older')}{any_surname}{pair}", _SHORT, _Before.BREAK
    yield f"{young}{sign}{after}", _LONE, _Before.ANYTHING
    yield f"{young}{also}{after}{follow}", _LONE, _Before.WORD
    yield f"{young}{_unlike()}{after}{follow}", _GUESSED, _Before.BREAK
    yield f"{young}{_signs('name_double')}{{2}}", _LONE, _Before.BREAK
    yield f"{young}{_one('surname_rare')}{after}{follow}", _LONE, _Before.WORD
    yield f"{_signs('name_nick')}{sign}{follow}", _GIVEN, _Before.WORD
    yield f"{_one('name_nick_long')}(?:{sign}|{also}){follow}", _GIVEN, _Before.WORD
    yield f"{_signs('name_nick')}{_LATIN}", _SHORT, _Before.WORD


def _families() -> Iterator[tuple[str, float, _Before]]:
    """Shapes for those who share a surname: 于家兄弟, 夏家, 歐陽兄妹."""
    surname, pair = _one("surname", "surname_rare"), _one("name_kin_pair")
    home = _one("name_home")
    yield f"{surname}{home}?{pair}", _FAMILY, _Before.WORD
    yield f"{surname}{home}{_follow()}", _FAMILY, _Before.WORD


def _alone() -> Iterator[tuple[str, float, _Before]]:
    """Shapes of names that only their signs and their neighbours tell: 阚正国, 佩雯, 璐璐."""
    surname, any_surname = _one("surname"), _one("surname", "surname_rare")
    sign, also, follow = _signs("name_sign"), _signs("name_sign_also"), _follow()
    given = f"(?:{sign}{{2}}|{sign}{also}|{also}{sign})"
    honoured = f"(?=(?:{either('long_honorific')})?)"
    yield f"{any_surname}{given}{honoured}{follow}", _FULL, _Before.WORD
    yield f"{surname}{also}{{2}}{honoured}{follow}", _FULL, _Before.WORD
    yield f"{surname}{_one('name_young')}(?:{sign}|{also}){follow}", _FULL, _Before.WORD
    yield f"{surname}{sign}{follow}", _FULL, _Before.WORD
    yield f"{surname}{_signs('name_sign_last')}{follow}", _GIVEN, _Before.BREAK
    yield f"{given}{follow}", _GIVEN, _Before.WORD
    unlike = _unlike()
    yield f"{_one('name_whole')}{follow}", _GIVEN, _Before.WORD
    age = f"[0-9{''.join(known('digit'))}]{{1,2}}{_one('name_age')}"
    yield f"({unlike})\\1(?={age})", _GIVEN, _Before.WORD
    yield f"({_signs('name_double')})\\1{follow}", _GIVEN, _Before.WORD
    yield f"(?<={_one('name_called')}){surname}(?=[^\\w]|$)", _GIVEN, _Before.ANYTHING


def _given_respect() -> str:
    return f"(?!{either('not_honorific')}){either('given_honorific')}"


def _unlike() -> str:
    """A sign that may be part of a name."""
    return f"(?:(?={_HAN})[^\\W{''.join(known('not_given'))}])"


def _signs(*kinds: str) -> str:
    return "[" + "".join(sign for kind in kinds for word in known(kind) for sign in word) + "]"


def _one(*kinds: str) -> str:
    """Return a pattern for any word of the kinds, single signs as a set, which is fast."""
    words = {word for kind in kinds for word in known(kind)}
    signs = "[" + "".join(sorted(x for x in words if len(x) == 1)) + "]"
    longer = sorted((x for x in words if len(x) > 1), key=lambda x: (-len(x), x))
    return "(?:" + "|".join([*map(re.escape, longer), *([signs] if signs != "[]" else [])]) + ")"


def _follow() -> str:
    """What may stand after a name: a sign that begins another word, a pause, the end."""
    return f"(?={_signs('name_follow')}|[^\\w]|[a-z0-9]|$)"
