"""Who should help, as far as the text says so: a woman, someone strong, a language."""

import re
from functools import cache

from mutual_aid.reading.drafts import Found
from mutual_aid.reading.script import Plain
from mutual_aid.reading.words import either, either_chinese, either_english, known

_SURE, _BEFORE = 0.8, 10


def wishes_in(plain: Plain) -> tuple[Found[str], ...]:
    """Return what is wished of a helper, and the language that helper and neighbour share."""
    found: dict[str, Found[str]] = {}
    for pattern, kind in ((_helper_wished, "wish"), (_language_spoken, "wish_language")):
        if not any(word in plain.text for word in known(kind)):
            continue  # most messages: a look for words is a hundred times faster than the pattern
        for hit in pattern().finditer(plain.text):
            if _cannot().search(plain.text[max(0, hit.start() - _BEFORE) : hit.start()]):
                continue
            group = hit.lastgroup or ""
            value, words = known(kind)[hit[group]], plain.words(*hit.span(group))
            found.setdefault(value, Found(value=value, sure=_SURE, words=(words,)))
    return tuple(found.values())


def is_language(wish: str) -> bool:
    """Tell whether a wish read is for a language, which is the neighbour's own too."""
    return wish in known("wish_language").values()


def spoken_in(text: str) -> list[tuple[int, int]]:
    """Return where a text made alike only says which language somebody speaks: no need of help."""
    if not any(word in text for word in known("wish_language")):
        return []
    return [hit.span() for hit in _only_told().finditer(text)]


@cache
def _only_told() -> re.Pattern[str]:
    """She speaks Hakka; whoever speaks nothing else may need somebody to translate."""
    chinese, english = either_chinese("wish_language"), either_english("wish_language")
    speak, told = either("speak"), r"(?:[.,;!?\u3002\u3001\n]|$)"
    return re.compile(
        rf"{either('they')}{speak}{chinese}(?={told})"
        rf"|{either_english('they')} {either_english('speak')} {english}(?={told})"
    )


@cache
def _helper_wished() -> re.Pattern[str]:
    """Right after a word of seeking (want a lady, 搵個女仔), or right before a helper."""
    sought = either("seeking", "prefer")
    chinese, english = either_chinese("wish"), either_english("wish")
    near = rf"(?!{either('wish_apart')})[^,.;!?\u3002\u3001\s]"
    return re.compile(
        rf"{sought}(?:{near}){{0,4}}?(?P<a>{chinese})"
        rf"|{sought} (?:[a-z0-9]+ ){{0,3}}?(?P<b>{english})"
        rf"|(?P<c>{either('wish')})[ -]?{either('wish_after')}"
    )


@cache
def _language_spoken() -> re.Pattern[str]:
    """The only one somebody speaks, or one that is sought; never one that is not understood."""
    sought, only, speak = either("seeking", "prefer"), either("only"), either("speak")
    chinese, english = either_chinese("wish_language"), either_english("wish_language")
    near = rf"(?:(?!{either('cannot')})[^,.;!?\u3002\u3001\n])"
    return re.compile(
        rf"(?:{only}{near}{{0,2}}|{either('they')}|{sought}{near}{{0,8}}?){speak}{near}{{0,2}}?(?P<a>{chinese})"
        rf"|{speak}(?P<b>{chinese}){either('spoken_by')}"
        rf"|{sought}{near}{{0,6}}?(?P<c>{chinese}){either('interpreter')}"
        rf"|{either_english('speak')} (?:{either_english('only')} )?(?P<d>{english})"
        rf"|(?P<e>{english})[ -]?{either('spoken_by', 'interpreter')}"
    )


@cache
def _cannot() -> re.Pattern[str]:
    return re.compile(rf"{either('cannot')} ?$")
