"""The kinds of cells that estate files have."""

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo, available_timezones

from mutual_aid.importing.cells import Kind, Unfit
from mutual_aid.importing.problems import nearest
from mutual_aid.languages import COMMONEST, SCRIPTS, SPOKEN

LISTED_AT_MOST = 12
LONGEST_TEXT = 200
_SEPARATORS = re.compile(r"[,;/\s、，；／｜]")


def _text(written: str) -> str:
    if len(written) > LONGEST_TEXT:
        raise Unfit(written, "is too long", f"write at most {LONGEST_TEXT} characters")
    if any(mark in written for mark in "\r\n\t\0"):
        raise Unfit(written, "holds a line break or a tab", "write it on one line")
    return written


def _like(pattern: str, noun: str, advice: str) -> Callable[[str], str]:
    def read(written: str) -> str:
        if not re.fullmatch(pattern, written, re.ASCII):
            raise Unfit(written, f"is not {noun}", advice)
        return written

    return read


def _yes_no(written: str) -> bool:
    if written not in ("0", "1"):
        raise Unfit(written, "is neither 1 nor 0", "write 1 for yes, 0 for no")
    return written == "1"


def _date(written: str) -> date:
    try:
        if len(written) != len("2026-11-01"):
            raise ValueError
        return date.fromisoformat(written)
    except ValueError:
        raise Unfit(written, "is not a date", "write it like 2026-11-01") from None


def _clock(written: str) -> str:
    try:
        if len(written) != len("08:30"):
            raise ValueError
        return time.fromisoformat(written).strftime("%H:%M")
    except ValueError:
        raise Unfit(written, "is not a time of day", "write it as HH:MM, like 08:30") from None


def _minutes(written: str) -> int:
    try:
        hours = Decimal(written)
        if not (hours.is_finite() and 0 <= hours <= 100_000):
            raise InvalidOperation
    except InvalidOperation:
        raise Unfit(written, "is not a number of hours", "write it like 19.5") from None
    return round(hours * 60)


def _timezone(written: str) -> str:
    try:
        ZoneInfo(written)
    except (KeyError, OSError, ValueError):
        meant = nearest(written, available_timezones())
        advice = "write an IANA name such as Asia/Hong_Kong"
        raise Unfit(written, "is not a time zone", advice, meant) from None
    return written


def one_of(noun: str, known: Iterable[str]) -> Kind:
    """A code out of a closed list; the noun comes with its article."""
    codes = tuple(known)
    listed = len(codes) <= LISTED_AT_MOST
    advice = f"write one of {', '.join(codes)}" if listed else "docs/estate-files.md lists them"

    def read(written: str) -> str:
        if written not in codes:
            raise Unfit(written, f"is not {noun}", advice, nearest(written, codes))
        return written

    allowed = ", ".join(f"`{code}`" for code in codes) if listed else f"code of {noun}"
    return Kind(allowed, read, empty="")


def many(kind: Kind) -> Kind:
    """A list of such values, joined by |; repeats are dropped."""

    def read(written: str) -> tuple[str, ...]:
        parts = [part.strip() for part in written.split("|")]
        if not all(parts):
            raise Unfit(written, "has an empty place", "write one | between two values, none after")
        return tuple(dict.fromkeys(_part(kind, part) for part in parts))

    return Kind(f"{kind.allowed}; a list", read, empty=())


def _part(kind: Kind, part: str) -> str:
    try:
        return str(kind.read(part))
    except Unfit as unfit:
        if _SEPARATORS.search(part):
            raise Unfit(part, "is not one value", "join values by |, like one|two") from unfit
        raise


def whole(low: int, high: int, *, empty: int | None = None) -> Kind:
    """A whole number between the two, both included; empty is what an empty cell means."""
    fault = f"is not a whole number from {low} to {high}"

    def read(written: str) -> int:
        if not re.fullmatch(r"\d{1,18}", written, re.ASCII) or not low <= int(written) <= high:
            raise Unfit(written, fault, "write digits only")
        return int(written)

    return Kind(f"whole number, {low} to {high}", read, empty)


def _language(codes: frozenset[str]) -> Kind:
    known = one_of("a language code", sorted(codes))

    def read(written: str) -> str:
        try:
            return str(known.read(written))
        except Unfit as unfit:
            meant = nearest(written, COMMONEST)
            advice = "write codes such as yue, cmn or en (docs/estate-files.md)"
            raise Unfit(unfit.part, unfit.fault, advice, meant) from None

    return Kind("language code", read)


TEXT = Kind(f"text, up to {LONGEST_TEXT} characters", _text, empty="")
CODE = Kind(
    "letters, digits, - and _",
    _like(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}", "a code", "use up to 32 letters, digits, - and _"),
)
WORD = Kind(
    "word in small letters, with _ for spaces",
    _like(r"[a-z][a-z0-9_]{0,39}", "such a word", "use small letters, digits and _"),
    empty="",
)
PHONE = Kind(
    "phone number",
    _like(r"\+?\d[\d ()-]{2,24}", "a phone number", "write it like +852 0000 0000"),
    empty="",
)
EMAIL = Kind(
    "email address",
    _like(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]+", "an email address", "write it like desk@example.org"),
    empty="",
)
EMERGENCY_NUMBER = Kind("2 to 8 digits", _like(r"\d{2,8}", "an emergency number", "write digits"))
UNIT_NO = Kind("two digits", _like(r"\d{2}", "a flat number", "write two digits, like 07"))
TELEGRAM_ID = whole(1, 2**52)
YES = Kind("1 or 0", _yes_no, empty=True)
NO = Kind("1 or 0", _yes_no, empty=False)
DATE = Kind("date like 2026-11-01", _date)
CLOCK = Kind("time of day, HH:MM", _clock)
HOURS = Kind("number of hours, like 19.5", _minutes, empty=0)
TIMEZONE = Kind("IANA time zone", _timezone)
SPOKEN_OR_SCRIPT = _language(SPOKEN | frozenset(SCRIPTS))
