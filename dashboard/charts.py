"""Columns -> Figure. No figure fetches, and none sets the colour of its text: `style.css` does, for light and dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import plotly.graph_objects as go

from dashboard.series import Band

__all__ = ["BLUE", "CONFIG", "VERMILION", "activity", "casualties", "empty", "frame", "strip"]

# Okabe-Ito: told apart by every kind of colour vision, and mid-toned enough for light and dark alike.
BLUE, SKY, GREEN, ORANGE, VERMILION, PURPLE = "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#CC79A7"
GREY = "rgba(128,134,142,{})"

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "responsive": True,
    "doubleClick": "reset",
    "topojsonURL": "/assets/maps/",
    "scrollZoom": False,
}

_MEASURE_WORDS = {
    "incidents": "incidents",
    "reports": "reports",
    "killed": "reported killed",
    "injured": "reported injured",
}
_LENGTHS = {"day": 86_400_000, "week": 7 * 86_400_000}


def frame(**more: Any) -> dict[str, Any]:
    """The layout that all figures share."""
    base: dict[str, Any] = {
        "autosize": True,  # the height is the page's: `style.css` makes charts lower on a phone
        "margin": {"l": 44, "r": 10, "t": 8, "b": 26},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif", "size": 12},
        "showlegend": False,
        "uirevision": "keep",
        "bargap": 0.18,
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": "#20252b", "bordercolor": "#20252b", "font": {"color": "#f4f5f6", "size": 12}},
        "xaxis": _axis(type="date", showgrid=False, ticks="outside", ticklen=4, tickangle=0),
        "yaxis": _axis(rangemode="tozero", fixedrange=True, nticks=5, tickformat=",d"),
    }
    return base | more


def _axis(**more: Any) -> dict[str, Any]:
    quiet = {"zeroline": False, "showline": False, "automargin": False, "title": None, "gridcolor": GREY.format(0.2)}
    return quiet | more


def empty() -> go.Figure:
    """A chart before its data: nothing but its place, so that nothing jumps and no axis is made up."""
    return go.Figure(layout=frame(xaxis={"visible": False}, yaxis={"visible": False}))


def activity(
    columns: Mapping[str, Sequence[Any]], *, step: str, measure: str, band: Band | None, incomplete: date | None
) -> go.Figure:
    """Bars of `value` by `day`, over the band of what is usual; above it vermilion, unfinished hatched."""
    days, values = list(columns["day"]), list(columns["value"])
    high = band.high if band else [None] * len(days)
    unusual = [h is not None and v > h for v, h in zip(values, high, strict=True)]
    traces: list[Any] = []
    if band and any(h is not None for h in band.high):
        half = timedelta(hours=12)  # the band spans whole days, as the bars do
        edges = [edge for day in days for edge in (day_start(day) - half, day_start(day) + half)]
        for bound, fill in ((band.low, None), (band.high, "tonexty")):
            traces.append(
                go.Scatter(
                    x=[edge.isoformat() for edge in edges],
                    y=[v for v in bound for _ in (0, 1)],
                    mode="lines",
                    line={"width": 0, "shape": "linear"},
                    fill=fill,
                    fillcolor=GREY.format(0.16),
                    hoverinfo="skip",
                )
            )
    traces.append(
        go.Bar(
            x=[day.isoformat() for day in days],
            y=values,
            name=_MEASURE_WORDS[measure],
            marker={
                "color": [VERMILION if flag else BLUE for flag in unusual],
                "pattern": {
                    "shape": ["/" if day == incomplete else "" for day in days],
                    "fillmode": "overlay",
                    "size": 5,
                    "solidity": 0.35,
                    "fgcolor": "rgba(255,255,255,0.75)",
                },
                "line": {"width": 0},
            },
            customdata=[
                ["above usual" if flag else "not finished" if day == incomplete else ""]
                for day, flag in zip(days, unusual, strict=True)
            ],
            hovertemplate="<b>%{y:,.0f}</b> " + _MEASURE_WORDS[measure] + " %{customdata[0]}<extra></extra>",
        )
    )
    traces.append(_headroom(days))
    figure = go.Figure(traces, frame())
    figure.update_layout(xaxis={"range": x_range(days, step), "hoverformat": _hover_format(step)})
    return figure


def _headroom(days: Sequence[date], axis: str = "y") -> go.Scatter:
    """A point nobody sees at four: an axis that ended at one would have its ticks at halves of an incident."""
    x = [days[0].isoformat()] if days else []
    return go.Scatter(x=x, y=[4] * len(x), yaxis=axis, mode="markers", marker={"opacity": 0}, hoverinfo="skip")


def day_start(day: date) -> datetime:
    """Midnight as a naive datetime: plotly ignores offsets, and these days are already in the user's zone."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - naive on purpose


