"""One bot under load: many updates at once, then a steady trickle, all of it answered."""

import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.bots import TOKEN, Plan, Running
from benchmarks.crowd import Answers, Crowd
from benchmarks.machine import WORK
from playground import Person, Phone, Playground

WARM_UP = 200


@dataclass(frozen=True)
class Load:
    """What every bot of a measurement is asked; ids are the people who ask."""

    ids: tuple[int, ...]
    updates: int
    in_flight: int
    steady: int
    per_second: float
    seed: int
    taps: bool = False
    """Whether people also press buttons; an echo bot has none."""


@dataclass(frozen=True)
class Run:
    """What one bot did; cpu is in seconds of the bot's process for each update of the rush."""

    rush: Answers
    trickle: Answers
    cpu: float
    calls: float
    """Calls of the Bot API for each update of the rush, without polling."""
    on_disk: tuple[int, int] = (0, 0)
    """Updates marked as done and messages marked as sent, in the database after the end."""

    @property
    def speed(self) -> float:
        """Updates a second in the rush, from the first question to the last answer."""
        return len(self.rush.all_waits) / self.rush.seconds


async def measure(plan: Plan, load: Load) -> Run:
    """Start a playground and the bot, ask, and stop both; raises Unanswered or BotEnded."""
    people = [Person(id=one, first_name="Person") for one in load.ids]
    playground = Playground(TOKEN, people=people, strict_pacing=False)
    await playground.start()
    try:
        with (
            tempfile.TemporaryDirectory(dir=WORK) as folder,
            Running(plan, playground.base_url, Path(folder)) as bot,
        ):
            await bot.until_it_polls(playground)
            run = await bot.while_it_runs(_ask(playground, bot, load))
    finally:
        await playground.stop()
    return run


async def _ask(playground: Playground, bot: Running, load: Load) -> Run:
    crowd = Crowd(playground, load.ids, load.seed)
    await crowd.keep_busy(asks_for_help, WARM_UP, load.in_flight)
    cpu, calls = bot.cpu_seconds(), _calls(playground)
    rush = await crowd.keep_busy(asks_for_help, load.updates, load.in_flight)
    cpu, calls = bot.cpu_seconds() - cpu, _calls(playground) - calls
    act = asks_or_taps if load.taps else asks_for_help
    trickle = await crowd.at_rate(act, load.steady, load.per_second)
    return Run(rush, trickle, cpu / load.updates, calls / load.updates)


async def asks_for_help(phone: Phone) -> str:
    """Write /help: a new message is the answer."""
    await phone.says("/help")
    return "/help"


async def asks_or_taps(phone: Phone) -> str:
    """Press the first button of the newest card every other time: the card changes in place."""
    card = phone.messages[-1]
    buttons = [button for row in card.buttons for button in row if button.data]
    if not buttons or card.edited:
        return await asks_for_help(phone)
    await phone.presses_data(card.id, buttons[0].data or "")
    return "tap"


def _calls(playground: Playground) -> int:
    return sum(call.method.lower() != "getupdates" for call in playground.log)


def counted(database: Path) -> tuple[int, int]:
    """Return how many updates are done and how many messages are sent by what the file says."""
    with closing(sqlite3.connect(database)) as connection:
        done = connection.execute("SELECT count(*) FROM inbox WHERE state = 'done'").fetchone()
        sent = connection.execute("SELECT count(*) FROM outbox WHERE state = 'sent'").fetchone()
    return int(done[0]), int(sent[0])


def with_taps(load: Load) -> Load:
    """The same for a bot that has buttons."""
    return replace(load, taps=True)
