"""Settings: what an operator writes, what the environment changes, how a mistake is met."""

import tomllib
from datetime import time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot import config
from bot.config import Config, known_settings
from bot.errors import SettingWrong
from mutual_aid.policy import Policy

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    return path


def loaded(tmp_path: Path, text: str) -> Config:
    return config.load(written(tmp_path, text), required=True)


def complaint(tmp_path: Path, text: str) -> str:
    with pytest.raises(SettingWrong) as caught:
        loaded(tmp_path, text)
    return str(caught.value)


def test_example_is_accepted_and_names_every_setting_with_its_default() -> None:
    example = tomllib.loads(EXAMPLE.read_text("utf-8"))
    names = {f"{section}.{key}" for section, part in example.items() for key in part}

    assert names == set(known_settings())
    settings = config.load(EXAMPLE, required=True)
    without_placeholders = {"token", "webhook_url"}
    telegram = settings.telegram.model_dump(exclude=without_placeholders)
    assert telegram == Config().telegram.model_dump(exclude=without_placeholders)
    assert settings.database == Config().database
    assert settings.network == Config().network
    assert settings.weights == Config().weights
    assert settings.waves == Config().waves
    assert settings.policy == Policy()
    assert settings.pace == Config().pace
    assert settings.log == Config().log


def test_example_explains_each_setting_in_the_line_above_it() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    for before, line in pairwise(lines):
        if "=" in line and not line.startswith("#"):
            assert before.startswith("# "), line


def test_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOUZHANG_TELEGRAM__TOKEN", "2:from-environment")
    monkeypatch.setenv("LOUZHANG_PACE__PER_SECOND", "25")

    settings = loaded(tmp_path, '[telegram]\ntoken = "1:from-file"\nbase_url = "http://here/bot"')

    assert settings.token == "2:from-environment"
    assert settings.telegram.base_url == "http://here/bot"
    assert settings.pace.per_second == 25


def test_without_a_file_the_defaults_and_the_environment_serve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOUZHANG_DATABASE__URL", "elsewhere.sqlite3")

    settings = config.load(tmp_path / "config.toml", required=False)

    assert settings.database.url == "elsewhere.sqlite3"
    assert settings.telegram.mode == "polling"


def test_a_file_that_was_named_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingWrong, match=r"There is no file .*mine.toml: copy config.example"):
        config.load(tmp_path / "mine.toml", required=True)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '[telegram]\ntokn = "x"',
            "[telegram] tokn is not a setting; the nearest one is [telegram] token",
        ),
        ("[pace]\nquiet_until = 1", "nearest one is [network] quiet_until"),
        ("[telegramm]\ntoken = 1", "[telegramm] is not a section; the nearest one is [telegram]"),
        ('telegram = "1:abc"', "[telegram] is a section"),
        ("[pace]\nper_second = 0", "[pace] per_second: write a whole number from 1"),
        ('[pace]\nper_chat_burst = "many"', "[pace] per_chat_burst: write a whole number"),
        ('[network]\nquiet_from = "7 pm"', "[network] quiet_from: write a time HH:MM"),
        (
            "[network]\ndetails_for_hours = 48",
            "[network] details_for_hours: write a whole number from 1 to 46",
        ),
        ('[log]\nlevel = "LOUD"', '[log] level: write "DEBUG"'),
        ('[telegram]\nmode = "pigeon"', '[telegram] mode: write "polling" or "webhook"'),
        ('[telegram]\nbase_url = "api.telegram.org"', "[telegram] base_url: write the address"),
        ('[telegram]\nwebhook_listen = "8443"', "[telegram] webhook_listen: write host and port"),
        ('[telegram]\ntoken = "no colon"', "[telegram] token: write it as BotFather gave it"),
        ("[telegram", "is not in the TOML format"),
    ],
)
def test_a_mistake_is_met_with_what_to_write(tmp_path: Path, text: str, sentence: str) -> None:
    said = complaint(tmp_path, text)

    assert sentence in said
    assert len(said.splitlines()) == 1


