"""How fast a bot may send before it is told to wait."""

import aiohttp
import pytest

from playground import Playground
from playground.errors import ApiError
from playground.limits import Pacing
from tests.playground.calling import LEE, MING, TOKEN, Bot, Json


class Watch:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def pacing(watch: Watch) -> Pacing:
    return Pacing(strict=True, seconds=watch)


def refused_for(pacing: Pacing, chat_id: int) -> int | None:
    """Seconds to wait, or None when the message goes."""
    try:
        pacing.take(chat_id)
    except ApiError as refusal:
        return refusal.retry_after
    return None


def test_three_messages_at_once_then_one_a_second(pacing: Pacing, watch: Watch) -> None:
    assert [refused_for(pacing, LEE) for _ in range(4)] == [None, None, None, 1]
    watch.seconds += 1
    assert [refused_for(pacing, LEE) for _ in range(2)] == [None, 1]
    watch.seconds += 60
    assert [refused_for(pacing, LEE) for _ in range(4)] == [None, None, None, 1]


def test_steady_second_between_messages_is_never_refused(pacing: Pacing, watch: Watch) -> None:
    for _ in range(200):
        assert refused_for(pacing, LEE) is None
        watch.seconds += 1.0


def test_thirty_people_in_a_second_and_not_one_more(pacing: Pacing, watch: Watch) -> None:
    assert [refused_for(pacing, chat) for chat in range(1, 31)] == [None] * 30
    assert refused_for(pacing, 31) == 1
    watch.seconds += 0.99
    assert refused_for(pacing, 32) == 1
    watch.seconds += 0.02
    assert [refused_for(pacing, chat) for chat in range(40, 70)] == [None] * 30


def test_window_slides_and_does_not_jump(pacing: Pacing, watch: Watch) -> None:
    for chat in range(1, 31):
        assert refused_for(pacing, chat) is None
        watch.seconds += 0.03
    assert refused_for(pacing, 99) == 1, "30 in 0.9 s, none of them a second old"
    watch.seconds += 0.11
    assert refused_for(pacing, 99) is None


def test_group_takes_twenty_a_minute(pacing: Pacing, watch: Watch) -> None:
    for _ in range(20):
        assert refused_for(pacing, -100) is None
        watch.seconds += 1
    assert refused_for(pacing, -100) == 40
    assert refused_for(pacing, -200) is None
    watch.seconds += 40
    assert refused_for(pacing, -100) is None


def test_refusal_costs_nothing(pacing: Pacing, watch: Watch) -> None:
    for _ in range(3):
        refused_for(pacing, LEE)
    for _ in range(50):
        assert refused_for(pacing, LEE) == 1
    watch.seconds += 1
    assert refused_for(pacing, LEE) is None


async def test_edits_count_and_answers_to_presses_do_not(session: aiohttp.ClientSession) -> None:
    playground = Playground(TOKEN, strict_pacing=True)
    stranger = playground.world.add_stranger("Ho", "en")
    await playground.start()
    try:
        bot = Bot(playground, session)
        await playground.phone(stranger.id).opens_link()
        card = await bot.sends("0", to=stranger.id)
        where: Json = {"chat_id": stranger.id, "message_id": card["message_id"]}
        edits = [await bot.calls("editMessageText", **where, text=str(n)) for n in range(1, 60)]
        assert [edit.status for edit in edits[:2]] == [200, 200]
        answer = next(edit for edit in edits if edit.status != 200)
        assert answer.refusal == (429, "Too Many Requests: retry after 1")
        assert answer.body["parameters"]["retry_after"] == 1
        await bot.does("sendChatAction", chat_id=stranger.id, action="typing")
        await bot.does("deleteMessage", **where)
    finally:
        await playground.stop()


async def test_pacing_can_be_left_out(bot: Bot) -> None:
    for number in range(40):
        await bot.sends(str(number), to=MING)
