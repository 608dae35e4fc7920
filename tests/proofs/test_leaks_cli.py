"""What the commands print when something is wrong: never a secret, never a person."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli import main
from tests.mutual_aid.paper import Paper, Spoil

SECRET = "KANARIE-0123456789-secret"
WRONG_SETTINGS = {
    "a token that is none": f'[telegram]\ntoken = "{SECRET}"\n',
    "a token that is a number": "[telegram]\ntoken = 5550001111222\n",
    "a token in a list": f'[telegram]\ntoken = ["{SECRET}"]\n',
    "a secret that is too short": (
        f'[telegram]\ntoken = "1:{SECRET}"\nmode = "webhook"\n'
        'webhook_url = "https://bot.example.org/x"\nwebhook_secret = "KANARIE"\n'
    ),
    "an address without https": (
        f'[telegram]\ntoken = "1:{SECRET}"\nmode = "webhook"\nwebhook_url = "http://{SECRET}/"\n'
    ),
    "a key that is none": f'[telegram]\ntokn = "{SECRET}"\n',
    "a section that is none": f'[telegramm]\ntoken = "{SECRET}"\n',
    "no quotation marks": f"[telegram]\ntoken = 12:{SECRET}\n",
    "a quotation mark that never ends": f'[telegram]\ntoken = "12:{SECRET}\n',
    "a password that nobody asks for": (
        f'[telegram]\ntoken = "12:{SECRET}"\n'
        f'[database]\nurl = "postgresql://louzhang:{SECRET}@127.0.0.1:1/network"\n'
    ),
    "an address of no server": f'[database]\nurl = "postgresql://louzhang:{SECRET}@/"\n',
    "an address of no kind": f'[database]\nurl = "mysql://louzhang:{SECRET}@host/network"\n',
}
COMMANDS = (("check",), ("run",), ("invite", "coordinator"), ("import", "nowhere"))


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """A command sets up the log of the whole process; afterwards it is as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


def _says(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that fails; return all that it prints."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    captured = capfd.readouterr()
    assert ended.value.code == 1
    return captured.out + captured.err


@pytest.mark.parametrize("wrong", WRONG_SETTINGS)
@pytest.mark.parametrize("command", COMMANDS, ids=[x[0] for x in COMMANDS])
def test_wrong_settings_are_named_and_never_repeated(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    wrong: str,
    command: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text(WRONG_SETTINGS[wrong])
    said = _says(capfd, *command, "--config", "config.toml")

    assert said.strip()
    assert "KANARIE" not in said
    assert "5550001111222" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "name", ["LOUZHANG_TELEGRAM__TOKEN", "LOUZHANG_TELEGRAM__TOKN", "LOUZHANG_TELEGRAM"]
)
def test_wrong_variables_are_named_and_never_repeated(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, SECRET)
    said = _says(capfd, "check")

    assert "KANARIE" not in said
    assert "Traceback" not in said


NAME, PHONE = "金絲雀", "+852 9777 0101"


def _canaries(paper: Paper) -> Paper:
    """Give the first person of every file a name, a phone and a flat that stand nowhere else."""
    for file, code in (("leaders.csv", "L001"), ("staff.csv", "S001"), ("volunteers.csv", "V001"),
                       ("checkin_residents.csv", "R003")):  # fmt: skip
        paper.change(file, code, name_zh_hant=NAME, name_en="KANARIE Yellow", phone=PHONE)
    return paper


def _shifted(paper: Paper) -> None:
    """One cell was deleted, and everything after it stands one column too far to the left."""
    for file in ("leaders.csv", "volunteers.csv", "checkin_residents.csv"):
        row = paper.files[file][0] if file != "checkin_residents.csv" else paper.row(file, "R003")
        cells = list(row.values())
        row.update(zip(row, [*cells[:2], *cells[3:], ""], strict=True))


def _headless(paper: Paper) -> None:
    for file in ("leaders.csv", "volunteers.csv", "checkin_residents.csv"):
        paper.raw[file] = paper.text(file).partition("\n")[2].encode()


def _swapped(paper: Paper) -> None:
    for file, code in (("leaders.csv", "L001"), ("volunteers.csv", "V001")):
        row = paper.row(file, code)
        paper.change(file, code, phone=row["languages"], languages=PHONE, screening=NAME)


def _cell(file: str, code: str, **cells: str) -> Callable[[Paper], object]:
    return lambda paper: paper.change(file, code, **cells)


SPOILT: dict[str, Spoil] = {
    "a phone that is none": _cell("volunteers.csv", "V001", phone=f"{PHONE} or {NAME}"),
    "a number that is none": _cell("leaders.csv", "L001", telegram_id=PHONE),
    "an age in words": _cell("volunteers.csv", "V001", age=f"{NAME} 72"),
    "a name without an end": _cell("staff.csv", "S001", name_en="KANARIE " * 40),
    "a flat that is none": _cell("checkin_residents.csv", "R003", unit_id="KANARIE-2107"),
    "a home that is none": _cell("leaders.csv", "L001", home_unit_id="KANARIE-2107"),
    "a contact that is none": _cell("checkin_residents.csv", "R003", contact_phone=NAME),
    "an illness in words": _cell("checkin_residents.csv", "R003", medical_flag=f"{NAME}!"),
    "columns that were exchanged": _swapped,
    "cells that moved": _shifted,
    "no header": _headless,
    "somebody twice": _cell("volunteers.csv", "V002", telegram_id="990000000051"),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_refused_import_names_lines_and_columns_but_nobody(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    monkeypatch.chdir(tmp_path)
    paper = _canaries(Paper())
    SPOILT[spoilt](paper)
    said = _says(capfd, "import", str(paper.save(tmp_path / "estate")))

    assert "Nothing was imported" in said
    assert "line" in said
    for word in (NAME, "KANARIE", "Yellow", PHONE, "9777", "2107", "990000000051"):
        assert word not in said


def test_a_wrong_code_is_repeated_because_nobody_is_named_by_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paper = Paper().change("volunteers.csv", "V001", skills="cookng")
    said = _says(capfd, "import", str(paper.save(tmp_path / "estate")))

    assert '"cookng" is not a skill' in said
