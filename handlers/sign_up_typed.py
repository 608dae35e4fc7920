"""Reading the words that people type instead of tapping a button of the sign-up."""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Iterable, Mapping

from handlers.availability import changed
from handlers.block_choice import all_blocks
from handlers.context import Context
from handlers.sign_up_answers import MOST_A_WEEK, Answers, offered_skills, spoken_codes
from handlers.sign_up_screens import estate_of, fits_as_name
from handlers.words import clean, words
from mutual_aid.errors import NotUnderstood
from mutual_aid.places import read_block
from mutual_aid.reading.typed import read_free_times, read_typed_place
from mutual_aid.record import Language
from mutual_aid.volunteers import ADULT

Reader = Callable[[Context, Answers, str], Awaitable[Answers]]

_BREAKS = re.compile(r"[,、，;；/+&\n]|\band\b|同埋|[和同及]")
_OLDEST = 120


async def _name(_: Context, answers: Answers, text: str) -> Answers:
    name = clean(text).strip()
    if not fits_as_name(name):
        raise NotUnderstood(hint="sign_up.hint_name")
    return answers.model_copy(update={"name": name})


async def _block(context: Context, answers: Answers, text: str) -> Answers:
    blocks = await all_blocks(context.turn)
    block, _ = read_block(text, blocks)
    named = read_typed_place(text, blocks).block
    if block is None and named is None:
        raise NotUnderstood(hint="sign_up.hint_block")
    block_id = block.block_id if block else named and named.block_id
    return answers.model_copy(update={"block_id": block_id})


async def _skills(_: Context, answers: Answers, text: str) -> Answers:
    known = {x.code: tuple(x.names.model_dump().values()) for x in offered_skills()}
    return _with_named(answers, "skills", text, known)


async def _spoken(context: Context, answers: Answers, text: str) -> Answers:
    codes = spoken_codes(await estate_of(context.turn, answers))
    known = {code: _in_all_languages(f"spoken.{code}") for code in codes}
    return _with_named(answers, "spoken", text, known)


async def _free(_: Context, answers: Answers, text: str) -> Answers:
    found = read_free_times(text)
    if not found:
        raise NotUnderstood(hint="sign_up.hint_buttons")
    parts = answers.availability
    for part in found:
        parts = changed(parts, f"+{part}")
    return answers.with_chosen("free", parts)


def _in_all_languages(key: str) -> tuple[str, ...]:
    return tuple(words(language).plain(key) for language in Language)


def _with_named(
    answers: Answers, step: str, text: str, known: Mapping[str, tuple[str, ...]]
) -> Answers:
    found = named(text, known)
    if not found:
        raise NotUnderstood(hint=f"sign_up.hint_{step}")
    return answers.with_chosen(step, tuple(dict.fromkeys((*answers.chosen(step), *found))))


def named(text: str, known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the codes whose name, in any language, is or holds one of the things listed."""
    pieces = [_folded(x) for x in _BREAKS.split(text)]
    return [code for code, names in known.items() if _fits(pieces, map(_folded, names))]


def _fits(pieces: list[str], names: Iterable[str]) -> bool:
    return any(len(x) > 1 and (x in name or name in x) for name in names for x in pieces)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


async def _weekly(_: Context, answers: Answers, text: str) -> Answers:
    number = _number(text)
    if number is None or not 1 <= number <= MOST_A_WEEK:
        raise NotUnderstood(hint="sign_up.hint_weekly")
    return answers.model_copy(update={"max_tasks_per_week": number})


async def _adult(_: Context, answers: Answers, text: str) -> Answers:
    """An age in years answers the question, too."""
    years = _number(text)
    if years is None or not 1 <= years <= _OLDEST:
        raise NotUnderstood(hint="sign_up.hint_buttons")
    return answers.model_copy(update={"adult": years >= ADULT})


def _number(text: str) -> int | None:
    found = re.fullmatch(r"\D{0,12}(\d{1,3})\D{0,12}", unicodedata.normalize("NFKC", text))
    return int(found[1]) if found else None


READERS: dict[str, Reader] = {
    "name": _name,
    "block": _block,
    "skills": _skills,
    "spoken": _spoken,
    "free": _free,
    "weekly": _weekly,
    "adult": _adult,
}
