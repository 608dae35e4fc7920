"""What is locked and what is shipped: nothing from elsewhere, nothing left behind."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile

import pytest
from packaging.requirements import Requirement

from tests.house.newcomer import PROJECT

ROOMS = ("bot", "handlers", "storage", "mutual_aid", "playground")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock")
ELSEWHERE = re.compile(r"\w+://|^\s*-[^-]|^\s*--(?!hash=)|@ | /", re.MULTILINE)


def text_of(lock: str) -> str:
    """Return what an installer obeys: the lock without its comments."""
    lines = (PROJECT / lock).read_text().splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def locked(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", text_of(lock), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host_no_index_and_no_folder(lock: str) -> None:
    assert ELSEWHERE.findall(text_of(lock)) == []
    assert "://" not in (PROJECT / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_library_has_one_version_and_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", text_of(lock))

    assert len(entries) >= 1
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+", entry), entry.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]


def test_tests_run_on_the_very_versions_that_people_run() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-dev.lock").items()


def test_locks_hold_what_pyproject_asks_for() -> None:
    table = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    extras = table["project"]["optional-dependencies"]
    asked = table["project"]["dependencies"] + extras["postgresql"]
    asked += table["dependency-groups"]["build"]
    for lock, wanted in (
        ("requirements.lock", asked),
        ("requirements-dev.lock", asked + extras["dev"]),
    ):
        versions = locked(lock) | {"louzhang": table["project"]["version"]}
        for requirement in map(Requirement, wanted):
            assert versions[requirement.name] in requirement.specifier, f"{lock}: {requirement}"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the file names in a wheel built from a copy of the rooms."""
    place = tmp_path_factory.mktemp("wheel")
    for room in (*ROOMS, "tests", "benchmarks"):
        if (PROJECT / room).is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(PROJECT / room, place / "tree" / room, ignore=ignore)
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(PROJECT / name, place / "tree" / name)
    build = f"from setuptools import build_meta; build_meta.build_wheel({str(place)!r})"
    subprocess.run(
        [sys.executable, "-c", build], cwd=place / "tree", check=True, capture_output=True
    )
    with zipfile.ZipFile(next(place.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def test_wheel_holds_every_file_of_the_rooms_and_nothing_else(shipped: set[str]) -> None:
    files = (path for room in ROOMS for path in (PROJECT / room).rglob("*") if path.is_file())
    wanted = {str(path.relative_to(PROJECT)) for path in files if "__pycache__" not in path.parts}
    found = {name for name in shipped if ".dist-info/" not in name}

    assert found == wanted


def test_licence_travels_with_the_program(shipped: set[str]) -> None:
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in shipped)
