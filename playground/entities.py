"""Telegram's HTML: a strict parser with Telegram's own complaints and counts."""

import re
from functools import lru_cache
from html import escape
from typing import NamedTuple

from playground.errors import bad_request
from playground.plain_text import Parsed, character_at, decoded, plain, utf16_length

_KINDS = {
    "b": ("b", "bold"),
    "strong": ("b", "bold"),
    "i": ("i", "italic"),
    "em": ("i", "italic"),
    "u": ("u", "underline"),
    "ins": ("u", "underline"),
    "s": ("s", "strikethrough"),
    "strike": ("s", "strikethrough"),
    "del": ("s", "strikethrough"),
    "code": ("code", "code"),
    "pre": ("pre", "pre"),
    "a": ("a", "text_link"),
    "tg-spoiler": ("tg-spoiler", "spoiler"),
    "blockquote": ("blockquote", "blockquote"),
}
_SPECIAL = re.compile(r"[<&]")
_TAG_NAME = re.compile(r"<([^\s>]*)")
_ATTRIBUTE = re.compile(r"""\s+([^\s=>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.\-]+))?""")
_TAG_END = re.compile(r"\s*>")
_END_TAG = re.compile(r"</([^\s>]*)\s*")
_LINK = re.compile(r"(?:https?|tg)://\S+|[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?", re.IGNORECASE)


class _Open(NamedTuple):
    name: str
    written: str
    kind: str
    url: str
    start: int


@lru_cache(maxsize=512)
def parse_html(source: str) -> Parsed:
    """Raises ApiError 400 "can't parse entities: ..." as Telegram does."""
    if "<" not in source and "&" not in source:
        return plain(source)
    return _trimmed(_Parser(source.strip()).run())


def _trimmed(parsed: Parsed) -> Parsed:
    text = parsed.text.strip()
    if text == parsed.text:
        return parsed
    lead = utf16_length(parsed.text) - utf16_length(parsed.text.lstrip())
    end = utf16_length(text)
    moved: list[dict[str, object]] = []
    for entity in parsed.entities:
        start, length = int(str(entity["offset"])), int(str(entity["length"]))
        first, last = max(start - lead, 0), min(start + length - lead, end)
        if last > first:
            moved.append({**entity, "offset": first, "length": last - first})
    return Parsed(text, parsed.html.strip(), tuple(moved))


class _Parser:
    """One pass over one message."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.units = 0
        self.text: list[str] = []
        self.html: list[str] = []
        self.open: list[_Open] = []
        self.entities: list[dict[str, object]] = []

    def run(self) -> Parsed:
        while found := _SPECIAL.search(self.source, self.at):
            self._add(self.source[self.at : found.start()])
            self.at = found.start()
            if self.source[self.at] == "&":
                self._character()
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        self._add(self.source[self.at :])
        if self.open:
            name = self.open[-1].name
            raise self._error(f'Can\'t find end tag corresponding to start tag "{name}"')
        self.entities.sort(key=lambda entity: int(str(entity["offset"])))
        return Parsed("".join(self.text), "".join(self.html), tuple(self.entities))

    def _add(self, text: str) -> None:
        if text:
            self.text.append(text)
            self.html.append(escape(text, quote=False))
            self.units += utf16_length(text)

    def _character(self) -> None:
        character, self.at = character_at(self.source, self.at)
        self._add(character)

    def _start_tag(self) -> None:
        begin = self.at
        found = _TAG_NAME.match(self.source, begin)
        name = found.group(1).lower() if found else ""
        at = found.end() if found else begin + 1
        if at >= len(self.source):
            raise self._error(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        attributes, at = self._attributes(at)
        known = _kind(name, attributes)
        if known is None:
            raise self._error(f'Unsupported start tag "{name}" at byte offset {self._bytes(begin)}')
        closing = _TAG_END.match(self.source, at)
        if closing is None:
            raise self._error(f"Unclosed start tag at byte offset {self._bytes(begin)}")
        self.at = closing.end()
        url = _safe_link(attributes.get("href", "")) if name == "a" else ""
        self._opens(_Open(name, known[0], known[1], url, self.units))

    def _attributes(self, at: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while found := _ATTRIBUTE.match(self.source, at):
            value = found.group(2) or ""
            if value[:1] in ("'", '"'):
                value = value[1:-1]
            attributes[found.group(1).lower()] = decoded(value)
            at = found.end()
        return attributes, at

    def _opens(self, tag: _Open) -> None:
        self.open.append(tag)
        if tag.name != "a":
            self.html.append(f"<{tag.written}>")
        elif tag.url:
            self.html.append(f'<a href="{escape(tag.url)}">')

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._error(f"Unexpected end tag at byte offset {self._bytes(begin)}")
        found = _END_TAG.match(self.source, begin)
        end = found.end() if found else begin
        if self.source[end : end + 1] != ">":
            raise self._error(f"Unclosed end tag at byte offset {self._bytes(begin)}")
        tag, name = self.open.pop(), found.group(1).lower() if found else ""
        if name and name != tag.name:
            raise self._error(
                f"Unmatched end tag at byte offset {self._bytes(begin)}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        self.at = end + 1
        self._closes(tag)

    def _closes(self, tag: _Open) -> None:
        if tag.name == "a" and not tag.url:
            return
        self.html.append(f"</{tag.written}>")
        if self.units > tag.start:
            entity: dict[str, object] = {
                "type": tag.kind,
                "offset": tag.start,
                "length": self.units - tag.start,
            }
            self.entities.append({**entity, "url": tag.url} if tag.url else entity)

    def _bytes(self, index: int) -> int:
        return len(self.source[:index].encode("utf-8", "surrogatepass"))

    def _error(self, reason: str) -> Exception:
        return bad_request(f"can't parse entities: {reason}")


def _kind(name: str, attributes: dict[str, str]) -> tuple[str, str] | None:
    if name == "span" and attributes.get("class") == "tg-spoiler":
        return _KINDS["tg-spoiler"]
    if name == "blockquote" and "expandable" in attributes:
        return "blockquote", "expandable_blockquote"
    return _KINDS.get(name)


def _safe_link(url: str) -> str:
    # Telegram drops links of other kinds (javascript:, file:) and keeps their text.
    if not _LINK.fullmatch(url):
        return ""
    return url if "://" in url.split("?")[0] else f"http://{url}"
