"""From texts to values: every cell of a row is held against its column."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mutual_aid.importing.cells import Unfit, Value
from mutual_aid.importing.columns import Column, EstateFile, Trio
from mutual_aid.importing.problems import Problem
from mutual_aid.importing.tables import Line


@dataclass(frozen=True)
class Row:
    """A row with the values that could be read; what could not is left out.

    unwritten are columns that the file does not have: their values are what empty cells mean.
    """

    file: str
    line: int
    key: str
    values: dict[str, Value]
    unwritten: frozenset[str] = frozenset()

    def text(self, column: str) -> str:
        """Return a code or word; empty where there is none."""
        value = self.values.get(column)
        return value if isinstance(value, str) else ""

    def number(self, column: str) -> int | None:
        """Return a number; None where there is none."""
        value = self.values.get(column)
        return value if isinstance(value, int) else None

    def codes(self, column: str) -> tuple[str, ...]:
        """Return a list of codes; empty where there is none."""
        value = self.values.get(column)
        return value if isinstance(value, tuple) else ()

    def problem(self, column: str | None, words: str) -> Problem:
        """Return what is wrong with this row."""
        return Problem(self.file, self.line, column, words)


def key_of(file: EstateFile, values: dict[str, Value]) -> str:
    """Return what names a row within its file; empty while a part of it is unreadable."""
    parts = [values.get(column) for column in file.key]
    return "" if None in parts else "/".join(str(part) for part in parts)


def read_rows(file: EstateFile, lines: Iterable[Line]) -> tuple[list[Row], list[Problem]]:
    """Return the rows with all values that fit, and a problem for each that does not."""
    rows, problems = [], []
    for line in lines:
        values, found = _values(file, line)
        key, unwritten = key_of(file, values), _unwritten(file, line)
        rows.append(Row(file.name, line.line, key, values, unwritten))
        problems += found
    return rows, problems + list(_repeated(file, rows))


def _values(file: EstateFile, line: Line) -> tuple[dict[str, Value], list[Problem]]:
    values: dict[str, Value] = {}
    problems = []
    for column in file.columns:
        try:
            values[column.name] = _value(column, line.cells.get(column.name))
        except Unfit as unfit:
            words = unfit.words(private=column.private)
            problems.append(Problem(line.file, line.line, column.name, words))
    for names in file.trios:
        first = names.columns[0]
        problems += [Problem(line.file, line.line, first, w) for w in _fill(names, values)]
    return values, problems


def _unwritten(file: EstateFile, line: Line) -> frozenset[str]:
    written = set(line.cells)
    for names in file.trios:
        if written.intersection(names.columns):
            written.update(names.columns)
    return frozenset(file.by_name) - written


def _value(column: Column, written: str | None) -> Value:
    if written:
        return column.kind.read(written)
    if column.required and written is not None:
        raise _Empty(column)
    return column.kind.empty


class _Empty(Unfit):
    """A cell that must be filled is not."""

    def __init__(self, column: Column) -> None:
        super().__init__("", "is empty", f"write {column.allowed.replace('`', '')}")

    def words(self, *, private: bool) -> str:
        """Return the sentence; there is no value to repeat."""
        return f"{self.fault}; {self.advice}"


def _fill(names: Trio, values: dict[str, Value]) -> Iterator[str]:
    filled = [values.get(column) for column in names.columns if values.get(column)]
    if filled:
        values |= {column: values.get(column) or filled[0] for column in names.columns}
    elif names.required and all(column in values for column in names.columns):
        yield "no name in any script; write at least one of " + ", ".join(names.columns)


def _repeated(file: EstateFile, rows: list[Row]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        line = first.setdefault(row.key, row.line)
        if row.key and line != row.line:
            yield row.problem(file.key[-1], f"names the same row as line {line}; leave one out")


def fingerprints(values: Mapping[str, Value]) -> dict[str, str]:
    """Return 32 bits of each value's hash: enough to see a change, too little to read it back."""
    return {column: _fingerprint(value) for column, value in values.items()}


def _fingerprint(value: Value) -> str:
    return hashlib.blake2b(repr(value).encode(), digest_size=4).hexdigest()
