"""Which chat, which message and which words a call means, and whether the bot may write there."""

from playground.entities import parse_html
from playground.errors import bad_request, forbidden
from playground.messages import Message
from playground.people import Json
from playground.plain_text import Parsed, plain
from playground.state import Chat, World


def known_chat(world: World, given: Json) -> Chat:
    """Raises ApiError 400 for an unknown chat, 403 for a person who never wrote to the bot."""
    chat_id = given.get("chat_id")
    if chat_id is None or chat_id == "":
        raise bad_request("chat_id is empty")
    if not isinstance(chat_id, int):
        raise bad_request("chat not found")
    chat = world.chats.get(chat_id)
    if chat is not None and chat.started:
        return chat
    if chat_id in world.people:
        raise forbidden("bot can't initiate conversation with a user")
    raise bad_request("chat not found")


def writable_chat(world: World, given: Json) -> Chat:
    """As `known_chat`, and raises ApiError 403 when the person has blocked the bot."""
    chat = known_chat(world, given)
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def formatted(given: Json, name: str) -> Parsed:
    """The text or caption with its entities; raises ApiError 400, or UnicodeError if not UTF-8."""
    source = str(given.get(name) or "")
    if not source.isascii():
        source.encode()  # half a character raises UnicodeError: Telegram wants UTF-8
    mode = str(given.get("parse_mode") or "").lower()
    if mode == "html":
        return parse_html(source)
    if mode:
        raise bad_request("unsupported parse_mode: this playground reads HTML only")
    return plain(source)


def message_in(chat: Chat, given: Json, purpose: str) -> Message:
    """`purpose` is "edit" or "delete"; raises ApiError 400 when it is not there."""
    wanted = given.get("message_id")
    if wanted is None or wanted == "":
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(wanted) if isinstance(wanted, int) else None
    if message is None:
        raise bad_request(f"message to {purpose} not found")
    return message