def x_range(days: Sequence[date], step: str) -> list[str] | None:
    """From half a bar before the first to half a bar after the last."""
    if not days:
        return None
    half = timedelta(days={"day": 0.6, "week": 4, "month": 17}[step])
    return [(day_start(days[0]) - half).isoformat(), (day_start(days[-1]) + half).isoformat()]


def _hover_format(step: str) -> str:
    return {"day": "%a %-d %b %Y", "week": "week of %-d %b %Y", "month": "%B %Y"}[step]


def strip(days: Sequence[date], values: Sequence[float], chosen: tuple[date, date] | None) -> go.Figure:
    """The whole range in small, with the chosen window marked; dragging over it chooses another."""
    figure = go.Figure(
        go.Scatter(
            x=[day.isoformat() for day in days],
            y=list(values),
            mode="lines",
            line={"width": 1, "color": GREY.format(0.9), "shape": "hvh"},
            fill="tozeroy",
            fillcolor=GREY.format(0.25),
            hoverinfo="skip",
        ),
        frame(margin={"l": 44, "r": 10, "t": 2, "b": 24}, dragmode="select", selectdirection="h", hovermode=False),
    )
    figure.update_layout(
        xaxis={"fixedrange": True, "nticks": 6},
        yaxis={"visible": False, "fixedrange": True},
        newselection={"line": {"color": BLUE, "width": 1, "dash": "solid"}},
        shapes=[chosen_window(*chosen)] if chosen else [],
    )
    return figure


def chosen_window(first: date, last: date) -> dict[str, Any]:
    """The mark of the chosen days on the strip."""
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": first.isoformat(),
        "x1": (last + timedelta(days=1)).isoformat(),
        "y0": 0,
        "y1": 1,
        "fillcolor": BLUE,
        "opacity": 0.18,
        "line": {"width": 1, "color": BLUE},
        "layer": "above",
    }


def casualties(columns: Mapping[str, Sequence[Any]], *, step: str) -> go.Figure:
    """Reported killed above, injured below: solid to the lowest, pale up to the highest, a ring where it is open."""
    days = list(columns["day"])
    x = [day.isoformat() for day in days]
    traces: list[Any] = []
    for outcome, colour, axis in (("killed", VERMILION, "y"), ("injured", ORANGE, "y2")):
        low, high, open_ = (columns[f"{outcome}_{part}"] for part in ("low", "high", "open"))
        words = [str(w) for w in columns[f"{outcome}_words"]]
        pale = [max(0, h - v) for v, h in zip(low, high, strict=True)]
        traces += [
            go.Bar(
                x=x,
                y=list(low),
                yaxis=axis,
                marker={"color": colour, "line": {"width": 0}},
                customdata=words,
                name=outcome,
                hovertemplate="<b>%{customdata}</b> reported " + outcome + "<extra></extra>",
            ),
            go.Bar(
                x=x,
                y=pale,
                yaxis=axis,
                marker={"color": colour, "opacity": 0.35, "line": {"width": 0}},
                hoverinfo="skip",
            ),
            go.Scatter(
                x=[d for d, flag in zip(x, open_, strict=True) if flag],
                y=[max(v, h) for v, h, flag in zip(low, high, open_, strict=True) if flag],
                yaxis=axis,
                mode="markers",
                marker={"size": 5, "color": "rgba(0,0,0,0)", "line": {"width": 1.4, "color": colour}},
                cliponaxis=False,
                hoverinfo="skip",
            ),
            _headroom(days, axis),
        ]
    figure = go.Figure(traces, frame(barmode="stack"))
    figure.update_layout(
        xaxis={"range": x_range(days, step), "anchor": "y2", "hoverformat": _hover_format(step)},
        yaxis={"domain": [0.56, 1], "nticks": 4},
        yaxis2=_axis(domain=[0, 0.44], rangemode="tozero", fixedrange=True, nticks=4, tickformat=",d", anchor="x"),
        annotations=[
            {"text": text, "xref": "paper", "yref": "paper", "x": 0, "y": y, "xanchor": "left", "yanchor": "bottom"}
            | {"showarrow": False, "font": {"size": 11}, "xshift": 2}
            for text, y in (("killed", 1.0), ("injured", 0.44))
        ],
        margin={"l": 44, "r": 10, "t": 18, "b": 26},
    )
    return figure
