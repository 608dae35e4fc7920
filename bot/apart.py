"""Long computations in a process of their own: a thread would hold up the event loop all the same.

The solver does not let go of Python's lock while it works (measured: a plan for 10,000 needs stood
in everybody's way for over a second).
"""

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

Found = TypeVar("Found")


class Apart:
    """One process beside this one, begun when first needed and kept for the next time."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def run(self, compute: Callable[[], Found]) -> Found:
        """Return what compute returns; both are pickled. Raises what it raises.

        Raises BrokenProcessPool where the process was killed; the next call begins a new one.
        """
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, get_context("spawn"), _leave_signals_to_the_bot)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, compute)
        except BrokenProcessPool:
            self.close()
            raise

    def close(self) -> None:
        """End the process, without waiting for what it computes."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _leave_signals_to_the_bot() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
