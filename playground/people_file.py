"""The list of people for the stand-alone program, read from JSON."""

import json
from pathlib import Path
from typing import Any

from playground.people import Json, Person

_SHAPE = (
    'expected a list of {"id", "first_name", "last_name", "language_code", "title"}, '
    'or {"people": [that list], "opening": [ids]}'
)


class PeopleFileUnreadable(Exception):
    """The file cannot be used; the text names it and says what it should hold."""


def read_people(path: str) -> tuple[list[Person], list[int]]:
    """The people and whose phones open first; raises PeopleFileUnreadable."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as problem:
        raise PeopleFileUnreadable(f"Cannot read {path}: {problem.strerror}.") from None
    except ValueError:
        raise PeopleFileUnreadable(f"{path} is not JSON in UTF-8: {_SHAPE}.") from None
    if isinstance(content, list):
        content = {"people": content}
    if not isinstance(content, dict) or not isinstance(content.get("people"), list):
        raise PeopleFileUnreadable(f"{path}: {_SHAPE}.")
    people = [_person(path, number, one) for number, one in enumerate(content["people"], 1)]
    return people, _opening(path, content.get("opening", []), people)


def _person(path: str, number: int, given: Any) -> Person:
    entry: Json = given if isinstance(given, dict) else {}
    person_id, first_name = entry.get("id"), entry.get("first_name")
    if not isinstance(person_id, int) or person_id <= 0 or not first_name:
        raise PeopleFileUnreadable(
            f"{path}: person number {number} needs an id (a whole number above zero) "
            "and a first_name."
        )
    texts = ("last_name", "language_code", "title")
    return Person(person_id, str(first_name), *(str(entry.get(name) or "") for name in texts))


def _opening(path: str, given: Any, people: list[Person]) -> list[int]:
    known = {person.id for person in people}
    if not isinstance(given, list) or not all(isinstance(i, int) and i in known for i in given):
        raise PeopleFileUnreadable(f"{path}: opening must be a list of ids of the people above it.")
    return given
