"""The sentences: gettext catalogues under locales/, filled and escaped in one place."""

import gettext
import unicodedata
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import EscapeFormatter, Markup

from mutual_aid.record import Language, Names

LOCALES = {Language.ZH_HANS: "zh_Hans", Language.ZH_HANT: "zh_Hant_HK", Language.EN: "en"}


@cache
def catalogue(language: Language) -> gettext.GNUTranslations:
    """Return the compiled catalogue of a language: all .po files of its folder together."""
    folder = files("handlers") / "locales" / LOCALES[language]
    together = Catalog(locale=LOCALES[language])
    for path in sorted(folder.iterdir(), key=lambda x: x.name):
        if path.name.endswith(".po"):
            _add(together, path.read_bytes(), path.name)
    compiled = BytesIO()
    write_mo(compiled, together)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _add(together: Catalog, po: bytes, name: str) -> None:
    for message in read_po(BytesIO(po), locale=together.locale, charset="utf-8"):
        if message.id and together.get(_key(message)) is not None:
            raise ValueError(f"{name}: {_key(message)} stands in another file too")
        if message.id:
            together[_key(message)] = message


def _key(message: Message) -> str:
    """Return the key of a sentence; one with a plural has a pair of them."""
    return message.id if isinstance(message.id, str) else message.id[0]


class _Escape(EscapeFormatter):
    """Escapes what is filled in, after removing control and direction marks."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str) and not isinstance(value, Markup):
            value = clean(value)
        return super().format_field(value, format_spec)


def clean(text: str) -> str:
    """Return the text without control characters and direction marks (line breaks stay)."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))


_escape = _Escape(Markup.escape)


class Words:
    """The words of one language; a key that is missing is a bug and raises KeyError."""

    nothing = Markup("")

    def __init__(self, language: Language) -> None:
        self.language = language
        self._catalogue = catalogue(language)

    def __call__(self, key: str, /, **blanks: object) -> Markup:
        """Return the sentence with its blanks filled and escaped, as Telegram HTML."""
        return Markup(_escape.vformat(self._text(key), (), blanks))  # noqa: S704

    def plain(self, key: str, /, **blanks: object) -> str:
        """Return the sentence without markup, for buttons and menus."""
        return self._text(key).format(**blanks)

    def count(self, key: str, number: int, /, **blanks: object) -> Markup:
        """Return the sentence for a number of things; the blank {n} is the number."""
        text = self._catalogue.ngettext(key, f"{key}#many", number)
        if text in (key, f"{key}#many"):
            text = self._text(key)
        return Markup(_escape.vformat(text, (), {"n": number, **blanks}))  # noqa: S704

    def name(self, names: Names) -> str:
        """Return a name as this reader writes it."""
        return names.in_(self.language)

    def _text(self, key: str) -> str:
        text = self._catalogue.gettext(key)
        if text == key:
            raise KeyError(key)
        return text


@cache
def words(language: Language) -> Words:
    """Return the words of a language."""
    return Words(language)


def guess(language_code: str | None) -> Language:
    """Return the language of an IETF tag as Telegram gives it; Hong Kong's if it says nothing."""
    tag = (language_code or "").lower()
    if tag.startswith(("zh-hant", "zh-hk", "zh-tw", "zh-mo", "yue")) or not tag:
        return Language.ZH_HANT
    return Language.ZH_HANS if tag.startswith("zh") else Language.EN
