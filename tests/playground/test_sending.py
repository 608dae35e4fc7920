"""What the bot may send, to whom, and how it is refused."""

import aiohttp
import pytest

from playground import Playground, PretendClock
from tests.playground.calling import LEE, MING, TOKEN, Bot, keys


async def test_message_appears_on_the_phone_at_the_pretend_time(
    bot: Bot, playground: Playground, clock: PretendClock
) -> None:
    sent = await bot.sends("Hello <b>Lee</b>", parse_mode="HTML", protect_content=True)
    assert sent["text"] == "Hello Lee"
    assert sent["entities"] == [{"type": "bold", "offset": 6, "length": 3}]
    assert abs(sent["date"] - clock.now().timestamp()) < 60
    last = playground.phone(LEE).last
    assert (last.html, last.protected, last.edited) == ("Hello <b>Lee</b>", True, False)
    assert last.date.tzinfo is not None


async def test_wrong_token_is_unauthorized(bot: Bot) -> None:
    answer = await bot.calls("getMe", token="1234:other")
    assert answer.refusal == (401, "Unauthorized")


async def test_unknown_method_is_not_found(bot: Bot) -> None:
    assert await bot.is_refused("sendTelegram") == (404, "Not Found: method not found")


async def test_method_names_ignore_case(bot: Bot) -> None:
    assert (await bot.does("GETME"))["username"] == "louzhang_bot"


async def test_nobody_can_be_written_to_before_they_start(
    playground: Playground, session: aiohttp.ClientSession
) -> None:
    refused = await Bot(playground, session).is_refused("sendMessage", chat_id=LEE, text="x")
    assert refused == (403, "Forbidden: bot can't initiate conversation with a user")


@pytest.mark.parametrize("chat_id", [42, "@somebody", [1], "none"])
async def test_unknown_chat_is_not_found(bot: Bot, chat_id: object) -> None:
    refused = await bot.is_refused("sendMessage", chat_id=chat_id, text="x")
    assert refused == (400, "Bad Request: chat not found")


async def test_missing_chat_is_named(bot: Bot) -> None:
    refused = await bot.is_refused("sendMessage", text="x")
    assert refused == (400, "Bad Request: chat_id is empty")


async def test_blocked_bot_is_refused_until_unblocked(bot: Bot, playground: Playground) -> None:
    phone = playground.phone(LEE)
    await phone.blocks_bot()
    refused = await bot.is_refused("sendMessage", chat_id=LEE, text="x")
    assert refused == (403, "Forbidden: bot was blocked by the user")
    await phone.unblocks_bot()
    await bot.sends("back again")
    assert phone.last.text == "back again"


@pytest.mark.parametrize(
    ("text", "allowed"),
    [("x" * 4096, True), ("x" * 4097, False), ("🆘" * 2048, True), ("🆘" * 2049, False)],
)
async def test_text_is_limited_in_utf16_units(bot: Bot, text: str, allowed: bool) -> None:
    answer = await bot.calls("sendMessage", chat_id=LEE, text=text)
    assert answer.body["ok"] is allowed
    if not allowed:
        assert answer.refusal == (400, "Bad Request: message is too long")


async def test_markup_does_not_count_towards_the_limit(bot: Bot) -> None:
    await bot.sends("<b>" + "x" * 4096 + "</b>", parse_mode="HTML")


@pytest.mark.parametrize("text", ["", "  \n", "<b></b>"])
async def test_empty_text_is_refused(bot: Bot, text: str) -> None:
    refused = await bot.is_refused("sendMessage", chat_id=LEE, text=text, parse_mode="HTML")
    assert refused == (400, "Bad Request: message text is empty")


async def test_caption_is_limited(bot: Bot, playground: Playground) -> None:
    await playground.phone(LEE).sends_photo()
    photo = (await bot.gets())[0]["message"]["photo"][0]["file_id"]
    await bot.does("sendPhoto", chat_id=MING, photo=photo, caption="x" * 1024)
    refused = await bot.is_refused("sendPhoto", chat_id=MING, photo=photo, caption="x" * 1025)
    assert refused == (400, "Bad Request: message caption is too long")


@pytest.mark.parametrize(
    ("data", "allowed"), [("x" * 64, True), ("x" * 65, False), ("陳" * 22, False), ("", False)]
)
async def test_callback_data_is_limited_in_bytes(bot: Bot, data: str, allowed: bool) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": data}]]}
    answer = await bot.calls("sendMessage", chat_id=LEE, text="x", reply_markup=markup)
    assert answer.body["ok"] is allowed
    if not allowed:
        assert answer.refusal == (400, "Bad Request: BUTTON_DATA_INVALID")


async def test_more_than_a_hundred_buttons_are_too_many(bot: Bot, playground: Playground) -> None:
    await bot.sends("x", reply_markup=keys(*[["a"] * 8] * 12, ["a"] * 4))
    assert len(playground.phone(LEE).buttons) == 100
    too_many = keys(*[["a"] * 8] * 12, ["a"] * 5)
    refused = await bot.is_refused("sendMessage", chat_id=LEE, text="x", reply_markup=too_many)
    assert refused == (400, "Bad Request: reply markup is too long")