def test_each_mistake_gets_its_own_line(tmp_path: Path) -> None:
    said = complaint(tmp_path, '[pace]\nper_second = 0\n[log]\nlevel = "x"\n[database]\nurl = ""')

    assert len(said.splitlines()) == 3


def test_values_are_never_repeated_since_they_may_be_secret(tmp_path: Path) -> None:
    said = complaint(
        tmp_path, '[telegram]\ntoken = "se cret"\nmode = "hunter2"\nbase_url = "hunter3"'
    )

    assert "se cret" not in said
    assert "hunter" not in said


@pytest.mark.parametrize("secret", ["", "short", "x" * 31, "with space " * 5, "ä" * 40])
def test_a_webhook_without_a_good_secret_is_refused(tmp_path: Path, secret: str) -> None:
    said = complaint(
        tmp_path,
        '[telegram]\nmode = "webhook"\nwebhook_url = "https://bot.example.org/t"\n'
        f'webhook_secret = "{secret}"',
    )

    assert "32 or more characters" in said


def test_a_webhook_with_a_good_secret_is_accepted(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path,
        '[telegram]\nmode = "webhook"\nwebhook_url = "https://bot.example.org/t"\n'
        f'webhook_secret = "{"s" * 32}"',
    )

    assert settings.telegram.mode == "webhook"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("LOUZHANG_TELEGRAM__TOKN", "LOUZHANG_TELEGRAM__TOKEN"),
        ("LOUZHANG_PAC__PER_SECOND", "LOUZHANG_PACE__PER_SECOND"),
    ],
)
def test_an_unknown_variable_names_the_nearest_known_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, nearest: str
) -> None:
    monkeypatch.setenv(name, "1")

    assert complaint(tmp_path, "").endswith(f"the nearest one is {nearest}.")


def test_a_wrong_variable_is_blamed_and_not_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOUZHANG_PACE__PER_SECOND", "fast")

    assert complaint(tmp_path, "").startswith("LOUZHANG_PACE__PER_SECOND: write a whole number")


def test_a_variable_that_names_a_whole_section_is_met_with_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOUZHANG_TELEGRAM", "{")

    assert "name the setting too" in complaint(tmp_path, "")


def test_without_a_token_the_operator_is_told_where_to_put_it() -> None:
    with pytest.raises(SettingWrong, match=r"There is no token: .* louzhang demo"):
        _ = Config().token


def test_the_network_gets_its_own_settings(tmp_path: Path) -> None:
    policy = loaded(
        tmp_path, '[network]\nquiet_from = "21:15"\nquiet_until = "08:00"\ndetails_for_hours = 12'
    ).policy

    assert (policy.quiet_from, policy.quiet_until) == (time(21, 15), time(8))
    assert policy.details_for == timedelta(hours=12)


def test_words_of_the_station_are_part_of_the_policy(tmp_path: Path) -> None:
    words = tmp_path / "words.csv"
    words.write_text(
        "category_code,language,words\nfood.meal_delivery,zh-Hant,飯壺|愛心湯\n", "utf-8"
    )
    policy = loaded(tmp_path, f'[network]\nown_words = "{words}"\n').policy
    assert policy.own_words == {"饭壶": "food.meal_delivery", "爱心汤": "food.meal_delivery"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no file"),
        (
            b"category_code,language,words\nfood.cake,en,cake\n",
            "words.csv, line 2: there is no kind",
        ),
        ("飯".encode("big5"), "not in UTF-8"),
    ],
)
def test_a_file_of_words_that_cannot_be_used_is_named(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    words = tmp_path / "words.csv"
    if content is not None:
        words.write_bytes(content)
    with pytest.raises(SettingWrong, match=said):
        _ = loaded(tmp_path, f'[network]\nown_words = "{words}"\n').policy
