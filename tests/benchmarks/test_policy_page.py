"""The page about matching names every setting of it, with the default that the program has."""

import re

from bot.config import known_settings
from tests.house.newcomer import PROJECT

PAGE = (PROJECT / "docs/matching.md").read_text()


def test_the_page_shows_the_defaults_of_all_weights_and_waves() -> None:
    shown = dict(re.findall(r"^\| `((?:weights|waves)\.\w+)` \| ([\d.]+) \|", PAGE, re.MULTILINE))
    settings = {
        name: f"{field.default:g}"
        for name, field in known_settings().items()
        if name.startswith(("weights.", "waves."))
    }
    assert shown == settings


def test_the_files_that_the_page_names_exist() -> None:
    named = re.findall(r"`((?:mutual_aid|benchmarks)/[\w/]+\.py)`", PAGE)
    assert named
    assert [name for name in named if not (PROJECT / name).exists()] == []
