"""What a bot sends with a call: form, multipart or JSON, read into one mapping."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from playground.errors import bad_request
from playground.people import Json

_NUMBERS = frozenset(
    (
        "chat_id", "message_id", "offset", "limit", "timeout", "duration",
        "max_connections", "user_id", "cache_time",
    )
)  # fmt: skip
_JSON = frozenset(
    (
        "reply_markup", "reply_parameters", "commands", "scope", "allowed_updates",
        "message_ids", "entities", "caption_entities", "link_preview_options",
    )
)  # fmt: skip
_SWITCHES = frozenset(
    (
        "protect_content", "disable_notification", "show_alert", "drop_pending_updates",
        "allow_sending_without_reply", "disable_web_page_preview",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes

    def __str__(self) -> str:
        return f"(a file of {len(self.content)} bytes)"


async def read_parameters(request: web.Request) -> Json:
    """Raises ApiError 400 for a body or a value that cannot be read."""
    raw: Json = dict(request.query) if request.query_string else {}
    kind = request.content_type
    if not request.can_read_body:
        pass
    elif kind == "application/json":
        raw.update(_json_body(await request.read()))
    elif kind == "multipart/form-data":
        raw.update(await _multipart(request))
    else:
        raw.update(parse_qsl((await request.read()).decode(), keep_blank_values=True))
    for name, value in raw.items():
        if isinstance(value, str):
            raw[name] = _value(name, value)
    return raw


def _json_body(body: bytes) -> Json:
    try:
        decoded = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(decoded, dict):
        raise bad_request("can't parse JSON object")
    return decoded


async def _multipart(request: web.Request) -> Json:
    fields: Json = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        content = bytes(await part.read(decode=True))
        is_file = part.filename is not None
        fields[part.name] = Upload(part.filename or "", content) if is_file else content.decode()
    for name, value in list(fields.items()):
        if isinstance(value, str) and value.startswith("attach://"):
            fields[name] = fields.pop(value.removeprefix("attach://"), value)
    return fields


def _value(name: str, text: str) -> Any:
    if name in _SWITCHES:
        return text.lower() in ("true", "1", "yes")
    if name in _JSON and text:
        try:
            return json.loads(text)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
    if name in _NUMBERS and text.removeprefix("-").isdecimal() and len(text) < 20:
        return int(text)
    return text


def for_the_log(parameters: Json) -> Json:
    """The same without the bytes of files."""
    return {
        name: str(value) if isinstance(value, Upload) else value
        for name, value in parameters.items()
    }
