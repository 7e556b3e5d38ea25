"""Overview: what changed? Everything of one refresh comes from one snapshot, so its numbers agree with each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from dash import dcc, html

from dashboard import charts, geography, series, vocabulary
from dashboard.parts import Rank, chart, nav_link, panel, ranked, table
from dashboard.view import View, filters_of, link, window
from dashboard.words import Interval, change_words, count_words, day_words, days_words, plural
from streams.warehouse import aggregates
from streams.warehouse.aggregates import Query

__all__ = ["Panels", "build", "layout"]

Columns = Mapping[str, Sequence[Any]]
Ask = Callable[[Query], Columns]

MEASURE_NOUN = {"incidents": "incidents", "reports": "reports", "killed": "reported killed", "injured": "reported injured"}


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
                        chart("activity-chart", charts.empty(232), "Bars of activity by day; the table has the same numbers"),
                        chart("strip-chart", charts.strip([], [], None), "The whole time in small", twin=False),
                        className="wide",
                    ),
                    panel("types", "By type", html.Div(id="types-table")),
                    panel(
                        "world",
                        "Where",
                        chart("world-chart", charts.world_frame(), "Map; the table beside it has the same numbers", twin=False),
                        html.P("Dashed: disputed. Boundaries: Natural Earth.", className="fineprint"),
                        className="wide",
                    ),
                    panel("places", "Ranked", html.Div(id="world-table", className="tall")),
                    panel(
                        "casualties",
                        "Reported casualties",
                        chart("casualties-chart", charts.empty(260), "Bars of reported killed and injured with their range"),
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
                    panel("latest", "Latest", html.Div(id="latest-list"), className="full"),
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
    now = _first_row(ask(aggregates.totals(filters)))
    before = _before(ask, view, today)
    days = ask(aggregates.by_day(filters))
    return Panels(
        headline=_headline(now, before, view, today),
        kpis=_kpis(now, before, view),
        latest=_latest(ask, view, today),
        **_time(days, now, view, today),
        **_places(ask, view, today, dark),
        **_types(ask, view, today),
        **_actors(ask, view, today),
    )


# --- the numbers on top ---------------------------------------------------------------------------------------------


def _before(ask: Ask, view: View, today: date) -> Mapping[str, Any] | None:
    """Totals of the window of the same length that ends where this one begins; None when everything is shown."""
    first, last = window(view, today)
    if first is None or last is None:
        return None
    length = last - first + timedelta(days=1)
    return _first_row(ask(aggregates.totals(filters_of(view, today)._replace(first=first - length, last=last - length))))


def _headline(now: Mapping[str, Any], before: Mapping[str, Any] | None, view: View, today: date) -> Any:
    first, last = window(view, today)
    where = ", ".join(vocabulary.country_name(c) for c in view.countries[:3]) + (" and others" if len(view.countries) > 3 else "")
    span = "All time" if first is None else days_words(first, last)
    return [html.Span(span), html.Span(where, className="headline-where") if where else None]


def _kpis(now: Mapping[str, Any], before: Mapping[str, Any] | None, view: View) -> list[Any]:
    cards = []
    for measure in aggregates.MEASURES:
        value = now[measure] if measure in ("incidents", "reports") else now[f"{measure}_low"]
        earlier = None if before is None else before[measure if measure in ("incidents", "reports") else f"{measure}_low"]
        shown = f"{value:,}" if measure in ("incidents", "reports") else str(interval(now, measure))
        words, direction = change_words(value, earlier)
        arrow = {"up": "▲ ", "down": "▼ ", "same": "= ", "none": ""}[direction]
        label = {"killed": "Reported killed", "injured": "Reported injured"}.get(measure, measure.capitalize())
        notes = []
        if measure == "reports" and now["incidents"]:
            notes = [f"{plural(now['reports'], 'report')} → {plural(now['incidents'], 'incident')}"]
        elif measure in ("killed", "injured"):
            notes = [f"known for {now[measure + '_known']:,} of {plural(now['incidents'], 'incident')}"]
        elif measure == "incidents":
            notes = [
                nav_link(f"{now['no_day']:,} no day", link(view, "/events", sort="learnt"), className="quiet"),
                " · ",
                nav_link(f"{now['no_place']:,} no place", link(view, "/events", sort="learnt"), className="quiet"),
            ]
        cards.append(
            nav_link(
                [
                    html.Span(label, className="kpi-label"),
                    html.Span(shown, className="kpi-value"),
                    html.Span([html.Span(arrow, **{"aria-hidden": "true"}), words], className=f"kpi-change {direction}"),
                    html.Span(
                        [n.children if isinstance(n, html.A) else n for n in notes], className="kpi-note"
                    ),
                ],
                link(view, measure=measure),
                className="kpi chosen" if view.measure == measure else "kpi",
                title=f"Count {MEASURE_NOUN[measure]} in the charts",
            )
        )
    return cards


def interval(row: Mapping[str, Any], outcome: str) -> Interval:
    """The sum of one outcome in a row of an aggregate."""
    return Interval(row[f"{outcome}_low"], row[f"{outcome}_high"], row[f"{outcome}_open"] > 0, row[f"{outcome}_known"])


def measured(row: Mapping[str, Any], measure: str) -> str:
    """The chosen measure of a row in words: a number, or an interval where it is one."""
    return str(interval(row, measure)) if measure in ("killed", "injured") else f"{row[measure]:,}"


# --- time -----------------------------------------------------------------------------------------------------------


def _time(days: Columns, now: Mapping[str, Any], view: View, today: date) -> dict[str, Any]:
    known = [row for row in _rows(days) if row["day"] is not None]
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
        past = series.bins(first - timedelta(days=series.BASELINE_DAYS), last, "day")
        band = series.usual_range(series.filled(*by_day, past, "day"), series.BASELINE_DAYS)
        if whole_first > first - timedelta(days=series.BASELINE_DAYS):  # days before the first record are not zero
            missing = (whole_first - first).days + series.BASELINE_DAYS
            band = series.Band(*([None] * missing + list(part[missing:]) for part in band)) if missing > 0 else band
            band = series.Band(*(list(part)[: len(starts)] for part in band))
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
        (_bin_words(row["day"], step), f"{row['incidents']:,}", f"{row['reports']:,}")
        + (str(interval(row, "killed")), str(interval(row, "injured")))
        for row in reversed(bins)
    ]
    twin = table(("Day" if step == "day" else step.capitalize(), "Incidents", "Reports", "Killed", "Injured"), rows, numbers=(1, 2, 3, 4))
    return {
        "activity": figure,
        "activity_summary": _activity_sentence(starts, values, band, incomplete, step, noun, now, view),
        "activity_table": twin,
        "strip": strip,
        "casualties": charts.casualties(_casualty_columns(bins), step=step),
        "casualties_summary": _casualty_sentence(now),
        "casualties_table": table(
            ("Day" if step == "day" else step.capitalize(), "Killed", "Injured", "Incidents"),
            [(r[0], r[3], r[4], r[1]) for r in rows if r[3] != "–" or r[4] != "–"],
            numbers=(1, 2, 3),
        ),
    }


def _binned(known: list[Mapping[str, Any]], starts: list[date], step: str) -> list[dict[str, Any]]:
    names = ("incidents", "reports") + tuple(
        f"{outcome}_{part}" for outcome in ("killed", "injured") for part in ("low", "high", "open", "known")
    )
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
        sentence = f"{sum(values) / len(values):,.1f} {noun} a {step} on average; most {_on(starts[peak], step)} ({values[peak]:,.0f})."
        above = sum(h is not None and v > h for v, h in zip(values, band.high, strict=True)) if band else 0
        if band and any(h is not None for h in band.high):
            sentence += f" {plural(above, 'day')} above the usual range." if above else " All days within the usual range or below."
        if incomplete:
            sentence += f" The last {step} is not over."
    undated = now["no_day"] if view.clock == "happened" else 0
    parts: list[Any] = [sentence]
    if undated:
        parts.append(html.Strong(f" {plural(undated, 'more incident')} {'has' if undated == 1 else 'have'} no known day and no bar."))
    return parts


def _on(day: date, step: str) -> str:
    return {"day": f"on {day.day} {day:%b}", "week": f"in the week of {day.day} {day:%b}", "month": f"in {day:%b %Y}"}[step]


def _casualty_sentence(now: Mapping[str, Any]) -> str:
    if not now["killed_known"] and not now["injured_known"]:
        return "No report in this window gives a number of people killed or injured."
    return (
        f"{interval(now, 'killed')} reported killed and {interval(now, 'injured')} reported injured. "
        "Solid is the lowest, pale the highest number that reports allow; a ring marks “at least”."
    )


# --- places ---------------------------------------------------------------------------------------------------------


def _places(ask: Ask, view: View, today: date, dark: bool) -> dict[str, Any]:
    if len(view.countries) == 1 and geography.regions(view.countries[0]):
        return _regions(ask, view, today, dark)
    rows = _rows(ask(aggregates.by_country(filters_of(view, today), view.measure)))
    noun = MEASURE_NOUN[view.measure]
    known = [row for row in rows if row["country"] is not None]
    by_code = {row["country"]: row for row in known}
    codes = geography.drawn_countries()
    figure = charts.world(
        {
            "id": codes,
            "name": [vocabulary.country_name(code) for code in codes],
            "value": [by_code[code]["value"] if code in by_code else 0 for code in codes],
            "words": [f"{measured(by_code[code], view.measure)} {noun}" if code in by_code else f"no {noun}" for code in codes],
            "href": [link(view, countries=(code,), admin1=None) for code in codes],
        },
        geojson="/assets/maps/world.geojson",
        disputed=geography.disputed(),
        points=None,
        measure=view.measure,
        dark=dark,
        extent=geography.extent(view.countries),
    )
    ranks = [
        Rank(
            vocabulary.country_name(row["country"]),
            row["value"],
            measured(row, view.measure),
            link(view, countries=(row["country"],), admin1=None),
        )
        for row in known
    ]
    ranks += [
        Rank("No known place", row["value"], measured(row, view.measure), quiet=True) for row in rows if row["country"] is None
    ]
    summary: Any = "No incident of this window has a known country."
    if known:
        share = known[0]["value"] / (sum(row["value"] for row in rows) or 1)
        summary = (
            f"{plural(len(known), 'country', 'countries')}; most in {vocabulary.country_name(known[0]['country'])} "
            f"({measured(known[0], view.measure)} {noun}, {share:.0%}). Choose one for its regions."
        )
    return {
        "world": figure,
        "world_title": "Where" if not view.countries else "Where, in the chosen countries",
        "world_summary": summary,
        "world_table": ranked(ranks, empty="No place to rank.", caption=f"{noun} by country"),
    }


def _regions(ask: Ask, view: View, today: date, dark: bool) -> dict[str, Any]:
    """One country by its first-level regions; a region is chosen by the gazetteer's name that most of its incidents have."""
    country = view.countries[0]
    rows = _rows(ask(aggregates.by_place(filters_of(view, today)._replace(admin1=None), view.measure)))
    noun = MEASURE_NOUN[view.measure]
    drawn: dict[str, dict[str, Any]] = {}
    names: dict[str | None, dict[str, Any]] = {}
    for row in rows:
        _add(names.setdefault(row["admin1"], _nothing()), row)
        if row["precision"] is not None and row["precision"] >= 6:  # known by country only: no region is coloured for it
            continue
        region = geography.region_of(country, row["admin1"], row["lat"], row["lon"], row["precision"])
        if region is not None:
            total = drawn.setdefault(region, _nothing() | {"names": {}})
            _add(total, row)
            total["names"][row["admin1"]] = total["names"].get(row["admin1"], 0) + row["incidents"]
    regions = geography.regions(country)

    def href(region_id: str) -> str:
        known = {name: n for name, n in drawn.get(region_id, {}).get("names", {}).items() if name}
        chosen = max(known, key=known.__getitem__) if known else None
        return link(view, admin1=None if chosen == view.admin1 else chosen)

    points = [
        row
        for row in rows
        if row["lat"] is not None and row["precision"] is not None and row["precision"] <= 3
        and (view.admin1 is None or row["admin1"] == view.admin1)
    ][:600]
    figure = charts.world(
        {
            "id": [r.region_id for r in regions],
            "name": [r.name for r in regions],
            "value": [drawn.get(r.region_id, {}).get("value", 0) for r in regions],
            "words": [
                f"{measured(drawn[r.region_id], view.measure)} {noun}" if r.region_id in drawn else f"no {noun}" for r in regions
            ],
            "href": [href(r.region_id) for r in regions],
        },
        geojson=f"/assets/maps/admin1/{country}.geojson",
        disputed=geography.disputed(),
        points={
            "lat": [row["lat"] for row in points],
            "lon": [row["lon"] for row in points],
            "value": [row["value"] for row in points],
            "words": [f"<b>{charts.plain(row['name'])}</b><br>{measured(row, view.measure)} {noun}" for row in points],
        },
        measure=view.measure,
        dark=dark,
        extent=geography.extent((country,)),
    )
    order = sorted(names.items(), key=lambda item: (item[0] is None, -item[1]["value"], item[0] or ""))
    ranks = [
        Rank(
            name or "Known by country only",
            total["value"],
            measured(total, view.measure),
            link(view, admin1=None if name == view.admin1 else name) if name else None,
            quiet=name is None,
            chosen=name is not None and name == view.admin1,
        )
        for name, total in order
    ]
    known = [(name, total) for name, total in order if name]
    summary = f"No incident in {vocabulary.country_name(country)} has a known region."
    if known:
        summary = (
            f"{plural(len(known), 'region')} of {vocabulary.country_name(country)}; most in {known[0][0]} "
            f"({measured(known[0][1], view.measure)} {noun})."
        )
    return {
        "world": figure,
        "world_title": f"Where in {vocabulary.country_name(country)}",
        "world_summary": [summary, " ", nav_link("Back to all countries", link(view, countries=(), admin1=None))],
        "world_table": ranked(ranks, empty="No region to rank.", caption=f"{noun} by region"),
    }


