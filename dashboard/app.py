"""The dashboard as one Dash application: `create_app(reader)`. A callback is: read the URL, ask, draw."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, Patch, State, dcc, html, no_update

from dashboard import drawer, layout, vocabulary
from dashboard.pages import events, health, overview
from dashboard.parts import nav_link, notice
from dashboard.snapshot import Snapshot, Snapshots
from dashboard.view import DEFAULT, View, filters_of, format_view, link, parse_view, shifted
from dashboard.words import plural
from schemas.errors import SitrepError
from streams.warehouse import aggregates
from streams.warehouse.reader import Reader

__all__ = ["create_app"]

logger = logging.getLogger(__name__)

ARCHIVE_DAYS = 30
"""When nothing was learnt for this long the warehouse is an archive, and 'the last 30 days' end with its last day."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(
    reader: Reader, *, samples: Callable[[], bool] = lambda: False, now: Callable[[], datetime] = _utc_now
) -> dash.Dash:
    """Build the application over a warehouse. `samples` says whether sample articles are in it."""
    app = dash.Dash(
        __name__,
        title="sitrep",
        update_title=None,
        index_string=layout.INDEX,
        assets_ignore=r"theme\.js",
        suppress_callback_exceptions=True,
        serve_locally=True,
        compress=True,
        meta_tags=[
            {"name": "viewport", "content": "width=device-width, initial-scale=1"},
            {"name": "color-scheme", "content": "light dark"},
        ],
    )
    app.layout = layout.shell()
    snapshots = Snapshots(reader)
    _register_frame(app, snapshots, samples, now)
    _register_overview(app, snapshots, now)
    _register_events(app, snapshots, now)
    _register_drawer(app, snapshots)
    _register_health(app, reader, now)
    return app


# --- what all callbacks share ---------------------------------------------------------------------------------------


def _triggered(name: str) -> bool:
    return dash.ctx.triggered_id == name


def _today(snapshot: Snapshot, now: Callable[[], datetime]) -> date:
    """The last day of 'the last 30 days': today, or the newest day of an archive."""
    today = now().astimezone(UTC).date()
    newest = snapshot.ask(aggregates.freshness())["last_learnt"][0]
    return newest if newest is not None and newest < today - timedelta(days=ARCHIVE_DAYS) else today


def _failed(error: SitrepError) -> html.Div:
    logger.warning("the warehouse cannot be read: %s", error)
    return notice("error", "The warehouse cannot be read.", html.P(str(error)), html.P("What was loaded before is still shown."))


def _is_empty(snapshot: Snapshot) -> bool:
    return not snapshot.ask(aggregates.freshness())["incidents"][0]


_EMPTY = (
    "The warehouse is empty.",
    html.P("No article has told an event yet. Send some, and they appear here by themselves:"),
    html.Pre("sitrep ingest articles.jsonl\ncurl -d @article.json http://127.0.0.1:8050/api/articles"),
)


# --- header, filters, page ------------------------------------------------------------------------------------------


