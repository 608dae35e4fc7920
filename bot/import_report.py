"""What an import did, or would do, in lines for the operator."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from storage.import_plan import Change, Tally

LISTED_AT_MOST = 50


@dataclass(frozen=True)
class Report:
    """What became of every file; changes name rows and columns, never values."""

    tallies: Mapping[str, Tally]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    check_ins_planned: int
    dry_run: bool

    @property
    def rows(self) -> int:
        """How many rows the files have."""
        return sum(t.added + t.changed + t.same + t.erased for t in self.tallies.values())

    @property
    def nothing_new(self) -> bool:
        """Whether the files say what they said before."""
        return not any(tally.added or tally.changed for tally in self.tallies.values())

    def lines(self) -> list[str]:
        """Return the whole report."""
        if self.nothing_new:
            found = [f"Nothing changed: {_rows(self.rows)} as before."]
        elif self.dry_run:
            found = ["Dry run, nothing was written. The import would do this:", *self._files()]
            found += self._changes()
        else:
            found = [f"Imported from {_rows(self.rows)}:", *self._files()]
        found += self._left()
        if self.check_ins_planned:
            found.append(f"Next check-ins planned: {self.check_ins_planned}.")
        return [*found, *(f"Please look at {note}." for note in self.notes)]

    def _files(self) -> Iterator[str]:
        for file, tally in self.tallies.items():
            counts = {"added": tally.added, "changed": tally.changed}
            said = [f"{count:,} {what}" for what, count in counts.items() if count]
            if said:
                yield f"  {file}: {', '.join(said)}"
        if same := sum(tally.same for tally in self.tallies.values()):
            yield f"  {_rows(same)} as before"

    def _changes(self) -> Iterator[str]:
        for change in self.changes[:LISTED_AT_MOST]:
            yield f"  {change.file} line {change.line} changes {', '.join(change.columns)}"
        if (more := len(self.changes) - LISTED_AT_MOST) > 0:
            yield f"  ... and {_rows(more)} more"

    def _left(self) -> Iterator[str]:
        for file, tally in self.tallies.items():
            if tally.gone:
                yield f"{file}: {_rows(tally.gone)} of earlier imports not in it now, left as is."
            if tally.erased:
                yield f"{file}: {_rows(tally.erased)} removed from the network since, left out."


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
