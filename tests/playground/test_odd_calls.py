"""Whatever a bot sends, it gets an answer in Telegram's form."""

import random
from typing import Any

from playground import Playground
from tests.playground.calling import LEE, Bot, Json, keys

METHODS = (
    "sendMessage", "sendPhoto", "sendVoice", "sendDocument", "editMessageText",
    "editMessageCaption", "editMessageReplyMarkup", "deleteMessage", "deleteMessages",
    "answerCallbackQuery", "setMyCommands", "getMyCommands", "deleteMyCommands", "getFile",
    "getChat", "sendChatAction", "getUpdates", "getWebhookInfo", "getMe", "nonsense",
)  # fmt: skip
NAMES = (
    "chat_id", "text", "caption", "message_id", "message_ids", "parse_mode", "reply_markup",
    "reply_parameters", "commands", "scope", "language_code", "file_id", "photo", "voice",
    "action", "offset", "limit", "allowed_updates", "callback_query_id", "duration",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    LEE, str(LEE), 101, 105, 0, -1, 1.5, True, None, "", "x", "\ud83d", "<b>", "HTML", [], {},
    [1], [[]], [{}], {"type": "chat"}, {"type": []}, {"message_id": []}, keys(["A"]),
    {"inline_keyboard": 3}, {"inline_keyboard": [[{"text": 1, "callback_data": 2}]]},
    {"inline_keyboard": [[{"text": "x", "url": None}]]}, {"keyboard": [[{}]]},
    {"keyboard": [["A"]]}, [{"command": "a", "description": "b"}], 10**30, "9" * 30,
)  # fmt: skip
CALLS = 2_000


async def test_every_call_is_answered_in_telegrams_form(bot: Bot, playground: Playground) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    for _ in range(CALLS):
        given: Json = {name: dice.choice(VALUES) for name in dice.sample(NAMES, dice.randrange(12))}
        if dice.random() < 0.7:
            given["chat_id"] = LEE
        method = dice.choice(METHODS)
        answer = await bot.calls(method, **given)
        assert answer.status in (200, 400, 401, 404), (method, given, answer)
        assert answer.body["ok"] is (answer.status == 200), (method, given, answer)
    await bot.sends("still well")
    assert playground.phone(LEE).last.text == "still well"
    page = f"{playground.page_url}phone/chats/{LEE}"
    async with bot.session.get(page) as shown:
        assert shown.status == 200
