"""The dashboard as one Dash application: `create_app(reader)`. A callback is: read the URL, ask, draw."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import dash
from dash import ClientsideFunction, Input, Output, Patch, State, dcc, html, no_update

from dashboard import drawer, layout
from dashboard.controls import actor_options, chips, from_controls, navigation, region_options, segments, to_controls
from dashboard.pages import events, health, overview
from dashboard.parts import notice
from dashboard.snapshot import Snapshot, Snapshots
from dashboard.view import DEFAULT, filters_of, format_view, link, parse_view, shifted
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


Function = TypeVar("Function", bound=Callable[..., Any])


def _callback(app: dash.Dash, *parts: Any, **options: Any) -> Callable[[Function], Function]:
    """`app.callback`, with a type."""
    decorator: Callable[[Function], Function] = app.callback(*parts, **options)
    return decorator


# --- what all callbacks share ---------------------------------------------------------------------------------------


def _triggered(name: str) -> bool:
    return bool(dash.ctx.triggered_id == name)


def _today(snapshot: Snapshot, now: Callable[[], datetime]) -> date:
    """The last day of 'the last 30 days': today, or the newest day of an archive."""
    today = now().astimezone(UTC).date()
    newest = snapshot.ask(aggregates.freshness())["last_learnt"][0]
    return newest if newest is not None and newest < today - timedelta(days=ARCHIVE_DAYS) else today


def _failed(error: SitrepError) -> html.Div:
    logger.warning("the warehouse cannot be read: %s", error)
    return notice(
        "error", "The warehouse cannot be read.", html.P(str(error)), html.P("What was loaded before is still shown.")
    )


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
    @_callback(
        app,
        Output("page", "children"),
        Output("nav", "children"),
        Output("filters", "hidden"),
        Input("url", "pathname"),
        State("url", "search"),
    )
    def show_page(path: str | None, search: str | None) -> tuple[Any, Any, bool]:
        pages = {"/": overview.layout, "/events": events.layout, "/health": health.layout}
        path = path if path in pages else "/"
        return pages[path](), navigation(path, parse_view(search)), path == "/health"

    @_callback(
        app,
        Output("nav", "children", allow_duplicate=True),
        Output("home", "href"),
        Output("keys", "children"),
        Output("chips", "children"),
        Output("filter-words", "children"),
        Output("f-days", "children"),
        Output("f-measure", "children"),
        Output("f-clock", "children"),
        Input("url", "search"),
        State("url", "pathname"),
        prevent_initial_call="initial_duplicate",
    )
    def follow_view(search: str | None, path: str | None) -> tuple[Any, ...]:
        view = parse_view(search)
        try:
            today = _today(snapshots.latest(), now)
        except SitrepError:  # the page says so
            today = now().astimezone(UTC).date()
        keys = [
            html.A(
                href=path_of(path) + (format_view(shifted(view, today, steps)) or "?"),
                id=name,
                tabIndex=-1,
                **{"data-nav": "1"},
            )
            for name, steps in (("key-back", -1), ("key-on", 1))
        ]
        on = chips(view)
        words = plural(len(on) - 1, "filter") if on else ""
        return navigation(path_of(path), view), link(DEFAULT, "/"), keys, on, words, *segments(view)

    @_callback(
        app,
        Output("url", "search"),
        *(Output(name, "value") for name in layout.CONTROLS),
        Output("f-admin1", "options"),
        Output("f-admin1-box", "hidden"),
        Output("f-actor", "options"),
        Input("url", "search"),
        *(Input(name, "value") for name in layout.CONTROLS),
    )
    def keep_filters(search: str | None, *values: Any) -> tuple[Any, ...]:
        """The URL and the controls say the same: whichever changed decides."""
        view = parse_view(search)
        typed = dash.ctx.triggered_id in layout.CONTROLS
        if typed:
            view = from_controls(view, str(dash.ctx.triggered_id), *values)
        written = format_view(view)
        wanted = to_controls(view)
        states = [no_update if have == want else want for have, want in zip(values, wanted, strict=True)]
        url = written if typed and written != (search or "") else no_update
        if typed:
            return url, *states, no_update, no_update, no_update
        try:
            snapshot = snapshots.latest()
            actors = actor_options(snapshot, view)
            regions = region_options(snapshot, view)
        except SitrepError:  # the page says so; the filters stay usable
            actors, regions = no_update, []
        return url, *states, regions, len(view.countries) != 1, actors

    @_callback(app, Output("samples", "children"), Input("url", "pathname"), Input("live", "data"))
    def tell_samples(path: str | None, live: Any) -> Any:
        if not samples():
            return None
        return html.Div(
            [
                html.Strong("Sample data."),
                " These articles come with sitrep and their days are moved to end today; nothing here is news.",
            ],
            className="sample-banner",
            role="status",
        )

    browser = "sitrep"  # functions of `assets/sitrep.js`: no inline script beyond Dash's own
    app.clientside_callback(ClientsideFunction(browser, "theme"), Output("theme", "data"), Input("url", "pathname"))
    for page in ("overview", "events", "health"):
        app.clientside_callback(ClientsideFunction(browser, "shown"), Input(f"{page}-shown", "data"))
    for chart in ("activity-chart", "casualties-chart"):
        app.clientside_callback(ClientsideFunction(browser, "twin"), Input(f"{chart}-twin", "data"))
    app.clientside_callback(ClientsideFunction(browser, "rows"), Input("events-rows", "data"))
    app.clientside_callback(ClientsideFunction(browser, "drill"), Input("world-chart", "clickData"))
    app.clientside_callback(ClientsideFunction(browser, "brush"), Input("strip-chart", "selectedData"))


def path_of(path: str | None) -> str:
    """A page's path; anything unknown is the Overview."""
    return path if path in layout.PAGES else "/"


