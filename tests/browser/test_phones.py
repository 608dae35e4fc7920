"""What a person does with a phone: write, press, send, block, open links, hand it on."""

from pathlib import Path

import pytest

from tests.browser.pages import PlaygroundPage, wait_until
from tests.browser.rig import COORDINATOR, LEADER, NEIGHBOUR, TOKEN, VOLUNTEER, Rig

pytestmark = pytest.mark.browser


def test_page_opens_with_three_phones_in_the_hands_of_their_people(
    page: PlaygroundPage, rig: Rig
) -> None:
    page.open(rig.playground.page_url)

    assert page.holders() == [LEADER, VOLUNTEER, COORDINATOR]
    leader = page.phone(LEADER)
    assert leader.all("title")[0].text == "Building leader, Mong Chiu House"
    assert "Louzhang" in leader.node.text


def test_pressing_a_button_changes_the_card_in_place(page: PlaygroundPage, rig: Rig) -> None:
    page.open(rig.playground.page_url)
    leader = page.phone(LEADER)
    leader.start()
    leader.wait_for("Welcome")
    leader.type("/card")
    assert "Mong Chiu House, 21/F & supper until Sunday" in leader.wait_for("Meal delivery")
    assert leader.buttons == ["Confirm", "Edit", "Cancel"]
    before = len(leader.all("message"))

    leader.press("Confirm")

    leader.wait_for("Pressed Confirm: recorded N-0412")
    leader.wait_toast("Pressed Confirm")
    assert len(leader.all("message")) == before
    assert leader.buttons == []
    assert len(leader.all("edited")) == 1


def test_one_persons_words_stay_on_that_persons_phone(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER, VOLUNTEER)
    page.open(rig.playground.page_url)

    page.phone(LEADER).type("only mine")

    page.phone(LEADER).wait_for("You said: only mine")
    assert page.phone(VOLUNTEER).messages == ["/start", "Welcome"]


@pytest.mark.parametrize("text", ["𨋢入面有人 🆘", "two\nlines", "<b>1 < 2 & 3</b>"])
def test_text_arrives_letter_for_letter(page: PlaygroundPage, rig: Rig, text: str) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)

    page.phone(LEADER).type(text)

    assert page.phone(LEADER).wait_for("You said:") == f"You said: {text}"
    assert page.phone(LEADER).all("composer")[0].get_attribute("value") == ""


