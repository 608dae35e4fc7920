#!/usr/bin/env python3
"""Sets Louzhang up in .venv when needed and starts it.

python3 go.py demo           try it in a browser: no token, nothing to install
python3 go.py test           everything that CI checks (words after it go to pytest)
python3 go.py run            the bot against Telegram, as config.toml says
python3 go.py --help         every other command: any word is passed to louzhang
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

try:
    import fcntl
except ImportError:
    sys.exit("Louzhang runs on Linux and macOS. On Windows, use the Windows Subsystem for Linux.")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PROGRAM = VENV / "bin" / "louzhang"
STAMP = VENV / "louzhang-stamp"
TOOLS = ROOT / ".tools"
UV = TOOLS / "bin" / "uv"
LOG = TOOLS / "install.log"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}
UV_LOCK = ROOT / "requirements-uv.lock"
# Not sys.executable: the venv that this script may itself be started from can lack pip.
HOST_PYTHON = str(getattr(sys, "_base_executable", sys.executable))

CHECKS = (
    ("ruff check", ["ruff", "check", "."]),
    ("ruff format --check", ["ruff", "format", "--check", "."]),
    ("mypy", ["mypy"]),
    ("lint-imports", ["lint-imports"]),
    ("pytest", ["pytest", "-n", "auto", "--dist", "worksteal"]),
)
BROWSER_PROGRAMS = ("chromium", "chromedriver")
BROWSER_PACKAGES = ("chromium", "chromium-driver", "fonts-wqy-microhei")


class CannotSetUpError(Exception):
    """Holds the one plain sentence that the person reads."""


def main(words: list[str]) -> int:
    if not words:
        print(__doc__)
        return 2
    if sys.version_info < (3, 11):
        sys.exit("Louzhang needs Python 3.11 or newer. Try: python3.11 go.py demo")
    if not (ROOT / "bot" / "cli.py").exists():
        sys.exit(f"This copy of Louzhang is incomplete: {ROOT / 'bot' / 'cli.py'} is missing.")
    try:
        set_up("test" if words[0] == "test" else "run")
        if words[0] == "test":
            return check_everything(words[1:])
        os.execv(PROGRAM, [str(PROGRAM), *words])  # so that signals reach the program itself
    except CannotSetUpError as problem:
        sys.exit(str(problem))
    except OSError as problem:
        sys.exit(f"Cannot set Louzhang up in {ROOT}: {problem.strerror or problem}.")


def set_up(purpose: str) -> None:
    with (ROOT / "pyproject.toml").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two starts at once install one after the other
        wanted = [fingerprint(), str(ROOT)]
        found = STAMP.read_text().splitlines() if STAMP.exists() else []
        # What the tests need includes what the program needs.
        if found[1:] == wanted and found[0] in (purpose, "test") and can_start():
            return
        print("Setting Louzhang up; this takes up to a minute, once.", file=sys.stderr, flush=True)
        moved = bool(found) and found[-1] != str(ROOT)  # a venv names its own place in its scripts
        if found:
            STAMP.write_text("\n".join(["unfinished", *found[1:]]))
        install(LOCKS[purpose], new_venv=moved or not PYTHON.exists())
        STAMP.write_text("\n".join([purpose, *wanted]))


def can_start() -> bool:
    return PYTHON.exists() and PROGRAM.exists()  # not so once the Python behind the venv is gone


def fingerprint() -> str:
    files = (ROOT / "pyproject.toml", *LOCKS.values())
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def install(lock: Path, new_venv: bool) -> None:
    """Try uv first: 3 s from nothing (pip: 11 s), 4 s with the tests' libraries (pip: 24 s).

    pip stands in where uv cannot be had, or where only pip has been told of a mirror or a proxy.
    """
    fetch_uv = [HOST_PYTHON, "-m", "pip", "install", "--target", str(TOOLS), "--upgrade"]
    fetch_uv += ["--only-binary", ":all:", "--require-hashes", "-r", str(UV_LOCK)]
    uv_venv = [str(UV), "venv", "--clear", "--python", HOST_PYTHON, str(VENV)]
    uv_install = [str(UV), "pip", "install", "--compile-bytecode", "--python", str(PYTHON)]
    pip_venv = [HOST_PYTHON, "-m", "venv", "--clear", "--without-pip", str(VENV)]
    pip_install = [HOST_PYTHON, "-m", "pip", "--python", str(PYTHON), "install"]
    with_uv = ([] if UV.exists() else [fetch_uv]) + [uv_venv] * new_venv
    with_pip = [pip_venv] * new_venv
    ways = ((with_uv, uv_install), (with_pip, pip_install))
    if any(all(map(quietly, before + fill(tool, lock))) for before, tool in ways):
        return
    raise CannotSetUpError(
        "Could not install what Louzhang needs; most often the package registry cannot be reached. "
        f"Check the network and type the same again. The details are in {LOG}."
    )


def fill(tool: list[str], lock: Path) -> list[list[str]]:
    """Return the commands that fill the venv, all from hashed files (setuptools is in the lock)."""
    return [
        [*tool, "--require-hashes", "-r", str(lock)],
        [*tool, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ]


def quietly(command: list[str]) -> bool:
    """Run with the output in the log; False when it failed or does not exist."""
    TOOLS.mkdir(exist_ok=True)
    with LOG.open("a") as log:
        print("$", *command, file=log, flush=True)
        try:
            done = subprocess.run(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        except OSError as problem:
            print(problem, file=log)
            return False
    return done.returncode == 0


def check_everything(pytest_words: list[str]) -> int:
    env = {**os.environ, **find_browser()}
    # Ctrl-C is for the running check, which tidies up after itself; then there is no next one.
    signal.signal(signal.SIGINT, lambda *_: None)
    for title, (tool, *words) in CHECKS:
        print(f"\n=== {title} ===", flush=True)
        command = [str(VENV / "bin" / tool), *words, *(pytest_words if tool == "pytest" else [])]
        status = subprocess.run(command, cwd=ROOT, env=env).returncode
        if status != 0:
            return status if status > 0 else 128 - status
    return 0


def find_browser() -> dict[str, str]:
    """Return what the browser tests are told; Chromium is installed where this may be done."""
    if not have_browser() and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests (apt-get).", flush=True)
        apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
        apt += ["-o", "DPkg::Lock::Timeout=120"]
        quietly([*apt, "update"])
        quietly([*apt, "install", "--no-install-recommends", *BROWSER_PACKAGES])
    in_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
    if in_ci:
        return {"LOUZHANG_REQUIRE_BROWSER": "1"}
    if not have_browser():
        print(f"Browser tests are skipped: they need Debian's {' '.join(BROWSER_PACKAGES)}.")
    return {}


def have_browser() -> bool:
    return all(shutil.which(program) for program in BROWSER_PROGRAMS)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
