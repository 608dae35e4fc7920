"""Keyboards under messages, checked as Telegram checks them."""

from typing import Any

from playground.errors import ApiError, bad_request
from playground.messages import Keyboard
from playground.people import Json

MOST_BUTTONS = 100
MOST_CALLBACK_BYTES = 64
_ACTIONS = frozenset(
    (
        "callback_data", "url", "web_app", "login_url", "switch_inline_query",
        "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
        "callback_game", "pay",
    )
)  # fmt: skip
_ADDRESSES = ("https://", "http://", "tg://", "t.me/")


def inline_keyboard(markup: Any) -> Keyboard | None:
    """The rows of an inline keyboard, None for no or another kind; raises ApiError 400."""
    if not markup or not isinstance(markup, dict) or "inline_keyboard" not in markup:
        return None
    rows = _rows(markup["inline_keyboard"], "inline keyboard")
    return [[_inline_button(button) for button in row] for row in rows if row] or None


def reply_keyboard(markup: Any) -> Json | None:
    """The new reply keyboard, {} to take it away, None to leave it as it is."""
    if not isinstance(markup, dict):
        return None
    if markup.get("remove_keyboard"):
        return {}
    if "keyboard" not in markup:
        return None
    rows = _rows(markup["keyboard"], "keyboard")
    labels = [[_reply_label(button) for button in row] for row in rows if row]
    return {"rows": labels, "one_time": bool(markup.get("one_time_keyboard"))}


def _rows(rows: Any, name: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"can't parse {name}: it must be an array of arrays of buttons")
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict) or not str(button.get("text") or "").strip():
        raise _unparsed('Field "text" must be of type String')
    actions = _ACTIONS & button.keys()
    if not actions:
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    if "callback_data" in actions:
        size = len(str(button["callback_data"]).encode())
        if not 1 <= size <= MOST_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in actions and not str(button["url"]).startswith(_ADDRESSES):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid")
    return button


def _reply_label(button: Any) -> str:
    label = button.get("text") if isinstance(button, dict) else button
    if not isinstance(label, str) or not label.strip():
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    return label


def _unparsed(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")
