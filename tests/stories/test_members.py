"""Coming in, coming home and leaving: what strangers and known people meet first."""

import pytest

from tests.living import STRANGER, Living
from tests.stories.taps import card_with, data_of, does, menu_of, stranger


async def test_stranger_is_welcomed_and_no_estate_is_named_among_several(living: Living) -> None:
    sam = stranger(living)
    await does(living, sam, "> /start")
    assert "neighbours' network of your estate" in sam.last.text
    assert "Mong Chik" not in sam.text
    assert sam.last.labels[:3] == ["I would like to help", "I need help", "I have an invitation"]
    assert sam.last.labels[3:] == ["简体", "繁體", "English"]


async def test_one_tap_changes_the_language_in_place(living: Living) -> None:
    sam = stranger(living)
    await does(living, sam, "> /start")
    before = sam.last.id
    await does(living, sam, "繁體")
    assert sam.last.id == before
    assert "街坊互助網" in sam.last.text
    await does(living, sam, "简体")
    assert "邻里互助网络" in sam.last.text


async def test_words_of_a_stranger_lead_to_the_welcome(living: Living) -> None:
    sam = stranger(living)
    await does(living, sam, "> hello?")
    assert "I need help" in sam.last.labels


@pytest.mark.parametrize(
    ("who", "line"),
    [
        ("L001", "望潮樓樓長"),
        ("L002", "望潮樓副樓長，睇 1–4 樓"),
        ("L014", "放緊假"),
        ("S001", "望汐邨統籌員"),
        ("S003", "望汐邨社工"),
        ("V001", "望帆樓義工"),
        ("R010", "到你報平安嘅日子"),
    ],
)
async def test_known_people_are_greeted_by_what_they_are(
    living: Living, who: str, line: str
) -> None:
    phone = living.phone(who)
    await does(living, phone, "> /start")
    assert "你好" in phone.last.text
    assert line in phone.last.text


async def test_home_offers_each_what_they_usually_do(living: Living) -> None:
    for who, there, missing in (
        ("L001", "報街坊需要", "我要人幫手"),
        ("V001", "搵我嘅邀請", "報街坊需要"),
        ("R010", "我要人幫手", "報街坊需要"),
        ("S001", "想做義工嘅街坊", "我要人幫手"),
    ):
        phone = living.phone(who)
        await does(living, phone, "> /start")
        labels = " ".join(phone.last.labels)
        assert there in labels, who
        assert missing not in labels, who


async def test_menu_follows_the_role(living: Living) -> None:
    for who in ("L001", "V001", "S001"):
        await does(living, living.phone(who), "> /start")
    await does(living, stranger(living), "> /start")
    leader, helper = (menu_of(living, living.people[x]) for x in ("L001", "V001"))
    assert "need" in leader
    assert "offers" not in leader
    assert {"offers", "mytasks"} <= set(helper)
    assert "need" not in helper
    assert not {"need", "offers", "cast"} & set(menu_of(living, STRANGER))


async def test_help_and_privacy_turn_the_page_and_lead_home_again(living: Living) -> None:
    leader = living.phone("L001")
    await does(living, leader, "> /help")
    card = leader.last
    assert "/need" in card.text
    await does(living, leader, "邊個睇到乜")
    assert "🔒" in leader.last.text
    await does(living, leader, "返主頁")
    assert leader.last.id == card.id
    assert "望潮樓樓長" in leader.last.text


async def test_help_speaks_of_what_this_person_can_do(living: Living) -> None:
    helper, sam = living.phone("V001"), stranger(living)
    await does(living, helper, "> /help")
    await does(living, sam, "> /help")
    assert "/offers" in helper.last.text
    assert "/cast" not in helper.last.text
    assert "I need help" in sam.last.text
    assert "/need" not in sam.last.text


async def test_start_leaves_a_form_and_its_card_is_gone(living: Living) -> None:
    sam = stranger(living)
    await does(living, sam, "> /start", "I would like to help", "> /start")
    assert "What shall we call you?" not in sam.text
    await does(living, sam, "> Sam the Great")
    assert "I would like to help" in sam.last.labels


async def test_cancel_says_that_nothing_was_sent(living: Living) -> None:
    sam = stranger(living)
    await does(living, sam, "> /start", "I would like to help", "> /cancel")
    assert "was not sent" in sam.last.text
    assert "I would like to help" in sam.last.labels
    await does(living, sam, "> /cancel")
    assert "nothing to cancel" in sam.last.text


async def test_cancel_button_turns_any_form_into_the_way_home(living: Living) -> None:
    leader = living.phone("L001")
    await does(living, leader, "> /need")
    card = leader.last
    await does(living, leader, "取消")
    assert leader.last.id == card.id
    assert "未確認嘅冇發出" in leader.last.text
    assert "報街坊需要" in leader.last.labels


async def test_cancel_button_of_an_earlier_question_does_not_end_the_form(living: Living) -> None:
    sam = stranger(living)
    await does(living, sam, "> /start", "I would like to help")
    card = card_with(sam, "What shall we call you?")
    old = data_of(card, "Cancel")
    await does(living, sam, "Sam")
    await sam.presses_data(card.id, old)
    await living.settled()
    assert "Which block" in sam.last.text


async def test_locked_person_reads_only_whom_to_ask(living: Living) -> None:
    phone = living.phone("L001")
    async with living.store.turn() as turn:
        await turn.put_rows("members", [{"member_id": "L001", "locked_at": 1}])
    await does(living, phone, "> /start")
    assert "社工站" in phone.last.text
    assert phone.last.labels == []