_SUMMED = ("value", "incidents", "reports") + tuple(
    f"{outcome}_{part}" for outcome in ("killed", "injured") for part in ("low", "high", "open", "known")
)


def _nothing() -> dict[str, Any]:
    return dict.fromkeys(_SUMMED, 0)


def _add(total: dict[str, Any], row: Mapping[str, Any]) -> None:
    for name in _SUMMED:
        total[name] += row[name]


# --- what, who, latest ----------------------------------------------------------------------------------------------


def _types(ask: Ask, view: View, today: date) -> dict[str, Any]:
    rows = _rows(ask(aggregates.by_type(filters_of(view, today), view.measure)))
    noun = MEASURE_NOUN[view.measure]
    groups: dict[str, dict[str, Any]] = {}
    for row in rows:
        _add(groups.setdefault(row["event_type"], _nothing()), row)
    order = sorted(groups, key=lambda name: -groups[name]["value"])
    ranks = []
    for name in order:
        chosen = view.types == (name,)
        ranks.append(
            Rank(
                name,
                groups[name]["value"],
                measured(groups[name], view.measure),
                link(view, types=() if chosen else (name,), subs=()),
                chosen=chosen,
            )
        )
        if chosen or len(order) == 1:
            ranks += [
                Rank(
                    f"— {row['sub_event_type']}",
                    row["value"],
                    measured(row, view.measure),
                    link(view, subs=() if view.subs == (row["sub_event_type"],) else (row["sub_event_type"],)),
                    chosen=view.subs == (row["sub_event_type"],),
                )
                for row in rows
                if row["event_type"] == name
            ]
    total = sum(group["value"] for group in groups.values())
    return {
        "types": ranked(ranks, empty="No event type to rank.", caption=f"{noun} by event type"),
        "types_summary": f"{order[0]} lead with {groups[order[0]]['value'] / (total or 1):.0%} of {total:,} {noun}."
        if order
        else f"No {noun} in this window.",
    }


