"""The hands and eyes that other tests use: says, presses, reads."""

import asyncio
from datetime import timedelta

import pytest

from playground import NotPossible, Person, Playground, PretendClock
from tests.playground.calling import LEE, MING, TSE, Bot, keys

GROUP = -1001234567890


async def test_reading_waits_for_words_that_come_later(bot: Bot, playground: Playground) -> None:
    reading = asyncio.create_task(playground.phone(LEE).reads("recorded", within=10))
    await asyncio.sleep(0.05)
    sent = await bot.sends("nothing yet")
    await bot.does("editMessageText", chat_id=LEE, message_id=sent["message_id"], text="recorded")
    assert (await reading).edited


async def test_reading_in_vain_shows_the_screen(bot: Bot, playground: Playground) -> None:
    await bot.sends("Which flat?", reply_markup=keys(["2107", "2108"]))
    with pytest.raises(AssertionError, match=r"'Recorded'(?s:.*)Which flat\?(?s:.*)\[2107\]"):
        await playground.phone(LEE).reads("Recorded", within=0.05)


async def test_own_words_are_not_read_as_the_bots(bot: Bot, playground: Playground) -> None:
    phone = playground.phone(LEE)
    await phone.says("recorded")
    with pytest.raises(AssertionError):
        await phone.reads("recorded", within=0.05)
    assert phone.messages[-1].from_bot is False


async def test_reading_nothing_fails_as_soon_as_it_appears(
    bot: Bot, playground: Playground
) -> None:
    phone = playground.phone(LEE)
    await phone.reads_no("2107", for_=0.05)
    watching = asyncio.create_task(phone.reads_no("2107", for_=30))
    await asyncio.sleep(0.05)
    await bot.sends("flat 2107")
    with pytest.raises(AssertionError, match="should not be here"):
        await asyncio.wait_for(watching, 5)


async def test_press_takes_the_newest_message_with_that_label(
    bot: Bot, playground: Playground
) -> None:
    await bot.sends("old", reply_markup=keys(["Confirm"]))
    newer = await bot.sends("new", reply_markup=keys(["Confirm all", "Confirm"]))
    await bot.sends("newest", reply_markup=keys(["Edit"]))
    phone = playground.phone(LEE)
    await phone.presses("Confirm")
    await phone.presses("all")
    exact, part = [update["callback_query"] for update in await bot.gets()]
    assert (exact["data"], part["data"]) == ("Confirm", "Confirm all")
    assert exact["message"]["message_id"] == newer["message_id"]
    assert exact["from"]["language_code"] == "zh-hant"


async def test_press_without_such_a_button_lists_what_is_there(
    bot: Bot, playground: Playground
) -> None:
    await bot.sends("x", reply_markup=keys(["Edit"], ["Cancel"]))
    with pytest.raises(LookupError, match=r"\['Edit', 'Cancel'\]"):
        await playground.phone(LEE).presses("Confirm")


async def test_press_can_wait_for_its_button(bot: Bot, playground: Playground) -> None:
    pressing = asyncio.create_task(playground.phone(LEE).presses("Accept", within=10))
    await asyncio.sleep(0.05)
    await bot.sends("offer", reply_markup=keys(["Accept"]))
    await pressing
    assert (await bot.gets())[0]["callback_query"]["data"] == "Accept"


async def test_forged_and_stale_presses_reach_the_bot(bot: Bot, playground: Playground) -> None:
    sent = await bot.sends("x", reply_markup=keys(["A"]))
    await bot.does("deleteMessage", chat_id=LEE, message_id=sent["message_id"])
    phone = playground.phone(MING)
    await phone.presses_data(sent["message_id"], "accept:somebody-else")
    query = (await bot.gets())[0]["callback_query"]
    assert query["data"] == "accept:somebody-else"
    assert query["from"]["id"] == MING
    assert query["message"] == {
        "chat": {"id": MING, "type": "private", "first_name": "Ming", "last_name": "Ah"},
        "message_id": sent["message_id"],
        "date": 0,
    }


