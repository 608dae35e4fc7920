"""What a lexicon file has to look like before the reader may use it."""

import csv
from collections.abc import Iterable, Iterator
from importlib.resources import files

from mutual_aid.reading.features import alike
from mutual_aid.reading.script import plain
from mutual_aid.record import Language, Record
from mutual_aid.taxonomy import categories

_COLUMNS = ["category_code", "language", "words"]
_SHORTEST = 2


class Mistake(Record):
    """Something wrong in a lexicon file, and what to do about it; lines count from one."""

    file: str
    line: int
    text: str


def lexicon_files() -> dict[str, str]:
    """Return the text of every lexicon file of the program by its name.

    Raises UnicodeDecodeError where one is not UTF-8.
    """
    folder = files("mutual_aid") / "taxonomy"
    names = sorted(x.name for x in folder.iterdir() if x.name.startswith("lexicon_"))
    return {name: (folder / name).read_text("utf-8-sig") for name in names}


def mistakes_in(file: str, text: str, *, own: bool) -> list[Mistake]:
    """Return what is wrong in a lexicon file: its head, codes, words, and in a station's own
    words that are too short or said twice."""
    return list(_in_file(file, text.splitlines(), own=own))


def _in_file(file: str, lines: Iterable[str], *, own: bool) -> Iterator[Mistake]:
    reader = csv.reader(lines)
    if next(reader, None) != _COLUMNS:
        columns = ",".join(_COLUMNS)
        yield Mistake(file=file, line=1, text=f"the first line has to be {columns}")
        return
    first_at: dict[str, int] = {}
    for row in reader:
        if any(x.strip() for x in row):
            for text in _in_row(row, reader.line_num, first_at, own=own):
                yield Mistake(file=file, line=reader.line_num, text=text)


def _in_row(row: list[str], line: int, first_at: dict[str, int], *, own: bool) -> Iterator[str]:
    if len(row) != len(_COLUMNS):
        yield "write the code, the language and the words with | between, nothing more"
        return
    code, language, words = row
    if code not in categories():
        yield f"there is no kind of need {code!r}: take a code from need_categories.csv"
    if language not in list(Language):
        yield f"there is no language {language!r}: write zh-Hans, zh-Hant or en"
    for word in words.split("|"):
        if not alike(plain(word)).strip():
            yield "there is an empty word: take the | without a word away"
        elif own:
            yield from _wrong_word_of_station(word, line, first_at)


def _wrong_word_of_station(word: str, line: int, first_at: dict[str, int]) -> Iterator[str]:
    """A station's word counts at once and for one kind; those of the others are only learned."""
    meant = alike(plain(word)).strip()
    if len(meant) < _SHORTEST:
        yield f"the word {word!r} is too short and would be found everywhere: two signs at least"
    elif meant in first_at:
        yield f"the word {word!r} stands on line {first_at[meant]} already: leave one out"
    else:
        first_at[meant] = line
