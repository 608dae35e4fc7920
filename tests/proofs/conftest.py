"""Proofs are held over the same living network as the stories, with the clock standing still."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from playground import PretendClock
from tests import living as network
from tests.living import Living, living_bot
from tests.stories.conftest import template

__all__ = ["template"]


class StillClock(PretendClock):
    """Moves only when it is told to: nothing becomes due while a slow machine is at work."""

    def __init__(self, start_at: datetime) -> None:
        super().__init__(start_at)
        self._still_at = self._start_at

    def now(self) -> datetime:
        """The moment to which the clock was moved last."""
        return self._still_at + self._added


@pytest.fixture
async def living(
    tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Living]:
    """The sample estate on a Monday morning that does not pass by itself."""
    monkeypatch.setattr(network, "PretendClock", StillClock)
    async with living_bot(tmp_path, template) as awake:
        yield awake
