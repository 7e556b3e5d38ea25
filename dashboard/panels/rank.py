"""What, who, and the latest: rankings whose lines are links, and a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dash import html

from dashboard import vocabulary
from dashboard.panels.numbers import MEASURE_NOUN, Ask, add, measured, nothing, rows_of
from dashboard.parts import Rank, nav_link, ranked
from dashboard.view import View, filters_of, link
from dashboard.words import count_words, days_words, plural
from streams.warehouse import aggregates

__all__ = ["build_actors", "build_latest", "build_types"]


def build_types(ask: Ask, view: View, today: date) -> dict[str, Any]:
    rows = rows_of(ask(aggregates.by_type(filters_of(view, today), view.measure)))
    noun = MEASURE_NOUN[view.measure]
    groups: dict[str, dict[str, Any]] = {}
    for row in rows:
        add(groups.setdefault(row["event_type"], nothing()), row)
    order = sorted(groups, key=lambda name: -groups[name]["value"])
    ranks = [
        Rank(
            name,
            groups[name]["value"],
            measured(groups[name], view.measure),
            link(view, types=() if view.types == (name,) else (name,), subs=()),
            chosen=name in view.types,
        )
        for name in order
    ]
    closer = [
        Rank(
            row["sub_event_type"],
            row["value"],
            measured(row, view.measure),
            link(view, subs=() if view.subs == (row["sub_event_type"],) else (row["sub_event_type"],)),
            chosen=row["sub_event_type"] in view.subs,
        )
        for row in rows[:8]
    ]
    total = sum(group["value"] for group in groups.values())
    return {
        "types": ranked(ranks, empty="No event type to rank.", caption=f"{noun} by event type"),
        "subs": ranked(closer, empty="–", caption=f"{noun} by sub-event type"),
        "types_summary": f"{order[0]} lead with {groups[order[0]]['value'] / (total or 1):.0%} of {total:,} {noun}."
        if order
        else f"No {noun} in this window.",
    }


def build_actors(ask: Ask, view: View, today: date) -> dict[str, Any]:
    noun = MEASURE_NOUN[view.measure]
    found: dict[str, list[Mapping[str, Any]]] = {}
    for role in ("perpetrator", "target"):
        found[role] = rows_of(ask(aggregates.by_actor(filters_of(view, today), view.measure, role, 9)))

    def ranks(role: str) -> list[Rank]:
        return [
            Rank(
                row["name"] or "No registered actor named",
                row["value"],
                measured(row, view.measure),
                link(view, actors=() if view.actors == (row["actor_id"],) else (row["actor_id"],))
                if row["actor_id"]
                else None,
                note=vocabulary.KIND_WORDS.get(row["kind"] or "", ""),
                quiet=row["actor_id"] is None,
                chosen=row["actor_id"] is not None and row["actor_id"] in view.actors,
            )
            for row in found[role]
        ]

    lead = next((row for row in found["perpetrator"] if row["actor_id"]), None)
    sentence = (
        f"{lead['name']} is named as perpetrator most often ({measured(lead, view.measure)} {noun}). " if lead else ""
    )
    return {
        "perpetrators": ranked(
            ranks("perpetrator"), empty="No perpetrator to rank.", colour="who", caption=f"{noun} by perpetrator"
        ),
        "targets": ranked(ranks("target"), empty="No target to rank.", colour="whom", caption=f"{noun} by target"),
        "actors_summary": sentence + "An incident counts once for each actor named in it.",
    }


def build_latest(ask: Ask, view: View, today: date) -> Any:
    query = aggregates.incident_rows(filters_of(view, today), sort="learnt", ascending=False, limit=12, offset=0)
    rows = rows_of(ask(query))
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
            html.Span(
                days_words(row["first_day"], row["last_day"]),
                className="latest-day" if row["first_day"] else "latest-day unknown",
            ),
            html.Span(row["sub_event_type"], className="latest-type"),
            html.Span(place, className="latest-place" if row["place_name"] else "latest-place unknown"),
            html.Span(who, className="latest-who"),
            html.Span(", ".join(toll), className="latest-toll"),
            html.Span(plural(row["reports"], "report"), className="latest-reports"),
        ],
        link(view, event=row["lead_event_id"]),
        className="row",
    )