def test_menu_lists_the_bots_commands_and_a_tap_sends_one(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    leader = page.phone(LEADER)
    leader.click("commands")
    listed = [entry.text for entry in leader.all("command")]
    assert listed == ["/card\nShows a card with buttons", "/help\nWhat this bot can do"]
    leader.click("commands")

    leader.command("card")

    leader.wait_for("Meal delivery")


def test_command_in_a_text_can_be_tapped(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    rig.sends(LEADER, "See /help for more, 1/2 is no command")
    leader = page.phone(LEADER)
    leader.wait_for("See /help")

    leader.node.find_element("link text", "/help").click()

    leader.wait_for("You said: /help")


def test_photo_and_voice_reach_the_bot_and_show_as_bubbles(
    page: PlaygroundPage, rig: Rig, picture: Path
) -> None:
    rig.starts(VOLUNTEER)
    page.open(rig.playground.page_url)
    volunteer = page.phone(VOLUNTEER)

    volunteer.send_photo(picture)
    volunteer.wait_for("(no words)")
    volunteer.click("voice")

    wait_until(lambda: volunteer.messages.count("You said: (no words)") == 2, "both answers")
    assert len(volunteer.all("photo")) == 1
    drawn = "return arguments[0].querySelector('img').naturalWidth"
    wait_until(
        lambda: page.browser.execute_script(drawn, volunteer.all("photo")[0]) == 1, "the picture"
    )
    assert volunteer.all("voice-message")[0].text == "0:03"


def test_who_has_no_photo_at_hand_sends_a_pretend_one(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(VOLUNTEER)
    page.open(rig.playground.page_url)
    volunteer = page.phone(VOLUNTEER)

    volunteer.click("attach")
    volunteer.click("pretend-photo")

    volunteer.wait_for("(no words)")
    assert len(volunteer.all("photo")) == 1


def test_quick_answer_sends_its_words(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    rig.sends(LEADER, "Which flat?", reply_markup={"keyboard": [["2107", "2108"], ["Another"]]})
    leader = page.phone(LEADER)
    wait_until(lambda: len(leader.all("reply-button")) == 3, "quick answers")

    leader.all("reply-button")[1].click()

    leader.wait_for("You said: 2108")


def test_blocked_bot_cannot_write_until_it_is_unblocked(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    leader = page.phone(LEADER)
    leader.click("menu")
    leader.click("block")
    wait_until(lambda: leader.all("unblock")[0].is_displayed(), "the unblock button")

    with pytest.raises(AssertionError, match="blocked by the user"):
        rig.sends(LEADER, "Can you hear me?")
    leader.click("unblock")

    wait_until(lambda: leader.all("composer")[0].is_displayed(), "the composer")
    rig.sends(LEADER, "And now?")
    leader.wait_for("And now?")


def test_pasted_invitation_starts_the_bot_with_its_code(page: PlaygroundPage, rig: Rig) -> None:
    page.open(rig.playground.page_url)

    page.phone(VOLUNTEER).open_link("t.me/louzhang_bot?start=Ab-9_z")

    page.phone(VOLUNTEER).wait_for("Welcome Ab-9_z")


def test_wrong_link_is_met_with_what_to_paste(page: PlaygroundPage, rig: Rig) -> None:
    page.open(rig.playground.page_url)

    page.phone(VOLUNTEER).open_link("https://t.me/another_bot?start=abc")

    wait_until(lambda: "?start=" in page.find("complaint").text, "the complaint")
    assert page.phone(VOLUNTEER).messages == []


def test_invitation_in_a_chat_can_be_opened_on_another_phone(
    page: PlaygroundPage, rig: Rig
) -> None:
    rig.starts(COORDINATOR)
    page.open(rig.playground.page_url)
    rig.sends(COORDINATOR, "Give this on: https://t.me/louzhang_bot?start=welcome1.")
    coordinator = page.phone(COORDINATOR)
    coordinator.wait_for("Give this on")

    coordinator.node.find_element("partial link text", "t.me").click()
    offered = page.browser.find_elements("css selector", '[data-testid="open-for"]')
    next(one for one in offered if one.get_attribute("data-user-id") == str(VOLUNTEER)).click()

    page.phone(VOLUNTEER).wait_for("Welcome welcome1")
    assert coordinator.messages[-1].startswith("Give this on")


def test_phone_handed_to_a_neighbour_is_still_theirs_after_a_reload(
    page: PlaygroundPage, rig: Rig
) -> None:
    rig.starts(LEADER, NEIGHBOUR)
    rig.sends(NEIGHBOUR, "Good morning, Mr Chu")
    page.open(rig.playground.page_url)

    page.phone(LEADER).choose_holder(NEIGHBOUR).wait_for("Good morning, Mr Chu")
    page.reload()

    assert page.holders() == [NEIGHBOUR, VOLUNTEER, COORDINATOR]
    page.phone(NEIGHBOUR).wait_for("Good morning, Mr Chu")


def test_choice_of_holders_is_grouped_by_what_people_are(page: PlaygroundPage, rig: Rig) -> None:
    page.open(rig.playground.page_url)
    script = """
        return [...arguments[0].querySelectorAll('optgroup')]
            .map((group) => [group.label, ...[...group.children].map((one) => one.textContent)]);
    """

    groups = page.browser.execute_script(script, page.phone(LEADER).all("holder")[0])

    assert groups == [
        ["Building leader, Mong Chiu House", "李珍燕"],
        ["Floor leader, Mong Chiu House 1–4/F", "朱榮偉"],
        ["Volunteer, Mong Fan House", "Cheung Ping (on another phone)"],
        ["Coordinator", "谢燕云 (on another phone)"],
    ]


def test_nobody_holds_two_phones(page: PlaygroundPage, rig: Rig) -> None:
    page.open(rig.playground.page_url)

    with pytest.raises(NotImplementedError, match="disabled"):
        page.phone(LEADER).choose_holder(VOLUNTEER)

    assert page.holders() == [LEADER, VOLUNTEER, COORDINATOR]


def test_stranger_is_given_a_phone_and_may_start(page: PlaygroundPage, rig: Rig) -> None:
    page.open(rig.playground.page_url)

    stranger = page.phone(VOLUNTEER).hand_to_stranger("王阿姨", "zh-hans")
    stranger.start()

    stranger.wait_for("Welcome")
    assert page.holders()[1] == stranger.user_id
    assert rig.playground.world.people[stranger.user_id].language_code == "zh-hans"


def test_phones_can_be_added_and_taken_away(page: PlaygroundPage, rig: Rig) -> None:
    page.open(rig.playground.page_url)

    page.click("add-phone")
    assert page.holders() == [LEADER, VOLUNTEER, COORDINATOR, 0]
    page.phone(0).choose_holder(NEIGHBOUR)
    page.phone(VOLUNTEER).click("remove-phone")

    assert page.holders() == [LEADER, COORDINATOR, NEIGHBOUR]


def test_button_that_has_just_gone_is_explained(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    leader = page.phone(LEADER)
    leader.type("/card")
    leader.wait_for("Meal delivery")
    # The news of the edit is held back, as on a slow network.
    page.browser.execute_script(
        "const read = window.fetch;"
        "window.fetch = (...what) => String(what[0]).endsWith('/press')"
        " ? read('/phone/chats/1/press', {method: 'POST', body: '[]'}) : read(...what);"
    )

    leader.press("Edit")

    leader.wait_toast("That button is no longer there.")
    page.mistakes()


def test_page_never_shows_the_token(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    page.click("open-log")
    wait_until(lambda: "Welcome" in page.find("log-rows").text, "the log")

    assert TOKEN not in page.browser.page_source
