"""Every story has a living network of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.living import Living, living_bot


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sample estate is imported, once."""
    return tmp_path_factory.mktemp("estate")


@pytest.fixture
async def living(tmp_path: Path, template: Path) -> AsyncIterator[Living]:
    """The sample estate on a Monday morning."""
    async with living_bot(tmp_path, template) as network:
        yield network
        for telegram_id in network.people.values():
            for message in network.phone(telegram_id).messages:
                raw = message.from_bot and ("<b>" in message.text or "&lt;" in message.text)
                assert not raw, f"markup that was escaped twice: {message.text}"
