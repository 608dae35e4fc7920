"""The list of people for the stand-alone program."""

import json
from pathlib import Path

import pytest

from playground import Person, Playground
from playground.people_file import PeopleFileUnreadable, read_people

LEE = {"id": 990000000001, "first_name": "李珍燕", "language_code": "zh-hant", "title": "Leader"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "people.json"


def test_bare_list_and_list_with_opening_are_both_read(file: Path) -> None:
    lee = Person(990000000001, "李珍燕", "", "zh-hant", "Leader")
    file.write_text(json.dumps([LEE]), encoding="utf-8")
    assert read_people(str(file)) == ([lee], [])
    file.write_text(json.dumps({"people": [LEE], "opening": [LEE["id"]]}), encoding="utf-8")
    assert read_people(str(file)) == ([lee], [lee.id])


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"not json", "is not JSON"),
        (b"\xff\xfe", "is not JSON"),
        (b'{"persons": []}', "expected a list"),
        (b'"Lee"', "expected a list"),
        (b'[{"id": 5}]', "person number 1"),
        (b'[{"id": "5", "first_name": "Lee"}]', "person number 1"),
        (b'["Lee"]', "person number 1"),
        (b'{"people": [], "opening": [5]}', "opening must be"),
        (b'{"people": [], "opening": [[]]}', "opening must be"),
    ],
)
def test_unusable_content_is_explained(file: Path, content: bytes, hint: str) -> None:
    file.write_bytes(content)
    with pytest.raises(PeopleFileUnreadable, match=hint):
        read_people(str(file))


def test_same_id_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="id 5 is taken"):
        Playground("1:a", people=[Person(5, "A"), Person(5, "B")])
