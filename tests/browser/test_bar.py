"""The bar on top and its drawers: clock, log, faults, language; and a connection that breaks."""

from datetime import timedelta
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import start_chromium
from tests.browser.pages import PlaygroundPage, wait_until
from tests.browser.rig import LEADER, NEIGHBOUR, VOLUNTEER, Rig

pytestmark = pytest.mark.browser

SMALLEST_TOUCH_PX = 44


def test_clock_shows_the_estates_morning_and_can_be_moved_on(
    page: PlaygroundPage, rig: Rig
) -> None:
    page.open(rig.playground.page_url)
    assert page.clock == "09:00 Monday 23 Nov"

    page.advance("15")
    wait_until(lambda: page.clock.startswith("09:15"), "quarter past nine")
    page.advance("60")
    wait_until(lambda: page.clock.startswith("10:15"), "quarter past ten")
    page.advance("morning")
    wait_until(lambda: page.clock == "08:00 Tuesday 24 Nov", "the next morning")
    page.fill("advance-amount", "3")
    page.choose("advance-unit", "days")
    page.click("advance-custom")

    wait_until(lambda: page.clock == "08:00 Friday 27 Nov", "three days later")
    assert rig.clock.now().isoformat().startswith("2026-11-27T00:00:")


def test_clock_moved_by_somebody_else_is_shown_too(page: PlaygroundPage, rig: Rig) -> None:
    page.open(rig.playground.page_url)
    wait_until(lambda: page.clock.startswith("09:00"), "nine o'clock")

    async def move() -> None:
        rig.clock.advance(timedelta(hours=2))

    rig.run(move())

    wait_until(lambda: page.clock.startswith("11:00"), "eleven o'clock")


