"""Pacing: whatever the network does, Telegram never sees more than it tolerates."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pacing import Pacer
from bot.settings import Pace

CHAT, OTHER, GROUP = 1, 2, -100


class Seconds:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def pacer(seconds: Seconds) -> Pacer:
    return Pacer(Pace(), seconds)


def sent(pacer: Pacer, chat_id: int, *, broadcast: bool = False) -> None:
    pacer.leave(chat_id, broadcast=broadcast)
    pacer.answered(chat_id)


def test_thirty_may_leave_at_once_and_then_none_for_a_second(
    pacer: Pacer, seconds: Seconds
) -> None:
    for chat_id in range(1, 31):
        assert pacer.free() > 0
        sent(pacer, chat_id)
    assert pacer.free() == 0
    seconds.now += 0.99
    assert pacer.free() == 0
    assert pacer.wait() == pytest.approx(0.01)
    seconds.now += 0.011
    assert pacer.free() == 30


def test_a_message_without_an_answer_keeps_its_slot(pacer: Pacer, seconds: Seconds) -> None:
    pacer.leave(CHAT)
    seconds.now += 100
    assert pacer.free() == 29


def test_a_person_gets_three_at_once_and_then_one_a_second(pacer: Pacer, seconds: Seconds) -> None:
    for _ in range(3):
        assert pacer.wait_for(CHAT) == 0
        sent(pacer, CHAT)
    assert pacer.wait_for(CHAT) == pytest.approx(1.0)
    assert pacer.wait_for(OTHER) == 0
    assert pacer.paused() == {CHAT}
    seconds.now += 1.0
    assert pacer.wait_for(CHAT) == 0
    sent(pacer, CHAT)
    assert pacer.wait_for(CHAT) == pytest.approx(1.0)


def test_a_persons_allowance_does_not_grow_while_a_message_is_under_way(
    pacer: Pacer, seconds: Seconds
) -> None:
    for _ in range(3):
        pacer.leave(CHAT)
        seconds.now += 5
        pacer.answered(CHAT)
    assert pacer.wait_for(CHAT) == pytest.approx(1.0)


def test_a_group_gets_twenty_a_minute(pacer: Pacer, seconds: Seconds) -> None:
    for _ in range(20):
        assert pacer.wait_for(GROUP) == 0
        sent(pacer, GROUP)
    assert pacer.wait_for(GROUP) == pytest.approx(60.0)
    seconds.now += 60.0
    assert pacer.wait_for(GROUP) == 0


def test_nothing_said_costs_nothing(pacer: Pacer) -> None:
    for _ in range(100):
        pacer.leave(CHAT)
        pacer.answered(CHAT, counted=False)
    assert pacer.free() == 30
    assert pacer.wait_for(CHAT) == 0


def test_a_hold_is_for_everybody_and_never_shortened(pacer: Pacer, seconds: Seconds) -> None:
    pacer.hold(10)
    pacer.hold(2)
    seconds.now += 9.9
    assert pacer.free() == 0
    assert pacer.wait() == pytest.approx(0.1)
    seconds.now += 0.2
    assert pacer.free() == 30


def test_an_answer_during_a_hold_does_not_release_it(pacer: Pacer) -> None:
    pacer.leave(CHAT)
    pacer.hold(5)
    pacer.answered(CHAT)
    assert pacer.free() == 0


def test_broadcasts_are_spread_over_the_second(pacer: Pacer, seconds: Seconds) -> None:
    left_at: list[float] = []
    chat_id = 1
    while len(left_at) < 60:
        if pacer.free() and pacer.free_for_broadcasts():
            chat_id += 1
            sent(pacer, chat_id, broadcast=True)
            left_at.append(seconds.now)
        seconds.now += 0.001

    in_a_tenth = [sum(at <= other < at + 0.1 for other in left_at) for at in left_at]
    assert max(in_a_tenth) <= 6
    assert left_at[-1] - left_at[0] < 59 / 30 * 1.05


def test_a_reply_gets_the_next_slot_of_a_running_broadcast(pacer: Pacer, seconds: Seconds) -> None:
    chat_id = 1
    for _ in range(3000):
        if pacer.free() and pacer.free_for_broadcasts():
            chat_id += 1
            sent(pacer, chat_id, broadcast=True)
        seconds.now += 0.001

    assert pacer.wait() < 0.05


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(min_value=1, max_value=6),  # whom the message is for
            st.floats(min_value=0, max_value=0.3),  # how long nothing happens before it
            st.floats(min_value=0, max_value=2.0),  # how long the answer takes
            st.floats(min_value=0, max_value=1.0),  # when in between Telegram sees it
        ),
        max_size=120,
    )
)
def test_telegram_never_sees_more_than_its_limits(
    messages: list[tuple[int, float, float, float]],
) -> None:
    seconds = Seconds()
    pace = Pace(per_second=8)
    pacer = Pacer(pace, seconds)
    seen: list[tuple[float, int]] = []
    under_way: list[tuple[float, int]] = []

    def answers_until(moment: float) -> None:
        for at, chat in sorted(under_way):
            if at <= moment:
                seconds.now = max(seconds.now, at)
                pacer.answered(chat)
                under_way.remove((at, chat))
        seconds.now = max(seconds.now, moment)

    def busy() -> set[int]:
        return {chat for _, chat in under_way}

    for chat_id, idle, takes, fraction in messages:
        answers_until(seconds.now + idle)
        while pacer.free() == 0 or pacer.wait_for(chat_id) or chat_id in busy():
            answers_until(seconds.now + 0.01)
        pacer.leave(chat_id)
        seen.append((seconds.now + takes * fraction, chat_id))
        under_way.append((seconds.now + takes, chat_id))

    moments = sorted(at for at, _ in seen)
    assert all(b - a >= 1.0 - 1e-9 for a, b in zip(moments, moments[8:], strict=False))
    for chat_id in {chat for _, chat in seen}:
        tokens, before = 3.0, moments[0]
        for at in sorted(at for at, chat in seen if chat == chat_id):
            tokens, before = min(3.0, tokens + at - before), at
            assert tokens >= 1 - 1e-6
            tokens -= 1
