"""Where: countries, or the regions of one, on the map and in the table beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard import geography, maps, vocabulary
from dashboard.panels.numbers import MEASURE_NOUN, Ask, add, measured, nothing, rows_of
from dashboard.parts import Rank, nav_link, ranked
from dashboard.view import View, filters_of, link
from dashboard.words import plural
from streams.warehouse import aggregates

__all__ = ["build_places"]


def build_places(ask: Ask, view: View, today: date, dark: bool) -> dict[str, Any]:
    if len(view.countries) == 1 and geography.regions(view.countries[0]):
        return _regions(ask, view, today, dark)
    rows = rows_of(ask(aggregates.by_country(filters_of(view, today), view.measure)))
    noun = MEASURE_NOUN[view.measure]
    known = [row for row in rows if row["country"] is not None]
    by_code = {row["country"]: row for row in known}
    codes = geography.drawn_countries()
    figure = maps.world(
        {
            "id": codes,
            "name": [vocabulary.country_name(code) for code in codes],
            "value": [by_code[code]["value"] if code in by_code else 0 for code in codes],
            "words": [
                f"{measured(by_code[code], view.measure)} {noun}" if code in by_code else f"no {noun}" for code in codes
            ],
            "href": [link(view, countries=(code,), admin1=None) for code in codes],
        },
        geojson="/assets/maps/world.geojson",
        disputed=geography.disputed(),
        points=None,
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
        Rank("No known place", row["value"], measured(row, view.measure), quiet=True)
        for row in rows
        if row["country"] is None
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
    """One country by its first-level regions; choosing one takes the name most of its incidents have."""
    country = view.countries[0]
    rows = rows_of(ask(aggregates.by_place(filters_of(view, today)._replace(admin1=None), view.measure)))
    noun = MEASURE_NOUN[view.measure]
    drawn: dict[str, dict[str, Any]] = {}
    names: dict[str | None, dict[str, Any]] = {}
    for row in rows:
        add(names.setdefault(row["admin1"], nothing()), row)
        if (
            row["precision"] is not None and row["precision"] >= 6
        ):  # known by country only: no region is coloured for it
            continue
        region = geography.region_of(country, row["admin1"], row["lat"], row["lon"], row["precision"])
        if region is not None:
            total = drawn.setdefault(region, nothing() | {"names": {}})
            add(total, row)
            total["names"][row["admin1"]] = total["names"].get(row["admin1"], 0) + row["incidents"]
    regions = geography.regions(country)

    def href(region_id: str) -> str:
        known = {name: n for name, n in drawn.get(region_id, {}).get("names", {}).items() if name}
        chosen = max(known, key=known.__getitem__) if known else None
        return link(view, admin1=None if chosen == view.admin1 else chosen)

    points = [
        row
        for row in rows
        if row["lat"] is not None
        and row["precision"] is not None
        and row["precision"] <= 3
        and (view.admin1 is None or row["admin1"] == view.admin1)
    ][:600]
    others = [code for code in geography.drawn_countries() if code != country]
    figure = maps.world(
        {
            "id": [r.region_id for r in regions],
            "name": [r.name for r in regions],
            "value": [drawn.get(r.region_id, {}).get("value", 0) for r in regions],
            "words": [
                f"{measured(drawn[r.region_id], view.measure)} {noun}" if r.region_id in drawn else f"no {noun}"
                for r in regions
            ],
            "href": [href(r.region_id) for r in regions],
        },
        geojson=f"/assets/maps/admin1/{country}.geojson",
        disputed=geography.disputed(),
        points={
            "lat": [row["lat"] for row in points],
            "lon": [row["lon"] for row in points],
            "value": [row["value"] for row in points],
            "words": [f"<b>{maps.plain(row['name'])}</b><br>{measured(row, view.measure)} {noun}" for row in points],
        },
        dark=dark,
        extent=geography.extent((country,)),
        around={
            "id": others,
            "name": [vocabulary.country_name(code) for code in others],
            "href": [link(view, countries=(code,), admin1=None) for code in others],
        },
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
