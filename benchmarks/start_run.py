"""One bot from its start to its first poll, and what it holds while it has nothing to do."""

import asyncio
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bots import TOKEN, Plan, Running
from benchmarks.machine import WORK
from playground import Playground

IDLE_SECONDS = 3.0


@dataclass(frozen=True)
class Start:
    """Seconds to the first poll, and the memory some seconds later."""

    seconds: float
    resident_bytes: int


async def measure(plan: Plan) -> Start:
    """Start the bot against a playground in this process; raises BotEnded."""
    playground = Playground(TOKEN)
    await playground.start()
    try:
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            began = time.perf_counter()
            with Running(plan, playground.base_url, Path(folder)) as bot:
                await bot.until_it_polls(playground)
                seconds = time.perf_counter() - began
                await asyncio.sleep(IDLE_SECONDS)
                bot.check()
                return Start(seconds, bot.resident_bytes())
    finally:
        await playground.stop()
