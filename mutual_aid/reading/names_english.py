"""Names in Latin letters: Mrs Chan, old Mr Fong, my neighbour Susan, Bo Yee, the Lams."""

import re
from collections.abc import Iterator
from functools import cache

from mutual_aid.reading.name_lists import (
    Spotted,
    is_given_name,
    is_known_name,
    is_never_name,
    is_ordinary,
    is_place,
    is_syllable,
)
from mutual_aid.reading.words import known

_WORD = (
    r"[A-Z](?:['\u2019][A-Z])?[a-z]+(?:[A-Z][a-z]+)?(?:-[A-Za-z]+)?(?!['\u2019](?:t|ll|re|ve)\b)"
)
_TITLED, _GROUP, _LED, _LIKELY, _BARE, _UNKNOWN = 0.95, 0.85, 0.8, 0.7, 0.65, 0.55
_HELPER = 0.4


def english_names(text: str) -> list[Spotted]:
    """Return everything that may be a name; what is written small only after a title."""
    if not _latin().search(text):
        return []
    titled = [*_titled(text), *_groups(text)]
    led = [x for x in _led(text) if not _inside(x, titled)]
    found = titled + led
    return found + [x for x in _runs(text) if not _inside(x, found)]


@cache
def _latin() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z][a-z]")


def _inside(one: Spotted, others: list[Spotted]) -> bool:
    return any(x.start < one.end and one.start < x.end for x in others)


def _titled(text: str) -> Iterator[Spotted]:
    for hit in _any_word().finditer(text):
        if hit["word"].casefold() not in known("name_title"):
            continue
        named = _named_shape().match(text, hit.end())
        if named and named[0].partition(" ")[0].casefold() not in known("name_title"):
            yield from _with_title(text, hit, named)


def _with_title(text: str, hit: re.Match[str], named: re.Match[str]) -> Iterator[Spotted]:
    title, words = hit["word"], named[0].split(" ")
    while len(words) > 1 and is_ordinary(words[-1]) and not is_known_name(words[-1]):
        words.pop()
    if not _fits_title(title, words[0]) or _is_of_helper(text, hit, named.end()):
        return
    before = text[max(0, hit.start() - 16) : hit.start()]
    pair = _title_and().search(before)
    start = hit.start() - len(pair[0]) if pair else hit.start()
    if before.casefold().endswith(f"{title.casefold()} "):
        start -= len(title) + 1
    if title in known("name_kin") or (title in known("name_elder") and _whose().search(before)):
        start = named.start()
    yield Spotted(start=start, end=named.start() + len(" ".join(words)), sure=_TITLED)


def _fits_title(title: str, word: str) -> bool:
    """Tell whether a word can follow the title: Auntie May can be a name, sister Blk cannot."""
    formal = title.casefold() in known("name_title_formal")
    if word[0].islower():
        return is_known_name(word) and not is_ordinary(word)
    if word.isupper():
        return False
    return formal or is_known_name(word) or not is_ordinary(word)


def _is_of_helper(text: str, hit: re.Match[str], end: int) -> bool:
    """Tell whether somebody who helps is named, or one who died; or a new sentence began."""
    if hit["dot"] and hit["word"].casefold() not in known("name_title_short"):
        return True
    late = text[: hit.start()].endswith("late ")
    return late or bool(_helper_after().match(text, end))


def _groups(text: str) -> Iterator[Spotted]:
    for shape in _group_shapes():
        for hit in shape.finditer(text):
            word = hit["word"].rpartition(" ")[2]
            if not is_never_name(word) and (is_known_name(word) or not is_ordinary(word)):
                yield Spotted(start=hit.start("name"), end=hit.end("name"), sure=_GROUP)


def _led(text: str) -> Iterator[Spotted]:
    for hit in _lead_shape().finditer(text):
        if not _follows("name_lead", text, hit.start()):
            continue
        words = hit[0].split(" ")
        while words and is_ordinary(words[-1]) and not is_known_name(words[-1]):
            words.pop()
        if words and not is_ordinary(words[0]):
            yield Spotted(start=hit.start(), end=hit.start() + len(" ".join(words)), sure=_LED)
    for hit in _small_word().finditer(text):
        known_name = is_given_name(hit[0]) and not is_ordinary(hit[0])
        if known_name and _follows("name_said", text, hit.start()):
            yield Spotted(start=hit.start(), end=hit.end(), sure=_LED)


def _follows(kind: str, text: str, start: int) -> bool:
    """Tell whether the last one to three words before are of the kind."""
    before = text[max(0, start - 24) : start].casefold().rstrip(" ,")
    if before == text[max(0, start - 24) : start].casefold():
        return False
    words = before.replace("\u2019", "'").replace("'", "").split(" ")
    return any(" ".join(words[-n:]) in known(kind) for n in (1, 2, 3) if len(words) >= n)


def _runs(text: str) -> Iterator[Spotted]:
    """Words with a capital letter that are no ordinary words, one after the other."""
    for hit in _run_shape().finditer(text):
        spans: list[tuple[int, int]] = []
        for word in _word_shape().finditer(text, hit.start(), hit.end()):
            if _is_name(text, word) or is_syllable(word[0]):
                spans.append(word.span())
            elif spans or is_place((word[0],)):
                break
        if spans and _names_person(text, spans):
            yield from _weighed(text, spans)


