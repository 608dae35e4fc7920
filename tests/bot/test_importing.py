"""louzhang import: whole or not at all, with a report that an operator can act upon."""

import io
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot import cli, importing
from bot.errors import CannotGoOn
from mutual_aid.notices import DueKind
from playground import PretendClock
from storage.store import Store
from tests.mutual_aid.paper import SAMPLE, Paper

TABLES = ("estates", "members", "volunteers", "residents", "imported_rows", "check_ins", "due")


@pytest.fixture
def paper() -> Paper:
    return Paper().only_block("MC-A")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(f'[database]\nurl = "{tmp_path / "network.sqlite3"}"\n')
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def count(config: Path, *tables: str) -> list[int]:
    with closing(sqlite3.connect(config.with_name("network.sqlite3"))) as database:
        return [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in tables
        ]


def test_the_sample_estate_is_loaded_by_one_command(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", SAMPLE, "--config", config) == 0
    said = capsys.readouterr()
    assert "Imported from 1,599 rows:" in said.out
    assert "  units.csv: 1,178 added" in said.out
    assert said.err == ""
    assert count(config, "estates", "units", "residents") == [2, 1178, 40]


def test_a_second_import_says_that_nothing_changed(
    config: Path, paper: Paper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = paper.save(tmp_path / "estate")
    run("import", folder, "--config", config)
    before = count(config, *TABLES)
    capsys.readouterr()
    assert run("import", folder, "--config", config) == 0
    assert capsys.readouterr().out == "Nothing changed: 346 rows as before.\n"
    assert count(config, *TABLES) == before


def test_a_bad_row_is_named_and_nothing_is_written(
    config: Path, paper: Paper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = paper.change("volunteers.csv", "V007", skills="cookng").save(tmp_path / "estate")
    assert run("import", folder, "--config", config) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "Nothing was imported: one thing has to be put right first.",
        'volunteers.csv line 2, column skills: "cookng" is not a skill; did you mean "cooking"?',
    ]
    assert set(count(config, *TABLES)) == {0}


def test_a_dry_run_says_what_would_change_and_writes_nothing(
    config: Path, paper: Paper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", paper.save(tmp_path / "estate"), "--config", config)
    before = count(config, *TABLES)
    paper.change("volunteers.csv", "V007", phone="+852 0000 7777", radius="both")
    paper.copy("volunteers.csv", "V008", volunteer_id="V999", telegram_id="")
    folder = paper.remove("staff.csv", "S003").save(tmp_path / "estate")
    capsys.readouterr()
    for _ in range(2):
        assert run("import", folder, "--dry-run", "--config", config) == 0
        assert capsys.readouterr().out.splitlines() == [
            "Dry run, nothing was written. The import would do this:",
            "  volunteers.csv: 1 added, 1 changed",
            "  344 rows as before",
            "  volunteers.csv line 2 changes phone, radius",
            "staff.csv: 1 row of earlier imports not in it now, left as is.",
        ]
    assert count(config, *TABLES) == before


def test_a_folder_that_is_not_there_is_said_in_one_sentence(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", tmp_path / "nowhere", "--config", config) == 1
    assert capsys.readouterr().err == (
        f"There is no folder {tmp_path / 'nowhere'}: name the one with the estate files.\n"
    )


def test_a_folder_without_estate_files_is_not_called_ten_missing_files(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shopping.csv").write_text("milk,2\n")
    assert run("import", tmp_path, "--config", config) == 1
    [said] = capsys.readouterr().err.splitlines()
    assert said.startswith(f"There are no estate files in {tmp_path}: name the folder")


def test_an_enormous_file_is_not_read(
    paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = paper.save(tmp_path / "estate")
    monkeypatch.setattr(importing, "LARGEST_FILE", 1_000_000)
    (folder / "units.csv").write_bytes(b"x" * 1_000_001)
    with pytest.raises(CannotGoOn, match=r"units\.csv is larger than 1 MB"):
        importing.read_folder(folder)


async def test_every_resident_who_is_asked_has_a_next_check_in(
    store: Store, clock: PretendClock, paper: Paper, tmp_path: Path
) -> None:
    report = await importing.load(store, paper.save(tmp_path / "estate"), now=clock.now())
    async with store.reading() as turn:
        asked = {resident.resident_id for resident in await turn.check_ins.active_residents()}
        planned = await turn.all_rows("check_ins")
        due = [row for row in await turn.all_rows("due") if row["kind"] == DueKind.CHECK_IN_ASK]
    assert asked
    assert report.check_ins_planned == len(planned) == len(due)
    assert asked <= {str(row["resident_id"]) for row in planned}
    assert {row["object_id"] for row in due} == {row["check_in_id"] for row in planned}


async def test_progress_goes_up_to_the_end(
    store: Store, clock: PretendClock, paper: Paper, tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    await importing.load(
        store,
        paper.save(tmp_path / "estate"),
        now=clock.now(),
        progress=lambda done, total: seen.append((done, total)),
    )
    shares = [done / total for done, total in seen]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == 1


async def test_a_number_under_two_names_is_mentioned_in_the_report(
    store: Store, clock: PretendClock, paper: Paper, tmp_path: Path
) -> None:
    paper.change("volunteers.csv", "V007", telegram_id="990000000003")
    report = await importing.load(store, paper.save(tmp_path / "estate"), now=clock.now())
    assert report.lines()[-1] == (
        "Please look at volunteers.csv line 2, column telegram_id: this number stands under "
        "another name in leaders.csv line 4; taken as one person."
    )


class Terminal(io.StringIO):
    """Something that a progress bar may be drawn on."""

    def isatty(self) -> bool:
        return True


def test_a_progress_bar_comes_only_when_there_is_time_to_look_at_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    now = 100.0
    monkeypatch.setattr("bot.importing.time.monotonic", lambda: now)
    with importing.progress_bar() as progress:
        progress(40, 100)
        assert terminal.getvalue() == ""
        now += 2
        progress(60, 100)
        assert "Importing" in terminal.getvalue()
        assert "60%" in terminal.getvalue()
