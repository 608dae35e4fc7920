"""The sample estate as an operator's files, to be changed and checked."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from mutual_aid import estate_files
from mutual_aid.importing.problems import EstateRefused

SAMPLE = Path(__file__).parents[2] / "bot" / "sample_estate"


class Paper:
    """The ten files in memory; rows are named by what stands in their first column."""

    def __init__(self) -> None:
        self.files = {path.name: _rows(path) for path in sorted(SAMPLE.glob("*.csv"))}
        self.raw: dict[str, bytes] = {}

    def row(self, file: str, code: str) -> dict[str, str]:
        """The row whose first cell is the code."""
        return next(row for row in self.files[file] if next(iter(row.values())) == code)

    def line(self, file: str, code: str) -> int:
        """The line of that row; nothing in the sample spans two lines."""
        return self.files[file].index(self.row(file, code)) + 2

    def change(self, file: str, code: str, **cells: str) -> "Paper":
        """Write other cells into a row."""
        assert set(cells) <= set(self.row(file, code))
        self.row(file, code).update(cells)
        return self

    def copy(self, file: str, code: str, **cells: str) -> "Paper":
        """Add a row that is like another one but for these cells."""
        self.files[file].append(self.row(file, code) | cells)
        return self

    def remove(self, file: str, code: str) -> "Paper":
        """Take a row out."""
        self.files[file].remove(self.row(file, code))
        return self

    def without(self, file: str, column: str) -> "Paper":
        """Take a column out."""
        self.files[file] = [
            {name: cell for name, cell in row.items() if name != column} for row in self.files[file]
        ]
        return self

    def renamed(self, file: str, column: str, name: str) -> "Paper":
        """Give a column another name."""
        self.files[file] = [
            {(name if key == column else key): cell for key, cell in row.items()}
            for row in self.files[file]
        ]
        return self

    def only_block(self, block: str) -> "Paper":
        """Leave only one block of the first estate and what belongs to it: much quicker."""
        home = {"volunteers.csv": "home_block_id"}
        for file, rows in self.files.items():
            column = home.get(file, "block_id")
            if column in rows[0]:
                self.files[file] = [row for row in rows if row[column] == block]
            elif "estate_id" in rows[0]:
                estate = block.split("-")[0]
                self.files[file] = [row for row in rows if row["estate_id"] in (estate, "both", "")]
        bodies = {row["org_id"] for row in self.files["organisations.csv"]}
        services = self.files["organisation_services.csv"]
        self.files["organisation_services.csv"] = [r for r in services if r["org_id"] in bodies]
        return self

    def text(self, file: str) -> str:
        """The file as it would be saved."""
        out = io.StringIO()
        writer = csv.DictWriter(out, list(self.files[file][0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.files[file])
        return out.getvalue()

    def contents(self) -> dict[str, bytes]:
        """All files as bytes; what was put into raw goes first."""
        return {name: self.text(name).encode() for name in self.files} | self.raw

    def save(self, folder: Path) -> Path:
        """Write all files into the folder."""
        folder.mkdir(exist_ok=True)
        for name, content in self.contents().items():
            (folder / name).write_bytes(content)
        return folder


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


Spoil = Callable[[Paper], object]


def problems(paper: Paper) -> list[str]:
    """What a check of the files says is wrong."""
    try:
        estate_files.check(paper.contents())
    except EstateRefused as refused:
        return refused.lines()
    return []
