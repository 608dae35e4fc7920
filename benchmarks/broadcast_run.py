"""One broadcast from a coordinator's chat to the last reader, while others go on pressing."""

import asyncio
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bots import TOKEN, Plan, Running
from benchmarks.crowd import Answers, Crowd, Unanswered
from benchmarks.estate import BigEstate
from benchmarks.machine import WORK
from benchmarks.updates_run import asks_for_help, asks_or_taps
from playground import Phone, Playground
from playground.people import Json

TEXT = "The water is off tomorrow from 9 to 11."
PATIENCE = 30.0
BURST = 10


@dataclass(frozen=True)
class Reached:
    """What became of a broadcast; seconds from the press on Send to the last message."""

    seconds: float
    copies: dict[int, int]
    """How many people got it how often; {1: everybody} is right."""
    others: int
    """Messages and edits for other people in the same time."""
    too_fast: int
    """Calls that the playground refused with 429."""
    quiet: Answers
    during: Answers


async def measure(plan: Plan, estate: BigEstate, taps_per_second: float, seed: int) -> Reached:
    """Press without a broadcast, then with one, for as long as it should take."""
    playground = Playground(TOKEN, people=estate.people())
    for person in playground.world.people:
        playground.world.private_chat(person).started = True
    await playground.start()
    try:
        with (
            tempfile.TemporaryDirectory(dir=WORK) as folder,
            Running(plan, playground.base_url, Path(folder)) as bot,
        ):
            await bot.until_it_polls(playground)
            work = _watch(playground, estate, taps_per_second, seed)
            reached = await bot.while_it_runs(work)
    finally:
        await playground.stop()
    return reached


async def _watch(
    playground: Playground, estate: BigEstate, taps_per_second: float, seed: int
) -> Reached:
    crowd = Crowd(playground, estate.leaders, seed)
    await crowd.at_rate(asks_for_help, len(estate.leaders), BURST)
    taps = max(1, int(len(estate.helpers) / 30 * taps_per_second))
    quiet = await crowd.at_rate(asks_or_taps, taps, taps_per_second)
    phone = playground.phone(estate.coordinator)
    await _prepare(playground, phone)
    readers = Readers(playground, estate.helpers)
    calls = len(playground.log)
    began = time.monotonic()
    during, _ = await asyncio.gather(
        crowd.at_rate(asks_or_taps, taps, taps_per_second),
        _press(playground, phone, 0),
    )
    last = await readers.all_have_it()
    made = [
        call for call in playground.log[calls:] if call.method in ("sendMessage", "editMessageText")
    ]
    return Reached(
        seconds=last - began,
        copies=Counter(_copies(playground.phone(one)) for one in estate.helpers),
        others=sum(call.status == 200 for call in made) - len(estate.helpers),
        too_fast=sum(call.status == 429 for call in made),
        quiet=quiet,
        during=during,
    )


async def _prepare(playground: Playground, phone: Phone) -> None:
    """Bring the coordinator to the preview: the whole estate, its volunteers."""
    await phone.says(f"/cast {TEXT}")
    await phone.reads("", within=PATIENCE)
    await _press(playground, phone, 0)
    await _press(playground, phone, 1)


async def _press(playground: Playground, phone: Phone, row: int) -> None:
    """Press the first button of a row of the newest card and wait until the card changes."""
    card = phone.last
    await phone.presses_data(card.id, card.buttons[row][0].data or "")
    chat = playground.world.chats[phone.person.id]
    while phone.last == card:
        if not await chat.changes(PATIENCE):
            raise Unanswered("The coordinator's card did not change.")


class Readers:
    """Notices when the last of the readers has the text."""

    def __init__(self, playground: Playground, ids: tuple[int, ...]) -> None:
        self._playground = playground
        self._missing = set(ids)
        self._last = 0.0
        self._done = asyncio.Event()
        playground.world.listeners.append(self._hear)

    async def all_have_it(self) -> float:
        """Return when the last one got it, in monotonic seconds; raises Unanswered."""
        while not self._done.is_set():
            before = len(self._missing)
            try:
                await asyncio.wait_for(self._done.wait(), PATIENCE)
            except TimeoutError:
                if len(self._missing) == before:
                    raise Unanswered(f"{before} people did not get the broadcast.") from None
        return self._last

    def _hear(self, event: Json) -> None:
        if event.get("alert") and event["user_id"] in self._missing:
            self._missing.discard(event["user_id"])
            self._last = time.monotonic()
            if not self._missing:
                self._done.set()


def _copies(phone: Phone) -> int:
    return sum(TEXT in message.text for message in phone.messages)
