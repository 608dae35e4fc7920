"""People in Chinese words: four children, mother and son, the three of us, a family of five."""

import re
from functools import cache

from mutual_aid.reading.numbers import value_of
from mutual_aid.reading.people.mention import Mention
from mutual_aid.reading.words import either_chinese, known


def chinese_mentions(text: str) -> list[Mention]:
    """Return who is spoken of, in the order of the text."""
    found = (_mention(text, hit) for hit in _shapes().finditer(text))
    return [x for x in found if x is not None]


def _mention(text: str, hit: re.Match[str]) -> Mention | None:
    shape, (start, end) = hit.lastgroup or "", hit.span()
    child = shape in ("aged", "brought") or _child_at_end().search(hit[0]) is not None
    if shape in ("one", "speaker", "me"):
        return Mention(start, end, 1, child=child, speaker=shape != "one", kin=True)
    if shape == "parents":
        return Mention(start, end, 2, counted=hit[0] not in known("both_parents"), kin=True)
    if shape == "couple":
        young = hit["couple_who"] in known("child_word")
        return Mention(start, end, 2, child=young, counted=True, kin=not young)
    if shape == "ages":
        return Mention(start, end, 2, child=True, counted=True)
    if shape == "set":
        value: int | None = int(known("set_of_people")[hit[0]])
    else:
        value = _count(hit[f"{shape}_number"])
    if not value or (shape in ("some", "few", "both") and _is_part_of_name(text, hit)):
        return None
    helper = shape in ("some", "few") and _helper_in().search(hit[0]) is not None
    child = child and not helper
    if value == 1 and shape != "aged":
        return Mention(start, end, 1, child=child, helper=helper) if shape == "some" else None
    return Mention(
        start,
        end,
        value,
        child=child,
        whole=shape in ("all", "home", "every") or _only_people().fullmatch(hit[0]) is not None,
        counted=True,
        helper=helper,
        speaker=shape == "all" and _ours().match(hit[0]) is not None,
        kin=shape in ("pair", "brief", "twosome", "all", "home")
        or (shape == "set" and not _young(hit[0])),
    )


def _young(words: str) -> bool:
    return words in known("child_word") and words not in known("siblings")


def _is_part_of_name(text: str, hit: re.Match[str]) -> bool:
    """A fourth uncle is one, and so is a pupil of the second form."""
    if _grade_before().search(text[max(0, hit.start() - 2) : hit.start()]):
        return True
    return hit.lastgroup == "few" and _uncle_by_number().fullmatch(hit[0]) is not None


def _count(written: str) -> int | None:
    """Return the number; of two in a row, as in three or four, the smaller."""
    digits = known("digit")
    if len(written) == 2 and all(x in digits for x in written):
        written = written[0]
    return value_of(written)


