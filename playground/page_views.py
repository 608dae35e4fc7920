"""What the page is told about people, chats and calls."""

from html import escape

from playground.api_bot import menu
from playground.calls import Call
from playground.messages import Message
from playground.people import Json, Person
from playground.state import Chat, World


def person_view(person: Person) -> Json:
    """One entry of the list of who can hold a phone."""
    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "language_code": person.language_code,
    }


def chat_view(world: World, chat: Chat, person: Person) -> Json:
    """All that one phone shows."""
    keys = chat.reply_keyboard
    typing = chat.typing_until is not None and world.clock.now() < chat.typing_until
    return {
        "messages": [_message_view(message) for message in chat.messages.values()],
        "reply_keyboard": keys["rows"] if keys else None,
        "commands": menu(world, chat, person.language_code),
        "blocked": chat.blocked,
        "started": chat.started,
        "typing": typing,
    }


def _message_view(message: Message) -> Json:
    rows = message.keyboard or []
    is_photo = message.media == "photo" and message.file is not None
    return {
        "id": message.id,
        "from_bot": message.sender is None,
        "html": "\n".join(filter(None, (_attachment(message), message.html))),
        "date": message.sent_at.isoformat(),
        "buttons": [[{"text": b["text"], "url": b.get("url")} for b in row] for row in rows],
        "photo_url": f"/phone/photos/{message.file.id}" if is_photo and message.file else None,
        "voice_seconds": message.seconds if message.media == "voice" else None,
        "protected": message.protected,
        "edited": message.edited_at is not None,
        "deleted": False,
    }


def _attachment(message: Message) -> str:
    if message.place:
        return "📍 {:.5f}, {:.5f}".format(*message.place)
    if message.media == "document" and message.file:
        return f"📎 {escape(message.file.name, quote=False)}"
    return ""


def call_view(world: World, number: int, call: Call) -> Json:
    """One line of the log; it never holds the token, which is no parameter."""
    person = world.people.get(call.to or 0)
    return {
        "n": number,
        "at": call.at.isoformat(),
        "method": call.method,
        "to": person.name if person else str(call.to or ""),
        "summary": call.summary,
        "status": call.status,
    }
