"""People who are named beside one another belong together: mum, dad and two kids are four."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from mutual_aid.reading.people.chinese import chinese_mentions
from mutual_aid.reading.people.english import english_mentions
from mutual_aid.reading.people.mention import Group, Mention
from mutual_aid.reading.script import Plain
from mutual_aid.reading.words import either_chinese, either_english, known

_FARTHEST = 12


@lru_cache(maxsize=4)
def groups_in(message: Plain) -> tuple[Group, ...]:
    """Return who is spoken of together, in the order of the text."""
    text = message.text
    mentions: list[Mention] = []
    if _any_english().search(text):
        mentions += english_mentions(message)
    if _any_chinese().search(text):
        mentions += chinese_mentions(text)
    longest = {x.start: x for x in sorted(mentions)}
    return tuple(_together(text, longest.values()))


def _together(text: str, mentions: Iterable[Mention]) -> Iterable[Group]:
    kept: list[Mention] = []
    for one in mentions:
        if kept and one.start < kept[-1].end:
            continue
        if kept and not (_joined(text, kept[-1], one) or _is_listed(text, kept, one)):
            yield Group(tuple(_once(text, kept)))
            kept = []
        if not kept and (name := _name_before(text, one)):
            kept.append(name)
        if not _says_again(text, kept, one):
            kept.append(one)
    if kept:
        yield Group(tuple(_once(text, kept)))


def _name_before(text: str, one: Mention) -> Mention | None:
    """Return the one whose relatives follow, where the name itself is not known."""
    if not (one.counted or one.kin) or one.whole:
        return None
    hit = _and_theirs().search(text, max(0, one.start - _FARTHEST), one.start)
    return Mention(hit.start(), hit.end(), 1, kin=True) if hit else None


def _says_again(text: str, kept: list[Mention], one: Mention) -> bool:
    """Tell whether a number gives those before it once more: mum and two kids, all three."""
    if not kept or not one.counted or text[kept[-1].end : one.start].strip() not in ("", ","):
        return False
    if one.child and not all(x.child for x in kept):
        return False
    if one.child and one.number == 1:
        return kept[0].counted and kept[0].number > 1
    return 1 < one.number == sum(x.number for x in kept)


def _once(text: str, kept: list[Mention]) -> list[Mention]:
    """Return those named without the number before them: two neighbours, uncle and aunty."""
    first, *rest = kept
    if (
        first.counted
        and not first.part
        and len(rest) > 1
        and first.number == sum(x.number for x in rest)
    ):
        between = text[first.end : rest[0].start].strip()
        return [first] if between in ("", ",", ":") else kept
    return kept


def _joined(text: str, left: Mention, right: Mention) -> bool:
    between = text[left.end : right.start]
    if len(between) > _FARTHEST or left.helper or right.helper:
        return False
    gap = between.strip()
    if _name_then_comma().fullmatch(between) and _is_theirs_listed(text, left, right):
        return True
    if gap in ("", ",", "\u3001"):
        return _beside(text, gap, left, right)
    if _with_child().fullmatch(gap):
        return right.child and not left.whole
    if _joint().fullmatch(gap) or (
        _years_alone().fullmatch(gap) and _years_alone().match(text, right.end)
    ):
        return True
    titled = text[left.start : left.end] in known("title_en")
    return titled and _joint_after_name().fullmatch(gap) is not None


def _is_listed(text: str, kept: list[Mention], one: Mention) -> bool:
    """Tell whether the third or a later one of a list follows: wife, husband, his brother."""
    if len(kept) < 2 or one.counted or not text[one.start].isascii():
        return False
    follows = text[kept[-1].end : one.start].strip() == ","
    return follows and _listing_ends().match(text, one.end) is not None


def _is_theirs_listed(text: str, left: Mention, right: Mention) -> bool:
    """Mr Tan, his wife and their son; the Tans, their boy and an aunt."""
    words = text[left.start : left.end]
    named = left.part or words in known("title_en") or words in known("title_before_name")
    ours = _theirs_first().match(text, right.start)
    return named and ours is not None and _list_goes_on().match(text, right.end) is not None


def _beside(text: str, gap: str, left: Mention, right: Mention) -> bool:
    """Without a word between them: two adults, three kids; but after all of us nothing is new."""
    if left.whole or right.whole:
        return 1 < left.number == right.number and right.counted
    if left.counted and right.counted:
        return bool(gap) or not right.kin
    if text[left.start].isascii() or gap:
        return (right.counted and bool(gap)) or _list_goes_on().match(text, right.end) is not None
    same_name = text[left.start] == text[right.start] and left.end == right.start
    return same_name and right.end - right.start > 1


@cache
def _list_goes_on() -> re.Pattern[str]:
    person = rf"\s*(?:{either_english('determiner')}\s)?{either_english('one_person')}"
    joint = rf"(?:,?{person})?,?\s*(?:{either_english('joined_list')}|[&+])\s"
    return re.compile(rf"{joint}|,{person}(?![a-z\s])")


@cache
def _joint() -> re.Pattern[str]:
    chinese = (
        f"[,\u3001]?{either_chinese('joining')}(?:{either_chinese('own')})*[\u4e00-\u9fff]{{0,2}}?"
    )
    english = rf"(?:{_years()}[),]?)?,?\s*(?:{either_english('joining')}|[&+])"
    return re.compile(f"{chinese}|{english}")


@cache
def _years_alone() -> re.Pattern[str]:
    """Boy 7, girl 5."""
    return re.compile(rf"\s*{_years()}\)?(?![0-9])[,;.]?")


def _years() -> str:
    about, tens = (
        either_english("aged_sign"),
        either_english("old_by_tens", "more_numbers", "number_word"),
    )
    return rf"[(,]?\s*(?:{about}\s){{0,2}}(?:[0-9]{{1,2}}|{tens})\s*"


@cache
def _listing_ends() -> re.Pattern[str]:
    return re.compile(r"\s*(?:[,.;:!?)&\n]|$|(?:and|all)\b)")


@cache
def _joint_after_name() -> re.Pattern[str]:
    """Uncle Kwok n wife."""
    return re.compile(rf"[a-z-]+\s(?:{either_english('joining')}|[&+])")


@cache
def _name_then_comma() -> re.Pattern[str]:
    return re.compile(r"(?:\s[a-z-]+){0,2}, ?")


@cache
def _theirs_first() -> re.Pattern[str]:
    return re.compile(either_english("theirs"))


@cache
def _with_child() -> re.Pattern[str]:
    return re.compile(
        f"(?:{either_chinese('alone')})?{either_chinese('bringing')}(?:{either_chinese('own')})*"
        f"(?:[\u4e00-\u9fff]{{0,5}}{either_chinese('which')}|[\u4e00-\u9fff]{{0,2}}?)|{either_english('bringing')}"
    )


@cache
def _and_theirs() -> re.Pattern[str]:
    name = f"(?<!{either_chinese('name_not_before')})[\u4e00-\u9fffa-z]"
    theirs, own = either_chinese("theirs"), either_chinese("their_own")
    return re.compile(f"{name}{either_chinese('and_their')}{theirs}(?:{own})?$")


@cache
def _any_english() -> re.Pattern[str]:
    return re.compile("[a-z]{2}")


@cache
def _any_chinese() -> re.Pattern[str]:
    return re.compile("[\u4e00-\u9fff]")
