"""When: bars by day, what is usual, the strip of the whole time, and casualties with their range."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from dash import html

from dashboard import charts, series
from dashboard.panels.numbers import MEASURE_NOUN, SUMMED, Columns, interval, rows_of
from dashboard.parts import TwinRows
from dashboard.view import View, window
from dashboard.words import day_words, plural

__all__ = ["build_time"]


def build_time(days: Columns, now: Mapping[str, Any], view: View, today: date) -> dict[str, Any]:
    known = [row for row in rows_of(days) if row["day"] is not None]
    first, last = window(view, today)
    whole_first = min((row["day"] for row in known), default=first or today)
    whole_last = max(today, max((row["day"] for row in known), default=today))
    whole_last = min(whole_last, today + timedelta(days=366))
    first, last = first or whole_first, last or whole_last
    step = series.bin_step(first, last)
    key = view.measure if view.measure in ("incidents", "reports") else f"{view.measure}_low"
    by_day = [row["day"] for row in known], [row[key] for row in known]

    starts = series.bins(first, last, step)
    values = series.filled(*by_day, starts, step)
    band = None
    if step == "day":
        # days before the first record are not known to be zero, so they are no history
        start = min(first, max(first - timedelta(days=series.BASELINE_DAYS), whole_first))
        past = series.filled(*by_day, series.bins(start, last, "day"), "day")
        band = series.usual_range(past, (first - start).days)
    unfinished = series.bin_start(today, step)
    incomplete = unfinished if unfinished in starts else None
    figure = charts.activity(
        {"day": starts, "value": values}, step=step, measure=view.measure, band=band, incomplete=incomplete
    )

    bins = _binned(known, starts, step)
    strip_step = "day" if (whole_last - whole_first).days <= 800 else "week"
    strip_days = series.bins(whole_first, whole_last, strip_step)
    strip = charts.strip(strip_days, series.filled(*by_day, strip_days, strip_step), (first, last))
    noun = MEASURE_NOUN[view.measure]
    rows = [
        (
            _bin_words(row["day"], step),
            f"{row['incidents']:,}",
            f"{row['reports']:,}",
            str(interval(row, "killed")),
            str(interval(row, "injured")),
        )
        for row in reversed(bins)
    ]
    twin = TwinRows(
        ("Day" if step == "day" else step.capitalize(), "Incidents", "Reports", "Killed", "Injured"),
        rows,
        numbers=(1, 2, 3, 4),
    )
    return {
        "activity": figure,
        "activity_summary": _activity_sentence(starts, values, band, incomplete, step, noun, now, view),
        "activity_table": twin._asdict(),
        "strip": strip,
        "casualties": charts.casualties(_casualty_columns(bins), step=step),
        "casualties_summary": _casualty_sentence(now),
        "casualties_table": TwinRows(
            ("Day" if step == "day" else step.capitalize(), "Killed", "Injured", "Incidents"),
            [(r[0], r[3], r[4], r[1]) for r in rows if r[3] != "–" or r[4] != "–"],
            numbers=(1, 2, 3),
        )._asdict(),
    }


def _binned(known: list[Mapping[str, Any]], starts: list[date], step: str) -> list[dict[str, Any]]:
    names = SUMMED[1:]
    total: dict[date, dict[str, Any]] = {start: {"day": start} | dict.fromkeys(names, 0) for start in starts}
    for row in known:
        bin_ = total.get(series.bin_start(row["day"], step))
        if bin_ is not None:
            for name in names:
                bin_[name] += row[name]
    return list(total.values())


def _casualty_columns(bins: list[dict[str, Any]]) -> dict[str, list[Any]]:
    columns: dict[str, list[Any]] = {"day": [row["day"] for row in bins]}
    for outcome in ("killed", "injured"):
        columns[f"{outcome}_low"] = [row[f"{outcome}_low"] for row in bins]
        columns[f"{outcome}_high"] = [row[f"{outcome}_high"] for row in bins]
        columns[f"{outcome}_open"] = [row[f"{outcome}_open"] > 0 for row in bins]
        columns[f"{outcome}_words"] = [str(interval(row, outcome)) for row in bins]
    return columns


def _bin_words(day: date, step: str) -> str:
    return {"day": f"{day:%a} {day_words(day)}", "week": f"week of {day_words(day)}", "month": f"{day:%B %Y}"}[step]


def _activity_sentence(
    starts: list[date],
    values: list[float],
    band: series.Band | None,
    incomplete: date | None,
    step: str,
    noun: str,
    now: Mapping[str, Any],
    view: View,
) -> Any:
    if not any(values):
        sentence = f"No {noun} on any known day of this window."
    else:
        peak = max(range(len(values)), key=lambda i: values[i])
        most = f"most {_on(starts[peak], step)} ({values[peak]:,.0f})"
        sentence = f"{sum(values) / len(values):,.1f} {noun} a {step} on average; {most}."
        above = sum(h is not None and v > h for v, h in zip(values, band.high, strict=True)) if band else 0
        if band and any(h is not None for h in band.high):
            sentence += (
                f" {plural(above, 'day')} above the usual range."
                if above
                else " All days within the usual range or below."
            )
        if incomplete:
            sentence += f" The last {step} is not over."
    undated = now["no_day"] if view.clock == "happened" else 0
    parts: list[Any] = [sentence]
    if undated:
        parts.append(
            html.Strong(
                f" {plural(undated, 'more incident')} {'has' if undated == 1 else 'have'} no known day and no bar."
            )
        )
    return parts


def _on(day: date, step: str) -> str:
    return {"day": f"on {day.day} {day:%b}", "week": f"in the week of {day.day} {day:%b}", "month": f"in {day:%b %Y}"}[
        step
    ]


def _casualty_sentence(now: Mapping[str, Any]) -> str:
    if not now["killed_known"] and not now["injured_known"]:
        return "No report in this window gives a number of people killed or injured."
    return (
        f"{interval(now, 'killed')} reported killed and {interval(now, 'injured')} reported injured. "
        "Solid is the lowest, pale the highest number that reports allow; a ring marks “at least”."
    )
