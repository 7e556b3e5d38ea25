"""Events: what happened, and who says so? A row an incident; its drawer is `dashboard/drawer.py`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from dash import dcc, html

from dashboard import vocabulary
from dashboard.panels.numbers import Ask, rows_of
from dashboard.parts import nav_link, notice
from dashboard.view import DEFAULT, View, filters_of, link, window
from dashboard.words import count_words, day_words, days_words, instant_words, plural
from streams.warehouse import aggregates

__all__ = ["EXPORTED", "PAGE_ROWS", "EventRows", "build", "csv_name", "csv_text", "layout"]


PAGE_ROWS = 50
EXPORTED = 100_000
"""Rows of one export at most; the file says so when it is not everything."""

Cell = dict[str, str]
"""A cell of the table as data: text, small (a second line), title, href, name (its classes)."""

HEADS: tuple[tuple[str, str | None, str], ...] = (
    ("When", "day", ""),
    ("What", "type", ""),
    ("Where", "place", ""),
    ("Who", None, "who"),
    ("Killed", "killed", "number"),
    ("Injured", "injured", "number"),
    ("Reports", "reports", "number"),
    ("Confidence", "confidence", "number"),
    ("Learnt", "learnt", "number"),
)
"""Columns: words, the sort key of the link, the class."""


class EventRows(NamedTuple):
    """What a refresh of the page puts where."""

    count: Any
    notice: Any
    table: dict[str, Any] | None
    pager: Any


def layout() -> html.Div:
    """The empty page."""
    return html.Div(
        [
            html.Div(
                [
                    html.H1("Events", id="events-title"),
                    html.P(id="events-count", className="summary"),
                    html.Div(
                        [
                            html.Button(id="events-new", className="pill", hidden=True),
                            html.Button("CSV", id="events-csv", className="plain", title="All rows that match, as CSV"),
                            dcc.Download(id="events-download"),
                        ],
                        className="tools",
                    ),
                ],
                className="lead",
            ),
            html.Div(id="events-notice"),
            html.Div(id="events-table", className="scroll"),
            dcc.Store(id="events-rows"),
            html.Nav(id="events-pager", className="pager", **{"aria-label": "Pages of rows"}),
            dcc.Store(id="events-shown"),
        ],
        className="page events",
    )


def build(ask: Ask, view: View, today: date) -> EventRows:
    """One page of rows in the chosen order."""
    filters = filters_of(view, today)
    total = ask(aggregates.totals(filters))
    count, reports = total["incidents"][0], total["reports"][0]
    pages = max(1, -(-count // PAGE_ROWS))
    page = min(view.page, pages)
    query = aggregates.incident_rows(
        filters, sort=view.sort, ascending=view.ascending, limit=PAGE_ROWS, offset=(page - 1) * PAGE_ROWS
    )
    rows = rows_of(ask(query))
    words: Any = [
        f"{plural(reports, 'report')} → {plural(count, 'incident')}.",
        f" {total['no_day'][0]:,} without a known day, {total['no_place'][0]:,} without a known place.",
    ]
    if not count:
        return EventRows("", _zero(view), None, None)
    return EventRows(words, None, _table(rows, view), _pager(view, page, pages, count))


def _zero(view: View) -> html.Div:
    links = [nav_link("Show all time", link(view, days=None, first=None, last=None))] if view.first or view.days else []
    links.append(nav_link("Clear all filters", link(DEFAULT)))
    return notice("zero", "No incident matches these filters.", html.P([part for a in links for part in (a, " ")]))


def _table(rows: Iterable[Mapping[str, Any]], view: View) -> dict[str, Any]:
    """The table as data, which `assets/sitrep.js` sets as text: fifty rows of Dash components made every click slow."""
    heads: list[Cell] = []
    for words, key, name in HEADS:
        if key is None:
            heads.append({"text": words, "name": name})
            continue
        chosen = view.sort == key
        ascending = not view.ascending if chosen else key in ("type", "place", "country")
        arrow = (" ▲" if view.ascending else " ▼") if chosen else ""
        sort = {"sort": "ascending" if view.ascending else "descending"} if chosen else {}
        href = link(view, sort=key, ascending=ascending, page=1, event=None)
        heads.append({"text": words + arrow, "name": name, "href": href, **sort})
    return {"heads": heads, "rows": [_row(row, view) for row in rows], "chosen": view.event}


def _row(row: Mapping[str, Any], view: View) -> dict[str, Any]:
    place = row["place_name"] or "place not known"
    where = ", ".join(p for p in (row["place_admin1"], row["place_country_name"]) if p and p != place)
    by, to = (", ".join(names[:3]) for names in (row["perpetrators"] or [], row["targets"] or []))
    learnt: datetime = row["first_published_at"] or row["first_stored_at"]
    cells: list[Cell] = [
        {
            "text": days_words(row["first_day"], row["last_day"]),
            "href": link(view, event=row["lead_event_id"]),
            "title": vocabulary.DAY_PRECISION_WORDS.get(row["day_precision"], "day not known"),
            "name": "when" if row["first_day"] else "when unknown",
        },
        {"text": row["sub_event_type"], "small": _status(row)},
        {"text": place, "small": where, "name": "" if row["place_country"] else "unknown"},
        {"text": by or "unknown", "small": f"→ {to}" if to else "", "name": "who" if by or to else "who unknown"},
        _count(row, "killed"),
        _count(row, "injured"),
        {"text": f"{row['reports']:,}", "name": "number"},
        {"text": f"{row['confidence']:.0%}", "name": "number"},
        {"text": f"{day_words(learnt.date())} {learnt:%H:%M}", "title": instant_words(learnt), "name": "number learnt"},
    ]
    return {"key": row["lead_event_id"], "cells": cells}


def _status(row: Mapping[str, Any]) -> str:
    kind: str = row["event_type"]
    return kind if row["status"] == "occurred" else f"{row['status']} · {kind}"


def _count(row: Mapping[str, Any], outcome: str) -> Cell:
    values = row[f"{outcome}_low"], row[f"{outcome}_best"], row[f"{outcome}_high"]
    if values == (None, None, None):
        return {"text": "–", "title": "not reported", "name": "number unknown"}
    return {"text": count_words(*values), "name": "number"}


def _pager(view: View, page: int, pages: int, count: int) -> list[Any]:
    first, last = (page - 1) * PAGE_ROWS + 1, min(page * PAGE_ROWS, count)
    return [
        nav_link("← Earlier page", link(view, page=page - 1, event=None), id="page-back") if page > 1 else html.Span(),
        html.Span(f"{first:,}–{last:,} of {count:,}"),
        nav_link("Next page →", link(view, page=page + 1, event=None), id="page-on") if page < pages else html.Span(),
    ]


# --- export ---------------------------------------------------------------------------------------------------------

_CSV_COLUMNS = (
    "incident_id", "event_type", "sub_event_type", "action", "status", "attribution", "first_day", "last_day",
    "day_precision", "place_name", "place_admin1", "place_country", "place_lat", "place_lon", "place_precision",
    "perpetrators", "targets", "killed_low", "killed_best", "killed_high", "injured_low", "injured_best",
    "injured_high", "reports", "sources", "confidence", "first_published_at", "first_stored_at",
)  # fmt: skip


def csv_text(ask: Ask, view: View, today: date) -> str:
    """Every matching incident in the chosen order, under the names of the warehouse's columns."""
    query = aggregates.incident_rows(
        filters_of(view, today), sort=view.sort, ascending=view.ascending, limit=EXPORTED, offset=0
    )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_CSV_COLUMNS)
    for row in rows_of(ask(query)):
        writer.writerow([_cell(row[name]) for name in _CSV_COLUMNS])
    return out.getvalue()


def _cell(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def csv_name(view: View, today: date) -> str:
    """The filters in the file name: 'sitrep_2026-10-24_2026-11-22_SD-UA_battles.csv'."""
    first, last = window(view, today)
    parts = ["sitrep", *([first.isoformat(), last.isoformat()] if first and last else ["all"])]
    parts += [
        "-".join(view.countries),
        view.admin1 or "",
        *(vocabulary.slug(n) for n in view.types + view.subs),
        *view.actors,
    ]
    parts += [] if view.statuses == DEFAULT.statuses else view.statuses or ["any-status"]
    parts += [f"from{view.confidence}pct"] if view.confidence else []
    parts += [view.words] + (["learnt"] if view.clock == "learnt" else [])
    clean = ("".join(c if c.isalnum() or c in "-" else "-" for c in part) for part in parts if part)
    return "_".join(clean)[:150] + ".csv"