# --- pages ----------------------------------------------------------------------------------------------------------


def _register_overview(app: dash.Dash, snapshots: Snapshots, now: Callable[[], datetime]) -> None:
    charts = ("activity-chart", "strip-chart", "casualties-chart", "world-chart")
    texts = (
        "headline", "kpis", "activity-summary", "casualties-summary", "world-title", "world-summary", "world-table",
        "types-summary", "types-table", "subs-table", "perpetrators-table", "targets-table", "actors-summary",
        "latest-list",
    )  # fmt: skip
    twins = ("activity-chart-twin", "casualties-chart-twin")
    outputs = len(charts) + len(texts) + len(twins)

    @_callback(
        app,
        *(Output(name, "figure") for name in charts),
        *(Output(name, "children") for name in texts),
        *(Output(name, "data") for name in twins),
        Output("overview-shown", "data"),
        Input("url", "search"),
        Input("live", "data"),
        Input("theme", "data"),
        State("overview-shown", "data"),
        running=[(Output("busy", "className"), "busy on", "busy")],
    )
    def show_overview(search: str | None, live: Any, theme: str | None, shown_before: Any) -> tuple[Any, ...]:
        view = parse_view(search)
        drawn = isinstance(shown_before, dict) and shown_before.get("drawn")
        same_view = bool(drawn) and (_triggered("live") or _triggered("theme"))
        unchanged = [no_update] * outputs
        try:
            snapshot = snapshots.latest(live=_triggered("live"))
            if _is_empty(snapshot):
                unchanged[len(charts) + 1] = notice("empty", *_EMPTY)
                return *unchanged, {"version": snapshot.version, "drawn": False}
            shown = overview.build(snapshot.ask, view, _today(snapshot, now), dark=theme == "dark")
        except SitrepError as error:
            unchanged[len(charts) + 1] = _failed(error)
            return *unchanged, no_update
        figures = [shown.activity, shown.strip, shown.casualties, shown.world]
        return (
            *(_patch(figure, keep_frame=same_view) for figure in figures),
            shown.headline, shown.kpis, shown.activity_summary, shown.casualties_summary, shown.world_title,
            shown.world_summary, shown.world_table, shown.types_summary, shown.types, shown.subs, shown.perpetrators,
            shown.targets, shown.actors_summary, shown.latest, shown.activity_table, shown.casualties_table,
            {"version": snapshot.version, "drawn": True},
        )  # fmt: skip


def _patch(figure: Any, *, keep_frame: bool) -> Patch:
    """New data in the figure that is there; its frame only when the view changed, so that a zoom survives."""
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
    @_callback(
        app,
        Output("events-count", "children"),
        Output("events-notice", "children"),
        Output("events-rows", "data"),
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
                return "", notice("empty", *_EMPTY), None, None, True, "", state
            if _triggered("live") and isinstance(shown, dict) and shown.get("until"):
                since = datetime.fromisoformat(shown["until"])
                query = aggregates.learnt_since(filters_of(view, _today(snapshot, now)), since)
                new = snapshot.ask(query)["incidents"][0]
                words = f"{new:,} new – show" if new else ""
                waiting = shown | {"version": snapshot.version}
                return no_update, no_update, no_update, no_update, not new, words, waiting
            rows = events.build(snapshot.ask, view, _today(snapshot, now))
        except SitrepError as error:
            return no_update, _failed(error), no_update, no_update, no_update, no_update, no_update
        return rows.count, rows.notice, rows.table, rows.pager, True, "", state

    @_callback(
        app,
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
    @_callback(
        app,
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
    @_callback(
        app,
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
