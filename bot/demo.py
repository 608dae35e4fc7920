"""louzhang demo: the real bot with a sample estate and a pretend Telegram, in one process."""

import asyncio
import tempfile
import webbrowser
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot import importing, logs
from bot.cast import cast
from bot.config import Config
from bot.errors import CannotGoOn
from bot.program import Program
from bot.settings import Database, Log, Network, Pace, Telegram
from mutual_aid.policy import Asking, Policy
from playground import Playground, PretendClock
from storage.rows import to_moment
from storage.sqlite_backups import latest
from storage.store import Store, open_store

SAMPLE = Path(__file__).parent / "sample_estate"
TOKEN = "1000001:only-for-the-demo-on-this-machine"  # noqa: S105 -- opens nothing
ZONE = ZoneInfo("Asia/Hong_Kong")
MORNING = time(9, 30)
SATURDAY = 5
POLICY = Policy(asking=Asking(chance=0))
"""Nobody is drawn among equals: the open phones are those of the people who are asked."""


async def play(*, port: int, browser: bool, database: Path | None) -> None:
    """Run until Ctrl-C; raises CannotGoOn and storage.errors."""
    logs.set_up("WARNING")
    with tempfile.TemporaryDirectory(prefix="louzhang-demo-") as folder:
        path = database or Path(folder) / "demo.sqlite3"
        clock = PretendClock(morning_after(max(datetime.now(UTC), last_moment(path))))
        store = await open_store(str(path), clock=clock.now, policy=POLICY)
        try:
            await importing.load(store, SAMPLE, now=clock.now())
            await _play(store, clock, port, browser=browser)
        finally:
            await store.close()


async def _play(store: Store, clock: PretendClock, port: int, *, browser: bool) -> None:
    playground = await furnished(store, clock)
    try:
        await playground.start(port=port)
    except OSError:
        raise CannotGoOn(f"Port {port} is taken: choose another with --port.") from None
    try:
        program = Program(settings_for(playground), store, clock)
        clock.on_advance(program.wake)
        print(f"Open {playground.page_url} in a browser; Ctrl-C ends the demo.", flush=True)
        if browser:
            await asyncio.to_thread(webbrowser.open, playground.page_url)
        await program.run()
    finally:
        await playground.stop()


async def furnished(store: Store, clock: PretendClock) -> Playground:
    """Return a pretend Telegram on which everybody of the network has already started the bot."""
    actors = await cast(store, clock.now())
    playground = Playground(TOKEN, clock, actors.people, actors.opening)
    for person in actors.people:
        playground.world.private_chat(person.id).started = True
    for telegram_id in actors.opening:
        await playground.phone(telegram_id).opens_link()
    return playground


def settings_for(playground: Playground) -> Config:
    """Return settings that know nothing of the operator's own, so that no real chat is touched."""
    telegram = Telegram(
        token=SecretStr(TOKEN),
        base_url=playground.base_url,
        base_file_url=playground.base_file_url,
    )
    return Config.model_construct(
        telegram=telegram,
        database=Database(),
        network=Network(),
        pace=Pace(),
        log=Log(),
    )


def morning_after(moment: datetime) -> datetime:
    """Return the next 09:30 of a weekday in Hong Kong at or after the moment, in UTC."""
    day = moment.astimezone(ZONE).date()
    while True:
        morning = datetime.combine(day, MORNING, ZONE).astimezone(UTC)
        if morning >= moment and day.weekday() < SATURDAY:
            return morning
        day += timedelta(days=1)


def last_moment(path: Path) -> datetime:
    """Return when the last thing happened in a demo that was kept."""
    return to_moment(latest(path)) if path.is_file() else datetime.fromtimestamp(0, UTC)
