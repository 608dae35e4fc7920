"""docs/estate-files.md says what the program does: every column, every code, every example."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from mutual_aid.importing.columns import Column, EstateFile
from mutual_aid.importing.files import FILES
from mutual_aid.importing.kinds import LONGEST_TEXT
from mutual_aid.importing.people_columns import CHECK_IN_DAYS
from mutual_aid.importing.problems import SHOWN_AT_MOST
from mutual_aid.languages import SCRIPTS, SPOKEN
from mutual_aid.taxonomy import categories, client_groups, skills
from mutual_aid.times import DAY_PARTS
from tests.mutual_aid.paper import Paper, problems

PAGE = (Path(__file__).parents[2] / "docs" / "estate-files.md").read_text("utf-8")
LISTED: dict[str, Iterable[str]] = {
    "Skills": skills(),
    "Need categories": categories(),
    "Client groups": client_groups(),
    "Day parts": DAY_PARTS,
    "Check-in days": CHECK_IN_DAYS,
}


def section(file: EstateFile) -> list[str]:
    """The lines of the table of a file."""
    text = PAGE.partition(f"### `{file.name}`\n")[2].partition("\n#")[0]
    return [line for line in text.splitlines() if line.startswith("| `")]


def needed(file: EstateFile, column: Column) -> str:
    if any(names.required and column.name in names.columns for names in file.trios):
        return "one of three"
    return "yes" if column.required else "no"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_table_of_a_file_is_what_is_checked(file: EstateFile) -> None:
    assert section(file) == [
        f"| `{column.name}` | {needed(file, column)} | {column.allowed} | {column.meaning} |"
        for column in file.columns
    ]


@pytest.mark.parametrize("title", LISTED)
def test_the_page_lists_every_code(title: str) -> None:
    listed = ", ".join(f"`{code}`" for code in LISTED[title])
    assert f"**{title}:** {listed}.\n" in PAGE


def test_the_languages_named_on_the_page_are_accepted() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("**Languages:**"))
    named = set(line.split("`")[1::2]) - {"zh"}
    assert named <= SPOKEN | set(SCRIPTS)
    assert {code for code in SPOKEN if len(code) > 2} <= named
    assert "zh" not in SPOKEN


def test_the_example_of_a_problem_is_what_is_said() -> None:
    [said] = problems(Paper().change("volunteers.csv", "V013", skills="cookng"))
    assert f"\n{said}\n" in PAGE


def test_the_numbers_on_the_page_are_those_of_the_program() -> None:
    assert SHOWN_AT_MOST == 50
    assert "(the first fifty, then how many more)" in PAGE
    assert f"text, up to {LONGEST_TEXT} characters" in PAGE
