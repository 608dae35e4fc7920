"""Fixtures of all storage tests: both engines, always."""

import pytest

from storage.store import Store
from tests.engines import clock, database_url, empty_url, engine, store
from tests.storage.world import World, settle

__all__ = ["clock", "database_url", "empty_url", "engine", "store", "world"]


@pytest.fixture
async def world(store: Store) -> World:
    """An estate with a block, a leader, a coordinator and two volunteers."""
    return await settle(store)
