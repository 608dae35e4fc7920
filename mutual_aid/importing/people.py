"""Who is who: rows with the same Telegram number are one person with several roles."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mutual_aid.importing.cells import Value
from mutual_aid.importing.checked_rows import Row
from mutual_aid.importing.files import PEOPLE_FIRST_TO_LAST
from mutual_aid.importing.partner_columns import ORGANISATIONS
from mutual_aid.importing.people_columns import RESIDENTS, VOLUNTEERS
from mutual_aid.importing.problems import Problem
from mutual_aid.languages import SCRIPTS

_ONE_ROW_A_PERSON = (VOLUNTEERS.name, RESIDENTS.name)


@dataclass
class Person:
    """Somebody with all their rows, the first of which names them; values are the member's own."""

    telegram_id: int | None
    rows: list[Row] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The code of the first role."""
        return self.rows[0].key

    @property
    def values(self) -> dict[str, Value]:
        """What the network keeps of the person; what no file speaks of is left out."""
        zh_hans, zh_hant, en = _names(self.rows[0])
        found: dict[str, Value] = {
            "telegram_id": self.telegram_id,
            "name_zh_hans": zh_hans,
            "name_zh_hant": zh_hant,
            "name_en": en,
        }
        for column in ("gender", "age", "phone", "languages"):
            written = [row.values[column] for row in self.rows if _speaks_of(row, column)]
            if written:
                found[column] = next((value for value in written if value), written[0])
        found["spoken"] = spoken(found.pop("languages", ()))
        return found


def _speaks_of(row: Row, column: str) -> bool:
    return column in row.values and column not in row.unwritten


def spoken(languages: Value) -> tuple[str, ...]:
    """Return the languages without the scripts among them."""
    listed = languages if isinstance(languages, tuple) else ()
    return tuple(code for code in listed if code not in SCRIPTS)


def people_of(rows: Mapping[str, Mapping[str, Row]]) -> list[Person]:
    """Return all people in the order leaders, staff, volunteers, organisations, residents."""
    by_number: dict[int, Person] = {}
    people: list[Person] = []
    for row in _rows_about_people(rows):
        number = row.number("telegram_id")
        person = by_number.get(number) if number else None
        if person is None:
            person = Person(number)
            people.append(person)
            if number:
                by_number[number] = person
        person.rows.append(row)
    return people


def _rows_about_people(rows: Mapping[str, Mapping[str, Row]]) -> Iterator[Row]:
    for file in PEOPLE_FIRST_TO_LAST:
        for row in rows[file.name].values():
            if _is_person(row):
                yield row


def _is_person(row: Row) -> bool:
    """Neighbours without Telegram are no members; a body without a contact has nobody to name."""
    if row.file == RESIDENTS.name:
        return bool(row.number("telegram_id"))
    return row.file != ORGANISATIONS.name or bool(row.text("contact_zh_hant"))


def check_people(people: Iterable[Person]) -> Iterator[Problem]:
    """Yield each number that stands for two people of one file, or for two rows of a volunteer."""
    for person in people:
        first: dict[str, Row] = {}
        for row in person.rows:
            earlier = first.setdefault(row.file, row)
            if row is earlier:
                continue
            if row.file in _ONE_ROW_A_PERSON or not _same_name(row, earlier):
                words = f"this number stands in line {earlier.line} too; it belongs to one of them"
                yield row.problem("telegram_id", words)


def odd_names(people: Iterable[Person]) -> Iterator[Problem]:
    """Yield each number that two files give to people of different names: allowed, but odd."""
    for person in people:
        first = person.rows[0]
        for row in person.rows[1:]:
            if row.file != first.file and not _same_name(row, first):
                where = f"{first.file} line {first.line}"
                words = f"this number stands under another name in {where}; taken as one person"
                yield row.problem("telegram_id", words)


def _same_name(one: Row, other: Row) -> bool:
    return bool({x.casefold() for x in _names(one)} & {x.casefold() for x in _names(other)})


def _names(row: Row) -> tuple[str, ...]:
    prefix = "contact" if row.file == ORGANISATIONS.name else "name"
    return tuple(row.text(f"{prefix}_{script}") for script in ("zh_hans", "zh_hant", "en"))
