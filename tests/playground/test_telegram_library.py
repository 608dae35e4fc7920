"""Everything that the playground sends can be read by python-telegram-bot."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot as LibraryBot
from telegram import (
    BotCommand,
    BotCommandScopeChat,
    ChatMemberBanned,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    Update,
)
from telegram.constants import MessageEntityType, ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from playground import Playground
from tests.playground.calling import LEE, MING, TOKEN

GROUP = -1001234567890


@pytest.fixture
async def library(
    playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[LibraryBot]:
    # Until its next major version the library warns of seconds unless told to use durations.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    base, files = playground.base_url, playground.base_file_url
    async with LibraryBot(TOKEN, base_url=base, base_file_url=files) as made:
        yield made


async def test_every_kind_of_update_is_parsed(library: LibraryBot, playground: Playground) -> None:
    phone = playground.phone(LEE)
    await phone.opens_link("inv_1")
    await phone.says("望潮樓2107")
    await phone.sends_photo(caption="the corridor")
    await phone.sends_voice(3)
    await phone.sends_document("list.pdf")
    await phone.sends_location(22.3, 114.2)
    await playground.group(GROUP, "Mong Chiu House", [LEE]).says(LEE, "/help")
    start, words, photo, voice, document, location, added, help_ = await library.get_updates()
    assert start.message is not None
    assert list(start.message.parse_entities([MessageEntityType.BOT_COMMAND]).values()) == [
        "/start"
    ]
    assert words.effective_user is not None
    assert words.effective_user.language_code == "zh-hant"
    assert words.message is not None
    assert words.message.text == "望潮樓2107"
    assert photo.message is not None
    assert (photo.message.caption, photo.message.photo[0].width) == ("the corridor", 160)
    assert voice.message is not None
    assert voice.message.voice is not None
    assert document.message is not None
    assert document.message.document is not None
    assert location.message is not None
    assert location.message.location is not None
    assert added.my_chat_member is not None
    assert help_.effective_chat is not None
    assert help_.effective_chat.type == "supergroup"


async def test_presses_and_blocking_are_parsed(library: LibraryBot, playground: Playground) -> None:
    phone = playground.phone(LEE)
    await phone.opens_link()
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Accept", callback_data="a1")]])
    card = await library.send_message(LEE, "offer", reply_markup=markup)
    await phone.presses("Accept")
    await phone.presses_data(424242, "forged")
    await phone.blocks_bot()
    _, pressed, forged, blocked = await library.get_updates()
    assert pressed.callback_query is not None
    assert pressed.callback_query.data == "a1"
    assert isinstance(pressed.callback_query.message, Message)
    assert pressed.callback_query.message.message_id == card.message_id
    assert pressed.callback_query.message.reply_markup == markup
    assert forged.callback_query is not None
    assert forged.callback_query.message is not None
    assert not forged.callback_query.message.is_accessible
    assert blocked.my_chat_member is not None
    assert isinstance(blocked.my_chat_member.new_chat_member, ChatMemberBanned)


async def test_calls_are_answered_with_objects_of_the_library(
    library: LibraryBot, playground: Playground
) -> None:
    await playground.phone(LEE).opens_link()
    sent = await library.send_message(
        LEE, "<b>x</b> y", parse_mode=ParseMode.HTML, protect_content=True
    )
    assert sent.text_html == "<b>x</b> y"
    edited = await library.edit_message_text("z", LEE, sent.message_id)
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    photo = await library.send_photo(LEE, b"\x89PNG pretend", caption="c")
    await library.edit_message_caption(LEE, photo.message_id, caption="d")
    fetched = await (await library.get_file(photo.photo[-1].file_id)).download_as_bytearray()
    assert bytes(fetched) == b"\x89PNG pretend"
    assert (await library.get_chat(LEE)).first_name == "李珍燕"
    assert await library.set_my_commands(
        [BotCommand("need", "Report a need")], BotCommandScopeChat(LEE), "zh"
    )
    commands = await library.get_my_commands(BotCommandScopeChat(LEE), "zh")
    assert [command.command for command in commands] == ["need"]
    assert await library.delete_messages(LEE, [sent.message_id, photo.message_id])
    assert (await library.get_webhook_info()).url == ""
    await library.send_chat_action(LEE, "typing")


async def test_refusals_become_the_errors_of_the_library(
    library: LibraryBot, playground: Playground
) -> None:
    with pytest.raises(Forbidden, match="can't initiate"):
        await library.send_message(MING, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await library.send_message(42, "x")
    await playground.phone(MING).opens_link()
    sent = await library.send_message(MING, "x")
    with pytest.raises(BadRequest, match="not modified"):
        await library.edit_message_text("x", MING, sent.message_id)
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await library.send_message(MING, "<b>", parse_mode=ParseMode.HTML)
    playground.faults.rate_limit_storm = 1
    with pytest.raises(RetryAfter):
        await library.send_message(MING, "x")
    playground.faults.rate_limit_storm, playground.faults.server_error = 0, 1
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await library.send_message(MING, "x")
    playground.faults.server_error = 0
    await library.set_webhook("https://bot.example.org/hook")
    with pytest.raises(Conflict):
        await library.get_updates()
    assert await library.delete_webhook()


async def test_wrong_token_is_noticed_by_the_library(playground: Playground) -> None:
    with pytest.raises(InvalidToken):
        async with LibraryBot("1234:other", base_url=playground.base_url):
            pass


async def test_ids_of_updates_rise(library: LibraryBot, playground: Playground) -> None:
    for word in ("a", "b", "c"):
        await playground.phone(LEE).says(word)
    got: tuple[Update, ...] = await library.get_updates()
    ids = [update.update_id for update in got]
    assert ids == list(range(ids[0], ids[0] + 3))
