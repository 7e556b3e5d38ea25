"""The frame around every page: header, filter bar, drawer, help. Ids of the filters are listed once, here."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from dashboard import vocabulary
from dashboard.parts import nav_link

__all__ = ["CONTROLS", "INDEX", "PAGES", "shell"]

PAGES = {"/": "Overview", "/events": "Events", "/health": "Health"}

CONTROLS = (
    "f-first",
    "f-last",
    "f-country",
    "f-admin1",
    "f-type",
    "f-actor",
    "f-status",
    "f-confidence",
    "f-words",
)
"""Every filter control, in the order in which callbacks receive them."""

RANGES: dict[int | None, str] = {7: "7 d", 30: "30 d", 90: "90 d", 365: "1 y", None: "All"}
"""The quick ranges: days, and the words of their link."""

INDEX = """<!doctype html>
<html lang="en">
<head>
{%metas%}
<title>{%title%}</title>
{%favicon%}
<script src="/assets/head/theme.js"></script>
{%css%}
</head>
<body>
<a class="skip" href="#page">Skip to the content</a>
{%app_entry%}
<footer>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>
"""

_KEYS = {
    "/": "search",
    "j  k": "next, previous row",
    "Enter": "open the row",
    "Esc": "close the drawer or this help",
    "[  ]": "shift the window of days back, forward",
    "l": "pause or resume live updates",
    "t": "light or dark",
    "?": "this help",
}


def shell() -> html.Div:
    """The whole document; pages are put into `page`."""
    return html.Div(
        [
            dcc.Location(id="url", refresh="callback-nav"),
            dcc.Store(id="live", data=None),
            dcc.Store(id="theme", data="light"),
            html.Div(id="busy", className="busy", **{"aria-hidden": "true"}),
            _header(),
            html.Div(id="samples"),
            html.Div(_filters(), role="search"),
            html.Main(id="page", tabIndex=-1),
            html.Aside(id="drawer", className="drawer", **{"aria-label": "Event"}),
            _help(),
            html.Div(id="keys", className="unseen", **{"aria-hidden": "true"}),
        ],
        id="sitrep",
    )


def _header() -> html.Header:
    return html.Header(
        [
            nav_link([html.Span(className="mark-dot"), "sitrep"], "/", className="wordmark", id="home"),
            html.Nav(id="nav", **{"aria-label": "Pages"}),
            html.Div(
                [
                    html.Span(
                        [
                            html.Span(className="dot"),
                            html.Span("connecting …", id="fresh-words"),
                            html.Span(id="fresh-age"),
                        ],
                        id="fresh",
                    ),
                    html.Button("Pause", id="pause", title="Pause live updates (l)", **{"aria-pressed": "false"}),
                    html.Button("◐", id="toggle-theme", title="Light or dark (t)", **{"aria-label": "Light or dark"}),
                    html.Button("?", id="open-help", title="Keys and terms (?)", **{"aria-label": "Keys and terms"}),
                ],
                className="tools",
            ),
        ],
        className="topbar",
    )


def _field(label: str, control: Any, wide: str = "") -> html.Div:
    return html.Div(
        [html.Label(label, htmlFor=getattr(control, "id", None)), control], className=f"field {wide}".strip()
    )


def _filters() -> html.Details:
    types = [
        option
        for event_type, subs in vocabulary.SUB_EVENT_TYPES.items()
        for option in (
            {"label": event_type, "value": vocabulary.slug(event_type)},
            *(
                {"label": f"   {sub}", "value": "sub:" + vocabulary.slug(sub), "search": f"{event_type} {sub}"}
                for sub in subs
            ),
        )
    ]
    countries = [{"label": name, "value": code} for code, name in vocabulary.countries().items()]
    return html.Details(
        [
            html.Summary([html.Span("Filters"), html.Span(id="filter-words", className="filter-words")]),
            html.Div(
                [
                    html.Div(
                        [
                            html.Div(id="f-days", className="segments"),
                            html.Span(
                                [
                                    dcc.Input(
                                        id="f-first", placeholder="YYYY-MM-DD", debounce=True, maxLength=10, size="10"
                                    ),
                                    html.Span("–", className="dash"),
                                    dcc.Input(
                                        id="f-last", placeholder="YYYY-MM-DD", debounce=True, maxLength=10, size="10"
                                    ),
                                ],
                                className="dates",
                            ),
                        ],
                        className="field range",
                        role="group",
                        **{"aria-label": "Days"},
                    ),
                    _field(
                        "Country",
                        dcc.Dropdown(id="f-country", options=countries, multi=True, placeholder="All countries"),
                    ),
                    html.Div(
                        _field("Region", dcc.Dropdown(id="f-admin1", options=[], placeholder="All regions")),
                        id="f-admin1-box",
                        hidden=True,
                    ),
                    _field("Event type", dcc.Dropdown(id="f-type", options=types, multi=True, placeholder="All types")),
                    _field("Actor", dcc.Dropdown(id="f-actor", options=[], multi=True, placeholder="All actors")),
                    _field(
                        "Status",
                        dcc.Dropdown(
                            id="f-status",
                            options=[{"label": s, "value": s} for s in vocabulary.STATUSES],
                            multi=True,
                            placeholder="Any status",
                        ),
                        "narrow",
                    ),
                    _field(
                        "Confidence",
                        dcc.Dropdown(
                            id="f-confidence",
                            options=[{"label": "Any", "value": 0}]
                            + [{"label": f"at least {c} %", "value": c} for c in (30, 50, 70, 80, 90)],
                            clearable=False,
                            searchable=False,
                        ),
                        "narrow",
                    ),
                    _field(
                        "Search",
                        dcc.Input(
                            id="f-words",
                            type="search",
                            debounce=0.4,
                            placeholder="Words, places, actors",
                            maxLength=200,
                        ),
                    ),
                    html.Div(
                        [
                            html.Div(id="f-measure", className="segments"),
                            html.Div(id="f-clock", className="segments"),
                        ],
                        className="field switches",
                        role="group",
                        **{"aria-label": "What is counted, and by which day"},
                    ),
                ],
                className="controls",
            ),
            html.Div(id="chips", className="chips"),
        ],
        id="filters",
        className="filters",
        open=True,
    )


def _help() -> html.Dialog:
    return html.Dialog(
        [
            html.Header([html.H2("Keys and terms"), html.Button("Close", id="close-help")]),
            html.Table(
                html.Tbody([html.Tr([html.Th(html.Kbd(k)), html.Td(v)]) for k, v in _KEYS.items()]), className="keys"
            ),
            html.P(
                "An incident is what happened; a report is an article that tells it. Charts count incidents unless "
                "switched. Numbers of people are reported, not verified: 12–15 is the range the reports allow, and a "
                "plus means that a report says “at least”. Days and times are UTC."
            ),
            html.P(
                "Grey band: what is usual, the median of the 28 days before, give or take 3 × 1.4826 median absolute "
                "deviations. Vermilion: above it. Hatched: not finished. Dashed borders are disputed; boundaries are "
                "Natural Earth's and express no opinion."
            ),
        ],
        id="help",
    )
