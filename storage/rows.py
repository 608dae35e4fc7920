"""Between rows and records: milliseconds and moments, joined codes and tuples, names."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Protocol, TypeVar, Union, get_args, get_origin, overload

from mutual_aid.record import Names, Record

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

R = TypeVar("R", bound=Record)
Value = str | int | float | None


class Row(Protocol):
    """What both drivers return: columns by name."""

    def __getitem__(self, name: str, /) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...
    def keys(self) -> Iterable[str]: ...


@overload
def to_ms(at: datetime) -> int: ...
@overload
def to_ms(at: None) -> None: ...
def to_ms(at: datetime | None) -> int | None:
    """Return UTC milliseconds; what is finer is cut off."""
    return None if at is None else (at - _EPOCH) // _MILLISECOND


@overload
def to_moment(ms: int) -> datetime: ...
@overload
def to_moment(ms: None) -> None: ...
def to_moment(ms: int | None) -> datetime | None:
    """Return the aware UTC moment of milliseconds."""
    return None if ms is None else _EPOCH + ms * _MILLISECOND


def whole_ms(at: datetime) -> datetime:
    """Cut a moment to what is stored, so that it equals itself when it is read back."""
    return to_moment(to_ms(at))


def joined(codes: Iterable[str]) -> str:
    """Return codes as they are stored: joined by |."""
    return "|".join(codes)


def codes(text: str) -> tuple[str, ...]:
    """Return stored codes, without empty ones."""
    return tuple(code for code in text.split("|") if code)


def storable(value: Any) -> Any:
    """Return text without NUL and halves of characters, which no engine stores; the rest as is."""
    if not isinstance(value, str):
        return value
    return value.replace("\0", "").encode("utf-8", "replace").decode()


def packed(rows: Iterable[Sequence[Value]]) -> str:
    """Return a whole list as one parameter; the query reads it with json_each and value ->> 0."""
    return json.dumps([[storable(value) for value in row] for row in rows], ensure_ascii=False)


def packed_list(values: Iterable[Value]) -> str:
    """Return single values as one parameter, each readable as value ->> 0."""
    return packed((value,) for value in values)


def as_json(facts: dict[str, str | int]) -> str:
    """Return facts as they are stored."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> dict[str, str | int]:
    """Return stored facts."""
    facts: dict[str, str | int] = json.loads(text)
    return facts


def read(model: type[R], row: Row, prefix: str = "") -> R:
    """Return the record of a row whose columns are named like the fields."""
    if not prefix:
        return model.model_validate(fields(model, row))
    return model.model_validate({field: take(row, prefix) for field, take in _readers(model)})


def fields(model: type[Record], row: Row) -> dict[str, Any]:
    """Return a row with the fields of a record as they are in it; other columns stay as stored."""
    found = columns(row)
    for name, take in _translated(model):
        found[name] = take(found, "")
    return found


def columns(row: Row) -> dict[str, Any]:
    """Return a row by its columns, much faster than asking it for each."""
    return dict(zip(row.keys(), row, strict=True))


def read_any(model: type[R], row: Row | None) -> R | None:
    """Return the record of a row, if there is a row."""
    return None if row is None else read(model, row)


_Reader = Callable[[Row, str], Any]


@cache
def _readers(model: type[Record]) -> tuple[tuple[str, _Reader], ...]:
    return tuple(
        (name, _reader(name, *_core_type(field.annotation)) or _plain(name))
        for name, field in model.model_fields.items()
    )


@cache
def _translated(model: type[Record]) -> tuple[tuple[str, _Reader], ...]:
    """Return the readers of fields that are not kept as they are."""
    readers = (
        (name, _reader(name, *_core_type(field.annotation)))
        for name, field in model.model_fields.items()
    )
    return tuple((name, take) for name, take in readers if take)


def _core_type(annotation: Any) -> tuple[Any, bool]:
    """Return the type without None and notes, and whether None is allowed."""
    optional = get_origin(annotation) in (UnionType, Union)
    if optional:
        annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
    core = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    return core, optional


def _plain(name: str) -> _Reader:
    return lambda row, prefix: row[prefix + name]


def _reader(name: str, core: Any, optional: bool) -> _Reader | None:
    if core is datetime:
        return lambda row, prefix: to_moment(row[prefix + name])
    if get_origin(core) is tuple:
        return lambda row, prefix: codes(row[prefix + name])
    if core is Names:
        stem = _stem(name)
        return lambda row, prefix: _names(row, prefix + stem, optional)
    return None


def _stem(field: str) -> str:
    return "name" if field == "names" else field


def _names(row: Row, stem: str, optional: bool) -> Names | None:
    """Return the name in three scripts; None where it may miss and all are empty."""
    hans, hant, en = row[f"{stem}_zh_hans"], row[f"{stem}_zh_hant"], row[f"{stem}_en"]
    if optional and not (hans or hant or en):
        return None
    return Names(zh_hans=hans, zh_hant=hant, en=en)


def write(record: Record) -> dict[str, Value]:
    """Return the columns of a record, named like its fields."""
    columns: dict[str, Value] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Names):
            columns |= name_columns(value, _stem(name))
        else:
            columns[name] = stored(value)
    return columns


def name_columns(names: Names, stem: str = "name") -> dict[str, Value]:
    """Return the three columns of a name."""
    return {
        f"{stem}_zh_hans": names.zh_hans,
        f"{stem}_zh_hant": names.zh_hant,
        f"{stem}_en": names.en,
    }


def stored(value: Any) -> Value:
    """Return one value of a record as it is stored."""
    match value:
        case datetime():
            return to_ms(value)
        case date():
            return value.isoformat()
        case tuple():
            return joined(value)
        case Enum():
            return stored(value.value)
        case bool():
            return int(value)
    plain: Value = value
    return plain