async def test_answer_to_a_press_is_shown_and_expires(
    bot: Bot, playground: Playground, clock: PretendClock
) -> None:
    phone = playground.phone(LEE)
    await bot.sends("x", reply_markup=keys(["A"]))
    await phone.presses("A")
    query = (await bot.gets())[0]["callback_query"]["id"]
    await bot.does("answerCallbackQuery", callback_query_id=query, text="Someone was faster")
    assert await phone.sees_notice("faster") == "Someone was faster"
    clock.advance(timedelta(minutes=2))
    too_old = (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
    assert await bot.is_refused("answerCallbackQuery", callback_query_id=query) == too_old
    assert await bot.is_refused("answerCallbackQuery", callback_query_id="1") == too_old


async def test_link_button_of_the_bot_opens_its_deep_link(bot: Bot, playground: Playground) -> None:
    link = {"text": "Join", "url": "https://t.me/louzhang_bot?start=inv_1"}
    await bot.sends("x", reply_markup={"inline_keyboard": [[link]]})
    await playground.phone(LEE).presses("Join")
    message = (await bot.gets())[0]["message"]
    assert message["text"] == "/start inv_1"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


@pytest.mark.parametrize("payload", ["x" * 65, "has space", "陳"])
async def test_impossible_invitation_is_explained(playground: Playground, payload: str) -> None:
    with pytest.raises(NotPossible, match="at most 64"):
        await playground.phone(LEE).opens_link(payload)


async def test_blocking_is_told_once_and_ends_writing(bot: Bot, playground: Playground) -> None:
    phone = playground.phone(LEE)
    await phone.blocks_bot()
    await phone.blocks_bot()
    with pytest.raises(NotPossible, match="unblock"):
        await phone.says("hello")
    await phone.opens_link("again")
    blocked, back, start = await bot.gets()
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert start["message"]["text"] == "/start again"


async def test_long_words_arrive_in_pieces(bot: Bot, playground: Playground) -> None:
    await playground.phone(LEE).says("x" * 5000)
    assert [len(update["message"]["text"]) for update in await bot.gets()] == [4096, 904]


async def test_nothing_cannot_be_said(playground: Playground) -> None:
    with pytest.raises(NotPossible, match="Write something"):
        await playground.phone(LEE).says("  ")


async def test_group_bot_hears_commands_and_mentions_only(bot: Bot, playground: Playground) -> None:
    group = playground.group(GROUP, title="Mong Chiu House", members=[LEE, MING])
    for text in ("good morning", "/help", "/help@louzhang_bot", "/help@other_bot"):
        await group.says(LEE, text)
    await group.says(MING, "thanks @louzhang_bot")
    added, *heard = await bot.gets()
    assert added["my_chat_member"]["chat"] == {
        "id": GROUP,
        "type": "supergroup",
        "title": "Mong Chiu House",
    }
    words = [update["message"]["text"] for update in heard]
    assert words == ["/help", "/help@louzhang_bot", "thanks @louzhang_bot"]


async def test_group_shows_the_bot_and_takes_presses_of_members(
    bot: Bot, playground: Playground
) -> None:
    group = playground.group(GROUP, title="Mong Chiu House", members=[LEE])
    await bot.sends("Who helps?", to=GROUP, reply_markup=keys(["I'm in"]))
    await playground.group(GROUP).reads("Who helps?")
    await group.presses(LEE, "I'm in")
    query = (await bot.gets())[-1]["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (LEE, GROUP)
    with pytest.raises(LookupError, match="not a member"):
        await group.says(TSE, "me too")
    refused = await bot.is_refused(
        "deleteMessage", chat_id=GROUP, message_id=group.messages[0].id + 999
    )
    assert refused == (400, "Bad Request: message to delete not found")


async def test_words_of_members_cannot_be_deleted_by_a_plain_bot(
    bot: Bot, playground: Playground
) -> None:
    written = await playground.group(GROUP, members=[LEE]).says(LEE, "/help")
    refused = await bot.is_refused("deleteMessage", chat_id=GROUP, message_id=written)
    assert refused == (400, "Bad Request: message can't be deleted")


async def test_one_time_keyboard_goes_after_its_use(bot: Bot, playground: Playground) -> None:
    phone = playground.phone(LEE)
    await bot.sends("x", reply_markup={"keyboard": [["Yes"]], "one_time_keyboard": True})
    await phone.presses("Yes")
    assert phone.reply_keyboard == []


async def test_location_carries_its_degrees(bot: Bot, playground: Playground) -> None:
    await playground.phone(LEE).sends_location(22.3, 114.2)
    location = (await bot.gets())[0]["message"]["location"]
    assert location == {"latitude": 22.3, "longitude": 114.2}


def test_nobody_holds_an_unknown_phone(playground: Playground) -> None:
    with pytest.raises(LookupError, match="Nobody here has the id 42"):
        playground.phone(42)


def test_two_people_never_share_an_id(playground: Playground) -> None:
    with pytest.raises(ValueError, match="taken"):
        playground.add_person(Person(LEE, "Somebody"))
