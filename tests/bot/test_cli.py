"""The command line as an operator meets it: each mistake is one plain line, never a traceback."""

import os
import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.operators import PROJECT, Operator, Refusing


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        *(
            [name, "--help"]
            for name in (
                "run",
                "demo",
                "check",
                "backup",
                "restore",
                "import",
                "invite",
                "offers",
                "corrections",
            )
        ),
    ],
)
def test_every_command_explains_itself(operator: Operator, words: list[str]) -> None:
    said = operator.succeeds(*words)

    assert "Usage:" in said
    assert len(said.splitlines()) > 5


@pytest.mark.parametrize("words", [["--help"], ["run"]])
def test_the_program_as_a_process_of_its_own(tmp_path: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert "Traceback" not in done.stderr
    assert done.returncode == len(done.stderr.splitlines()) == (words == ["run"])


def test_a_command_that_does_not_exist(operator: Operator) -> None:
    assert "rn" in operator.fails("rn")


def test_an_option_that_does_not_exist(operator: Operator) -> None:
    assert "--confg" in operator.fails("run", "--confg", "x")


def test_a_word_that_is_missing(operator: Operator) -> None:
    assert "FILE" in operator.fails("backup")


def test_a_named_settings_file_that_is_not_there(operator: Operator) -> None:
    assert "copy config.example.toml" in operator.fails("run", "--config", "mine.toml")


def test_settings_that_are_a_directory(operator: Operator) -> None:
    assert "is a directory" in operator.fails("run", "--config", ".")


def test_settings_that_are_not_text(operator: Operator) -> None:
    (operator.folder / "config.toml").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in operator.fails("run")


def test_settings_that_are_wrong(operator: Operator) -> None:
    operator.writes("config.toml", "[telegram]\ntokn = 1")
    assert "the nearest one is [telegram] token" in operator.fails("run")


def test_no_token(operator: Operator) -> None:
    assert "There is no token" in operator.fails("run")
    assert list(operator.folder.iterdir()) == []


def test_a_token_that_telegram_refuses(settled: Operator) -> None:
    with closing(Refusing()) as telegram:
        settled.environment["LOUZHANG_TELEGRAM__BASE_URL"] = telegram.base_url
        said = settled.types("run")

    assert said.returncode == 1
    assert said.stderr.strip().splitlines()[-1].startswith("Telegram does not accept the token")
    assert "not-a-real-one" not in said.stderr


def test_a_folder_for_the_database_that_is_not_there(operator: Operator) -> None:
    operator.environment["LOUZHANG_TELEGRAM__TOKEN"] = "1:abc"
    operator.environment["LOUZHANG_DATABASE__URL"] = "nowhere/network.sqlite3"
    assert "does not exist" in operator.fails("run")


def test_a_database_that_is_something_else(operator: Operator) -> None:
    operator.environment["LOUZHANG_TELEGRAM__TOKEN"] = "1:abc"
    operator.writes("louzhang.sqlite3", "This is a shopping list, quite a long one in fact.")
    assert "is not an SQLite database" in operator.fails("run")


def test_a_server_that_does_not_answer(operator: Operator, unused_tcp_port: int) -> None:
    operator.environment["LOUZHANG_TELEGRAM__TOKEN"] = "1:abc"
    url = f"postgresql://nobody:hunter2@127.0.0.1:{unused_tcp_port}/none"
    operator.environment["LOUZHANG_DATABASE__URL"] = url
    said = operator.fails("run")
    assert "PostgreSQL" in said
    assert "hunter2" not in said


def test_a_database_address_that_is_none(operator: Operator) -> None:
    operator.environment["LOUZHANG_TELEGRAM__TOKEN"] = "1:abc"
    operator.environment["LOUZHANG_DATABASE__URL"] = "mysql://localhost/x"
    assert "database address is not understood" in operator.fails("run")


def test_a_port_for_the_demo_that_is_taken(operator: Operator) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        assert "choose another with --port" in operator.fails(
            "demo", "--no-browser", "--port", str(port)
        )


def test_a_port_for_the_demo_that_is_no_port(operator: Operator) -> None:
    assert "--port" in operator.fails("demo", "--port", "70000")
