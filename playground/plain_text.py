"""Text as Telegram counts, trims and unescapes it."""

import re
from html import escape
from typing import NamedTuple

_CHARACTER = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


class Parsed(NamedTuple):
    """Plain text, the same as safe HTML, and Telegram's entities (offsets in UTF-16 units)."""

    text: str
    html: str
    entities: tuple[dict[str, object], ...]


def utf16_length(text: str) -> int:
    """Length as Telegram counts it: characters beyond U+FFFF count twice."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(text: str) -> Parsed:
    """Text without any mark-up, trimmed as Telegram trims it."""
    trimmed = text.strip()
    return Parsed(trimmed, escape(trimmed, quote=False), ())


def character_at(source: str, at: int) -> tuple[str, int]:
    """What the `&` at this index stands for (itself, when nothing), and where the text goes on."""
    found = _CHARACTER.match(source, at)
    character = _decode(found) if found else ""
    return (character, found.end()) if found and character else ("&", at + 1)


def _decode(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def decoded(text: str) -> str:
    """The text with its &lt; &gt; &amp; &quot; and numbered characters read."""
    return _CHARACTER.sub(lambda found: _decode(found) or found.group(0), text)
