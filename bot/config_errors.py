"""What is wrong with a setting, in words that say what to write."""

import os
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsError

PREFIX = "LOUZHANG_"


def explained(error: ValidationError | SettingsError, file: str, known: dict[str, Any]) -> str:
    """Return one line for each problem; values are never repeated, they may be secret."""
    if isinstance(error, SettingsError):
        return (
            "A variable of the environment names a whole section: "
            "name the setting too, such as LOUZHANG_TELEGRAM__TOKEN."
        )
    return "\n".join(_line(one, file, known) for one in error.errors())


def unknown_variable(name: str, known: dict[str, Any]) -> str:
    """Return the sentence for a variable of the environment that is no setting."""
    nearest = _nearest(name.removeprefix(PREFIX).lower().replace("__", ".", 1), known)
    return f"{name} is not a setting; the nearest one is {_variable(nearest)}."


def _line(problem: ErrorDetails, file: str, known: dict[str, Any]) -> str:
    where = [str(step) for step in problem["loc"]]
    section, name = where[0] if where else "", ".".join(where[:2])
    if problem["type"] == "extra_forbidden":
        return _unknown(file, section, where, known)
    if name in known:
        field, origin = known[name], f"{file}: [{section}] {where[1]}"
        if _variable(name) in os.environ:
            origin = _variable(name)
        return f"{origin}: write {field.description}, for example {field.examples[0]}"
    if problem["type"] == "value_error":
        return f"{file}: [{section}] {problem['msg'].removeprefix('Value error, ')}"
    return f"{file}: [{section}] is a section: write it on a line of its own, its keys below it."


def _unknown(file: str, section: str, where: list[str], known: dict[str, Any]) -> str:
    sections = sorted({name.partition(".")[0] for name in known})
    if section not in sections:
        nearest = get_close_matches(section, sections, 1, 0)[0]
        return f"{file}: [{section}] is not a section; the nearest one is [{nearest}]."
    near_section, near_key = _nearest(".".join(where[:2]), known).split(".")
    return (
        f"{file}: [{section}] {where[1]} is not a setting; "
        f"the nearest one is [{near_section}] {near_key}."
    )


def _nearest(wanted: str, known: dict[str, Any]) -> str:
    section, _, key = wanted.partition(".")
    siblings = [name.partition(".")[2] for name in known if name.startswith(f"{section}.")]
    if close := get_close_matches(key, siblings, 1, 0.6):
        return f"{section}.{close[0]}"
    return get_close_matches(wanted, list(known), 1, 0)[0]


def _variable(name: str) -> str:
    return PREFIX + name.upper().replace(".", "__")
