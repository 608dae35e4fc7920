"""What is known before an import: all rows of the estate, and what the files said last time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from mutual_aid.ids import MemberId
from mutual_aid.importing.identities import Known
from storage.import_tables import MEMBERS, TABLES, Columns, key_of
from storage.turns import Turn


@dataclass(frozen=True)
class Memory:
    """Rows by file and key, members by id, and fingerprints of the last import by file and key."""

    rows: dict[str, dict[str, Columns]]
    members: dict[str, Columns]
    fingerprints: dict[tuple[str, str], dict[str, str]]

    def row(self, file: str, key: str) -> Columns | None:
        """Return the row as it is now."""
        return (self.members if file == MEMBERS else self.rows[file]).get(key)

    def erased(self, file: str, key: str) -> bool:
        """Whether the row was imported and has been removed since."""
        return (file, key) in self.fingerprints and self.row(file, key) is None

    def people(self) -> Known:
        """Return who is who."""
        tied = dict(self._tied())
        return Known(
            telegram_ids={
                MemberId(code): None if row["telegram_id"] is None else int(row["telegram_id"])
                for code, row in self.members.items()
            },
            tied=tied,
            with_roles=frozenset(tied.values()),
            volunteers={
                MemberId(str(row["member_id"])): code
                for code, row in self.rows["volunteers.csv"].items()
            },
        )

    def _tied(self) -> Iterator[tuple[tuple[str, str], MemberId]]:
        for file, table in TABLES.items():
            for key, row in self.rows[file].items():
                if member := row.get(table.member):
                    yield (file, key), MemberId(str(member))


async def remember(turn: Turn) -> Memory:
    """Read everything that an import may change."""
    rows = {
        file: {key_of(table, row): row for row in await turn.all_rows(table.name)}
        for file, table in TABLES.items()
    }
    members = {str(row["member_id"]): row for row in await turn.all_rows("members")}
    last = {
        (str(row["file"]), str(row["row_key"])): json.loads(str(row["fingerprints"]))
        for row in await turn.all_rows("imported_rows")
    }
    return Memory(rows, members, last)
