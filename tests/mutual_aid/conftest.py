"""A sample estate for tests of what the network does by itself."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.mutual_aid.network import Network, awake


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sample estate is imported, once."""
    return tmp_path_factory.mktemp("sample")


@pytest.fixture
async def network(tmp_path: Path, template: Path) -> AsyncIterator[Network]:
    """The sample estate on a Monday at dawn."""
    async with awake(tmp_path, template) as network:
        yield network
