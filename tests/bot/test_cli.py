"""The command line as an operator meets it: each mistake is one plain line, never a traceback."""

import io
import logging
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from bot.cli import main

PROJECT = Path(__file__).parents[2]
SAMPLE = PROJECT / "bot" / "sample_estate"


@contextmanager
def in_folder(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextmanager
def own_logging() -> Iterator[None]:
    """A command sets the whole logging up; afterwards it is as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:], root.level = handlers, level
        logging.captureWarnings(False)


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code and what it printed."""

    returncode: int
    stdout: str
    stderr: str


class Operator:
    """Types commands in a folder of their own; in this process, since starting one takes long."""

    def __init__(self, folder: Path, environment: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.environment = environment or {}

    def types(self, *words: str) -> Done:
        out, err = io.StringIO(), io.StringIO()
        with (
            in_folder(self.folder),
            patch.dict(os.environ, self.environment),
            own_logging(),
            redirect_stdout(out),
            redirect_stderr(err),
            pytest.raises(SystemExit) as exit_,
        ):
            main(list(words))
        return Done(int(exit_.value.code or 0), out.getvalue(), err.getvalue())

    def writes(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def fails(self, *words: str) -> str:
        """Return the one line that a command ends with."""
        done = self.types(*words)
        assert done.returncode != 0, done.stdout
        assert "Traceback" not in done.stderr + done.stdout
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        return done.stderr.strip()

    def succeeds(self, *words: str) -> str:
        done = self.types(*words)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample estate, made once."""
    operator = Operator(tmp_path_factory.mktemp("estate"))
    operator.succeeds("import", str(SAMPLE))
    return operator.folder / "louzhang.sqlite3"


@pytest.fixture
def settled(operator: Operator, estate: Path) -> Operator:
    """An operator whose estate is loaded."""
    shutil.copy(estate, operator.folder / "louzhang.sqlite3")
    operator.writes("config.toml", '[telegram]\ntoken = "123456:not-a-real-one"\n')
    return operator


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        *(
            [name, "--help"]
            for name in ("run", "demo", "check", "backup", "restore", "import", "invite")
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


def test_check_says_what_is_right(settled: Operator) -> None:
    lines = settled.succeeds("check").splitlines()

    assert [line[0] for line in lines] == ["✓"] * len(lines)
    assert {line[2:].partition(":")[0] for line in lines} == {
        "settings", "file system", "database", "estates", "button key", "token",
    }  # fmt: skip


def test_check_says_what_is_wrong(operator: Operator) -> None:
    done = operator.types("check")

    assert done.returncode == 1
    assert "✗ file system: there is no database at" in done.stdout
    assert "✗ token: There is no token" in done.stdout
    assert list(operator.folder.iterdir()) == []


def test_check_of_wrong_settings(operator: Operator) -> None:
    operator.writes("config.toml", "[pace]\nper_second = 0\n[log]\nlevel = 1")
    done = operator.types("check")

    assert done.returncode == 1
    assert [line[:11] for line in done.stdout.splitlines()] == ["✗ settings:"] * 2


def test_check_of_a_damaged_database(settled: Operator) -> None:
    path = settled.folder / "louzhang.sqlite3"
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 40] = os.urandom(4096 * 37)
    path.write_bytes(content)
    done = settled.types("check")

    assert done.returncode == 1
    assert "✗ database:" in done.stdout
    assert "Traceback" not in done.stderr


def test_check_asks_telegram_when_it_is_told_to(settled: Operator, unused_tcp_port: int) -> None:
    settled.environment["LOUZHANG_TELEGRAM__BASE_URL"] = f"http://127.0.0.1:{unused_tcp_port}/bot"
    done = settled.types("check", "--online")

    assert done.returncode == 1
    assert "✗ token: Telegram does not answer" in done.stdout


def test_a_backup_can_be_restored(settled: Operator) -> None:
    path = settled.folder / "louzhang.sqlite3"
    said = settled.succeeds("backup", "copy.sqlite3")
    assert "opened, checked and compared" in said
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM floors")
        connection.commit()

    settled.succeeds("restore", "copy.sqlite3")

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM floors").fetchone() == (150,)


def test_a_restore_never_loses_later_entries_by_itself(settled: Operator) -> None:
    path = settled.folder / "louzhang.sqlite3"
    settled.succeeds("backup", "copy.sqlite3")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO inbox (update_id, chat_id, raw, state, received_at) "
            "VALUES (1, 1, '{}', 'waiting', 9999999999999)"
        )
        connection.commit()

    assert "later than this backup" in settled.fails("restore", "copy.sqlite3")
    assert "is now what copy.sqlite3 holds" in settled.succeeds(
        "restore", "copy.sqlite3", "--force"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["backup", "nowhere/copy.sqlite3"], "There is no folder"),
        (["backup", "."], "is a directory"),
        (["backup", "louzhang.sqlite3"], "it is the database itself"),
        (["restore", "missing.sqlite3"], "there is no such file"),
        (["restore", "config.toml"], "is not an SQLite database"),
    ],
)
def test_backups_that_cannot_be(settled: Operator, words: list[str], sentence: str) -> None:
    assert sentence in settled.fails(*words)


def test_a_backup_of_a_database_that_is_not_there(operator: Operator) -> None:
    assert "There is no database at" in operator.fails("backup", "copy.sqlite3")
    assert list(operator.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "sentence"), [(["backup", "x"], "pg_dump"), (["restore", "x"], "pg_restore")]
)
def test_backups_of_postgresql_name_the_right_tool(
    operator: Operator, words: list[str], sentence: str
) -> None:
    operator.environment["LOUZHANG_DATABASE__URL"] = "postgresql://127.0.0.1:1/none"
    assert sentence in operator.fails(*words)


class Refusing:
    """A Telegram that answers 401 to everybody, in a process of its own."""

    def __init__(self) -> None:
        program = (
            "import http.server as h\n"
            "class A(h.BaseHTTPRequestHandler):\n"
            "    def do_POST(self):\n"
            "        self.rfile.read(int(self.headers.get('Content-Length') or 0))\n"
            "        self.send_response(401); self.end_headers()\n"
            '        self.wfile.write(b\'{"ok":false,"description":"Unauthorized"}\')\n'
            "    def log_message(self, *a): pass\n"
            "s = h.HTTPServer(('127.0.0.1', 0), A)\n"
            "print(s.server_port, flush=True)\n"
            "s.serve_forever()\n"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.base_url = f"http://127.0.0.1:{int(self._process.stdout.readline())}/bot"

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()
