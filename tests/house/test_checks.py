"""`python3 go.py test`: what runs, in which order, and when it counts as failed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.house.newcomer import PROJECT, Newcomer

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may install Chromium")


def headings(output: str) -> list[str]:
    return [line.strip("= ") for line in output.splitlines() if line.startswith("=== ")]


def test_every_check_runs_under_its_heading_and_pytest_has_the_last_line(
    newcomer: Newcomer,
) -> None:
    done = newcomer.types("test", "-k", "a word")

    assert done.returncode == 0, done.stderr
    wanted = ["ruff check", "ruff format --check", "mypy", "lint-imports", "pytest"]
    assert headings(done.stdout) == wanted
    assert done.stdout.splitlines()[-1].startswith("pytest -n auto --dist worksteal -k a word ")


def test_first_failing_check_is_the_last_that_runs(newcomer: Newcomer) -> None:
    newcomer.has("mypy is broken")

    done = newcomer.types("test")

    assert done.returncode == 3
    assert headings(done.stdout) == ["ruff check", "ruff format --check", "mypy"]


def test_failed_tests_fail_the_command(newcomer: Newcomer) -> None:
    newcomer.has("pytest is broken")

    assert newcomer.types("test").returncode == 3


def test_in_ci_missing_browser_tests_are_a_failure(newcomer: Newcomer) -> None:
    assert "[browser required: 1]" in newcomer.types("test", CI="true").stdout
    assert "[browser required: no]" in newcomer.types("test", CI="false").stdout


def test_without_chromium_one_line_says_that_browser_tests_are_skipped(
    newcomer: Newcomer,
) -> None:
    (newcomer.bin / "apt-get").unlink()

    done = newcomer.types("test")

    remarks = [line for line in done.stdout.splitlines() if line.startswith("Browser tests are")]
    assert len(remarks) == 1
    assert done.returncode == 0


@as_root
def test_root_gets_chromium_and_chinese_letters_from_debian(newcomer: Newcomer) -> None:
    done = newcomer.types("test")

    _update, install = (call for call in newcomer.take_calls() if call.startswith("apt-get"))
    assert install.endswith("chromium chromium-driver fonts-wqy-microhei")
    assert "Browser tests are skipped" not in done.stdout


@as_root
def test_chromium_that_is_there_is_not_asked_for(newcomer: Newcomer) -> None:
    newcomer.types("test")
    newcomer.take_calls()

    newcomer.types("test")

    assert newcomer.take_calls() == []


def test_ctrl_c_ends_the_checks_without_a_traceback(newcomer: Newcomer) -> None:
    newcomer.types("test")
    started = newcomer.machine / "mypy runs"
    slow = f"#!{sys.executable}\nimport pathlib, time\npathlib.Path({str(started)!r}).touch()\n"
    (newcomer.tree / ".venv/bin/mypy").write_text(slow + "time.sleep(60)\n")
    process = subprocess.Popen(
        [sys.executable, str(newcomer.tree / "go.py"), "test"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={"PATH": str(newcomer.bin)},
        text=True,
        start_new_session=True,
    )
    wait_for(started)
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate(timeout=30)

    assert process.returncode == 130
    assert headings(output)[-1] == "mypy"
    assert "go.py" not in output.partition("=== mypy ===")[2]


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < deadline, "the check never started"
        time.sleep(0.05)


def test_ci_runs_the_very_command_that_people_run() -> None:
    lines = (PROJECT / ".ci/run").read_text().splitlines()

    assert lines[:2] == ["#!/usr/bin/env bash", "set -euo pipefail"]
    assert lines[-1] == "python3 go.py test"
    assert os.access(PROJECT / ".ci/run", os.X_OK)