def _is_name(text: str, hit: re.Match[str]) -> bool:
    """Tell whether a word with a capital letter is one for a person, by itself."""
    word = hit[0]
    if any(map(is_never_name, word.split("-"))):
        return False
    if not any(map(is_ordinary, word.split("-"))):
        return is_known_name(word) or not (_begins(text, hit.start()) and _is_formed(word))
    if not is_known_name(word):
        return False
    return not _begins(text, hit.start()) or bool(_signed().match(text, hit.end()))


def _is_formed(word: str) -> bool:
    """Tell whether the end of the word shows that it begins a sentence, and is no name."""
    return word.endswith(tuple(known("name_not_end")))


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"'(*\u201c\u2018")
    return not before or before[-1] in ".?!:;\n\u3002\uff01\uff1f"


def _names_person(text: str, spans: list[tuple[int, int]]) -> bool:
    words = [text[a:b] for a, b in spans]
    before = text[: spans[0][0]]
    if before.endswith('"') or is_place(words) or _title_before().search(before):
        return False
    if all(map(is_syllable, words)) and len(words) == 1:
        return is_known_name(words[0]) and not is_ordinary(words[0])
    return not _names_place(text, *spans[-1])


def _names_place(text: str, start: int, end: int) -> bool:
    hit = _word_after().match(text, end)
    if hit is None:
        return False
    return hit["of"] is not None or hit["word"].casefold() in known("name_place_after")


def _weighed(text: str, spans: list[tuple[int, int]]) -> Iterator[Spotted]:
    start, end = spans[0][0], spans[-1][1]
    sure = _LIKELY if any(is_known_name(text[a:b]) for a, b in spans) else _BARE
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if sure == _BARE and len(spans) == 1:
        sure = _UNKNOWN
        if _place_before().search(before):
            return
        if _begins(text, start) and not _begun().match(after):
            return
    if _helper_before().search(before) or _helper_after().match(after):
        return
    yield Spotted(start=start, end=end, sure=sure)


def _any(kind: str) -> str:
    return "|".join(sorted(map(re.escape, known(kind)), key=len, reverse=True))


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(r"(?<![A-Za-z'])(?P<word>[A-Za-z]+)(?P<dot>\.?) (?=[A-Za-z])")


@cache
def _small_word() -> re.Pattern[str]:
    return re.compile(r"(?<![A-Za-z'\u2019-])[a-z]{3,}(?![A-Za-z'\u2019-])")


@cache
def _named_shape() -> re.Pattern[str]:
    return re.compile(rf"(?:{_WORD}(?: {_WORD}){{0,2}}|[a-z]{{2,}})(?![0-9A-Za-z])")


@cache
def _lead_shape() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z]){_WORD}(?: {_WORD}){{0,2}}")


@cache
def _title_and() -> re.Pattern[str]:
    return re.compile(rf"(?i:(?<![a-z])(?:{_any('name_title')})\.? ?(?:and|&|/|n) ?)$")


@cache
def _title_before() -> re.Pattern[str]:
    return re.compile(rf"(?i:(?<![a-z])(?:{_any('name_title_short')})\.? )$")


@cache
def _whose() -> re.Pattern[str]:
    return re.compile(r"(?i:(?<![a-z])(?:my|his|her|our|your|their) )$")


@cache
def _group_shapes() -> tuple[re.Pattern[str], ...]:
    after = rf"(?i:{_any('name_group_after')})"
    return (
        re.compile(rf"(?<![A-Za-z])(?P<name>[Tt]he (?P<word>{_WORD})s)(?![A-Za-z'\u2019])"),
        re.compile(
            rf"(?<![A-Za-z])(?P<name>(?:[Tt]he )?(?P<word>{_WORD}(?: {_WORD}){{0,2}})"
            rf"(?:['\u2019]s)? {after})(?![A-Za-z])"
        ),
    )


@cache
def _run_shape() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9-])(?<![A-Za-z]['\u2019]){_WORD}(?: {_WORD})*")


@cache
def _word_shape() -> re.Pattern[str]:
    return re.compile(_WORD)


@cache
def _word_after() -> re.Pattern[str]:
    return re.compile(r" (?P<of>of (?![Bb]lk|[Bb]lock)[A-Z][a-z])?(?P<word>[A-Za-z]*)")


@cache
def _place_before() -> re.Pattern[str]:
    return re.compile(rf"(?i:(?<![a-z])(?:{_any('name_place_before')})) $")


@cache
def _begun() -> re.Pattern[str]:
    """What follows a name at the start of a sentence: a flat, an age, what is hers, a verb."""
    verbs = _any("name_verb")
    return re.compile(
        rf"['\u2019]s |,? \(|,? (?:in|at|of|from|blk|block)\b|,? #?[0-9A-D]|\.?$|, (?:our|my|the)\b"
        rf"| (?:(?:{verbs})\b|[a-z]+ed )",
        re.IGNORECASE,
    )


@cache
def _signed() -> re.Pattern[str]:
    """What follows a name that stands for the whole sentence: nothing, or a flat."""
    return re.compile(r"[.!]?\s*$|,? #?(?:[0-9]|[A-D][ -]?[0-9])|,? (?:[Bb]lk|[Bb]lock|[Tt]ower) ")


@cache
def _helper_before() -> re.Pattern[str]:
    return re.compile(rf"(?i:(?<![a-z])(?:{_any('name_helper_before')})),? $")


@cache
def _helper_after() -> re.Pattern[str]:
    return re.compile(rf"(?i:,? (?:the |our |your |a )?(?:{_any('name_helper_after')})(?![a-z]))")
