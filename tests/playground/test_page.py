"""The phone API behind the web page, over HTTP as a browser uses it."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from yarl import URL

from playground import Playground
from tests.playground.calling import LEE, MING, TOKEN, TSE, Bot, Json, keys


class Browser:
    """Fetches and posts like the page does."""

    def __init__(self, playground: Playground, session: aiohttp.ClientSession) -> None:
        self.root = f"{playground.page_url}phone"
        self.session = session

    async def gets(self, path: str) -> Json:
        async with self.session.get(self.root + path) as answer:
            assert answer.status == 200, await answer.text()
            found: Json = await answer.json()
            return found

    async def sends(self, method: str, path: str, body: Any) -> tuple[int, Json]:
        async with self.session.request(method, self.root + path, json=body) as answer:
            return answer.status, await answer.json()

    async def posts(self, path: str, body: Any) -> tuple[int, Json]:
        return await self.sends("POST", path, body)

    async def phone(self, user_id: int) -> Json:
        return await self.gets(f"/chats/{user_id}")


@pytest.fixture
def browser(bot: Bot) -> Browser:
    return Browser(bot.playground, bot.session)


async def test_people_and_the_first_phones_are_listed(browser: Browser) -> None:
    listed = await browser.gets("/people")
    assert listed["opening"] == [LEE, MING, TSE]
    assert listed["bot"] == {"username": "louzhang_bot", "name": "Louzhang 楼长"}
    assert listed["people"][1] == {
        "id": MING,
        "name": "Ming Ah",
        "title": "Volunteer, Mong Chiu House",
        "language_code": "en",
    }


async def test_stranger_gets_a_phone_that_works(browser: Browser, bot: Bot) -> None:
    status, stranger = await browser.posts("/people", {"name": "阿珍", "language_code": "zh-hans"})
    assert status == 200
    assert stranger in (await browser.gets("/people"))["people"]
    assert (await browser.phone(stranger["id"]))["started"] is False
    await browser.posts(f"/chats/{stranger['id']}/start", {"payload": "inv"})
    assert (await browser.phone(stranger["id"]))["started"] is True
    message = (await bot.gets())[0]["message"]
    assert message["text"] == "/start inv"
    assert message["from"]["language_code"] == "zh-hans"
    assert (await browser.posts("/people", {"name": " "}))[0] == 409


async def test_chat_shows_what_stands_on_the_screen(browser: Browser, bot: Bot) -> None:
    link = {"text": "Map", "url": "https://example.org"}
    markup = {"inline_keyboard": [[{"text": "Accept", "callback_data": "a"}, link]]}
    sent = await bot.sends(
        "<b>Can</b> you & me?", parse_mode="HTML", reply_markup=markup, protect_content=True
    )
    await bot.sends("Which?", reply_markup={"keyboard": [["2107"]]})
    chat = await browser.phone(LEE)
    message = next(one for one in chat["messages"] if one["id"] == sent["message_id"])
    assert message.pop("date").endswith("+00:00")
    assert message == {
        "id": sent["message_id"],
        "from_bot": True,
        "html": "<b>Can</b> you &amp; me?",
        "buttons": [
            [{"text": "Accept", "url": None}, {"text": "Map", "url": "https://example.org"}]
        ],
        "photo_url": None,
        "voice_seconds": None,
        "protected": True,
        "edited": False,
        "deleted": False,
    }
    assert (chat["reply_keyboard"], chat["blocked"], chat["typing"]) == ([["2107"]], False, False)


async def test_press_reaches_the_bot_and_a_gone_button_is_refused(
    browser: Browser, bot: Bot
) -> None:
    sent = await bot.sends("x", reply_markup=keys(["A"], ["B"]))
    press = {"message_id": sent["message_id"], "row": 1, "column": 0}
    assert await browser.posts(f"/chats/{LEE}/press", press) == (200, {"ok": True})
    assert (await bot.gets())[0]["callback_query"]["data"] == "B"
    await bot.does("editMessageText", chat_id=LEE, message_id=sent["message_id"], text="y")
    status, answer = await browser.posts(f"/chats/{LEE}/press", press)
    assert (status, answer) == (409, {"ok": False, "error": "That button is gone."})


@pytest.mark.parametrize(
    "press",
    [
        {},
        {"message_id": 1, "row": 0, "column": 0},
        {"message_id": "x", "row": None, "column": -1},
        {"message_id": [], "row": {}, "column": 0},
    ],
)
async def test_odd_press_is_only_a_gone_button(browser: Browser, press: Json) -> None:
    assert (await browser.posts(f"/chats/{LEE}/press", press))[0] == 409


async def test_words_photos_and_voices_go_to_the_bot(
    browser: Browser, bot: Bot, session: aiohttp.ClientSession
) -> None:
    await browser.posts(f"/chats/{LEE}/text", {"text": "2107 <needs> supper"})
    await browser.posts(f"/chats/{LEE}/voice", {"seconds": 3})
    form = aiohttp.FormData()
    form.add_field("photo", b"\x89PNG pretend", filename="p.png", content_type="image/png")
    async with session.post(f"{browser.root}/chats/{LEE}/photo", data=form) as answer:
        assert answer.status == 200
    words, voice, photo = [update["message"] for update in await bot.gets()]
    assert words["text"] == "2107 <needs> supper"
    assert voice["voice"]["duration"] == 3
    assert photo["photo"][0]["file_size"] == len(b"\x89PNG pretend")
    shown = (await browser.phone(LEE))["messages"][-3:]
    assert shown[0]["html"] == "2107 &lt;needs&gt; supper"
    assert shown[1]["voice_seconds"] == 3
    async with session.get(bot.playground.page_url.rstrip("/") + shown[2]["photo_url"]) as answer:
        assert answer.content_type == "image/png"
        assert await answer.read() == b"\x89PNG pretend"


async def test_blocked_phone_says_so_and_cannot_write(browser: Browser) -> None:
    assert (await browser.posts(f"/chats/{LEE}/blocked", {"blocked": True}))[0] == 200
    assert (await browser.phone(LEE))["blocked"] is True
    status, answer = await browser.posts(f"/chats/{LEE}/text", {"text": "hi"})
    assert status == 409
    assert "unblock" in answer["error"]


@pytest.mark.parametrize("body", ["words", None, [1]])
async def test_anything_but_an_object_is_refused_kindly(browser: Browser, body: object) -> None:
    status, answer = await browser.posts(f"/chats/{LEE}/text", body)
    assert (status, answer["error"]) == (409, "Send a JSON object.")


async def test_phone_of_nobody_is_not_found(browser: Browser) -> None:
    status, answer = await browser.posts("/chats/42/text", {"text": "hi"})
    assert (status, answer["error"]) == (404, "Nobody here has the id 42.")


async def test_clock_moves_forward_only(browser: Browser) -> None:
    before = (await browser.gets("/clock"))["now"]
    status, after = await browser.posts("/clock", {"advance_seconds": 900})
    assert status == 200
    assert after["now"] > before
    for wrong in (0, -5, "x", None, 1e12):
        assert (await browser.posts("/clock", {"advance_seconds": wrong}))[0] == 409


async def test_log_names_the_reader_and_never_the_token(browser: Browser, bot: Bot) -> None:
    first = len(bot.playground.log)
    await bot.sends("Hello\n  there", to=TSE)
    await bot.is_refused("sendMessage", chat_id=MING, text="")
    await bot.gets()
    calls = (await browser.gets(f"/log?after={first}"))["calls"]
    assert [(c["method"], c["to"], c["summary"], c["status"]) for c in calls] == [
        ("sendMessage", "谢燕云", "Hello there", 200),
        ("sendMessage", "Ming Ah", "Bad Request: message text is empty", 400),
    ]
    assert calls[0]["n"] == first + 1
    assert (await browser.gets(f"/log?after={calls[-1]['n']}"))["calls"] == []
    assert TOKEN not in json.dumps(await browser.gets("/log"))


async def test_faults_are_set_and_checked(browser: Browser, bot: Bot) -> None:
    assert (await browser.gets("/faults"))["server_error"] == 0
    wanted = {
        "rate_limit_storm": 0.5,
        "server_error": 1,
        "reply_lost": 0,
        "delay": 0.01,
        "duplicate_updates": 0.2,
        "reordered_updates": True,
    }
    assert await browser.sends("PUT", "/faults", wanted) == (200, wanted)
    assert (await bot.calls("getMe")).status == 500
    status, _ = await browser.sends("PUT", "/faults", {"server_error": 2})
    assert status == 409
    assert (await browser.gets("/faults"))["server_error"] == 1


async def next_event(stream: aiohttp.StreamReader, kind: str) -> Json:
    async with asyncio.timeout(10):
        while True:
            line = (await stream.readline()).decode()
            if line.startswith("data: "):
                event: Json = json.loads(line.removeprefix("data: "))
                if event["kind"] == kind:
                    return event


async def test_events_tell_of_every_change(browser: Browser, bot: Bot) -> None:
    async with browser.session.get(f"{browser.root}/events") as answer:
        assert answer.content_type == "text/event-stream"
        assert (await answer.content.readline()).startswith(b"retry")
        sent = await bot.sends("x", reply_markup=keys(["A"]))
        chat = await next_event(answer.content, "chat")
        assert chat == {"kind": "chat", "user_id": LEE, "alert": True}
        await next_event(answer.content, "log")
        await bot.does("editMessageText", chat_id=LEE, message_id=sent["message_id"], text="y")
        assert "alert" not in await next_event(answer.content, "chat")
        await bot.playground.phone(LEE).presses_data(sent["message_id"], "A")
        query = (await bot.gets())[0]["callback_query"]["id"]
        await bot.does("answerCallbackQuery", callback_query_id=query, text="Taken")
        shown = await next_event(answer.content, "callback")
        assert shown == {"kind": "callback", "user_id": LEE, "text": "Taken"}
        await browser.posts("/clock", {"advance_seconds": 60})
        assert (await next_event(answer.content, "clock"))["now"]
        await browser.posts("/people", {"name": "Ho", "language_code": "en"})
        await next_event(answer.content, "people")


async def test_silent_message_changes_the_chat_without_an_alert(browser: Browser, bot: Bot) -> None:
    async with browser.session.get(f"{browser.root}/events") as answer:
        await answer.content.readline()
        await bot.sends("x", disable_notification=True)
        assert await next_event(answer.content, "chat") == {"kind": "chat", "user_id": LEE}


async def test_typing_shows_until_the_bot_writes(browser: Browser, bot: Bot) -> None:
    await bot.does("sendChatAction", chat_id=LEE, action="typing")
    assert (await browser.phone(LEE))["typing"] is True
    await bot.sends("here")
    assert (await browser.phone(LEE))["typing"] is False


async def test_page_is_served_and_nothing_beside_it(
    browser: Browser, session: aiohttp.ClientSession
) -> None:
    root = browser.root.removesuffix("/phone")
    async with session.get(f"{root}/") as answer:
        assert answer.content_type == "text/html"
    for path in ("/static/none.js", "/static/..%2Fserver.py", "/static/%2Fetc%2Fpasswd"):
        async with session.get(URL(root + path, encoded=True)) as answer:
            assert answer.status == 404


async def test_stop_ends_open_event_streams_at_once(browser: Browser, bot: Bot) -> None:
    async with browser.session.get(f"{browser.root}/events") as answer:
        await answer.content.readline()
        await asyncio.wait_for(bot.playground.stop(), 10)
        assert await asyncio.wait_for(answer.content.read(), 5) is not None
