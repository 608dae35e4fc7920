"""Logs: one line each, and never a token, a phone, a name or what somebody wrote."""

import io
import logging
import sys
import warnings
from collections.abc import Iterator

import pytest

from bot import logs

TOKEN = "123456789:AAH-canary_token_0123456789abcdefgh"


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that reaches stderr, at the most talkative level."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.set_up("DEBUG", ["exact-secret-of-the-webhook"])
    yield stream
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(False)


@pytest.mark.parametrize(
    "secret",
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        "exact-secret-of-the-webhook",
        "+852 0000 1002",
        "+86 100 0000 1082",
        "+44 7700 900001",
        "85200001002",
        "0000-1002-33",
    ],
)
@pytest.mark.parametrize("logger", ["bot.delivery", "telegram.ext", "some.library"])
def test_tokens_secrets_and_phones_are_taken_out(
    logged: io.StringIO, secret: str, logger: str
) -> None:
    logging.getLogger(logger).error("calling %s now", secret)
    logging.getLogger(logger).error(f"calling {secret} now")

    text = logged.getvalue()
    assert text.count("calling") == 2
    assert secret not in text
    assert TOKEN not in text


def test_an_error_is_one_line_with_its_type_and_place_and_not_its_words(
    logged: io.StringIO,
) -> None:
    try:
        raise ValueError("CANARY Chan lives in 2107")
    except ValueError:
        logging.getLogger("bot.handling").exception("it failed")

    (line,) = logged.getvalue().splitlines()
    assert "CANARY" not in line
    assert "ValueError at tests/bot/test_logs.py:" in line


def test_what_has_several_lines_becomes_one(logged: io.StringIO) -> None:
    logging.getLogger("bot").warning("first\nsecond\n\nthird")

    assert logged.getvalue().count("\n") == 1


def test_libraries_that_print_whole_updates_are_quiet_below_warning(
    logged: io.StringIO,
) -> None:
    for name in ("httpx", "telegram.Bot", "aiosqlite", "aiohttp.access", "apscheduler.executors"):
        logging.getLogger(name).debug("CANARY")
        logging.getLogger(name).info("CANARY")

    assert logged.getvalue() == ""


def test_what_libraries_fill_into_their_warnings_is_left_out(logged: io.StringIO) -> None:
    logging.getLogger("telegram.ext.Application").critical("while handling %s", "CANARY update")
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: CANARY")

    text = logged.getvalue()
    assert "while handling …" in text
    assert "Task exception was never retrieved" in text
    assert "CANARY" not in text


def test_our_own_lines_are_left_as_they_are(logged: io.StringIO) -> None:
    logging.getLogger("bot.program").info("the bot runs (%s, %s)", "polling", "sqlite")

    assert "INFO bot.program: the bot runs (polling, sqlite)" in logged.getvalue()


def test_warnings_go_to_the_log_too(logged: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("something is old", stacklevel=1)

    assert "something is old" in logged.getvalue()


def test_a_reference_is_short_and_new_each_time() -> None:
    references = {logs.new_reference() for _ in range(100)}

    assert len(references) == 100
    assert {len(one) for one in references} == {6}
