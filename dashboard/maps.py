"""The map: areas -> Figure. Countries and regions come from `assets/maps`; nothing is fetched from elsewhere."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import VERMILION, frame

__all__ = ["map_layout", "plain", "world"]

PANEL = 1.9
"""Width of the map's panel over its height: the lands around a country fill it."""

LIGHT_SCALE = ((0.0, "#dbe4ea"), (0.15, "#a9c3d6"), (0.4, "#5d93bb"), (0.7, "#1c5f96"), (1.0, "#00224e"))
DARK_SCALE = ((0.0, "#1f3247"), (0.2, "#35506f"), (0.5, "#666970"), (0.75, "#a59c74"), (1.0, "#ead96a"))
"""The dark one is Cividis; the light one its blue half, so that more is always further from the paper."""


def world(
    areas: Mapping[str, Sequence[Any]],
    *,
    geojson: str,
    disputed: Mapping[str, Sequence[Any]],
    points: Mapping[str, Sequence[Any]] | None,
    dark: bool,
    extent: tuple[tuple[float, float], tuple[float, float]] | None = None,
    around: Mapping[str, Sequence[Any]] | None = None,
) -> go.Figure:
    """Areas coloured by the square root of `value`; areas with none keep the land's colour, which is not zero's.

    `areas` has id, name, value, words and href; `points` lat, lon, value, words (places of one country); `around` the
    countries drawn beneath, by id, name and href.
    """
    values = [float(v) for v in areas["value"]]
    top = max(values, default=0.0) or 1.0
    zero = "#22272d" if dark else "#e5e3db"
    edge = "#3a4149" if dark else "#ffffff"
    scale = DARK_SCALE if dark else LIGHT_SCALE
    traces: list[Any] = []
    if around is not None:
        traces.append(
            go.Choropleth(
                geojson="/assets/maps/world.geojson",
                locations=list(around["id"]),
                z=[0] * len(around["id"]),
                colorscale=[[0, "#171b1f" if dark else "#f1f0ec"], [1, "#171b1f" if dark else "#f1f0ec"]],
                showscale=False,
                marker={"line": {"width": 0.7, "color": "#2f363d" if dark else "#d9d7cf"}},
                text=[plain(name) for name in around["name"]],
                customdata=list(around["href"]),
                hovertemplate="%{text}<extra></extra>",
            )
        )
    traces += [
        go.Choropleth(
            geojson=geojson,
            locations=list(areas["id"]),
            z=[(v / top) ** 0.5 for v in values],
            zmin=0,
            zmax=1,
            colorscale=[(0, zero), *((max(0.0001, stop), colour) for stop, colour in scale)],
            showscale=False,
            marker={"line": {"width": 0.5, "color": edge}},
            text=[
                f"<b>{plain(name)}</b><br>{words}" for name, words in zip(areas["name"], areas["words"], strict=True)
            ],
            customdata=list(areas["href"]),
            hovertemplate="%{text}<extra></extra>",
        ),
        go.Scattergeo(
            lon=list(disputed["lon"]),
            lat=list(disputed["lat"]),
            mode="lines",
            line={"width": 0.9, "color": "#9aa3ad" if dark else "#777d84", "dash": "2px,2px"},
            hoverinfo="skip",
        ),
    ]
    if points is not None:
        peak = max((float(v) for v in points["value"]), default=1.0) or 1.0
        traces.append(
            go.Scattergeo(
                lon=list(points["lon"]),
                lat=list(points["lat"]),
                mode="markers",
                marker={
                    "size": [5 + 15 * (float(v) / peak) ** 0.5 for v in points["value"]],
                    "color": VERMILION,
                    "opacity": 0.85,
                    "line": {"width": 0.8, "color": "#ffffff" if not dark else "#111417"},
                },
                text=list(points["words"]),
                hovertemplate="%{text}<extra></extra>",
            )
        )
    return go.Figure(traces, map_layout(*extent) if extent else map_layout())


def plain(text: str | None) -> str:
    """Text for plotly, which reads tags and entities: names come from articles and gazetteers."""
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def map_layout(center: tuple[float, float] = (12, 20), span: tuple[float, float] | None = None) -> dict[str, Any]:
    """The frame of the map. Without `span` the whole world; with it, that many degrees of longitude and latitude."""
    geo: dict[str, Any] = {
        "visible": False,
        "fitbounds": False,
        "bgcolor": "rgba(0,0,0,0)",
        "projection": {"type": "natural earth", "scale": 1.08},
        "center": {"lon": center[0], "lat": center[1]},
        "lonaxis": {"range": [-180, 180]},
        "lataxis": {"range": [-56, 78]},
    }
    if span:
        lon, lat = center
        wide, high = span
        wide = min(340.0, max(wide, high * PANEL / max(0.3, math.cos(math.radians(lat)))))
        geo |= {"projection": {"type": "mercator", "scale": 1}}
        geo |= {
            "lonaxis": {"range": [lon - wide / 2, lon + wide / 2]},
            "lataxis": {"range": [lat - high / 2, lat + high / 2]},
        }
    layout = frame(margin={"l": 0, "r": 0, "t": 0, "b": 0}, geo=geo, hovermode="closest", dragmode="pan")
    del layout["xaxis"], layout["yaxis"]
    return layout
