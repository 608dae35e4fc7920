"""Debian's Chromium, started for the tests alone: nothing of it reaches out by itself."""

import os
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

CHROMIUM, CHROMEDRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
]


def why_no_browser() -> str | None:
    """The reason why the browser tests cannot run on this machine, or None."""
    missing = [str(program) for program in (CHROMIUM, CHROMEDRIVER) if not program.exists()]
    if not missing:
        return None
    return f"{' and '.join(missing)} missing: apt-get install chromium chromium-driver"


def browser_is_required() -> bool:
    """Whether a machine without a browser is a failure (set in CI)."""
    return os.environ.get("LOUZHANG_REQUIRE_BROWSER") == "1"


def start_chromium(profile: Path, language: str = "en") -> webdriver.Chrome:
    """`profile` is an empty directory for this browser alone; the caller quits it."""
    options = Options()
    options.binary_location = str(CHROMIUM)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.add_experimental_option("prefs", {"intl.accept_languages": language})
    for flag in (*FLAGS, f"--user-data-dir={profile}", f"--lang={language}"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(str(CHROMEDRIVER)))
