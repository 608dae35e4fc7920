"""The walls between the rooms: each forbidden import is really refused by the linter."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.newcomer import PROJECT

ROOMS = ("bot", "handlers", "storage", "mutual_aid", "playground")
FORBIDDEN = {
    "handlers": "storage bot playground aiosql aiosqlite asyncpg sqlite3 apscheduler",
    "mutual_aid": "telegram handlers storage bot playground aiosql aiosqlite asyncpg sqlite3"
    " apscheduler aiohttp",
    "storage": "handlers bot playground telegram apscheduler",
    "playground": "bot handlers storage mutual_aid telegram",
}
ALLOWED = {
    "bot": "handlers storage mutual_aid playground telegram aiohttp apscheduler sqlite3",
    "handlers": "mutual_aid telegram",
    "storage": "mutual_aid aiosql aiosqlite asyncpg sqlite3",
    "playground": "aiohttp",
}


def lint(place: Path, imports: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Return what the linter says of five rooms that import the given modules, and nothing else."""
    shutil.copy(PROJECT / "pyproject.toml", place)
    for room in ROOMS:
        (place / room).mkdir()
        lines = [f"import {module}\n" for module in imports.get(room, "").split()]
        (place / room / "__init__.py").write_text("".join(lines))
    tool = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([tool, "--no-cache"], cwd=place, capture_output=True, text=True)


def test_imports_that_the_plan_allows_pass(tmp_path: Path) -> None:
    done = lint(tmp_path, ALLOWED)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("room", FORBIDDEN)
def test_each_forbidden_import_is_named(tmp_path: Path, room: str) -> None:
    done = lint(tmp_path, {room: FORBIDDEN[room]})

    assert done.returncode == 1
    for module in FORBIDDEN[room].split():
        assert f"{room} -> {module}" in done.stdout, f"{room} may import {module}"


def test_detour_through_another_room_is_refused_too(tmp_path: Path) -> None:
    done = lint(tmp_path, {"handlers": "mutual_aid", "mutual_aid": "apscheduler"})

    assert done.returncode == 1
    assert "handlers -> mutual_aid" in done.stdout
