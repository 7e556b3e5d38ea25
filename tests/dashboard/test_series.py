from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.series import BASELINE_DAYS, bin_start, bin_step, bins, filled, usual_range


def test_the_usual_range_by_hand() -> None:
    past = [4, 6] * 14  # median 5, every day one away from it
    band = usual_range([*past, 99], BASELINE_DAYS)
    assert band.middle == [5]
    assert band.low == [pytest.approx(5 - 3 * 1.4826)]
    assert band.high == [pytest.approx(5 + 3 * 1.4826)]  # the day itself does not count


def test_the_usual_range_of_mostly_equal_days_is_not_a_line() -> None:
    past = [0] * 27 + [28]  # median and median deviation 0, mean deviation 1
    band = usual_range([*past, 3], BASELINE_DAYS)
    assert band.high == [pytest.approx(3 * 1.2533)]
    assert band.low == [0]


def test_without_28_days_of_history_there_is_no_range() -> None:
    assert usual_range([1.0] * 30, 0).high == [None] * 28 + [1.0, 1.0]


def test_steps() -> None:
    first = date(2024, 1, 1)
    assert [bin_step(first, first + timedelta(days=n)) for n in (0, 399, 400, 2_199, 2_200)] == [
        "day", "day", "week", "week", "month",
    ]  # fmt: skip


def test_bins_begin_on_mondays_and_firsts() -> None:
    assert bin_start(date(2026, 11, 22), "week") == date(2026, 11, 16)
    assert bin_start(date(2026, 11, 22), "month") == date(2026, 11, 1)
    assert bins(date(2025, 12, 15), date(2026, 2, 1), "month") == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]


@settings(deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(0, 500),
    st.sampled_from(["day", "week", "month"]),
    st.data(),
)
def test_nothing_inside_the_window_is_lost(first: date, length: int, step: str, data: st.DataObject) -> None:
    last = first + timedelta(days=length)
    days = data.draw(st.lists(st.dates(first, last), max_size=20, unique=True))
    starts = bins(first, last, step)
    assert sum(filled(days, [1] * len(days), starts, step)) == len(days)
    assert starts == sorted(set(starts))