def _register_frame(
    app: dash.Dash, snapshots: Snapshots, samples: Callable[[], bool], now: Callable[[], datetime]
) -> None:
    @app.callback(Output("page", "children"), Output("nav", "children"), Input("url", "pathname"), State("url", "search"))
    def show_page(path: str | None, search: str | None) -> tuple[Any, Any]:
        pages = {"/": overview.layout, "/events": events.layout, "/health": health.layout}
        path = path if path in pages else "/"
        return pages[path](), _nav(path, parse_view(search))

    @app.callback(
        Output("nav", "children", allow_duplicate=True),
        Output("home", "href"),
        Output("keys", "children"),
        Output("chips", "children"),
        Output("filter-words", "children"),
        Input("url", "search"),
        State("url", "pathname"),
        prevent_initial_call="initial_duplicate",
    )
    def follow_view(search: str | None, path: str | None) -> tuple[Any, ...]:
        view = parse_view(search)
        today = now().astimezone(UTC).date()
        keys = [
            html.A(href=path_of(path) + (format_view(shifted(view, today, steps)) or "?"), id=name, tabIndex=-1, **{"data-nav": "1"})
            for name, steps in (("key-back", -1), ("key-on", 1))
        ]
        chips = _chips(view)
        words = plural(len(chips) - 1, "filter") if chips else ""
        return _nav(path_of(path), view), link(DEFAULT, "/"), keys, chips, words

    @app.callback(
        Output("url", "search"),
        *(Output(name, "value") for name in layout.CONTROLS),
        Output("f-admin1", "options"),
        Output("f-admin1-box", "hidden"),
        Output("f-actor", "options"),
        Input("url", "search"),
        *(Input(name, "value") for name in layout.CONTROLS),
    )
    def keep_filters(search: str | None, *values: Any) -> tuple[Any, ...]:
        """The URL and the controls say the same: whichever changed decides, and each is only written when it differs."""
        view = parse_view(search)
        from_controls = dash.ctx.triggered_id in layout.CONTROLS
        if from_controls:
            view = _from_controls(view, str(dash.ctx.triggered_id), *values)
        written = format_view(view)
        wanted = _to_controls(view)
        states = [no_update if have == want else want for have, want in zip(values, wanted, strict=True)]
        url = written if from_controls and written != (search or "") else no_update
        if from_controls:
            return url, *states, no_update, no_update, no_update
        try:
            snapshot = snapshots.latest()
            actors = _actor_options(snapshot, view)
            regions = _region_options(snapshot, view)
        except SitrepError:  # the page says so; the filters stay usable
            actors, regions = no_update, []
        return url, *states, regions, len(view.countries) != 1, actors

    @app.callback(Output("samples", "children"), Input("url", "pathname"), Input("live", "data"))
    def tell_samples(path: str | None, live: Any) -> Any:
        if not samples():
            return None
        return html.Div(
            [html.Strong("Sample data."), " These articles come with sitrep and their days are moved to end today; nothing here is news."],
            className="sample-banner",
            role="status",
        )

    browser = "sitrep"  # functions of `assets/sitrep.js`: no inline script beyond Dash's own
    app.clientside_callback(ClientsideFunction(browser, "theme"), Output("theme", "data"), Input("url", "pathname"))
    for page in ("overview", "events", "health"):
        app.clientside_callback(ClientsideFunction(browser, "shown"), Input(f"{page}-shown", "data"))
    app.clientside_callback(ClientsideFunction(browser, "drill"), Input("world-chart", "clickData"))
    app.clientside_callback(ClientsideFunction(browser, "brush"), Input("strip-chart", "selectedData"))


def path_of(path: str | None) -> str:
    """A page's path; anything unknown is the Overview."""
    return path if path in layout.PAGES else "/"


def _nav(path: str, view: View) -> list[Any]:
    kept = view._replace(event=None, page=1)
    return [
        nav_link(title, link(kept, page), className="current" if page == path else None, **({"aria-current": "page"} if page == path else {}))
        for page, title in layout.PAGES.items()
    ]


def _chips(view: View) -> list[Any]:
    """One chip a filter that is on, each a link without it; a last one that clears them all."""
    on: list[tuple[str, str]] = []
    on += [(vocabulary.country_name(c), link(view, countries=tuple(x for x in view.countries if x != c), admin1=None)) for c in view.countries]
    on += [(view.admin1, link(view, admin1=None))] if view.admin1 else []
    on += [(t, link(view, types=tuple(x for x in view.types if x != t))) for t in view.types]
    on += [(s, link(view, subs=tuple(x for x in view.subs if x != s))) for s in view.subs]
    on += [(f"actor: {a}", link(view, actors=tuple(x for x in view.actors if x != a))) for a in view.actors]
    if view.statuses != DEFAULT.statuses:
        on.append(("status: " + (", ".join(view.statuses) or "any"), link(view, statuses=DEFAULT.statuses)))
    on += [(f"confidence from {view.confidence} %", link(view, confidence=0))] if view.confidence else []
    on += [(f"“{view.words}”", link(view, words=""))] if view.words else []
    if not on:
        return []
    chips = [nav_link([html.Span(words), html.Span("✕", **{"aria-hidden": "true"})], href, className="chip", title="Remove") for words, href in on]
    cleared = DEFAULT._replace(days=view.days, first=view.first, last=view.last, measure=view.measure, clock=view.clock)
    return [*chips, nav_link("Clear all", link(cleared), className="chip clear")]


def _to_controls(view: View) -> tuple[Any, ...]:
    """Values of the controls, in the order of `layout.CONTROLS`."""
    days = None if view.first else "all" if view.days is None else str(view.days)
    kinds = [vocabulary.slug(t) for t in view.types] + ["sub:" + vocabulary.slug(s) for s in view.subs]
    return (
        days if days in layout.RANGE_LABELS else None,
        view.first.isoformat() if view.first else "",
        view.last.isoformat() if view.last else "",
        list(view.countries),
        view.admin1,
        kinds,
        list(view.actors),
        list(view.statuses),
        view.confidence,
        view.words,
        view.measure,
        view.clock,
    )


