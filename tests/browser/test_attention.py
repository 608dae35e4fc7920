"""A phone calls for a look when something came that nobody can have seen, and only then."""

import pytest

from tests.browser.pages import PhoneView, PlaygroundPage, wait_until
from tests.browser.rig import LEADER, VOLUNTEER, Rig

pytestmark = pytest.mark.browser

LONG_CHAT = 25
NARROW = (390, 844)


@pytest.fixture
def volunteer(page: PlaygroundPage, rig: Rig) -> PhoneView:
    """Holds a phone whose chat is longer than its screen."""
    rig.starts(LEADER, VOLUNTEER)
    for number in range(1, LONG_CHAT + 1):
        rig.sends(VOLUNTEER, f"line {number} of {LONG_CHAT}")
    page.open(rig.playground.page_url)
    phone = page.phone(VOLUNTEER)
    phone.wait_for(f"line {LONG_CHAT} of")
    return phone


def is_in_view(phone: PhoneView, text: str) -> bool:
    script = """
        const [phone, text] = arguments;
        const item = [...phone.querySelectorAll('[data-testid="message"]')]
            .findLast((one) => one.textContent.includes(text));
        const view = phone.querySelector('.scroller').getBoundingClientRect();
        const box = item.getBoundingClientRect();
        return box.height > 0 && box.top >= view.top - 1 && box.bottom <= view.bottom + 1;
    """
    return bool(phone.page.browser.execute_script(script, phone.node, text))


def scroll_to_top(phone: PhoneView) -> None:
    script = "arguments[0].querySelector('.scroller').scrollTop = 0"
    phone.page.browser.execute_script(script, phone.node)
    wait_until(lambda: is_in_view(phone, "Welcome"), "the beginning of the chat")
    # Only once it is offered is the way back known to be measured.
    wait_until(lambda: phone.all("unseen")[0].is_displayed(), "the way back")


def test_chat_opens_at_its_end_and_follows_what_comes(rig: Rig, volunteer: PhoneView) -> None:
    wait_until(lambda: is_in_view(volunteer, f"line {LONG_CHAT} of"), "the end of the chat")

    rig.sends(VOLUNTEER, "Can you help a neighbour?")

    volunteer.wait_for("Can you help")
    wait_until(lambda: is_in_view(volunteer, "Can you help"), "the newest message")
    assert not volunteer.is_blinking


def test_picture_that_loads_late_does_not_push_the_newest_out_of_view(
    volunteer: PhoneView,
) -> None:
    wait_until(lambda: is_in_view(volunteer, f"line {LONG_CHAT} of"), "the end of the chat")
    grow = """
        const scroller = arguments[0].querySelector('.scroller');
        const items = scroller.querySelectorAll('[data-testid="message"]');
        items[items.length - 3].style.minHeight = '900px';
        scroller.scrollTop += 5;
    """

    volunteer.page.browser.execute_script(grow, volunteer.node)

    wait_until(lambda: is_in_view(volunteer, f"line {LONG_CHAT} of"), "the end of the chat again")


def test_new_message_below_makes_the_phone_blink_until_it_is_seen(
    page: PlaygroundPage, rig: Rig, volunteer: PhoneView
) -> None:
    scroll_to_top(volunteer)

    rig.sends(VOLUNTEER, "Can you help a neighbour?")

    wait_until(lambda: volunteer.is_blinking, "blinking")
    assert volunteer.all("badge")[0].text == "1"
    assert page.browser.title.startswith("(1)")
    assert is_in_view(volunteer, "Welcome"), "whoever reads further up is left there"
    assert not page.phone(LEADER).is_blinking
    volunteer.click("unseen")
    wait_until(lambda: not volunteer.is_blinking, "calm")
    assert is_in_view(volunteer, "Can you help")
    assert not page.browser.title.startswith("(")


def test_card_edited_out_of_sight_makes_the_phone_blink(rig: Rig, volunteer: PhoneView) -> None:
    card = rig.sends(VOLUNTEER, "Offer: meal delivery")
    rig.run(rig.bot.call("sendMessage", chat_id=VOLUNTEER, text="filler\n" * 60))
    volunteer.wait_for("filler")
    wait_until(lambda: not is_in_view(volunteer, "Offer: meal"), "the card out of sight")

    rig.edits(VOLUNTEER, card, "Offer withdrawn")

    volunteer.wait_for("Offer withdrawn")
    wait_until(lambda: volunteer.is_blinking, "blinking")
    volunteer.click("unseen")
    wait_until(lambda: not volunteer.is_blinking, "calm")
    assert is_in_view(volunteer, "Offer withdrawn")


def test_card_edited_in_view_does_not_blink(rig: Rig, volunteer: PhoneView) -> None:
    card = rig.sends(VOLUNTEER, "Offer: meal delivery")
    volunteer.wait_for("Offer: meal")

    rig.edits(VOLUNTEER, card, "Offer withdrawn")

    volunteer.wait_for("Offer withdrawn")
    wait_until(lambda: is_in_view(volunteer, "Offer withdrawn"), "the card")
    assert not volunteer.is_blinking


def test_deleted_message_leaves_the_chat_and_calls_for_nothing(
    rig: Rig, volunteer: PhoneView
) -> None:
    scroll_to_top(volunteer)
    details = rig.sends(VOLUNTEER, "Flat 2107")
    wait_until(lambda: volunteer.is_blinking, "blinking")

    rig.run(rig.bot.call("deleteMessage", chat_id=VOLUNTEER, message_id=details))

    volunteer.wait_gone("Flat 2107")
    wait_until(lambda: not volunteer.is_blinking, "calm")


def test_phone_behind_a_tab_blinks_on_its_tab(
    page: PlaygroundPage, rig: Rig, volunteer: PhoneView
) -> None:
    page.resize(*NARROW)
    page.phone(LEADER).show()
    wait_until(lambda: not volunteer.node.is_displayed(), "one phone at a time")

    rig.sends(VOLUNTEER, "Can you help a neighbour?")

    tab = f'[data-testid="tab"][data-user-id="{VOLUNTEER}"]'
    badge = page.browser.find_element("css selector", f"{tab} .badge")
    wait_until(lambda: badge.text == "1", "a number on the tab")
    volunteer.show()
    wait_until(lambda: is_in_view(volunteer, "Can you help"), "the newest message")
    wait_until(lambda: not volunteer.is_blinking, "calm")


def test_who_asked_for_less_motion_gets_the_mark_without_the_blinking(
    page: PlaygroundPage, rig: Rig, volunteer: PhoneView
) -> None:
    wish = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", wish)
    scroll_to_top(volunteer)
    rig.sends(VOLUNTEER, "Can you help a neighbour?")
    wait_until(lambda: volunteer.all("badge")[0].is_displayed(), "the badge")
    script = "return getComputedStyle(arguments[0].querySelector('.body')).animationName"
    still = page.browser.execute_script(script, volunteer.node)
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    moving = page.browser.execute_script(script, volunteer.node)

    assert (still, moving) == ("none", "blink")
