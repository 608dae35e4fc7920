"""Plays the page of phones in a real browser, in the words of the people who hold them."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

WAIT_SECONDS = 60.0
PAUSE_SECONDS = 0.05
REDRAWN = (StaleElementReferenceException, ElementNotInteractableException)
# As typing does, but also for emoji and rare characters, which the driver cannot type.
_WRITE = """
    arguments[0].focus();
    arguments[0].value = arguments[1];
    arguments[0].dispatchEvent(new InputEvent("input", {bubbles: true}));
"""
Found = TypeVar("Found")


def wait_until(look: Callable[[], Found | None], what: str, seconds: float = WAIT_SECONDS) -> Found:
    """Looks until there is something; raises AssertionError saying `what` was waited for."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            if found := look():
                return found
        except (*REDRAWN, NoSuchElementException):
            pass  # the page was just drawing it anew
        assert time.monotonic() < deadline, f"Waited {seconds:g} s in vain for {what}"
        time.sleep(PAUSE_SECONDS)


class PlaygroundPage:
    """The page as a whole: bar, drawers and phones."""

    def __init__(self, browser: WebDriver) -> None:
        self.browser = browser

    def open(self, url: str) -> None:
        """Returns when the phones are laid out."""
        # Otherwise an address that differs only after its # would not be loaded anew.
        self.browser.get("about:blank")
        self.browser.get(url)
        self.wait_ready()

    def reload(self) -> None:
        """As by F5."""
        self.browser.refresh()
        self.wait_ready()

    def wait_ready(self) -> None:
        """Waits until the phones are laid out."""
        wait_until(lambda: self.browser.find_elements(By.CSS_SELECTOR, "body[data-ready]"), "page")

    def resize(self, width: int, height: int) -> None:
        """Size of the visible page in CSS pixels, also below what a window allows."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def phone(self, user_id: int) -> "PhoneView":
        """The phone that this person holds; waits until it is on the page."""
        return PhoneView(self, user_id)

    def holders(self) -> list[int]:
        """Who holds the phones, from left to right; 0 is nobody."""
        phones = self.browser.find_elements(By.CSS_SELECTOR, _hook("phone"))
        return [int(phone.get_attribute("data-user-id") or 0) for phone in phones]

    def click(self, hook: str) -> None:
        """Clicks the first visible thing with this data-testid."""
        wait_until(lambda: _clicked(self.find(hook)), f"{hook} to click")

    def find(self, hook: str) -> WebElement:
        """The thing with this data-testid; waits for it."""
        return wait_until(
            lambda: next(iter(self.browser.find_elements(By.CSS_SELECTOR, _hook(hook))), None),
            hook,
        )

    def fill(self, hook: str, text: str) -> None:
        """Replaces what stands in a field."""
        field = self.find(hook)
        field.clear()
        field.send_keys(text)

    def choose(self, hook: str, value: str) -> None:
        """Picks an entry of a select by its value."""
        Select(self.find(hook)).select_by_value(value)

    def choose_language(self, tag: str) -> None:
        """en, zh-HK or zh-CN."""
        self.choose("language", tag)

    @property
    def clock(self) -> str:
        """What the pretend clock shows."""
        return self.find("clock").text.replace("\n", " ")

    def advance(self, step: str) -> None:
        """Steps are 1, 15 and 60 (minutes) and morning."""
        self.click(f"advance-{step}")

    def screenshot(self, path: Path) -> None:
        """Writes a PNG of what is visible."""
        assert self.browser.save_screenshot(str(path)), f"no picture at {path}"

    def mistakes(self) -> list[str]:
        """What the page complained of in the console since the last call."""
        entries = self.browser.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]


class PhoneView:
    """One phone, in the hand of one person."""

    def __init__(self, page: PlaygroundPage, user_id: int) -> None:
        self.page = page
        self.user_id = user_id
        self.node = wait_until(self._find, f"phone of {user_id}")

    def _find(self) -> WebElement | None:
        wanted = f'{_hook("phone")}[data-user-id="{self.user_id}"]'
        return next(iter(self.page.browser.find_elements(By.CSS_SELECTOR, wanted)), None)

    def all(self, hook: str) -> list[WebElement]:
        """Everything on this phone with this data-testid."""
        return self.node.find_elements(By.CSS_SELECTOR, _hook(hook))

    def click(self, hook: str) -> None:
        """Clicks the first visible thing on this phone with this data-testid."""
        wait_until(lambda: any(_clicked(one) for one in self.all(hook)), f"{hook} to click")

    def show(self) -> None:
        """Brings this phone to the front where one is shown at a time."""
        tab = f'{_hook("tab")}[data-user-id="{self.user_id}"]'
        self.page.browser.find_element(By.CSS_SELECTOR, tab).click()

    @property
    def messages(self) -> list[str]:
        """What each message says (without its time and buttons), oldest first."""
        return self._texts(f"{_hook('message')} {_hook('text')}")

    @property
    def buttons(self) -> list[str]:
        """Labels of all inline buttons, top to bottom."""
        return self._texts(_hook("inline-button"))

    def _texts(self, selector: str) -> list[str]:
        script = (
            "return [...arguments[0].querySelectorAll(arguments[1])].map(n => n.textContent.trim())"
        )
        texts: list[str] = self.page.browser.execute_script(script, self.node, selector)
        return texts

    def start(self) -> None:
        """Presses the big button of a chat that has not begun."""
        self.click("start")

    def type(self, text: str) -> None:
        """Writes and sends."""
        composer = self.all("composer")[0]
        wait_until(composer.is_displayed, "somewhere to write")
        self.page.browser.execute_script(_WRITE, composer, text)
        self.click("send")

    def press(self, label: str) -> None:
        """Presses the newest inline button whose label contains this; waits until there is one."""
        wait_until(lambda: self._press(label), f"button {label!r} among {self.buttons}")

    def _press(self, label: str) -> bool:
        fitting = [one for one in self.all("inline-button") if label in one.text]
        return bool(fitting) and _clicked(fitting[-1])

    def wait_for(self, text: str) -> str:
        """Returns the newest message that contains this; fails with all that the phone shows."""
        try:
            return wait_until(lambda: self._newest(text), repr(text))
        except AssertionError as problem:
            shown = "\n---\n".join([*self.messages, f"buttons: {self.buttons}"])
            raise AssertionError(f"{problem} on the phone of {self.user_id}:\n{shown}") from None

    def _newest(self, text: str) -> str | None:
        return next((one for one in reversed(self.messages) if text in one), None)

    def wait_gone(self, text: str) -> None:
        """Waits until no message contains this."""
        wait_until(lambda: self._newest(text) is None, f"{text!r} to go away")

    def wait_toast(self, text: str) -> None:
        """Waits for the short note that a press or a link brings up."""
        wait_until(lambda: any(text in one.text for one in self.all("toast")), f"note {text!r}")

    def choose_holder(self, user_id: int) -> "PhoneView":
        """Hands this phone to somebody; returns it as theirs."""
        Select(self.all("holder")[0]).select_by_value(str(user_id))
        return self.page.phone(user_id)

    def hand_to_stranger(self, name: str, language: str = "en") -> "PhoneView":
        """Hands this phone to somebody whom the network does not know; language as zh-hant."""
        before = self.user_id
        Select(self.all("holder")[0]).select_by_value("stranger")
        self.page.fill("stranger-name", name)
        self.page.choose("stranger-language", language)
        place = self.page.holders().index(before)
        self.page.click("confirm")
        changed = wait_until(lambda: {self.page.holders()[place]} - {before}, "the stranger")
        return self.page.phone(changed.pop())

    def open_link(self, link: str) -> None:
        """Opens an invitation: a whole link or its code."""
        self.click("menu")
        self.click("open-link")
        self.page.fill("link-input", link)
        self.page.click("confirm")

    def command(self, name: str) -> None:
        """Taps a command of the menu, such as need."""
        self.click("commands")
        fitting = f"/{name}"
        wait_until(
            lambda: any(
                _clicked(one) for one in self.all("command") if one.text.split("\n")[0] == fitting
            ),
            f"{fitting} in the menu",
        )

    def send_photo(self, picture: Path) -> None:
        """Sends this file as a photo."""
        self.all("photo-input")[0].send_keys(str(picture))

    @property
    def is_blinking(self) -> bool:
        """Whether it calls for a look."""
        return "blinking" in (self.node.get_attribute("class") or "").split()


def _hook(name: str) -> str:
    return f'[data-testid="{name}"]'


def _clicked(element: WebElement) -> bool:
    """False while it is hidden or covered, so that the caller looks again."""
    if not element.is_displayed():
        return False
    try:
        element.click()
    except (ElementClickInterceptedException, ElementNotInteractableException):
        return False
    return True
