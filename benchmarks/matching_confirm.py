"""From Confirm on a need to the first offer leaving, through the real program, on a large file."""

import asyncio
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.bots import TOKEN, Running, louzhang
from benchmarks.crowd import Unanswered
from benchmarks.figures import p50_95_99
from benchmarks.search_files import database
from benchmarks.search_world import NOW, estate_code, growing
from handlers.words import words
from mutual_aid.record import Language
from mutual_aid.taxonomy import categories
from playground import Person, Phone, Playground
from playground.people import Json
from storage.store import Store, open_store

VOLUNTEERS = 100_000
WARM_UP = 5
PATIENCE = 15.0
ON_THE_WAY = 3
"""Commits between press and offer: the press has arrived, the need is stored, the offer leaves."""
_COMMITS = 5
_STILL = 0.1
_SAY = words(Language.EN)
_MEAL = _SAY.name(categories()["food.meal_delivery"].names)
_STEPS = ("/need", _MEAL, "2107", "supper", _SAY.plain("need.no_notes"))
_CONFIRM = _SAY.plain("button.confirm")


@dataclass(frozen=True)
class Press:
    """Seconds from one press to the first offer, and those of a commit alone right after it."""

    wait: float
    commit: float


@dataclass(frozen=True)
class Confirmed:
    """All presses; cpu is the program's own seconds for each, whatever else the machine does."""

    presses: list[Press]
    cpu: float
    nobody: int
    """Presses after which nobody was asked within some seconds."""


@dataclass(frozen=True)
class _People:
    """Leaders of an estate each, and everybody whom their needs may reach."""

    leaders: list[int]
    reached: list[int]


async def measure(folder: Path, presses: int, seed: int) -> Confirmed:
    """Fill a file, start the program on it, and press; raises BotEnded or Unanswered."""
    shape = growing(VOLUNTEERS)
    async with database("sqlite", folder, shape, seed):
        path = _file_in(folder)
    people = _appoint(path, min(presses + WARM_UP, shape.estates))
    phones = [Person(id=x, first_name="P") for x in people.reached]
    playground = Playground(TOKEN, people=phones, strict_pacing=False)
    for person in playground.world.people:
        playground.world.private_chat(person).started = True
    await playground.start()
    beside = await open_store(str(folder / "beside.sqlite3"), clock=lambda: NOW)
    try:
        with Running(louzhang(path, paced=False), playground.base_url, folder) as bot:
            await bot.until_it_polls(playground)
            work = _press_all(playground, bot, people.leaders, beside)
            return await bot.while_it_runs(work)
    finally:
        await beside.close()
        await playground.stop()


def _file_in(folder: Path) -> Path:
    (path,) = folder.glob("*.sqlite3")
    return path


def _appoint(path: Path, count: int) -> _People:
    """Make somebody of each estate the leader of their block."""
    codes = [estate_code(n) for n in range(count)]
    with closing(sqlite3.connect(path)) as connection:
        found = [connection.execute(_SOMEBODY, (code,)).fetchone() for code in codes]
        for member, _, code, block in found:
            connection.execute(_LEADER, (f"L-{code}", member, code, block))
            connection.execute(_NUMBERS, (f"need.{code}",))
            connection.execute("UPDATE members SET language = 'en' WHERE member_id = ?", (member,))
        connection.commit()
        reached = [row[0] for code in codes for row in connection.execute(_REACHED, (code,))]
    return _People(leaders=[row[1] for row in found], reached=reached)


async def _press_all(
    playground: Playground, bot: Running, leaders: list[int], beside: Store
) -> Confirmed:
    offers, found, cpu, nobody = _Offers(playground), [], 0.0, 0
    for number, leader in enumerate(leaders):
        phone = playground.phone(leader)
        await _fill_in(playground, phone)
        before = bot.cpu_seconds()
        wait = await offers.after_confirm(phone)
        used = bot.cpu_seconds() - before
        commit = median([await _seconds_to_commit(beside) for _ in range(_COMMITS)])
        nobody += wait is None
        if number >= WARM_UP and wait is not None:
            found.append(Press(wait, commit))
            cpu += used
    return Confirmed(found, cpu / max(len(found), 1), nobody)


