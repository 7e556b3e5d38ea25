from __future__ import annotations

from datetime import date

import pytest

from dashboard.words import Interval, change_words, count_words, days_words, plural


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (12, 12, 12, "12"),
        (12, 13, 15, "12–15"),
        (12, None, None, "12+"),
        (12, 12, None, "12+"),
        (2, 5, None, "2–5+"),
        (None, 7, 7, "7"),
        (None, None, 5, "up to 5"),
        (0, 0, 0, "0"),
        (None, None, None, "not reported"),
        (1000, 1000, 1200, "1,000–1,200"),
    ],
)
def test_counts(low: int | None, best: int | None, high: int | None, words: str) -> None:
    assert count_words(low, best, high) == words


def test_sums_of_intervals() -> None:
    assert str(Interval(12, 15, True, 3)) == "12–15+"
    assert str(Interval(12, 12, False, 3)) == "12"
    assert str(Interval(0, 0, False, 2)) == "0"  # reported as none
    assert str(Interval(0, 0, False, 0)) == "–"  # not reported


def test_changes() -> None:
    assert change_words(12, 10) == ("20%", "10 before", "up")
    assert change_words(5, 10) == ("50%", "10 before", "down")
    assert change_words(30, 10) == ("3.0×", "10 before", "up")
    assert change_words(3, 0).size == "new"
    assert change_words(3, 3).direction == "same"
    assert change_words(3, None) == ("", "", "none")


def test_days() -> None:
    assert days_words(date(2026, 11, 22), date(2026, 11, 22)) == "22 Nov 2026"
    assert days_words(date(2026, 11, 21), date(2026, 11, 22)) == "21–22 Nov 2026"
    assert days_words(date(2026, 10, 30), date(2026, 11, 2)) == "30 Oct – 2 Nov 2026"
    assert days_words(date(2025, 12, 30), date(2026, 1, 2)) == "30 Dec 2025 – 2 Jan 2026"
    assert days_words(None, None) == "day not known"


def test_plurals() -> None:
    assert [plural(n, "country", "countries") for n in (0, 1, 2000)] == ["0 countries", "1 country", "2,000 countries"]
