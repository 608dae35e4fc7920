"""An operator at a terminal, for tests: types commands and reads what they print."""

import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
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
