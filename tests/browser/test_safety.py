"""What the page must never do: run what a message holds, reach out, or let secrets be copied."""

import pytest

from tests.browser.pages import PlaygroundPage, wait_until
from tests.browser.rig import LEADER, Rig

pytestmark = pytest.mark.browser

RENDER = """
    const done = arguments[1];
    import('/static/rich_text.js').then(({ richText }) => {
        const box = document.createElement('div');
        box.append(richText(arguments[0], { link() {}, command() {} }));
        document.body.append(box);
        const made = box.innerHTML;
        box.remove();
        done(made);
    });
"""


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<script>window.bad = 1</script>after", "after"),
        ("<img src=x onerror='window.bad = 1'>after", "after"),
        ("<b onclick='window.bad = 1' style='color:red'>bold</b>", "<b>bold</b>"),
        ("<a href='javascript:window.bad = 1'>link</a>", "<span>link</span>"),
        ("<a href=' JaVaScRiPt:window.bad = 1'>link</a>", "<span>link</span>"),
        ("<a href='data:text/html,x'>link</a>", "<span>link</span>"),
        ("<svg onload='window.bad = 1'></svg><iframe src='/'></iframe>", ""),
        ("<form action='/'><input name=x>text</form>", "text"),
        ("<template><b>x</b></template><style>b{}</style>", ""),
        ("<i><u><s>a</s></u></i> <code>/need</code>", "<i><u><s>a</s></u></i> <code>/need</code>"),
        ("1 &lt; 2 &amp; <pre>a\nb</pre>", "1 &lt; 2 &amp; <pre>a\nb</pre>"),
    ],
)
def test_only_telegrams_own_marks_survive(
    page: PlaygroundPage, rig: Rig, html: str, made: str
) -> None:
    page.open(rig.playground.page_url)

    assert page.browser.execute_async_script(RENDER, html) == made
    assert page.browser.execute_script("return window.bad") is None
    # The browser may tell that the page's own policy, too, forbade what was in there.
    assert all("Content Security Policy" in mistake for mistake in page.mistakes())


def test_protected_message_wears_a_lock_and_cannot_be_selected(
    page: PlaygroundPage, rig: Rig
) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    rig.sends(LEADER, "Flat 2107", protect_content=True)
    leader = page.phone(LEADER)
    leader.wait_for("Flat 2107")

    message = leader.all("message")[-1]

    assert len(message.find_elements("css selector", '[data-testid="lock"]')) == 1
    assert len(leader.all("lock")) == 1
    script = """
        getSelection().selectAllChildren(arguments[0]);
        const copy = new ClipboardEvent('copy', {bubbles: true, cancelable: true});
        arguments[0].querySelector('.text').dispatchEvent(copy);
        return [getSelection().toString(), copy.defaultPrevented];
    """
    assert page.browser.execute_script(script, message) == ["", True]
    open_message = leader.all("message")[0]
    assert page.browser.execute_script(script, open_message)[1] is False


def test_nothing_is_loaded_from_anywhere_else(page: PlaygroundPage, rig: Rig) -> None:
    page.open(rig.playground.page_url)
    script = "return performance.getEntriesByType('resource').map((entry) => entry.name)"

    loaded = page.browser.execute_script(script)

    assert len(loaded) > 10
    assert all(address.startswith((rig.playground.page_url, "data:")) for address in loaded)


def test_outside_link_is_named_but_not_opened(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    button = {"text": "Map", "url": "https://maps.example.org/2107"}
    rig.sends(LEADER, "Where it is", reply_markup={"inline_keyboard": [[button]]})
    leader = page.phone(LEADER)

    leader.press("Map")

    leader.wait_toast("https://maps.example.org/2107")
    assert len(page.browser.window_handles) == 1
    assert page.browser.current_url.startswith(rig.playground.page_url)


def test_link_to_a_person_says_whose_chat_it_is(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    text = f'<a href="tg://user?id={LEADER}">Message the leader</a>'
    rig.sends(LEADER, text, parse_mode="HTML")
    leader = page.phone(LEADER)
    leader.wait_for("Message the leader")

    leader.node.find_element("link text", "Message the leader").click()

    leader.wait_toast("李珍燕")


def test_spoiler_is_shown_only_when_it_is_tapped(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    rig.sends(LEADER, "The word is <tg-spoiler>lychee</tg-spoiler>", parse_mode="HTML")
    leader = page.phone(LEADER)
    leader.wait_for("lychee")
    spoiler = leader.node.find_element("class name", "spoiler")
    hidden = spoiler.value_of_css_property("color")

    spoiler.click()

    wait_until(lambda: spoiler.value_of_css_property("color") != hidden, "the word")
    assert hidden == "rgba(0, 0, 0, 0)"
