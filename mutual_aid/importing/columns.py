"""How one estate file is described: its columns, its key and its names in three scripts."""

from dataclasses import dataclass
from functools import cached_property

from mutual_aid.importing.cells import Kind
from mutual_aid.importing.kinds import CODE, TEXT


@dataclass(frozen=True)
class Column:
    """A column; a private one is never repeated in a message.

    A required column stands in the header and is filled in every row; any other one may be empty
    or left out. refers names the file whose key the value must be, also values that stand for none.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = True
    private: bool = False
    refers: str = ""
    also: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """What may stand in the column, as the operators' page says it."""
        return f"a code out of `{self.refers}`" if self.refers else self.kind.allowed


@dataclass(frozen=True)
class Trio:
    """Three columns with one name in three scripts; the empty ones take over a filled one."""

    prefix: str
    required: bool

    @property
    def columns(self) -> tuple[str, str, str]:
        """The columns in the order in which one stands in for another."""
        return (f"{self.prefix}_zh_hant", f"{self.prefix}_zh_hans", f"{self.prefix}_en")


@dataclass(frozen=True)
class EstateFile:
    """A file; its key columns together name a row."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    trios: tuple[Trio, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}


def optional(
    name: str, kind: Kind, meaning: str, *, private: bool = False, refers: str = ""
) -> Column:
    """A column that may be empty or missing."""
    return Column(name, kind, meaning, required=False, private=private, refers=refers)


def reference(name: str, file: str, meaning: str, *, also: tuple[str, ...] = ()) -> Column:
    """A required column that holds the key of a row of another file."""
    return Column(name, CODE, meaning, refers=file, also=also)


def trio(prefix: str, meaning: str, *, private: bool = False) -> tuple[Column, ...]:
    """The three columns of a name."""
    scripts = {"zh_hans": "简体", "zh_hant": "繁體", "en": "English"}
    return tuple(
        optional(f"{prefix}_{script}", TEXT, f"{meaning}, {said}", private=private)
        for script, said in scripts.items()
    )
