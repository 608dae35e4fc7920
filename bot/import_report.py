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
            found = [f"Nothing changed: {self.rows:,} rows are as they were."]
        elif self.dry_run:
            found = ["Dry run, nothing was written. The import would do this:", *self._files()]
            found += self._changes()
        else:
            found = [f"Imported {self.rows:,} rows:", *self._files()]
        found += self._left()
        if self.check_ins_planned:
            found.append(f"Next check-ins planned: {self.check_ins_planned}.")
        return [*found, *(f"Please look at {note}." for note in self.notes)]

    def _files(self) -> Iterator[str]:
        for file, tally in self.tallies.items():
            counts = {
                "added": tally.added,
                "changed": tally.changed,
                "as they were": tally.same,
            }
            said = [f"{count:,} {what}" for what, count in counts.items() if count]
            if said:
                yield f"  {file}: {', '.join(said)}"

    def _changes(self) -> Iterator[str]:
        for change in self.changes[:LISTED_AT_MOST]:
            yield f"  {change.file} line {change.line} changes {', '.join(change.columns)}"
        if (more := len(self.changes) - LISTED_AT_MOST) > 0:
            yield f"  ... and {more} more rows"

    def _left(self) -> Iterator[str]:
        for file, tally in self.tallies.items():
            if tally.gone:
                yield f"{file}: {tally.gone:,} earlier rows are not in it now; they stay as they are."
            if tally.erased:
                yield f"{file}: {tally.erased:,} rows were removed from the network and stay out."
