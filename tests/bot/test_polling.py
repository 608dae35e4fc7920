"""Polling: nothing is confirmed before it is kept; silence, conflicts and refusals are noticed."""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.errors import NoAnswer, TokenRefused
from bot.intake import ALLOWED, Garbled, Intake
from bot.polling import Conflicts, Patience, Poller
from bot.transport import AiohttpTransport, BotApi, TooFast
from tests.bot.test_intake import update
from tests.bot.waiting import until


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Renewing(AiohttpTransport):
    """Counts how often its connections are thrown away."""

    renewed = 0

    async def renew(self) -> None:
        self.renewed += 1


class Script(BotApi):
    """Answers each getUpdates with the next thing of a list, then hangs."""

    def __init__(self, *answers: list[Any] | bytes | TelegramError) -> None:
        super().__init__(Renewing(), "http://x/bot", "1:abc")
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []
        self.methods: list[str] = []
        self.on_ask: Callable[[dict[str, Any]], None] = lambda question: None

    async def fetch(self, method: str, parameters: Any, read_timeout: float | None = None) -> bytes:
        self.methods.append(method)
        if method != "getUpdates":
            return b'{"ok":true,"result":true}'
        self.asked.append(dict(parameters))
        self.on_ask(dict(parameters))
        if not self.answers:
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if isinstance(answer, TelegramError):
            raise answer
        if isinstance(answer, bytes):
            return answer
        return json.dumps({"ok": True, "result": answer}).encode()


class Keeping(Intake):
    """Notes what is kept instead of keeping it."""

    def __init__(self) -> None:
        self.kept: list[int] = []
        self.slow = 0.0

    async def receive(self, updates: list[Any]) -> None:
        await asyncio.sleep(self.slow)
        self.kept += [x.update_id if isinstance(x, Garbled) else x["update_id"] for x in updates]


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Failures are not waited for; how long it would have been is noted."""
    waits: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        if seconds >= 1:
            waits.append(seconds)
        await real(min(seconds, 0.001))

    monkeypatch.setattr(asyncio, "sleep", sleep)
    return waits


async def polled(
    script: Script, intake: Keeping, seconds: Callable[[], float] | None = None
) -> None:
    """Poll until the script is over and the bot waits for more."""
    poller = Poller(intake, script, seconds or Seconds(), watch_every=0.5)
    task = asyncio.create_task(poller.run())
    await until(lambda: task.done() or (script.asked and not script.answers))
    for _ in range(50):
        await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        return


async def test_updates_are_confirmed_only_after_they_are_kept() -> None:
    intake, script = Keeping(), Script([update(1), update(2)], [update(3)], [])
    kept_at: list[tuple[int | None, int]] = []
    script.on_ask = lambda question: kept_at.append((question.get("offset"), len(intake.kept)))

    await polled(script, intake)

    assert kept_at == [(None, 0), (3, 2), (4, 3), (None, 3)]


async def test_only_the_kinds_that_are_understood_are_asked_for_and_nothing_is_dropped() -> None:
    script = Script([])
    await polled(script, Keeping())

    assert script.asked[0]["allowed_updates"] == list(ALLOWED)
    assert script.methods[0] == "deleteWebhook"
    assert not any("drop_pending_updates" in question for question in script.asked)


async def test_a_network_that_fails_is_asked_again_after_longer_and_longer_pauses(
    no_waiting: list[float],
) -> None:
    intake = Keeping()
    await polled(Script(*[NetworkError("down")] * 7, [update(1)], NetworkError("down")), intake)

    assert no_waiting == [1, 2, 4, 8, 16, 30, 30, 1]
    assert intake.kept == [1]


async def test_an_answer_that_cannot_be_read_is_taken_piece_by_piece_and_stops_nothing() -> None:
    nested = b'{"ok":true,"result":[{"update_id":2,"message":' + b"[" * 5000 + b"]" * 5000 + b"}]}"
    script, intake = Script(nested, [update(1)], nested, nested, [update(3)], []), Keeping()

    await polled(script, intake)

    assert intake.kept == [1, 2, 3]
    assert [(x["limit"], x.get("offset")) for x in script.asked[:6]] == [
        (100, None), (1, None), (100, 2), (1, 2), (100, 3), (100, 4),
    ]  # fmt: skip


async def test_telegrams_wish_for_patience_is_honoured(no_waiting: list[float]) -> None:
    await polled(Script(TooFast(17), []), Keeping())

    assert no_waiting == [17]


async def test_a_token_that_telegram_refuses_stops_the_bot_with_a_sentence() -> None:
    with pytest.raises(ExceptionGroup) as caught:
        await polled(Script(InvalidToken("The token `1:abc` is wrong")), Keeping())

    (error,) = caught.value.exceptions
    assert isinstance(error, TokenRefused)
    assert "1:abc" not in str(error)


async def test_three_conflicts_in_a_minute_raise_an_alert(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)

    await polled(Script(Conflict("409"), Conflict("409")), Keeping())
    assert "ALERT" not in caplog.text
    await polled(Script(Conflict("409"), Conflict("409"), Conflict("409")), Keeping())

    assert "ALERT: another program uses this token" in caplog.text


def test_conflicts_far_apart_raise_no_alert(caplog: pytest.LogCaptureFixture) -> None:
    seconds = Seconds()
    conflicts = Conflicts(seconds)
    for _ in range(10):
        seconds.now += 31
        conflicts.note()

    assert "ALERT" not in caplog.text


def test_patience_ends_after_five_minutes_of_silence_and_renews_every_ninety_seconds() -> None:
    seconds = Seconds()
    patience = Patience(seconds)
    renewals = []
    while not patience.is_over():
        seconds.now += 5
        if patience.wants_renewal():
            renewals.append(seconds.now)

    assert seconds.now == 305
    assert renewals == [95, 190, 285]


def test_an_answer_restores_patience() -> None:
    seconds = Seconds()
    patience = Patience(seconds)
    seconds.now = 299
    patience.heard()
    seconds.now = 380

    assert not patience.is_over()
    assert not patience.wants_renewal()


async def test_a_hanging_poll_is_given_up_and_the_connections_are_renewed() -> None:
    script, seconds = Script(), Seconds()
    poller = Poller(Keeping(), script, seconds, watch_every=0.5)
    task = asyncio.create_task(poller.run())
    await until(lambda: len(script.asked) == 1)
    seconds.now = 100
    await until(lambda: len(script.asked) == 2)
    assert isinstance(script.transport, Renewing)
    assert script.transport.renewed == 1
    seconds.now = 301
    with pytest.raises(ExceptionGroup) as caught:
        await task

    assert isinstance(caught.value.exceptions[0], NoAnswer)


async def test_being_slow_ourselves_is_not_mistaken_for_silence() -> None:
    seconds, intake = Seconds(), Keeping()
    intake.slow = 0.5
    script = Script([update(1)], [update(2)])
    poller = Poller(intake, script, seconds, watch_every=0.5)
    receive = intake.receive

    async def slowly(updates: list[Any]) -> None:
        for _ in range(100):
            seconds.now += 60
            await asyncio.sleep(0.5)
        await receive(updates)

    intake.receive = slowly  # type: ignore[method-assign]
    task = asyncio.create_task(poller.run())
    await until(lambda: intake.kept == [1, 2] or task.done())
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert intake.kept == [1, 2]
