"""The estate as operators write it down: ten CSV files, checked as a whole before anything else.

What each column means and may hold is written for operators in docs/estate-files.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mutual_aid.importing.check_in_rules import check_resident
from mutual_aid.importing.checked_rows import Row, read_rows
from mutual_aid.importing.columns import EstateFile
from mutual_aid.importing.files import BY_NAME, FILES
from mutual_aid.importing.people import Person, check_people, odd_names, people_of
from mutual_aid.importing.problems import EstateRefused, Problem, nearest
from mutual_aid.importing.references import check_references
from mutual_aid.importing.tables import read_lines

FILE_NAMES = tuple(file.name for file in FILES)
"""All files, in the order in which their rows may refer to one another."""


@dataclass(frozen=True)
class CheckedEstate:
    """Rows by file and key in which everything fits together; notes are odd but allowed."""

    rows: Mapping[str, Mapping[str, Row]]
    people: tuple[Person, ...]
    notes: tuple[Problem, ...]


def check(contents: Mapping[str, bytes]) -> CheckedEstate:
    """Read files given by name; raises EstateRefused with everything that is wrong with them."""
    problems = list(_missing_files(contents))
    rows: dict[str, dict[str, Row]] = {}
    torn = {problem.file for problem in problems}
    for file in FILES:
        read, unreadable, unfit = _read(file, contents.get(file.name))
        rows[file.name] = {}
        for row in read:
            rows[file.name].setdefault(row.key, row)
        problems += [*unreadable, *unfit]
        nameless = rows[file.name].pop("", None)
        if unreadable or nameless:
            torn.add(file.name)
    people = people_of(rows)
    problems += _contradictions(rows, people, torn)
    if problems:
        raise EstateRefused(sorted(problems, key=_place))
    return CheckedEstate(rows, tuple(people), tuple(odd_names(people)))


def _read(
    file: EstateFile, content: bytes | None
) -> tuple[list[Row], list[Problem], list[Problem]]:
    if content is None:
        return [], [], []
    lines, unreadable = read_lines(file, content)
    rows, unfit = read_rows(file, lines)
    return rows, unreadable, unfit


def _missing_files(contents: Mapping[str, bytes]) -> Iterator[Problem]:
    others = [name for name in contents if name not in BY_NAME]
    for file in FILES:
        if file.name in contents:
            continue
        meant = nearest(file.name, others)
        remedy = f'rename "{meant}"' if meant else "make one with only the header if it has no rows"
        yield Problem(file.name, None, None, f"is missing; {remedy}")


def _contradictions(
    rows: dict[str, dict[str, Row]], people: list[Person], torn: set[str]
) -> Iterator[Problem]:
    yield from check_references(rows, torn)
    for resident in rows["checkin_residents.csv"].values():
        yield from check_resident(resident)
    yield from check_people(people)


def _place(problem: Problem) -> tuple[int, int]:
    return FILE_NAMES.index(problem.file), problem.line or 0
