"""Playing a conversation as a list of taps and words."""

from collections.abc import Sequence

from playground import ChatMessage, Phone
from tests.living import STRANGER, Living

SAYS = "> "


async def does(living: Living, phone: Phone, *steps: str) -> None:
    """Tap the newest button of that label, or say what stands behind the mark, one by one."""
    for step in steps:
        if step.startswith(SAYS):
            await phone.says(step.removeprefix(SAYS))
        else:
            await phone.presses(step)
        await living.settled()


def stranger(living: Living) -> Phone:
    """Somebody whom nobody knows, with Telegram in English."""
    return living.phone(STRANGER)


def card_with(phone: Phone, words: str) -> ChatMessage:
    """The newest message of the bot with these words; fails with what is to be seen instead."""
    for message in reversed(phone.messages):
        if message.from_bot and words in message.text:
            return message
    raise AssertionError(f"no {words!r} here:\n{phone.drawn()}")


def data_of(message: ChatMessage, label: str) -> str:
    """What is sealed behind a button."""
    for row in message.buttons:
        for button in row:
            if label in button and button.data is not None:
                return button.data
    raise AssertionError(f"no button {label!r}: {message.labels}")


def menu_of(living: Living, telegram_id: int) -> Sequence[str]:
    """The commands in the menu of a chat, as the bot set it last."""
    menus = [
        call.parameters
        for call in living.playground.log
        if call.method == "setMyCommands"
        and call.parameters["scope"]["chat_id"] == telegram_id
        and call.status == 200
    ]
    assert menus, "no menu was set"
    return [x["command"] for x in menus[-1]["commands"]]
