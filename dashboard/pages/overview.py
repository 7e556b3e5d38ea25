"""Overview: what changed? Everything of one refresh comes from one snapshot, so its numbers agree with each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from dash import dcc, html

from dashboard import charts, vocabulary
from dashboard.panels.numbers import MEASURE_NOUN, Ask, interval, rows_of
from dashboard.panels.place import build_places
from dashboard.panels.rank import build_actors, build_latest, build_types
from dashboard.panels.time import build_time
from dashboard.parts import chart, nav_link, notice, panel, twin
from dashboard.view import DEFAULT, View, filters_of, link, window
from dashboard.words import change_words, days_words, plural
from streams.warehouse import aggregates

__all__ = ["Panels", "build", "layout"]


class Panels(NamedTuple):
    """What a refresh of the page puts where; figures are None where there is nothing to draw."""

    headline: Any
    kpis: Any
    activity: Any
    activity_summary: Any
    activity_table: Any
    strip: Any
    casualties: Any
    casualties_summary: str
    casualties_table: Any
    world: Any
    world_summary: Any
    world_title: str
    world_table: Any
    types: Any
    subs: Any
    types_summary: str
    perpetrators: Any
    targets: Any
    actors_summary: str
    latest: Any


def layout() -> html.Div:
    """The empty page; figures have their frames, so nothing jumps when data comes."""
    return html.Div(
        [
            html.Div([html.H1("Overview", id="headline"), html.Div(id="kpis", className="kpis")], className="lead"),
            html.Div(
                [
                    panel(
                        "activity",
                        "Activity by day",
                        chart("activity-chart", charts.empty(), "Bars of activity; the table has the same numbers"),
                        chart("strip-chart", charts.empty(), "The whole time in small"),
                        twin("activity-chart"),
                        className="wide",
                    ),
                    panel(
                        "types", "What", html.Div(id="types-table"), html.H3("More closely"), html.Div(id="subs-table")
                    ),
                    panel(
                        "world",
                        "Where",
                        chart("world-chart", charts.empty(), "Map; the table beside it has the same numbers"),
                        html.P("Dashed: disputed. Boundaries: Natural Earth.", className="fineprint"),
                        className="wide",
                    ),
                    panel(
                        "places",
                        "Ranked",
                        html.Div(id="world-table", className="tall"),
                        summary="Each line filters by its place.",
                    ),
                    panel(
                        "casualties",
                        "Reported casualties",
                        chart(
                            "casualties-chart", charts.empty(), "Bars of reported killed and injured with their range"
                        ),
                        twin("casualties-chart"),
                        className="wide",
                    ),
                    panel(
                        "actors",
                        "Who",
                        html.H3("Perpetrators"),
                        html.Div(id="perpetrators-table"),
                        html.H3("Targets"),
                        html.Div(id="targets-table"),
                    ),
                    panel(
                        "latest",
                        "Latest",
                        html.Div(id="latest-list"),
                        summary="Incidents in the order in which we learnt of them. A line opens what was reported.",
                        className="full",
                    ),
                ],
                className="grid",
            ),
            dcc.Store(id="overview-shown"),
        ],
        className="page overview",
    )


def build(ask: Ask, view: View, today: date, *, dark: bool) -> Panels:
    """Ask for everything and draw it."""
    filters = filters_of(view, today)
    now = rows_of(ask(aggregates.totals(filters)))[0]
    before = _before(ask, view, today)
    days = ask(aggregates.by_day(filters))
    return Panels(
        headline=_headline(now, before, view, today),
        kpis=_kpis(now, before, view),
        latest=build_latest(ask, view, today),
        **build_time(days, now, view, today),
        **build_places(ask, view, today, dark),
        **build_types(ask, view, today),
        **build_actors(ask, view, today),
    )


def _before(ask: Ask, view: View, today: date) -> Mapping[str, Any] | None:
    """Totals of the window of the same length that ends where this one begins; None when everything is shown."""
    first, last = window(view, today)
    if first is None or last is None:
        return None
    length = last - first + timedelta(days=1)
    earlier = filters_of(view, today)._replace(first=first - length, last=last - length)
    return rows_of(ask(aggregates.totals(earlier)))[0]


def _headline(now: Mapping[str, Any], before: Mapping[str, Any] | None, view: View, today: date) -> Any:
    first, last = window(view, today)
    where = ", ".join(vocabulary.country_name(c) for c in view.countries[:3]) + (
        " and others" if len(view.countries) > 3 else ""
    )
    span = "All time" if first is None else days_words(first, last)
    return [html.Span(span), html.Span(where, className="headline-where") if where else None]


def _kpis(now: Mapping[str, Any], before: Mapping[str, Any] | None, view: View) -> list[Any]:
    cards = []
    for measure in aggregates.MEASURES:
        value = now[measure] if measure in ("incidents", "reports") else now[f"{measure}_low"]
        earlier = (
            None if before is None else before[measure if measure in ("incidents", "reports") else f"{measure}_low"]
        )
        shown = f"{value:,}" if measure in ("incidents", "reports") else str(interval(now, measure))
        words, before_words, direction = change_words(value, earlier)
        arrow = {"up": "▲ ", "down": "▼ ", "same": "= ", "none": ""}[direction]
        label = {"killed": "Reported killed", "injured": "Reported injured"}.get(measure, measure.capitalize())
        note = f"{now['no_day']:,} without a known day · {now['no_place']:,} without a known place"
        if measure == "reports":
            note = f"{plural(now['reports'], 'report')} → {plural(now['incidents'], 'incident')}"
        elif measure in ("killed", "injured"):
            note = f"known for {now[measure + '_known']:,} of {plural(now['incidents'], 'incident')}"
        change = [
            html.Span([html.Span(arrow, **{"aria-hidden": "true"}), words]),
            html.Small(before_words) if before_words else None,
        ]
        cards.append(
            nav_link(
                [
                    html.Span(label, className="kpi-label"),
                    html.Span(shown, className="kpi-value"),
                    html.Span(change, className=f"kpi-change {direction}"),
                    html.Span(note, className="kpi-note"),
                ],
                link(view, measure=measure),
                className="kpi chosen" if view.measure == measure else "kpi",
                title=f"Count {MEASURE_NOUN[measure]} in the charts",
            )
        )
    if not now["incidents"]:
        wider = (
            [nav_link("Show all time", link(view, days=None, first=None, last=None)), " · "]
            if view.first or view.days
            else []
        )
        ways = html.P([*wider, nav_link("Clear all filters", link(DEFAULT))])
        cards.append(notice("zero", "No incident matches these filters.", ways))
    return cards
