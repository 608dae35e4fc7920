"""The sentences: complete, alike in blanks, within Telegram's limits, and in the right words."""

import ast
import re
import string
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from handlers.words import LOCALES, Words, catalogue
from mutual_aid.record import Language

ROOT = Path(__file__).parents[2]
LOCALE_DIR = ROOT / "handlers" / "locales"
SUBJECTS = sorted(p.name for p in (LOCALE_DIR / "en").glob("*.po"))


def _forms(message: Message) -> tuple[str, ...]:
    """The sentence, or one for each plural."""
    if isinstance(message.string, tuple | list):
        return tuple(str(form or "") for form in message.string)
    return (str(message.string or ""),)


@cache
def entries(language: Language) -> dict[str, tuple[str, ...]]:
    """All sentences of a language by key; a plural has several forms."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((LOCALE_DIR / LOCALES[language]).glob("*.po")):
        with path.open("rb") as po:
            for message in read_po(po, locale=LOCALES[language]):
                if message.id:
                    key = str(message.id[0] if message.pluralizable else message.id)
                    assert key not in found, f"{key} stands twice"
                    found[key] = _forms(message)
    return found


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def used_in_code() -> tuple[set[str], set[str]]:
    """Keys that stand in the code, and the beginnings of those that are put together there."""
    whole, beginnings = set(), set()
    for path in [*(ROOT / "handlers").glob("*.py"), *(ROOT / "mutual_aid").rglob("*.py"),
                 *(ROOT / "bot").glob("*.py")]:  # fmt: skip
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and node.values:
                first = node.values[0]
                if isinstance(first, ast.Constant) and "." in str(first.value):
                    beginnings.add(str(first.value))
    return whole, beginnings


@pytest.mark.parametrize("language", Language)
def test_every_subject_has_a_file_in_every_language(language: Language) -> None:
    assert sorted(p.name for p in (LOCALE_DIR / LOCALES[language]).glob("*.po")) == SUBJECTS


def test_the_languages_have_the_same_keys() -> None:
    keys = {language: set(entries(language)) for language in Language}
    for language in Language:
        missing = keys[Language.EN] ^ keys[language]
        assert not missing, f"{language}: {sorted(missing)}"


def test_no_sentence_is_empty() -> None:
    for language in Language:
        empty = [key for key, forms in entries(language).items() if not all(forms)]
        assert not empty, f"{language}: {empty}"


def test_the_languages_have_the_same_blanks() -> None:
    for key, forms in entries(Language.EN).items():
        expected = set().union(*(blanks(x) for x in forms))
        for language in Language:
            found = set().union(*(blanks(x) for x in entries(language)[key]))
            assert found | {"n"} == expected | {"n"}, f"{language} {key}"


def test_every_key_in_the_code_has_a_sentence_and_every_sentence_is_used() -> None:
    whole, beginnings = used_in_code()
    keys = set(entries(Language.EN))
    unused = {
        key
        for key in keys
        if key not in whole and not any(key.startswith(start) for start in beginnings)
    }
    assert not unused, f"nobody says {sorted(unused)}"
    prefixes = {key.split(".")[0] for key in keys}
    for path in (ROOT / "handlers").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            if name not in ("words", "plain", "count", "say") or not isinstance(
                first, ast.Constant
            ):
                continue
            key = str(first.value)
            assert key in keys or key.split(".")[0] not in prefixes, f"{path.name}: no words {key}"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "u", "s", "code", "pre", "a", "blockquote"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", Language)
def test_the_markup_of_every_sentence_is_whole(language: Language) -> None:
    for key, forms in entries(language).items():
        for text in forms:
            tags = _Tags()
            tags.feed(text)
            assert not tags.open, key


LONG = {
    "text": "\U0001f600" * 250,
    "notes": "字" * 500,
    "words": "字" * 500,
    "reasons": "字" * 300,
    "names": "字" * 120,
}


@pytest.mark.parametrize("language", Language)
def test_every_sentence_fits_telegram_with_the_longest_plausible_values(
    language: Language,
) -> None:
    for key, forms in entries(language).items():
        limit = 1024 if key.startswith("attachment.") else 4096
        if key.startswith("button."):
            limit = 40
        if key.startswith("command."):
            limit = 256
        for text in forms:
            filled = text.format(**{name: LONG.get(name, "字" * 60) for name in blanks(text)})
            assert len(filled.encode("utf-16-le")) // 2 <= limit, key


MAINLAND_ONLY = [
    "視頻",
    "信息",
    "軟件",
    "質量",
    "打印",
    "網絡",
    "志願者",
    "物業",
    "樓棟",
    "小區",
    "居委",
    "老人家屬",
    "微信",
    "快遞",
    "公交",
    "出租車",
    "短信",
    "手機號",
    "晚上",
    "上午",
    "下午",
    "什麼",
    "怎麼",
    "現在",
    "沒有",
    "這個",
    "那個",
    "我們",
    "他們",
    "你們",
    "可以嗎",
    "的話",
]
ALLOWED = {"上午", "下午"}


def test_hong_kong_sentences_use_hong_kong_words() -> None:
    for key, forms in entries(Language.ZH_HANT).items():
        for text in forms:
            found = [x for x in MAINLAND_ONLY if x in text and x not in ALLOWED]
            assert not found, f"{key}: {found}"


SIMPLIFIED_ONLY = set("这们个说时间请没现还过给让么样从进电话谢让问别发吗")
TRADITIONAL_ONLY = set("這們個說時間請沒現還過給讓麼樣從進電話謝問別發嗎")


def test_scripts_are_not_mixed() -> None:
    for key, forms in entries(Language.ZH_HANT).items():
        mixed = (SIMPLIFIED_ONLY - TRADITIONAL_ONLY) & set("".join(forms))
        assert not mixed or key.startswith("language."), f"{key}: {mixed}"
    for key, forms in entries(Language.ZH_HANS).items():
        mixed = (TRADITIONAL_ONLY - SIMPLIFIED_ONLY) & set("".join(forms))
        assert not mixed or key.startswith("language."), f"{key}: {mixed}"


def test_what_is_filled_in_is_escaped_and_cannot_turn_the_line_around() -> None:
    words = Words(Language.EN)
    said = words("need.note_line", author="<b>Eve</b>", text="a\u202eb & c")
    assert "&lt;b&gt;Eve&lt;/b&gt;" in said
    assert "\u202e" not in said
    assert "&amp;" in said


def test_a_key_that_is_missing_is_noticed() -> None:
    with pytest.raises(KeyError):
        Words(Language.EN)("no.such.key")
    assert catalogue(Language.EN).gettext("button.back") == "Back"


def test_every_blank_is_a_plain_name() -> None:
    for language in Language:
        for key, forms in entries(language).items():
            for name in set().union(*(blanks(x) for x in forms)):
                assert re.fullmatch(r"[a-z_]+", name), f"{key}: {name}"
