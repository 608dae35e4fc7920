"""The playground as a program of its own."""

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LEE = {"id": 990000000001, "first_name": "李珍燕", "language_code": "zh-hant", "title": "Leader"}


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "playground", "--port", "0", *arguments]


@contextmanager
def running(*arguments: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The process and the address that it prints."""
    words = program(*arguments)
    pipe = subprocess.PIPE
    with subprocess.Popen(words, cwd=PROJECT, text=True, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def refusal(*arguments: str) -> str:
    done = subprocess.run(
        program(*arguments), cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


def fetch(address: str) -> dict[str, object]:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - printed just now
        found: dict[str, object] = json.load(answer)
        return found


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_its_address_serves_and_leaves_quietly(
    tmp_path: Path, stop: signal.Signals
) -> None:
    people = tmp_path / "people.json"
    people.write_text(json.dumps({"people": [LEE], "opening": [LEE["id"]]}), encoding="utf-8")
    with running(
        "--token", "1:a", "--people", str(people), "--clock", "2026-11-23T09:00+08:00"
    ) as (
        process,
        address,
    ):
        listed = fetch(f"{address}phone/people")
        assert listed["opening"] == [LEE["id"]]
        assert str(fetch(f"{address}phone/clock")["now"]).startswith("2026-11-23T01:00")
        assert fetch(f"{address}bot1:a/getMe")["ok"]
        process.send_signal(stop)
        rest, complaints = process.communicate(timeout=30)
        assert (process.returncode, rest, complaints) == (0, "", "")


def test_token_without_a_colon_is_explained() -> None:
    assert "a number, a colon and a secret" in refusal("--token", "secret")


def test_taken_port_is_explained() -> None:
    with running("--token", "1:a") as (_, address):
        port = address.rstrip("/").rpartition(":")[2]
        assert f"Cannot listen on port {port}" in refusal("--token", "1:a", "--port", port)


def test_unusable_list_of_people_is_explained(tmp_path: Path) -> None:
    people = tmp_path / "people.json"
    assert "Cannot read" in refusal("--token", "1:a", "--people", str(people))


def test_bad_arguments_are_explained() -> None:
    assert "--clock" in refusal("--token", "1:a", "--clock", "tomorrow")
    assert "opening" in refusal("--token", "1:a", "--opening", "5")
    assert "port" in refusal("--token", "1:a", "--port", "99999999")