def test_log_shows_what_was_sent_and_what_was_refused(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    page.click("open-log")
    rig.sends(LEADER, "Supper is on its way")
    wait_until(lambda: "Supper is on its way" in page.find("log-row").text, "the newest row")
    assert "李珍燕" in page.find("log-row").text

    with pytest.raises(AssertionError, match="initiate"):
        rig.sends(NEIGHBOUR, "Hello?")

    wait_until(lambda: "403" in page.find("log-row").text, "the refusal on top")
    page.click("close-dock")
    wait_until(lambda: not page.browser.find_element("id", "dock").is_displayed(), "no drawer")


def test_faults_are_set_by_sliders_and_all_ended_by_one_button(
    page: PlaygroundPage, rig: Rig
) -> None:
    page.open(rig.playground.page_url)
    page.click("open-faults")
    faults = rig.playground.faults

    page.find("fault-server_error").send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    page.click("fault-reordered_updates")

    wait_until(lambda: faults.server_error == 0.1, "one call in ten to fail")
    wait_until(lambda: faults.reordered_updates, "disorder")
    page.click("faults-off")
    wait_until(lambda: faults.server_error == 0 and not faults.reordered_updates, "good weather")
    assert page.find("fault-server_error").get_attribute("value") == "0"


def test_sliders_moved_quickly_keep_what_was_chosen_last(page: PlaygroundPage, rig: Rig) -> None:
    page.open(rig.playground.page_url)
    page.click("open-faults")

    page.find("fault-delay").send_keys(*[Keys.ARROW_RIGHT] * 12, *[Keys.ARROW_LEFT] * 12)
    page.find("fault-reply_lost").send_keys(*[Keys.ARROW_RIGHT] * 5)

    wait_until(lambda: rig.playground.faults.reply_lost == 0.25, "one reply in four to be lost")
    assert rig.playground.faults.delay == 0
    assert page.find("fault-delay").get_attribute("value") == "0"


def test_broken_connection_is_told_and_what_was_missed_is_fetched(
    page: PlaygroundPage, rig: Rig
) -> None:
    rig.starts(LEADER, VOLUNTEER)
    page.open(rig.playground.page_url)
    port = rig.playground.port
    rig.run(rig.playground.stop())
    wait_until(lambda: page.find("offline").is_displayed(), "the warning")

    rig.run(rig.playground.start(port=port))
    rig.sends(VOLUNTEER, "Sent while you were away")

    page.phone(VOLUNTEER).wait_for("Sent while you were away")
    wait_until(lambda: not page.find("offline").is_displayed(), "no warning")
    page.mistakes()


@pytest.mark.parametrize(
    ("preferred", "chosen", "start"),
    [("zh-HK", "zh-HK", "開始"), ("zh-CN", "zh-CN", "开始"), ("zh-TW", "zh-HK", "開始")],
)
def test_page_speaks_the_browsers_language(
    rig: Rig, page: PlaygroundPage, tmp_path: Path, preferred: str, chosen: str, start: str
) -> None:
    # `page` is not used, but stands for the check that there is a browser at all.
    browser = start_chromium(tmp_path, preferred)
    try:
        own = PlaygroundPage(browser)
        own.open(rig.playground.page_url)

        assert own.find("language").get_attribute("value") == chosen
        assert own.phone(LEADER).all("start")[0].text == start
    finally:
        browser.quit()


def test_chosen_language_changes_everything_and_stays(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    leader = page.phone(LEADER)
    leader.type("/card")
    leader.press("Edit")
    leader.wait_for("Pressed Edit")

    page.choose_language("zh-HK")

    wait_until(lambda: leader.all("edited")[0].text == "改過", "the mark in Cantonese")
    assert page.clock.endswith("星期一 11月23日")
    assert leader.all("composer")[0].get_attribute("placeholder") == "訊息"
    page.click("open-faults")
    assert "回應唔見咗" in page.find("faults-drawer").text
    assert "Lost replies" not in page.find("faults-drawer").text
    page.reload()
    assert page.phone(VOLUNTEER).all("start")[0].text == "開始"
    assert page.browser.find_element("tag name", "html").get_attribute("lang") == "zh-Hant-HK"


def test_three_languages_have_the_same_words_and_blanks(page: PlaygroundPage, rig: Rig) -> None:
    page.open(rig.playground.page_url)
    script = """
        const done = arguments[0];
        import('/static/words.js').then(({ LANGUAGES }) => done(LANGUAGES.map(({ words }) =>
            Object.entries(words).map(([key, text]) =>
                [key, ...(text.match(/\\{\\w+\\}/g) ?? []).sort()].join(' ')).sort())));
    """
    english, hong_kong, mainland = page.browser.execute_async_script(script)

    assert len(english) > 50
    assert hong_kong == english
    assert mainland == english


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
@pytest.mark.parametrize("language", ["en", "zh-HK", "zh-CN"])
def test_every_button_is_big_enough_for_a_thumb_and_nothing_sticks_out(
    page: PlaygroundPage, rig: Rig, language: str, size: tuple[int, int]
) -> None:
    rig.starts(LEADER)
    page.resize(*size)
    page.open(rig.playground.page_url)
    page.phone(LEADER).type("/card")
    page.phone(LEADER).wait_for("Meal delivery")
    page.browser.execute_script("document.querySelector('#bar').classList.add('open')")
    page.browser.execute_script(
        "const s = document.querySelector('[data-testid=language]');"
        "s.value = arguments[0]; s.dispatchEvent(new Event('change'));",
        language,
    )
    script = """
        const shown = [...document.querySelectorAll('button, select, textarea')]
            .map((node) => [node.dataset.testid || node.className || node.textContent,
                            node.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0);
        const bar = document.querySelector('#bar');
        return {
            checked: shown.length,
            small: shown.filter(([, box]) => box.height < arguments[0] - 0.5).map(([name]) => name),
            sideways: document.documentElement.scrollWidth - innerWidth,
            bar: bar.scrollWidth - bar.clientWidth,
        };
    """
    found = page.browser.execute_script(script, SMALLEST_TOUCH_PX)

    assert found.pop("checked") > 15
    assert found == {"small": [], "sideways": 0, "bar": 0}


def test_everything_can_be_done_from_the_keyboard(page: PlaygroundPage, rig: Rig) -> None:
    rig.starts(LEADER)
    page.open(rig.playground.page_url)
    leader = page.phone(LEADER)
    composer = leader.all("composer")[0]

    composer.send_keys("from the keys", Keys.ENTER)
    leader.wait_for("You said: from the keys")
    opener = leader.all("commands")[0]
    opener.send_keys(Keys.ENTER)
    wait_until(lambda: leader.all("command"), "the menu")
    page.browser.switch_to.active_element.send_keys(Keys.ARROW_DOWN, Keys.ESCAPE)
    wait_until(lambda: not leader.all("command"), "no menu")
    assert page.browser.switch_to.active_element == opener

    opener.send_keys(Keys.ENTER)
    page.browser.switch_to.active_element.send_keys(Keys.ENTER)

    leader.wait_for("Meal delivery")