def _from_controls(view: View, changed: str, *values: Any) -> View:
    """The view with the one control that changed; its value is checked as a link's is, by being written as one."""
    value = dict(zip(layout.CONTROLS, values, strict=True))
    match changed:
        case "f-days":
            if value["f-days"] is None:
                return view
            days = None if value["f-days"] == "all" else int(value["f-days"])
            changes: dict[str, Any] = {"days": days, "first": None, "last": None}
        case "f-first" | "f-last":
            typed = parse_view(f"?from={value['f-first'] or ''}&to={value['f-last'] or ''}")
            if typed.first is None and (value["f-first"] or value["f-last"]):
                return view
            changes = {"first": typed.first, "last": typed.last}
        case "f-country":
            changes = {"countries": tuple(value["f-country"] or ()), "admin1": None}
        case "f-admin1":
            changes = {"admin1": value["f-admin1"] or None}
        case "f-type":
            chosen = value["f-type"] or []
            subs = ",".join(c.removeprefix("sub:") for c in chosen if c.startswith("sub:"))
            types = ",".join(c for c in chosen if not c.startswith("sub:"))
            parsed = parse_view(f"?type={types}&sub={subs}")
            changes = {"types": parsed.types, "subs": parsed.subs}
        case "f-actor":
            changes = {"actors": tuple(value["f-actor"] or ())}
        case "f-status":
            changes = {"statuses": tuple(value["f-status"] or ())}
        case "f-confidence":
            changes = {"confidence": value["f-confidence"] or 0}
        case "f-words":
            changes = {"words": value["f-words"] or ""}
        case _:
            changes = {changed.removeprefix("f-"): value[changed]}
    return parse_view(format_view(view._replace(**changes, page=1, event=None)))


def _actor_options(snapshot: Snapshot, view: View) -> list[dict[str, str]]:
    columns = snapshot.ask(aggregates.actor_names(1_500))
    known = dict(zip(columns["actor_id"], columns["name"], strict=True))
    known |= {actor: actor for actor in view.actors if actor not in known}
    return [{"label": name, "value": actor, "search": f"{name} {actor}"} for actor, name in known.items()]


def _region_options(snapshot: Snapshot, view: View) -> list[str]:
    if len(view.countries) != 1:
        return []
    names = snapshot.ask(aggregates.regions_of(view.countries[0]))["admin1"]
    return names if view.admin1 is None or view.admin1 in names else [*names, view.admin1]


# --- pages ----------------------------------------------------------------------------------------------------------


def _register_overview(app: dash.Dash, snapshots: Snapshots, now: Callable[[], datetime]) -> None:
    charts = ("activity-chart", "strip-chart", "casualties-chart", "world-chart")
    texts = (
        "headline", "kpis", "activity-summary", "activity-chart-table", "casualties-summary", "casualties-chart-table",
        "world-title", "world-summary", "world-table", "types-summary", "types-table", "perpetrators-table",
        "targets-table", "actors-summary", "latest-list",
    )  # fmt: skip

    @app.callback(
        *(Output(name, "figure") for name in charts),
        *(Output(name, "children") for name in texts),
        Output("overview-shown", "data"),
        Input("url", "search"),
        Input("live", "data"),
        Input("theme", "data"),
        running=[(Output("busy", "className"), "busy on", "busy")],
    )
    def show_overview(search: str | None, live: Any, theme: str | None) -> tuple[Any, ...]:
        view = parse_view(search)
        same_view = _triggered("live") or _triggered("theme")
        unchanged = [no_update] * (len(charts) + len(texts))
        try:
            snapshot = snapshots.latest(live=_triggered("live"))
            if _is_empty(snapshot):
                unchanged[len(charts) + 1] = notice("empty", *_EMPTY)
                return *unchanged, snapshot.version
            shown = overview.build(snapshot.ask, view, _today(snapshot, now), dark=theme == "dark")
        except SitrepError as error:
            unchanged[len(charts) + 1] = _failed(error)
            return *unchanged, no_update
        figures = [shown.activity, shown.strip, shown.casualties, shown.world]
        return (
            *(_patch(figure, keep_frame=same_view) for figure in figures),
            shown.headline, shown.kpis, shown.activity_summary, shown.activity_table, shown.casualties_summary,
            shown.casualties_table, shown.world_title, shown.world_summary, shown.world_table, shown.types_summary,
            shown.types, shown.perpetrators, shown.targets, shown.actors_summary, shown.latest,
            snapshot.version,
        )  # fmt: skip