@pytest.mark.parametrize(
    "button", [{"text": "Go"}, {"callback_data": "x"}, {"text": "Go", "url": "javascript:1"}, "Go"]
)
async def test_button_without_a_proper_act_is_refused(bot: Bot, button: object) -> None:
    markup = {"inline_keyboard": [[button]]}
    status, _ = await bot.is_refused("sendMessage", chat_id=LEE, text="x", reply_markup=markup)
    assert status == 400


async def test_refused_message_leaves_no_trace(bot: Bot, playground: Playground) -> None:
    before = playground.phone(LEE).messages
    await bot.is_refused("sendMessage", chat_id=LEE, text="<b>", parse_mode="HTML")
    await bot.is_refused(
        "sendMessage", chat_id=LEE, text="x", reply_parameters={"message_id": 999999}
    )
    assert playground.phone(LEE).messages == before


async def test_half_a_character_is_refused_and_not_shown(bot: Bot, playground: Playground) -> None:
    refused = await bot.is_refused("sendMessage", chat_id=LEE, text="cut \ud83d")
    assert refused == (400, "Bad Request: strings must be encoded in UTF-8")
    assert playground.phone(LEE).text == ""


async def test_photo_uploaded_by_the_bot_can_be_fetched_and_sent_on(
    bot: Bot, playground: Playground, session: aiohttp.ClientSession
) -> None:
    form = aiohttp.FormData({"chat_id": str(LEE), "caption": "the corridor", "photo": "attach://p"})
    form.add_field("p", b"\x89PNG pretend", filename="c.png", content_type="image/png")
    async with session.post(f"{playground.base_url}{TOKEN}/sendPhoto", data=form) as answer:
        sent = (await answer.json())["result"]
    file_id = sent["photo"][-1]["file_id"]
    again = await bot.does("sendPhoto", chat_id=MING, photo=file_id)
    assert again["photo"] == sent["photo"]
    assert playground.phone(MING).last.has_photo
    path = (await bot.does("getFile", file_id=file_id))["file_path"]
    async with session.get(f"{playground.base_file_url}{TOKEN}/{path}") as answer:
        assert await answer.read() == b"\x89PNG pretend"
    async with session.get(f"{playground.base_file_url}1:other/{path}") as answer:
        assert answer.status == 401


async def test_unknown_file_is_refused(bot: Bot) -> None:
    refused = await bot.is_refused("sendPhoto", chat_id=LEE, photo="AgAC-unknown")
    assert refused == (400, "Bad Request: wrong file identifier/HTTP URL specified")
    assert (await bot.is_refused("getFile", file_id="x"))[0] == 400


async def test_voice_and_document_are_passed_on(bot: Bot, playground: Playground) -> None:
    phone = playground.phone(LEE)
    await phone.sends_voice(seconds=7)
    await phone.sends_document("list.pdf", b"%PDF")
    voice, document = [update["message"] for update in await bot.gets()]
    assert voice["voice"]["duration"] == 7
    assert document["document"]["file_name"] == "list.pdf"
    await bot.does("sendVoice", chat_id=MING, voice=voice["voice"]["file_id"], duration=7)
    await bot.does("sendDocument", chat_id=MING, document=document["document"]["file_id"])
    assert [m.voice_seconds for m in playground.phone(MING).messages if m.from_bot] == [7, None]


async def test_reply_keyboard_comes_stays_and_goes(bot: Bot, playground: Playground) -> None:
    phone = playground.phone(LEE)
    await bot.sends("Which?", reply_markup={"keyboard": [["2107", {"text": "2108"}]]})
    await bot.sends("Well?")
    assert phone.reply_keyboard == [["2107", "2108"]]
    await phone.presses("2108")
    assert phone.messages[-1].text == "2108"
    await bot.sends("Thanks", reply_markup={"remove_keyboard": True})
    assert phone.reply_keyboard == []


async def test_form_and_query_are_read_like_json(
    bot: Bot, playground: Playground, session: aiohttp.ClientSession
) -> None:
    url = f"{playground.base_url}{TOKEN}/sendMessage"
    fields = {"chat_id": str(LEE), "text": "form", "disable_notification": "true"}
    await session.post(url, data=fields | {"reply_markup": '{"inline_keyboard":[]}'})
    await session.get(url, params={"chat_id": str(LEE), "text": "query"})
    form, query = playground.phone(LEE).messages[-2:]
    assert (form.text, form.silent, query.text, query.silent) == ("form", True, "query", False)
    assert playground.log[-1].parameters == {"chat_id": LEE, "text": "query"}


@pytest.mark.parametrize("body", [b"\xff\xfe", b"chat_id=1&reply_markup={", b"text=%ED%A0%80"])
async def test_unreadable_body_is_a_400_and_no_crash(
    bot: Bot, playground: Playground, session: aiohttp.ClientSession, body: bytes
) -> None:
    url = f"{playground.base_url}{TOKEN}/sendMessage"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    async with session.post(url, data=body, headers=kind) as answer:
        assert answer.status == 400
        assert not (await answer.json())["ok"]
