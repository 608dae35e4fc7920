"""One update at a time: done whole or not at all, and always out of the way in the end."""

import logging

import pytest

from bot import handling
from tests.bot.stage import TOKEN, Stage
from tests.bot.waiting import until

ANN, BEN = 1, 2


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handling, "RETRY_AFTER", (0.01, 0.01))


async def test_an_update_and_its_answer_are_one_transaction(stage: Stage) -> None:
    await stage.start()
    await stage.phone(ANN).says("hello")
    await stage.phone(ANN).reads("hello")
    await stage.settled()

    assert stage.rows("SELECT state FROM inbox") == [("done",)]
    assert stage.outbox() == ["sent"]


async def test_a_refused_request_is_answered_and_changes_nothing(stage: Stage) -> None:
    await stage.start()
    await stage.phone(ANN).says("refuse me")
    await stage.phone(ANN).reads("refused: not_understood")
    await stage.settled()

    assert [one.text for one in stage.phone(ANN).messages if one.from_bot] == [
        "refused: not_understood"
    ]
    assert stage.rows("SELECT state FROM inbox") == [("done",)]


async def test_a_mistake_is_tried_three_times_and_then_the_person_gets_an_apology(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.start()
    await stage.phone(ANN).says("break it")
    apology = await stage.phone(ANN).reads("sorry")
    await stage.settled()

    reference = apology.text.split()[1]
    assert len(stage.network.heard) == 3
    assert stage.rows("SELECT state, tries, error FROM inbox") == [("set_aside", 3, "RuntimeError")]
    assert [one.text for one in stage.phone(ANN).messages if one.from_bot] == [apology.text]
    (line,) = [r.getMessage() for r in caplog.records if reference in r.getMessage()]
    assert "RuntimeError at" in line
    assert "little_network.py" in line


async def test_what_a_person_says_after_a_mistake_is_heard(stage: Stage) -> None:
    await stage.start()
    await stage.phone(ANN).says("break it")
    await stage.phone(ANN).says("hello again")
    await stage.phone(ANN).reads("hello again")

    assert [text for _, text in stage.network.heard] == ["break it"] * 3 + ["hello again"]


async def test_others_are_not_held_up_by_a_mistake(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handling, "RETRY_AFTER", (60.0, 60.0))
    await stage.start()
    await stage.phone(ANN).says("break it")
    await stage.phone(BEN).says("hello")

    await stage.phone(BEN).reads("hello")


async def test_an_apology_that_fails_too_leaves_nothing_in_the_way(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(stage.network, "apologise", fail)
    await stage.start()
    await stage.phone(ANN).says("break it")
    await stage.phone(ANN).says("hello again")
    await stage.phone(ANN).reads("hello again")

    assert stage.rows("SELECT state FROM inbox ORDER BY update_id") == [("set_aside",), ("done",)]


async def test_an_answer_to_a_refusal_that_fails_is_a_mistake_like_any_other(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(stage.network, "tell", fail)
    await stage.start()
    await stage.phone(ANN).says("refuse me")
    await stage.phone(ANN).reads("sorry")

    assert len(stage.network.heard) == 3


@pytest.mark.parametrize(
    "content",
    [
        {"message": "not a message"},
        {"message": {"message_id": "seven", "date": "today", "chat": []}},
        {"message": {"chat": {"id": ANN, "type": "private"}, "date": 1 << 62, "message_id": 1}},
        {"callback_query": {"id": 5}},
    ],
)
async def test_an_unreadable_update_is_set_aside_and_its_neighbours_are_heard(
    stage: Stage, content: dict[str, object]
) -> None:
    await stage.start()
    await stage.phone(ANN).says("before")
    stage.playground.inject(content, ANN)
    await stage.phone(ANN).says("after")
    await stage.phone(ANN).reads("after")
    await until(lambda: stage.rows("SELECT count(*) FROM inbox WHERE state = 'waiting'") == [(0,)])

    states = stage.rows("SELECT state, tries FROM inbox ORDER BY update_id")
    assert states == [("done", 0), ("set_aside", 3), ("done", 0)]


async def test_kinds_of_updates_that_nobody_knows_are_simply_done(stage: Stage) -> None:
    await stage.start()
    stage.playground.inject({"message_of_the_future": {"chat": {"id": ANN}}}, ANN)
    await stage.phone(ANN).says("hello")
    await stage.phone(ANN).reads("hello")
    await stage.settled()

    assert stage.rows("SELECT DISTINCT state FROM inbox") == [("done",)]


async def test_a_press_stops_spinning_at_once_even_when_the_press_fails(stage: Stage) -> None:
    await stage.start()
    await stage.phone(ANN).says("hello")
    await stage.phone(ANN).reads("hello")
    await stage.phone(ANN).presses_data(1, "forged")
    await stage.phone(ANN).reads("refused: not_yours")
    await until(lambda: stage.calls("answerCallbackQuery"))


async def test_logs_at_any_level_hold_nothing_of_what_people_say(
    stage: Stage, capfd: pytest.CaptureFixture[str]
) -> None:
    from bot import logs

    root = logging.getLogger()
    before = root.handlers[:]
    logs.set_up("DEBUG", [TOKEN])
    try:
        await stage.start()
        for text in ("CANARY soup", "break CANARY", "refuse CANARY"):
            await stage.phone(ANN).says(text)
        stage.playground.inject({"message": {"chat": {"id": ANN}, "text": "CANARY"}}, ANN)
        await stage.phone(ANN).reads("sorry")
        await stage.phone(ANN).blocks_bot()
        await stage.phone(ANN).unblocks_bot()
        await stage.settled()
        await stage.stop()
    finally:
        root.handlers[:] = before

    logged = capfd.readouterr().err
    assert "set aside" in logged
    assert "CANARY" not in logged
    assert "7777" not in logged
    assert TOKEN.partition(":")[2] not in logged