def _patch(figure: Any, *, keep_frame: bool) -> Patch:
    """New data in the figure that is there; its frame (axes, map) only when the view changed, so that a zoom survives."""
    drawn = figure.to_plotly_json()
    patch = Patch()
    patch["data"] = drawn["data"]
    for name in ("shapes", "annotations"):
        if name in drawn["layout"]:
            patch["layout"][name] = drawn["layout"][name]
    if not keep_frame:
        for name, value in drawn["layout"].items():
            patch["layout"][name] = value
    return patch


def _register_events(app: dash.Dash, snapshots: Snapshots, now: Callable[[], datetime]) -> None:
    @app.callback(
        Output("events-count", "children"),
        Output("events-table", "children"),
        Output("events-pager", "children"),
        Output("events-new", "hidden"),
        Output("events-new", "children"),
        Output("events-shown", "data"),
        Input("url", "search"),
        Input("live", "data"),
        Input("events-new", "n_clicks"),
        State("events-shown", "data"),
        running=[(Output("busy", "className"), "busy on", "busy")],
    )
    def show_events(search: str | None, live: Any, clicks: int | None, shown: Any) -> tuple[Any, ...]:
        """Rows never move by themselves: what is new waits behind a button that says how much it is."""
        view = parse_view(search)
        try:
            snapshot = snapshots.latest(live=not _triggered("url"))
            until = snapshot.ask(aggregates.freshness())["last_stored_at"][0]
            state = {"version": snapshot.version, "until": until.isoformat() if until else None}
            if _is_empty(snapshot):
                return "", notice("empty", *_EMPTY), None, True, "", state
            if _triggered("live") and isinstance(shown, dict) and shown.get("until"):
                since = datetime.fromisoformat(shown["until"])
                query = aggregates.learnt_since(filters_of(view, _today(snapshot, now)), since)
                new = snapshot.ask(query)["incidents"][0]
                words = f"{new:,} new – show" if new else ""
                return no_update, no_update, no_update, not new, words, shown | {"version": snapshot.version}
            rows = events.build(snapshot.ask, view, _today(snapshot, now))
        except SitrepError as error:
            return _failed(error), no_update, no_update, no_update, no_update, no_update
        return rows.count, rows.table, rows.pager, True, "", state

    @app.callback(
        Output("events-download", "data"),
        Input("events-csv", "n_clicks"),
        State("url", "search"),
        prevent_initial_call=True,
    )
    def export(clicks: int | None, search: str | None) -> Any:
        if not clicks:
            return no_update
        view = parse_view(search)
        snapshot = snapshots.latest()
        today = _today(snapshot, now)
        text = events.csv_text(snapshot.ask, view, today)
        return dcc.send_string(text, events.csv_name(view, today), type="text/csv;charset=utf-8")


def _register_drawer(app: dash.Dash, snapshots: Snapshots) -> None:
    @app.callback(
        Output("drawer", "children"),
        Output("drawer", "className"),
        Input("url", "search"),
        State("drawer", "data-event"),
        running=[(Output("busy", "className"), "busy on", "busy")],
    )
    def show_event(search: str | None, shown: str | None) -> tuple[Any, str]:
        view = parse_view(search)
        if view.event is None:
            return None, "drawer"
        try:
            return drawer.build(snapshots.latest().ask_lake, view), "drawer open"
        except SitrepError as error:
            return _failed(error), "drawer open"


def _register_health(app: dash.Dash, reader: Reader, now: Callable[[], datetime]) -> None:
    @app.callback(
        Output("health-summary", "children"),
        Output("health-rejects", "children"),
        Output("health-sources", "children"),
        Output("health-shown", "data"),
        Input("live", "data"),
        running=[(Output("busy", "className"), "busy on", "busy")],
    )
    def show_health(live: Any) -> tuple[Any, ...]:
        try:
            version = reader.version()
            return *health.build(lambda query: reader.columns(query.sql, query.params), now()), version
        except SitrepError as error:
            return _failed(error), no_update, no_update, no_update
