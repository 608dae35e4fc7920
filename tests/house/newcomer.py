"""A copy of go.py in a tree of its own, on a machine whose pip, uv and programs are pretended."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CHECKED_BY = ("ruff", "mypy", "lint-imports", "pytest")

PROGRAM = """#!/bin/sh
echo "{name} $* [browser required: ${{LOUZHANG_REQUIRE_BROWSER:-no}}]"
[ ! -e "{broken}" ] || exit 3
"""
UV = """#!/bin/sh
echo "uv $*" >> {calls}
[ ! -e {offline} ] || {{ echo "dns error" >&2; exit 2; }}
mkdir -p {venv}/bin && cp -P {programs}/* {venv}/bin/
"""
PIP = """import pathlib, shutil, sys
machine, tree = pathlib.Path({machine!r}), pathlib.Path({tree!r})
with (machine / "calls").open("a") as calls:
    print("pip", *sys.argv[1:], file=calls)
if (machine / "offline").exists():
    sys.exit("no route to host")
if "--target" not in sys.argv:
    shutil.copy(machine / "programs/louzhang", tree / ".venv/bin/louzhang")
elif (machine / "uv is not to be had").exists():
    sys.exit("no such package")
else:
    (tree / ".tools/bin").mkdir(parents=True, exist_ok=True)
    shutil.copy(machine / "uv", tree / ".tools/bin/uv")
"""
APT = """#!/bin/sh
echo "apt-get $*" >> {calls}
[ ! -e {offline} ] || exit 100
touch {bin}/chromium {bin}/chromedriver && chmod +x {bin}/chromium {bin}/chromedriver
"""


class Newcomer:
    """Types `python3 go.py ...`; can be asked what the pretended installers were told."""

    def __init__(self, place: Path) -> None:
        self.tree, self.machine = place / "tree", place / "machine"
        self.bin, self.programs = self.machine / "bin", self.machine / "programs"
        for folder in (self.tree / "bot", self.bin, self.programs, self.machine / "modules/pip"):
            folder.mkdir(parents=True)
        (self.tree / "bot/cli.py").touch()
        locks = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock")
        for name in ("go.py", "pyproject.toml", *locks):
            shutil.copy(PROJECT / name, self.tree / name)
        self._pretend_programs()

    def _pretend_programs(self) -> None:
        for name in ("louzhang", *CHECKED_BY):
            script = PROGRAM.format(name=name, broken=self.machine / f"{name} is broken")
            self._script(self.programs / name, script)
        (self.programs / "python").symlink_to(sys.executable)
        for tool in ("env", "mkdir", "cp", "touch", "chmod"):
            (self.bin / tool).symlink_to(str(shutil.which(tool)))
        places = {"calls": self.machine / "calls", "offline": self.machine / "offline"}
        uv = UV.format(venv=self.tree / ".venv", programs=self.programs, **places)
        self._script(self.machine / "uv", uv)
        self._script(self.bin / "apt-get", APT.format(bin=self.bin, **places))
        pip = PIP.format(machine=str(self.machine), tree=str(self.tree))
        (self.machine / "modules/pip/__init__.py").touch()
        (self.machine / "modules/pip/__main__.py").write_text(pip)

    def _script(self, path: Path, text: str) -> None:
        path.write_text(text)
        path.chmod(0o755)

    def types(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Return what happened, typed from another folder than the tree's."""
        surroundings = {
            "PATH": str(self.bin),
            "HOME": str(self.machine),
            "PYTHONPATH": str(self.machine / "modules"),
            "LANG": os.environ.get("LANG", "C.UTF-8"),
        }
        return subprocess.run(
            [sys.executable, str(self.tree / "go.py"), *words],
            cwd=self.machine,
            env=surroundings | env,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def has(self, *marks: str) -> None:
        """Let something be so from now on: `offline`, `uv is not to be had`, `mypy is broken`."""
        for mark in marks:
            (self.machine / mark).touch()

    def no_longer(self, mark: str) -> None:
        (self.machine / mark).unlink()

    def take_calls(self) -> list[str]:
        """Return what installers were told since the last time."""
        calls = self.machine / "calls"
        lines = calls.read_text().splitlines() if calls.exists() else []
        calls.unlink(missing_ok=True)
        return lines
