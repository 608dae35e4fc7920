"""A stage for the program: a pretend Telegram, a real store, and a network of one rule."""

import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from playground import Playground, PretendClock
from storage.store import Store, open_store
from tests.bot.little_network import LittleNetwork, little_words
from tests.bot.operators import SAMPLE, Operator
from tests.bot.stage import PEOPLE, START, TOKEN, Stage


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    with little_words():
        yield


@pytest.fixture(autouse=True)
def quiet_libraries() -> Iterator[None]:
    """As logs.set_up does for the running program."""
    level = logging.getLogger("apscheduler").level
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    yield
    logging.getLogger("apscheduler").setLevel(level)


@pytest.fixture
def clock() -> PretendClock:
    return PretendClock(START)


@pytest.fixture
def network() -> LittleNetwork:
    return LittleNetwork()


@pytest.fixture
async def playground(clock: PretendClock) -> AsyncIterator[Playground]:
    telegram = Playground(TOKEN, clock, PEOPLE)
    await telegram.start()
    yield telegram
    await telegram.stop()


@pytest.fixture
async def store(tmp_path: Path, clock: PretendClock) -> AsyncIterator[Store]:
    one = await open_store(str(tmp_path / "network.sqlite3"), clock=clock.now)
    yield one
    await one.close()


@pytest.fixture
async def stage(
    tmp_path: Path, clock: PretendClock, playground: Playground, network: LittleNetwork
) -> AsyncIterator[Stage]:
    """A bot that is not started yet."""
    one = Stage(tmp_path / "network.sqlite3", clock, playground, network)
    yield one
    await one.stop()


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


@pytest.fixture(scope="module")
def estate_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample estate, made once."""
    operator = Operator(tmp_path_factory.mktemp("estate"))
    operator.succeeds("import", str(SAMPLE))
    return operator.folder / "louzhang.sqlite3"


@pytest.fixture
def settled(operator: Operator, estate_database: Path) -> Operator:
    """An operator whose estate is loaded."""
    shutil.copy(estate_database, operator.folder / "louzhang.sqlite3")
    operator.writes("config.toml", '[telegram]\ntoken = "123456:not-a-real-one"\n')
    return operator
