"""A real Chromium for the whole run, and a fresh page and playground for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.chrome.webdriver import WebDriver

from tests.browser.chromium import browser_is_required, start_chromium, why_no_browser
from tests.browser.pages import PlaygroundPage
from tests.browser.rig import Rig

DESK = (1280, 900)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    """Skips with the reason where there is no browser; fails instead where one is required."""
    if reason := why_no_browser():
        if browser_is_required():
            pytest.fail(reason)
        pytest.skip(reason)
    browser = start_chromium(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.quit()


@pytest.fixture
def page(chromium: WebDriver) -> Iterator[PlaygroundPage]:
    """A page as wide as a desk, not opened yet; afterwards its console must be clean."""
    page = PlaygroundPage(chromium)
    page.resize(*DESK)
    page.mistakes()
    yield page
    # The playground may have been stopped before its page: that connection is no mistake.
    mistakes = [one for one in page.mistakes() if "net::ERR_" not in one]
    chromium.get("about:blank")
    assert mistakes == []


@pytest.fixture
def rig() -> Iterator[Rig]:
    """A playground with four people and a scripted bot."""
    rig = Rig()
    yield rig
    rig.close()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """The smallest PNG there is: one red dot."""
    path = tmp_path / "leak.png"
    path.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
            "08d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
        )
    )
    return path
