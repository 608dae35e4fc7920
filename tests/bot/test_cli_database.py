"""louzhang check, backup and restore: what is right or wrong, and only copies that are whole."""

import os
import sqlite3
from contextlib import closing

import pytest

from tests.bot.operators import Operator


def test_check_says_what_is_right(settled: Operator) -> None:
    lines = settled.succeeds("check").splitlines()

    assert [line[0] for line in lines] == ["✓"] * len(lines)
    assert {line[2:].partition(":")[0] for line in lines} == {
        "settings", "words", "file system", "database", "estates", "button key", "token",
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
