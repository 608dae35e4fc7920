"""From the bytes of a file to lines of cells: encoding, commas, header."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from mutual_aid.importing.cells import shown
from mutual_aid.importing.columns import EstateFile
from mutual_aid.importing.problems import Problem, nearest

_ADVICE = 'save it as "CSV UTF-8 (comma delimited)"'


@dataclass(frozen=True)
class Line:
    """One row as it stands in a file; line is where it begins, cells are stripped texts."""

    file: str
    line: int
    cells: dict[str, str]


def read_lines(file: EstateFile, content: bytes) -> tuple[list[Line], list[Problem]]:
    """Return the rows that have as many cells as the header, and what is wrong with the rest."""
    text = _decoded(file.name, content)
    if isinstance(text, Problem):
        return [], [text]
    records = list(_records(file.name, text))
    problems = [record for record in records if isinstance(record, Problem)]
    rows = [record for record in records if not isinstance(record, Problem)]
    if not rows:
        return [], problems or [Problem(file.name, None, None, "is empty; begin with a header row")]
    (_, header), *rest = rows
    if len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        words = f"cells are not separated by commas; {_ADVICE}"
        return [], [*problems, Problem(file.name, 1, None, words)]
    problems += _header_problems(file, header)
    whole = [row for row in rest if len(row[1]) == len(header)]
    problems += [
        _uneven(file.name, line, header, cells) for line, cells in rest if len(cells) != len(header)
    ]
    names = [name for name in header if name in file.by_name]
    if len(set(names)) < len(names):
        return [], problems
    lines = [Line(file.name, line, dict(zip(header, cells, strict=True))) for line, cells in whole]
    return lines, problems


def _decoded(name: str, content: bytes) -> str | Problem:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(name, None, None, f"is UTF-16, not UTF-8; {_ADVICE}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Problem(name, line, None, f"is not UTF-8; {_ADVICE}")


def _records(name: str, text: str) -> Iterator[tuple[int, list[str]] | Problem]:
    """Yield each row with the line where it begins; what cannot be read ends the file."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            words = 'has a quotation mark too many or too few; write " inside a cell as ""'
            yield Problem(name, line, None, words)
            return
        if any(cells):
            yield line, cells


def _header_problems(file: EstateFile, header: list[str]) -> Iterator[Problem]:
    missing = [c.name for c in file.columns if c.required and c.name not in header]
    for column in missing:
        yield Problem(file.name, 1, column, "is missing; add it to the header and to every row")
    for position, name in enumerate(header, start=1):
        if not name:
            yield Problem(file.name, 1, None, f"cell {position} of the header is empty; name it")
        elif header.index(name) != position - 1:
            yield Problem(file.name, 1, None, f'"{shown(name)}" stands twice; leave one out')
        elif name not in file.by_name:
            yield _unknown(file, name, header)


def _unknown(file: EstateFile, name: str, header: list[str]) -> Problem:
    free = [column for column in file.by_name if column not in header]
    meant = nearest(name, free) or nearest(name, file.by_name)
    remedy = f'did you mean "{meant}"?' if meant else "leave it out"
    return Problem(file.name, 1, None, f'there is no column "{shown(name)}"; {remedy}')


def _uneven(name: str, line: int, header: list[str], cells: list[str]) -> Problem:
    words = (
        f"has {len(cells)} cells where the header has {len(header)}; "
        "a cell that holds a comma needs quotation marks around it"
    )
    return Problem(name, line, None, words)
