"""A clock that runs at real speed from a chosen moment and can be moved forward."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class PretendClock:
    """Aware UTC time for the whole playground; without `start_at` it begins now."""

    def __init__(self, start_at: datetime | None = None) -> None:
        start = start_at or datetime.now(UTC)
        if start.tzinfo is None:
            raise ValueError("The clock needs a start time with its time zone, best in UTC.")
        self._start_at = start.astimezone(UTC)
        self._began = time.monotonic()
        self._added = timedelta()
        self.moved: list[Callable[[], object]] = []

    def now(self) -> datetime:
        """The pretend moment, aware UTC."""
        return self._start_at + self._added + timedelta(seconds=time.monotonic() - self._began)

    def advance(self, by: timedelta) -> None:
        """Tells everyone in `moved`; raises ValueError unless `by` is positive."""
        if by <= timedelta():
            raise ValueError("The clock only moves forward: give a time of more than nothing.")
        self._added += by
        for tell in list(self.moved):
            tell()

    def on_advance(self, tell: Callable[[], object]) -> None:
        """`tell` is called without arguments after every jump, never for time that just passes."""
        self.moved.append(tell)
