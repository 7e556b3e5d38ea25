"""Numbers, intervals and changes in words: the same everywhere on the dashboard."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

__all__ = ["Change", "Interval", "change_words", "count_words", "day_words", "days_words", "instant_words", "plural"]


class Interval(NamedTuple):
    """A sum of counts: `high` is the sum of the known upper ends, `open_` says that some have none."""

    low: int = 0
    high: int = 0
    open_: bool = False
    known: int = 0

    def __str__(self) -> str:
        if not self.known:
            return "–"
        high = max(self.low, self.high)
        return (f"{self.low:,}" if high == self.low else f"{self.low:,}–{high:,}") + ("+" if self.open_ else "")


def count_words(low: int | None, best: int | None, high: int | None) -> str:
    """One event's count: '12', '12–15', '12+'; 'not reported' when nothing is known, which is not the same as 0."""
    if low is None and best is None and high is None:
        return "not reported"
    start = low if low is not None else best
    if start is None:
        return f"up to {high:,}"
    if high is None:
        return f"{start:,}+" if best is None or best == start else f"{start:,}–{best:,}+"
    return f"{start:,}" if high <= start else f"{start:,}–{high:,}"


class Change(NamedTuple):
    """A change against the period before: its size, what there was before, and 'up', 'down', 'same' or 'none'."""

    size: str
    before: str
    direction: str


def change_words(now: float, before: float | None) -> Change:
    """Three times or more is said as a multiple, less as a percentage."""
    if before is None:
        return Change("", "", "none")
    words = f"{before:,} before"
    if now == before:
        return Change("the same", words, "same")
    if before == 0:
        return Change("new", words, "up")
    ratio = now / before
    size = f"{ratio:.1f}×" if ratio >= 3 else f"{abs(ratio - 1):.0%}"
    return Change(size, words, "up" if ratio > 1 else "down")


def plural(count: int, one: str, many: str | None = None) -> str:
    """'1 incident', '2,000 incidents'."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def day_words(day: date | None) -> str:
    """'22 Nov 2026'."""
    return f"{day.day} {day:%b %Y}" if day else "day not known"


def days_words(first: date | None, last: date | None) -> str:
    """'22 Nov 2026', '21–22 Nov 2026', '30 Oct – 2 Nov 2026'."""
    if first is None or last is None or first == last:
        return day_words(first or last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%b %Y}"
    start = f"{first.day} {first:%b}" if first.year == last.year else day_words(first)
    return f"{start} – {day_words(last)}"


def instant_words(instant: datetime | None) -> str:
    """'22 Nov 2026, 14:05 UTC'; the instant is given in UTC."""
    return f"{day_words(instant.date())}, {instant:%H:%M} UTC" if instant else "not known"
