"""The pretend clock."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from playground import PretendClock


def test_clock_runs_from_its_start_in_utc() -> None:
    hong_kong = timezone(timedelta(hours=8))
    clock = PretendClock(start_at=datetime(2026, 11, 23, 9, 0, tzinfo=hong_kong))
    first, second = clock.now(), clock.now()
    assert first.tzinfo is UTC
    assert datetime(2026, 11, 23, 1, 0, tzinfo=UTC) <= first <= second


def test_jump_is_told_to_everyone_after_it_happened() -> None:
    clock = PretendClock(start_at=datetime(2026, 11, 23, tzinfo=UTC))
    seen: list[datetime] = []
    clock.on_advance(lambda: seen.append(clock.now()))
    clock.advance(timedelta(hours=3))
    assert seen[0] >= datetime(2026, 11, 23, 3, tzinfo=UTC)
    assert len(seen) == 1


@pytest.mark.parametrize("by", [timedelta(), timedelta(seconds=-1)])
def test_clock_never_goes_back(by: timedelta) -> None:
    with pytest.raises(ValueError, match="only moves forward"):
        PretendClock().advance(by)


def test_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        PretendClock(start_at=datetime(2026, 11, 23))