def _actors(ask: Ask, view: View, today: date) -> dict[str, Any]:
    noun = MEASURE_NOUN[view.measure]
    found: dict[str, list[Mapping[str, Any]]] = {}
    for role in ("perpetrator", "target"):
        found[role] = _rows(ask(aggregates.by_actor(filters_of(view, today), view.measure, role, 9)))

    def ranks(role: str) -> list[Rank]:
        return [
            Rank(
                row["name"] or "No registered actor named",
                row["value"],
                measured(row, view.measure),
                link(view, actors=() if view.actors == (row["actor_id"],) else (row["actor_id"],)) if row["actor_id"] else None,
                note=vocabulary.KIND_WORDS.get(row["kind"] or "", ""),
                quiet=row["actor_id"] is None,
                chosen=row["actor_id"] is not None and row["actor_id"] in view.actors,
            )
            for row in found[role]
        ]

    lead = next((row for row in found["perpetrator"] if row["actor_id"]), None)
    sentence = f"{lead['name']} is named as perpetrator most often ({measured(lead, view.measure)} {noun}). " if lead else ""
    return {
        "perpetrators": ranked(ranks("perpetrator"), empty="No perpetrator to rank.", colour="who", caption=f"{noun} by perpetrator"),
        "targets": ranked(ranks("target"), empty="No target to rank.", colour="whom", caption=f"{noun} by target"),
        "actors_summary": sentence + "An incident counts once for each actor named in it.",
    }


