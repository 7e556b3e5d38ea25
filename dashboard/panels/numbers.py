"""Rows of aggregates: their sums as intervals, and the chosen measure in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dashboard.words import Interval
from streams.warehouse.aggregates import Query

__all__ = ["MEASURE_NOUN", "SUMMED", "Ask", "Columns", "add", "interval", "measured", "nothing", "rows_of"]

Columns = Mapping[str, Sequence[Any]]
Ask = Callable[[Query], Columns]

MEASURE_NOUN = {
    "incidents": "incidents",
    "reports": "reports",
    "killed": "reported killed",
    "injured": "reported injured",
}


def rows_of(columns: Columns) -> list[Mapping[str, Any]]:
    """Columns turned into rows."""
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def interval(row: Mapping[str, Any], outcome: str) -> Interval:
    """The sum of one outcome in a row of an aggregate."""
    return Interval(row[f"{outcome}_low"], row[f"{outcome}_high"], row[f"{outcome}_open"] > 0, row[f"{outcome}_known"])


def measured(row: Mapping[str, Any], measure: str) -> str:
    """The chosen measure of a row in words: a number, or an interval where it is one."""
    return str(interval(row, measure)) if measure in ("killed", "injured") else f"{row[measure]:,}"


SUMMED = (
    "value",
    "incidents",
    "reports",
    *tuple(f"{outcome}_{part}" for outcome in ("killed", "injured") for part in ("low", "high", "open", "known")),
)


def nothing() -> dict[str, Any]:
    """A row of sums over no incident."""
    return dict.fromkeys(SUMMED, 0)


def add(total: dict[str, Any], row: Mapping[str, Any]) -> None:
    """Add the sums of one row to a total."""
    for name in SUMMED:
        total[name] += row[name]