async def _seconds_to_commit(store: Store) -> float:
    """Write one number in a turn of its own: the same disk at the same time, another file."""
    began = time.perf_counter()
    async with store.turn() as turn:
        await turn.needs.next_number(estate_code(0))
    return time.perf_counter() - began


async def _fill_in(playground: Playground, phone: Phone) -> None:
    """Report a need for supper by taps and words, up to the card that is confirmed."""
    for step in _STEPS:
        before = phone.drawn()
        tapped = any(step in label for label in phone.buttons)
        await (phone.presses(step) if tapped else phone.says(step))
        await _until(playground, phone, before)


async def _until(playground: Playground, phone: Phone, before: str) -> None:
    """Wait until the bot has shown something else, and no more of it comes."""
    chat = playground.world.chats[phone.person.id]
    said = phone.drawn()
    while phone.drawn() in (before, said):
        if not await chat.changes(PATIENCE):
            raise Unanswered(f"A leader waited {PATIENCE:.0f} s for the next card:\n{said}")
    while await chat.changes(_STILL):
        pass


class _Offers:
    """Hears the first message that goes to anybody but the one who pressed."""

    def __init__(self, playground: Playground) -> None:
        self._presser = 0
        self._heard: asyncio.Future[float] | None = None
        playground.world.listeners.append(self._hear)

    async def after_confirm(self, phone: Phone) -> float | None:
        """Press Confirm and return the seconds until the first offer; None if nobody is asked."""
        self._presser = phone.person.id
        self._heard = asyncio.get_running_loop().create_future()
        began = time.perf_counter()
        await phone.presses(_CONFIRM)
        try:
            return await asyncio.wait_for(self._heard, PATIENCE) - began
        except TimeoutError:
            return None

    def _hear(self, event: Json) -> None:
        waiting = self._heard is not None and not self._heard.done()
        if waiting and event.get("alert") and event["user_id"] != self._presser:
            self._heard.set_result(time.perf_counter())  # type: ignore[union-attr]


def report(found: Confirmed) -> str:
    """Return the figures as lines."""
    waits = [x.wait for x in found.presses]
    beyond = {
        count: [x.wait - count * x.commit for x in found.presses] for count in (1, ON_THE_WAY)
    }
    return "\n".join(
        [
            f"From Confirm to the first offer leaving, {VOLUNTEERS:,} volunteers in the file, "
            f"{len(waits)} presses; p50 / p95 / p99",
            f"from press to offer: {p50_95_99(waits)}",
            f"a commit alone at that time: {p50_95_99([x.commit for x in found.presses])}",
            *(f"beyond {n} × that: {p50_95_99(x)} (aim p95 50 ms)" for n, x in beyond.items()),
            f"processor time of the program for one press: {found.cpu * 1000:.1f} ms",
            f"{ON_THE_WAY} commits lie on the way; nobody was asked after {found.nobody} presses",
        ]
    )


_SOMEBODY = """
SELECT m.member_id, m.telegram_id, v.estate_id, v.home_block_id
FROM volunteers v JOIN members m ON m.member_id = v.member_id
WHERE v.estate_id = ? AND m.telegram_id IS NOT NULL AND m.unreachable_at IS NULL
ORDER BY v.volunteer_id LIMIT 1
"""
_LEADER = """
INSERT INTO leaders (leader_id, member_id, role, estate_id, block_id, floor_from, floor_to,
    screening, trained, availability, joined_on, status)
VALUES (?, ?, 'building_leader', ?, ?, 1, 40, 'checked', '', '', '2025-01-08', 'active')
"""
_NUMBERS = "INSERT OR REPLACE INTO counters (name, value) VALUES (?, 1000000)"
_REACHED = """
SELECT m.telegram_id FROM volunteers v JOIN members m ON m.member_id = v.member_id
WHERE v.estate_id = ? AND m.telegram_id IS NOT NULL
"""
