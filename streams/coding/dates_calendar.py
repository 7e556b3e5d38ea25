"""Calendar arithmetic for news: what "August", "last week" or "late May" is, seen from the day of writing."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

__all__ = [
    "Days",
    "month_days",
    "nearest_past",
    "part_of",
    "precision_of",
    "safe_date",
    "shift_months",
    "week_of",
    "weekday_near",
]

Days = tuple[date, date]


def precision_of(first: date, last: date) -> int:
    """UCDP date_prec: 1 exact day, 2 two to six days, 3 a week, 4 up to a month, 5 longer."""
    length = (last - first).days + 1
    return 1 if length <= 1 else 2 if length <= 6 else 3 if length <= 8 else 4 if length <= 31 else 5


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none ("30 February")."""
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def month_days(year: int, month: int) -> Days:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def shift_months(day: date, months: int) -> date:
    """The first day of the month that lies `months` away."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def week_of(day: date) -> Days:
    """Monday to Sunday of the week that holds this day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def weekday_near(reference: date, weekday: int, direction: str) -> date:
    """The weekday on or before the reference; "before" and "after" exclude the reference itself."""
    if direction == "after":
        return reference + timedelta(days=(weekday - reference.weekday() - 1) % 7 + 1)
    if direction == "before":
        return reference - timedelta(days=(reference.weekday() - weekday - 1) % 7 + 1)
    return reference - timedelta(days=(reference.weekday() - weekday) % 7)


def nearest_past(reference: date, month: int, day: int | None, future: bool) -> int:
    """The year of a month (and day) named without one: the last time it was, or the next time where `future`.

    A day is still the past when it is one day ahead: the writer's clock may be east of the publisher's.
    """
    this = safe_date(reference.year, month, day) if day else date(reference.year, month, 1)
    if this is None:  # 29 February of another year
        return reference.year - 1
    if future:
        return reference.year if this >= (reference if day else reference.replace(day=1)) else reference.year + 1
    return reference.year if this <= reference + timedelta(days=1) else reference.year - 1


def part_of(days: Days, part: str) -> Days:
    """ "early", "mid", "late", "end", "beginning" of a month or a longer time."""
    first, last = days
    length = (last - first).days + 1
    if length > 31:  # of a year: its quarters
        third = length // 3
        first_end, last_start = first + timedelta(days=third - 1), last - timedelta(days=third - 1)
        return {
            "early": (first, first_end),
            "beginning": (first, first_end),
            "mid": (first_end + timedelta(days=1), last_start - timedelta(days=1)),
        }.get(part, (last_start, last))
    if length < 20:
        return days
    return {
        "early": (first, first + timedelta(days=9)),
        "beginning": (first, first + timedelta(days=6)),
        "mid": (first + timedelta(days=10), first + timedelta(days=19)),
        "end": (last - timedelta(days=6), last),
    }.get(part, (first + timedelta(days=20), last))