def _latest(ask: Ask, view: View, today: date) -> Any:
    query = aggregates.incident_rows(filters_of(view, today), sort="learnt", ascending=False, limit=12, offset=0)
    rows = _rows(ask(query))
    if not rows:
        return html.P("Nothing matches these filters.", className="nothing")
    return html.Ol([html.Li(_latest_line(row, view)) for row in rows], className="latest")


def _latest_line(row: Mapping[str, Any], view: View) -> Any:
    who = " → ".join(", ".join(names[:2]) for names in (row["perpetrators"] or [], row["targets"] or []) if names)
    place = ", ".join(p for p in (row["place_name"], row["place_country_name"]) if p) or "place not known"
    toll = [
        f"{count_words(row[f'{o}_low'], row[f'{o}_best'], row[f'{o}_high'])} {o}"
        for o in ("killed", "injured")
        if row[f"{o}_low"] is not None or row[f"{o}_best"] is not None
    ]
    return nav_link(
        [
            html.Span(days_words(row["first_day"], row["last_day"]), className="latest-day"),
            html.Span(row["sub_event_type"], className="latest-type"),
            html.Span(place, className="latest-place"),
            html.Span(who, className="latest-who"),
            html.Span(", ".join(toll), className="latest-toll"),
            html.Span(plural(row["reports"], "report"), className="latest-reports"),
        ],
        link(view, event=row["lead_event_id"]),
        className="row",
    )


def _rows(columns: Columns) -> list[Mapping[str, Any]]:
    names = list(columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _first_row(columns: Columns) -> Mapping[str, Any]:
    return _rows(columns)[0]
