"""A newcomer with a fresh copy, for the tests of the two commands."""

from pathlib import Path

import pytest

from tests.house.newcomer import Newcomer


@pytest.fixture
def newcomer(tmp_path: Path) -> Newcomer:
    return Newcomer(tmp_path)
