"""Cards edited in place, and messages taken back while Telegram still allows it."""

from datetime import timedelta

import pytest

from playground import Playground, PretendClock
from tests.playground.calling import LEE, Bot, Json, keys

UNCHANGED = (
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message",
)


def place(sent: Json) -> Json:
    return {"chat_id": sent["chat"]["id"], "message_id": sent["message_id"]}


async def test_card_changes_in_place(bot: Bot, playground: Playground) -> None:
    card = await bot.sends("asking", reply_markup=keys(["Confirm"]))
    count = len(playground.phone(LEE).messages)
    await bot.does("editMessageText", **place(card), text="<b>done</b>", parse_mode="HTML")
    last = playground.phone(LEE).last
    assert (last.id, last.text, last.html) == (card["message_id"], "done", "<b>done</b>")
    assert last.edited
    assert last.buttons == (), "an edit without reply_markup takes the buttons away"
    assert len(playground.phone(LEE).messages) == count


async def test_same_card_again_is_not_modified(bot: Bot, playground: Playground) -> None:
    card = await bot.sends("<b>x</b>", parse_mode="HTML", reply_markup=keys(["A"]))
    same = {"text": "<strong>x</strong> ", "parse_mode": "HTML", "reply_markup": keys(["A"])}
    assert await bot.is_refused("editMessageText", **place(card), **same) == UNCHANGED
    assert not playground.phone(LEE).last.edited
    same["reply_markup"] = keys(["B"])
    await bot.does("editMessageText", **place(card), **same)


async def test_buttons_change_alone(bot: Bot, playground: Playground) -> None:
    card = await bot.sends("x", reply_markup=keys(["A"]))
    refused = await bot.is_refused(
        "editMessageReplyMarkup", **place(card), reply_markup=keys(["A"])
    )
    assert refused == UNCHANGED
    await bot.does("editMessageReplyMarkup", **place(card), reply_markup=keys(["B", "C"]))
    assert playground.phone(LEE).buttons == ["B", "C"]
    assert playground.phone(LEE).last.text == "x"


async def test_caption_changes_and_text_does_not_pass_for_it(
    bot: Bot, playground: Playground
) -> None:
    await playground.phone(LEE).sends_photo()
    file_id = (await bot.gets())[0]["message"]["photo"][0]["file_id"]
    photo = await bot.does("sendPhoto", chat_id=LEE, photo=file_id, caption="before")
    await bot.does("editMessageCaption", **place(photo), caption="after")
    assert playground.phone(LEE).last.text == "after"
    refused = await bot.is_refused("editMessageText", **place(photo), text="x")
    assert refused == (400, "Bad Request: there is no text in the message to edit")
    words = await bot.sends("words")
    refused = await bot.is_refused("editMessageCaption", **place(words), caption="x")
    assert refused == (400, "Bad Request: there is no caption in the message to edit")


@pytest.mark.parametrize("message_id", [999_999, -1, "x"])
async def test_unknown_message_is_neither_edited_nor_deleted(bot: Bot, message_id: object) -> None:
    where = {"chat_id": LEE, "message_id": message_id}
    refused = await bot.is_refused("editMessageText", **where, text="x")
    assert refused == (400, "Bad Request: message to edit not found")
    refused = await bot.is_refused("deleteMessage", **where)
    assert refused == (400, "Bad Request: message to delete not found")


async def test_words_of_a_person_cannot_be_edited(bot: Bot, playground: Playground) -> None:
    written = await playground.phone(LEE).says("mine")
    refused = await bot.is_refused("editMessageText", chat_id=LEE, message_id=written, text="x")
    assert refused == (400, "Bad Request: message can't be edited")


async def test_both_sides_can_be_deleted_in_private(bot: Bot, playground: Playground) -> None:
    phone = playground.phone(LEE)
    written = await phone.says("flat 2107")
    sent = await bot.sends("noted: flat 2107")
    await bot.does("deleteMessage", chat_id=LEE, message_id=written)
    await bot.does("deleteMessage", **place(sent))
    assert not any("2107" in message.text for message in phone.messages)
    refused = await bot.is_refused("editMessageText", **place(sent), text="x")
    assert refused == (400, "Bad Request: message to edit not found")


async def test_message_can_be_deleted_for_just_under_48_hours(
    bot: Bot, clock: PretendClock
) -> None:
    first, second = await bot.sends("one"), await bot.sends("two")
    clock.advance(timedelta(hours=47, minutes=59))
    await bot.does("deleteMessage", **place(first))
    clock.advance(timedelta(minutes=1))
    refused = await bot.is_refused("deleteMessage", **place(second))
    assert refused == (400, "Bad Request: message can't be deleted for everyone")
    await bot.does("editMessageText", **place(second), text="expired")


async def test_several_are_deleted_at_once_and_missing_ones_passed_over(
    bot: Bot, playground: Playground
) -> None:
    ids = [(await bot.sends(f"n{number}"))["message_id"] for number in range(3)]
    await bot.does("deleteMessages", chat_id=LEE, message_ids=[*ids[:2], 999_999])
    assert playground.phone(LEE).text == "n2"
    assert (await bot.is_refused("deleteMessages", chat_id=LEE, message_ids=[]))[0] == 400
    too_many = list(range(101))
    assert (await bot.is_refused("deleteMessages", chat_id=LEE, message_ids=too_many))[0] == 400


async def test_details_can_be_taken_back_from_somebody_who_blocked(
    bot: Bot, playground: Playground
) -> None:
    sent = await bot.sends("flat 2107")
    await playground.phone(LEE).blocks_bot()
    await bot.does("deleteMessage", **place(sent))
    assert playground.phone(LEE).text == ""