@cache
def _shapes() -> re.Pattern[str]:
    """Return all ways to speak of people, each named by the group that closes it."""
    end, measure = either_chinese("people_end"), either_chinese("measure")
    nth, old = f"(?<!{either_chinese('no_count_before')})", either_chinese("years_old")
    together = either_chinese("together")
    sign, thing = either_chinese("people_sign"), either_chinese("people_not")
    within = rf"[^0-9a-z,\u3002.!?;:\s\u3001{''.join(known('not_in_person'))}]"
    digits, age = f"[{_signs_of('digit', 'ten')}]{{1,3}}", either_chinese("age_sign")
    about = f"(?:{within}|{either_chinese('year_of')}{digits}|{digits}{age}){{0,8}}?"
    speaker = either_chinese("speaker")
    person, pair = either_chinese("person", "one_person"), either_chinese("kin_pair")
    theirs = f"{either_chinese('which')}{either_chinese('child_word')}"
    ways = {
        "all": rf"{either_chinese('all_before')}NUMBER(?:{sign})?(?:{end})?(?!{thing}|{pair})",
        "pair": rf"{either_chinese('kin_pair')}NUMBER(?:{sign})?(?:{end})?(?!{thing})",
        "brief": f"{either_chinese('kin_before')}(?P<brief_number>{together})",
        "couple": f"{either_chinese('a_pair')}(?!{thing}){about}(?P<couple_who>{pair}|{person})",
        "parents": f"(?:{either_chinese('of_speaker')})?{either_chinese('both_parents')}",
        "set": either_chinese("set_of_people"),
        "twosome": rf"{nth}SIGNS(?:{measure})?{pair}",
        "home": f"{nth}NUMBER{either_chinese('mouths')}",
        "aged": rf"NUMBER(?:{sign})?{digits}{old}",
        "ages": f"{digits}{old}(?:{either_chinese('joining')}){digits}{old}",
        "some": rf"{nth}NUMBER(?:{either_chinese('or_so')})?{sign}(?!{thing}){about}{person}"
        + f"(?!{theirs})",
        "both": f"(?P<both_number>{together})(?!{thing}){within}{{0,8}}?{person}",
        "few": rf"{nth}(?![0-9]{{3}})NUMBER(?!{thing}){within}{{0,2}}?{person}",
        "brought": rf"{either_chinese('bringing')}NUMBER{measure}(?=[\s,\u3002.!?;]|$)",
        "every": rf"{nth}NUMBER{sign}{either_chinese('all_after')}",
        "sure": rf"{nth}NUMBER{either_chinese('sure_sign')}(?!{thing})",
        "one": rf"{either_chinese('surname')}{either_chinese('honorific')}|"
        + f"{either_chinese('one_person')}|{either_chinese('name_familiar')}[\u4e00-\u9fff]",
        "speaker": f"{speaker}(?={either_chinese('with_me', 'alone', 'bringing')})",
        "me": f"(?<=[{''.join(x for x in known('with_me') if len(x) == 1)}]){speaker}"
        f"(?!{either_chinese('not_with_me', 'one_person', 'set_of_people')})",
    }
    return re.compile("|".join(map(_named, ways, ways.values())))


def _named(name: str, way: str) -> str:
    way = way.replace("NUMBER", f"(?P<{name}_number>{_number()})")
    return f"(?:{way.replace('SIGNS', f'(?P<{name}_number>{_in_signs()})')})(?P<{name}>)"


@cache
def _number() -> str:
    figures = rf"(?<![0-9.:/$#\-a-z{_signs_of('block_end')}])[0-9]{{1,3}}(?![0-9.:/-])"
    return f"(?:{figures}|{_in_signs()})"


@cache
def _in_signs() -> str:
    signs = _signs_of("digit", "ten", "hundred")
    middle = f"(?<!(?<![{_signs_of('at_home')}]){either_chinese('middle')})"
    small = f"(?<!(?<!{either_chinese('large')}){either_chinese('small')})"
    counts = f"(?=[{signs}]{{1,3}}[{_signs_of('sure_sign', 'mouth_sign')}])"
    no_grade = f"(?<![{_signs_of('grade_before')}]){middle}{small}"
    before = f"(?<![{signs}])(?:{no_grade}|(?<={either_chinese('term_before')})|{counts})"
    return f"{before}[{signs}]{{1,4}}(?![{signs}0-9])"


def _signs_of(*kinds: str) -> str:
    return "".join(sign for kind in kinds for sign in known(kind) if not sign.isascii())


@cache
def _only_people() -> re.Pattern[str]:
    return re.compile(
        f"{_number()}(?:{either_chinese('people_sign')})?{either_chinese('people_end')}"
    )


@cache
def _ours() -> re.Pattern[str]:
    return re.compile(either_chinese("speaker"))


@cache
def _grade_before() -> re.Pattern[str]:
    return re.compile(f"{either_chinese('grade')}$")


@cache
def _uncle_by_number() -> re.Pattern[str]:
    uncle = either_chinese("one_person", "given_honorific")
    return re.compile(f"[^{_signs_of('two_sign')}]+(?!{either_chinese('child_word')}){uncle}")


@cache
def _child_at_end() -> re.Pattern[str]:
    return re.compile(f"(?<!{either_chinese('not_young_before')}){either_chinese('child_word')}$")


@cache
def _helper_in() -> re.Pattern[str]:
    return re.compile(either_chinese("helper"))
