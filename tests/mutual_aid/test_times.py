"""Clocks on the wall: quiet hours, windows and weeks, through changes of the clock too."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutual_aid import times
from mutual_aid.times import Part

HK, LONDON = ZoneInfo("Asia/Hong_Kong"), ZoneInfo("Europe/London")
QUIET = (time(22), time(7, 30))


def hk(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=HK).astimezone(UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [((21, 59), False), ((22, 0), True), ((3, 0), True), ((7, 29), True), ((7, 30), False)],
)
def test_nobody_is_disturbed_at_night(clock: tuple[int, int], quiet: bool) -> None:
    assert times.is_quiet(hk(2026, 11, 21, *clock), HK, *QUIET) is quiet


def test_what_comes_late_waits_for_the_next_morning() -> None:
    morning = hk(2026, 11, 22, 7, 30)
    assert times.after_quiet(hk(2026, 11, 21, 23, 0), HK, *QUIET) == morning
    assert times.after_quiet(hk(2026, 11, 22, 5, 0), HK, *QUIET) == morning
    assert times.after_quiet(hk(2026, 11, 22, 9, 0), HK, *QUIET) == hk(2026, 11, 22, 9, 0)


def test_a_day_part_is_read_on_the_wall() -> None:
    assert times.day_part(hk(2026, 11, 24, 19, 0), HK) == "tue_eve"
    assert times.day_part(datetime(2026, 11, 23, 23, 0, tzinfo=UTC), HK) == "tue_am"


def test_a_whole_day_has_three_parts() -> None:
    start, end = hk(2026, 11, 24, 8), hk(2026, 11, 24, 22)
    assert times.day_parts(start, end, HK) == {"tue_am", "tue_pm", "tue_eve"}


def test_the_first_tuesday_of_a_month_is_found() -> None:
    start, _ = times.next_window(("first_tue",), time(10), time(12), HK, hk(2026, 11, 21, 9))
    assert start == hk(2026, 12, 1, 10)


def test_a_window_that_has_begun_is_not_the_next_one() -> None:
    start, end = times.next_window(("sat",), time(8), time(10), HK, hk(2026, 11, 21, 8))
    assert (start, end) == (hk(2026, 11, 28, 8), hk(2026, 11, 28, 10))


def test_a_check_in_keeps_its_hour_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 24, 12, tzinfo=UTC)
    start, _ = times.next_window(("sun",), time(8), time(10), LONDON, before)
    assert start.astimezone(LONDON).hour == 8
    assert start == datetime(2026, 10, 25, 8, tzinfo=UTC)


def test_a_day_that_never_comes_is_an_error() -> None:
    with pytest.raises(ValueError, match="no such day"):
        times.next_window(("someday",), time(8), time(9), HK, hk(2026, 11, 21, 9))


def test_the_week_begins_on_monday() -> None:
    assert times.week_start(hk(2026, 11, 22, 23, 0), HK) == hk(2026, 11, 16)
    assert times.month_start(hk(2026, 11, 22, 23, 0), HK) == hk(2026, 11, 1)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.sampled_from([HK, LONDON]))
def test_after_the_quiet_hours_it_is_not_quiet(at: datetime, zone: ZoneInfo) -> None:
    moment = at.replace(tzinfo=UTC)
    later = times.after_quiet(moment, zone, *QUIET)
    assert later >= moment
    assert later - moment <= timedelta(hours=10)
    assert not times.is_quiet(later, zone, *QUIET)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.sets(st.sampled_from(times.WEEKDAYS), min_size=1),
)
def test_the_next_window_is_the_first_on_a_set_day(at: datetime, days: set[str]) -> None:
    after = at.replace(tzinfo=UTC)
    start, end = times.next_window(tuple(days), time(8), time(10), LONDON, after)
    assert after < start < end
    assert start - after <= timedelta(days=8)
    assert times.WEEKDAYS[start.astimezone(LONDON).weekday()] in days


def test_parts_of_a_day_meet_without_a_gap() -> None:
    ends = [times.window_of(date(2026, 11, 24), part, HK) for part in Part]
    assert ends[0][1] == ends[1][0]
    assert ends[1][1] == ends[2][0]


def test_waking_time_leaves_the_nights_out() -> None:
    start = hk(2026, 11, 23, 20, 0)
    assert times.waking_time(start, start + timedelta(hours=1), HK, *QUIET) == timedelta(hours=1)
    day = timedelta(hours=24)
    assert times.waking_time(start, start + day, HK, *QUIET) == timedelta(hours=14.5)
    assert times.waking_time(start, start - timedelta(hours=1), HK, *QUIET) == timedelta(0)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
    st.integers(1, 60 * 24 * 9),
    st.sampled_from([QUIET, (time(1), time(5)), (time(0), time(0))]),
)
def test_waking_time_is_what_a_minute_by_minute_count_finds(
    at: datetime, minutes: int, quiet: tuple[time, time]
) -> None:
    start = at.replace(tzinfo=UTC, second=0, microsecond=0)
    end = start + timedelta(minutes=minutes)
    step = timedelta(minutes=10)
    counted = sum(
        not times.is_quiet(start + n * step, HK, *quiet) for n in range(-(-minutes // 10))
    )
    found = times.waking_time(start, end, HK, *quiet)
    assert abs(found - counted * step) <= 22 * step
