"""Which member of the network each person of the files is, and when that cannot be right."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from mutual_aid.ids import MemberId, new_handle
from mutual_aid.importing.checked_rows import Row
from mutual_aid.importing.people import Person
from mutual_aid.importing.people_columns import VOLUNTEERS
from mutual_aid.importing.problems import Problem


@dataclass(frozen=True)
class Known:
    """Who the network knows already.

    tied says, by file and key, to which member a row belongs; with_roles are all who are more
    than visitors; volunteers are the codes of those who are volunteers.
    """

    telegram_ids: Mapping[MemberId, int | None]
    tied: Mapping[tuple[str, str], MemberId]
    with_roles: Set[MemberId]
    volunteers: Mapping[MemberId, str]


def settle(people: Sequence[Person], known: Known) -> list[MemberId]:
    """Return each person's member, old or new, no member twice.

    A person stays who they were. Somebody who came by themselves before they stood in the files is
    recognised by their number; one who only looked in gives way to a member with a history.
    """
    holders = {number: member for member, number in known.telegram_ids.items() if number}
    claims = _Claims(known, holders)
    steady = [person for person in people if claims.is_steady(person)]
    others = [person for person in people if not claims.is_steady(person)]
    found = {id(person): claims.claim(person) for person in (*steady, *others)}
    return [found[id(person)] for person in people]


class _Claims:
    """Gives each member to one person only."""

    def __init__(self, known: Known, holders: Mapping[int, MemberId]) -> None:
        self._known, self._holders = known, holders
        self._taken: set[MemberId] = set()

    def is_steady(self, person: Person) -> bool:
        """Whether the number belongs, as before, to the member behind one of the rows."""
        return self._holder(person) in self._tied(person)

    def claim(self, person: Person) -> MemberId:
        """Choose the member of a person."""
        found = self._choose(person) or self._new(person)
        self._taken.add(found)
        return found

    def _choose(self, person: Person) -> MemberId | None:
        holder = self._free(self._holder(person))
        tied = [member for member in self._tied(person) if self._free(member)]
        if holder in tied or not tied:
            return holder
        silent = self._known.telegram_ids.get(tied[0]) is None
        return holder if holder in self._known.with_roles and silent else tied[0]

    def _new(self, person: Person) -> MemberId:
        code = MemberId(person.code)
        used = code in self._known.telegram_ids or code in self._taken
        return MemberId(new_handle()) if used else code

    def _holder(self, person: Person) -> MemberId | None:
        return self._holders.get(person.telegram_id) if person.telegram_id else None

    def _tied(self, person: Person) -> list[MemberId]:
        found = [self._known.tied.get((row.file, row.key)) for row in person.rows]
        return [member for member in found if member]

    def _free(self, member: MemberId | None) -> MemberId | None:
        return None if member in self._taken else member


def impossible(
    people: Sequence[Person], members: Sequence[MemberId], known: Known
) -> Iterator[Problem]:
    """Yield numbers and volunteers that the network already knows as somebody else's."""
    ours = set(members)
    kept = {
        number: member
        for member, number in known.telegram_ids.items()
        if number and member not in ours and member in known.with_roles
    }
    written = {row.key for person in people for row in _volunteer_rows(person)}
    for person, member in zip(people, members, strict=True):
        if person.telegram_id in kept:
            words = "this number belongs to another member of the network; correct it"
            yield person.rows[0].problem("telegram_id", words)
        for row in _volunteer_rows(person):
            code = known.volunteers.get(member, row.key)
            if code not in written:
                words = f"this person is volunteer {code} already; write that code or no row"
                yield row.problem("volunteer_id", words)


def _volunteer_rows(person: Person) -> list[Row]:
    return [row for row in person.rows if row.file == VOLUNTEERS.name]
