"""Waiting for something to become true, without a guess at how long it takes."""

import asyncio
from collections.abc import Callable


async def until(condition: Callable[[], object], within: float = 10.0) -> None:
    """Raise TimeoutError where it does not become true within that many seconds."""
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110 -- what is looked at has no event to wait for
            await asyncio.sleep(0.001)
