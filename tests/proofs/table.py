"""A table that is read by people and by tests: rows of marks below the names of columns."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line: an action, the thing it is done to, and who may."""

    action: str
    thing: str
    allowed: dict[str, bool]


def rows(table: str) -> Iterator[Row]:
    """Read the lines; x is yes and . is no; raises AssertionError for any other picture."""
    head, *lines = [line.split() for line in table.splitlines() if line.strip()]
    for action, thing, *marks in lines:
        assert len(marks) == len(head) - 2, f"{action} {thing} has {len(marks)} marks"
        assert set(marks) <= {"x", "."}, f"{action} {thing} has a mark that is neither x nor ."
        yield Row(action, thing, {k: v == "x" for k, v in zip(head[2:], marks, strict=True)})
