"""Signs in a text of how soon help is due: danger, hurry, calm, a day, a thing that is over."""

import re
from functools import cache

from mutual_aid.reading.emergencies import emergency_in
from mutual_aid.reading.words import known, pattern_of
from mutual_aid.record import Record

SOON = ("0", "1")
"""Days from today that are soon: today and tomorrow."""


class Signals(Record):
    """What was found; danger_code is the kind of danger that words of emergency name."""

    danger_code: str
    hurry: bool
    calm: bool
    resolved: bool
    happening: bool
    soon: bool
    crying_out: bool
    """A call for help at once; it sets the least urgency and is not learned from."""

    def numbers(self) -> tuple[float, ...]:
        """Return one number for each sign, in a fixed order, for the learned weights."""
        danger = bool(self.danger_code)
        signs = (
            danger,
            danger and not self.resolved,
            self.hurry,
            self.calm,
            self.resolved,
            self.happening,
            self.soon,
        )
        return tuple(float(x) for x in signs)


def danger_in(text: str) -> str:
    """Return the code of the danger that the words of a text, as typed, name; else nothing."""
    danger = emergency_in(text)
    return danger.code if danger else ""


def signals_in(plain: str, danger_code: str) -> Signals:
    """Return the signs of a text made alike, given the danger that it names."""
    return Signals(
        danger_code=danger_code,
        hurry=bool(pattern_of("hurry").search(pattern_of("calm").sub(" ", plain))),
        calm=bool(pattern_of("calm").search(plain)),
        resolved=bool(pattern_of("resolved").search(pattern_of("not_resolved").sub(" ", plain))),
        happening=bool(pattern_of("happening").search(plain)),
        soon=bool(_soon().search(plain)),
        crying_out=bool(pattern_of("cry").search(plain)),
    )


@cache
def _soon() -> re.Pattern[str]:
    days = [x for kind in ("day", "day_part") for x, y in known(kind).items() if y[:1] in SOON]
    found = sorted(days, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![a-z]){re.escape(x)}(?![a-z])" for x in found))
