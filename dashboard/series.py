"""Days into bins, gaps into zeros, and what is usual: arithmetic on columns, no drawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import fmean, median
from typing import NamedTuple

__all__ = ["BASELINE_DAYS", "Band", "bin_start", "bin_step", "bins", "filled", "usual_range"]

BASELINE_DAYS = 28
_SCALE = 3 * 1.4826
"""Three standard deviations of a normal distribution, had the median absolute deviation been taken from one."""
_MEAN_SCALE = 3 * 1.2533
"""The same for the mean absolute deviation, which stands in where most days are equal and the median one is zero."""


class Band(NamedTuple):
    """What is usual on each day: median of the 28 days before, give or take 3 x 1.4826 MAD; None with no history."""

    low: list[float | None]
    middle: list[float | None]
    high: list[float | None]


def usual_range(values: Sequence[float], history: int) -> Band:
    """The band for `values[history:]`; each day is judged by the days before it, never by itself."""
    low: list[float | None] = []
    middle: list[float | None] = []
    high: list[float | None] = []
    for position in range(history, len(values)):
        past = values[max(0, position - BASELINE_DAYS) : position]
        if len(past) < BASELINE_DAYS:
            low.append(None)
            middle.append(None)
            high.append(None)
            continue
        centre = median(past)
        away = [abs(value - centre) for value in past]
        spread = _SCALE * median(away) or _MEAN_SCALE * fmean(away)
        low.append(max(0.0, centre - spread))
        middle.append(centre)
        high.append(centre + spread)
    return Band(low, middle, high)


def bin_step(first: date, last: date) -> str:
    """How wide a bar is: a day up to 13 months, a week up to six years, a month beyond."""
    length = (last - first).days + 1
    return "day" if length <= 400 else "week" if length <= 2_200 else "month"


def bin_start(day: date, step: str) -> date:
    """First day of the bin that holds `day`; weeks begin on Monday."""
    if step == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if step == "month" else day


def bins(first: date, last: date, step: str) -> list[date]:
    """Every bin from the one of `first` to the one of `last`."""
    starts = [bin_start(first, step)]
    while (following := _after(starts[-1], step)) <= last:
        starts.append(following)
    return starts


def _after(start: date, step: str) -> date:
    if step == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    return start + timedelta(days=7 if step == "week" else 1)


def filled(days: Sequence[date], values: Sequence[float], starts: Sequence[date], step: str) -> list[float]:
    """Sum of `values` by bin; a bin without any is zero, days outside the bins are left out."""
    total = dict.fromkeys(starts, 0.0)
    for day, value in zip(days, values, strict=True):
        start = bin_start(day, step)
        if start in total:
            total[start] += value
    return list(total.values())
