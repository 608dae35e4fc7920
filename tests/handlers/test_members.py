"""Coming in: invitations as people paste them, languages by their own names, whole menus."""

import pytest

from handlers import conversations
from handlers.commands import COMMANDS
from handlers.home import LANGUAGES, language_row
from handlers.invitations import read_code
from handlers.words import words
from mutual_aid.invitations import new_code
from mutual_aid.record import Language

assert conversations  # importing it fills the table of commands


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "  {}\n",
        "https://t.me/louzhang_bot?start={}",
        "t.me/louzhang_bot?start={}",
        "tg://resolve?domain=louzhang_bot&start={}",
        "Here you are: https://t.me/louzhang_bot?start={} ",
    ],
)
def test_an_invitation_is_read_as_people_paste_it(around: str) -> None:
    code = new_code()
    assert read_code(around.format(code)) == code


@pytest.mark.parametrize(
    "text", ["", "hello", "what is this?", "2107", "https://t.me/louzhang_bot?start=short"]
)
def test_what_is_no_invitation_is_not_counted_as_a_wrong_one(text: str) -> None:
    assert read_code(text) is None


def test_every_language_is_offered_by_its_own_name() -> None:
    assert set(LANGUAGES) == set(Language)
    assert [x.label for x in language_row()] == ["简体", "繁體", "English"]


def test_every_command_has_a_description_that_telegram_takes() -> None:
    for language in Language:
        for name in COMMANDS:
            assert 1 <= len(words(language).plain(f"command.{name}")) <= 256
            assert name.islower()
            assert name.isalnum()
