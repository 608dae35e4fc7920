"""The operator's page: what it shows can be typed and is understood."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typer.main

from bot import config
from bot.cli import app
from tests.house.newcomer import PROJECT

PAGE = (PROJECT / "docs/run-it-for-real.md").read_text()
UNIT = PROJECT / "docs/louzhang.service"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("settings", blocks("toml"))
def test_settings_on_the_page_are_understood(settings: str, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(settings)

    config.load(file, required=True)


def test_environment_variables_on_the_page_are_settings() -> None:
    named = set(re.findall(r"LOUZHANG_([A-Z]+)__([A-Z_]+)", PAGE))

    assert named
    assert {f"{section}.{key}".lower() for section, key in named} <= config.known_settings().keys()


def test_commands_and_options_on_the_page_exist() -> None:
    commands = getattr(typer.main.get_command(app), "commands", {})
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    shown = [line.split("#")[0].split() for line in lines if line.startswith("louzhang ")]
    shown += [
        words.split()
        for words in re.findall(r"/bin/(louzhang (?!run-)[^'\n]+)", PAGE + UNIT.read_text())
    ]

    assert len(shown) >= 8
    for _, name, *words in shown:
        options = {option for parameter in commands[name].params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, name


def test_files_that_the_page_links_to_exist() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", PAGE) if "://" not in link]

    assert links
    assert [link for link in links if not (PROJECT / "docs" / link).exists()] == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_understands_every_unit_on_the_page(tmp_path: Path) -> None:
    backup_service, backup_timer = blocks("ini")
    units = {
        "louzhang.service": UNIT.read_text(),
        "louzhang-backup.service": backup_service,
        "louzhang-backup.timer": backup_timer,
    }
    for name, text in units.items():
        # The program itself is not installed where tests run.
        (tmp_path / name).write_text(text.replace("/opt/louzhang/.venv/bin/louzhang", "/bin/sh"))

    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in units)],
        capture_output=True,
        text=True,
    )

    complaints = [line for line in done.stderr.splitlines() if "louzhang" in line]
    assert complaints == []
    assert done.returncode == 0, done.stderr
