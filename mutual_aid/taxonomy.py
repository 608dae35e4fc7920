"""Need groups, categories, skills and client groups, read once from the data files beside."""

import csv
from enum import StrEnum
from functools import cache
from importlib.resources import files

from mutual_aid.record import Names, Record


class Urgency(StrEnum):
    """How soon help is due, most pressing first (definitions: docs/glossary.md)."""

    EMERGENCY = "emergency"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"

    @property
    def pressing(self) -> bool:
        """Whether people are asked at any hour, several at once."""
        return self in (Urgency.EMERGENCY, Urgency.HIGH)


class Screening(StrEnum):
    """How well the network knows a helper; each level includes those before it."""

    NONE = "none"
    ID = "id"
    CHECKED = "checked"
    PROFESSIONAL = "professional"

    def at_least(self, other: "Screening") -> bool:
        """Tell whether this level satisfies a demand for the other."""
        order = list(Screening)
        return order.index(self) >= order.index(other)


class TwoHelpers(StrEnum):
    """Whether a task is done in pairs."""

    ALWAYS = "Y"
    FIRST_VISIT = "first"
    NO = "N"


class Group(Record):
    """A top-level kind of need."""

    code: str
    names: Names


class Category(Record):
    """A kind of need with its defaults; minutes are for one visit."""

    code: str
    group_code: str
    names: Names
    urgency: Urgency
    skills: tuple[str, ...]
    two_helpers: TwoHelpers
    screening: Screening
    minutes: int
    client_groups: tuple[str, ...]
    route: str

    @property
    def helpers(self) -> int:
        """How many helpers are asked for unless the reporter says otherwise."""
        return 1 if self.two_helpers is TwoHelpers.NO else 2

    @property
    def fit_for_minors(self) -> bool:
        """Whether somebody under 18 may be asked, with their guardian told."""
        return self.code in fit_for_minors()

    @property
    def sealed(self) -> bool:
        """Whether only coordinators and social workers may ever see it (never a volunteer)."""
        return self.code in SEALED


class Skill(Record):
    """Something a volunteer can do, and the screening one must have to offer it."""

    code: str
    names: Names
    screening: Screening


SEALED = frozenset({"safety.abuse_suspected", "family.domestic_violence", "mind.suicide_risk"})
_CHILDREN = "child"
"""The group of needs in which helpers are with children."""


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the data files, by column."""
    text = (files("mutual_aid") / "taxonomy" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _names(row: dict[str, str]) -> Names:
    return Names(zh_hans=row["name_zh_hans"], zh_hant=row["name_zh_hant"], en=row["name_en"])


@cache
def groups() -> dict[str, Group]:
    """Return all groups by code, in the order they are shown."""
    found = rows("need_groups.csv")
    return {row["code"]: Group(code=row["code"], names=_names(row)) for row in found}


@cache
def categories() -> dict[str, Category]:
    """Return all categories by code, in the order they are shown."""
    return {row["code"]: _category(row) for row in rows("need_categories.csv")}


def _category(row: dict[str, str]) -> Category:
    """A task with children asks for a checked adult, whatever the table says."""
    least = Screening.CHECKED if row["group_code"] == _CHILDREN else Screening.NONE
    screening = Screening(row["min_screening"])
    return Category(
        code=row["code"],
        group_code=row["group_code"],
        names=_names(row),
        urgency=Urgency(row["default_urgency"]),
        skills=tuple(row["default_skills"].split("|")),
        two_helpers=TwoHelpers(row["two_helpers"]),
        screening=screening if screening.at_least(least) else least,
        minutes=int(row["typical_minutes"]),
        client_groups=tuple(row["client_groups"].split("|")),
        route=row["route"],
    )


@cache
def skills() -> dict[str, Skill]:
    """Return all skills by code, in the order they are shown."""
    return {
        row["code"]: Skill(
            code=row["code"], names=_names(row), screening=Screening(row["min_screening"])
        )
        for row in rows("skills.csv")
    }


@cache
def fit_for_minors() -> frozenset[str]:
    """Return the codes of categories that are marked for helpers under 18."""
    return frozenset(row["code"] for row in rows("fit_for_minors.csv"))


@cache
def client_groups() -> dict[str, Names]:
    """Return the names of all client groups by code."""
    return {row["code"]: _names(row) for row in rows("client_groups.csv")}
