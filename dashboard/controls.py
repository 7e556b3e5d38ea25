"""The filter bar and the URL say the same: controls -> View -> controls, and the chips of what is on."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import layout, vocabulary
from dashboard.parts import nav_link
from dashboard.snapshot import Snapshot
from dashboard.view import DEFAULT, View, format_view, link, parse_view
from streams.warehouse import aggregates

__all__ = ["actor_options", "chips", "from_controls", "navigation", "region_options", "segments", "to_controls"]


def navigation(path: str, view: View) -> list[Any]:
    kept = view._replace(event=None, page=1)
    return [
        nav_link(
            title,
            link(kept, page),
            className="current" if page == path else None,
            **({"aria-current": "page"} if page == path else {}),
        )
        for page, title in layout.PAGES.items()
    ]


def segments(view: View) -> tuple[list[Any], list[Any], list[Any]]:
    """Quick ranges, measures and clocks: links, of which one is on."""
    days = [
        _segment(words, link(view, days=days, first=None, last=None), view.first is None and view.days == days)
        for days, words in layout.RANGES.items()
    ]
    measures = [_segment(m.capitalize(), link(view, measure=m), view.measure == m) for m in aggregates.MEASURES]
    words = {"happened": "When it happened", "learnt": "When we learnt it"}
    clocks = [_segment(words[clock], link(view, clock=clock), view.clock == clock) for clock in aggregates.CLOCKS]
    return days, measures, clocks


def _segment(words: str, href: str, on: bool) -> Any:
    return nav_link(words, href, **({"aria-current": "true"} if on else {}))


def chips(view: View) -> list[Any]:
    """One chip a filter that is on, each a link without it; a last one that clears them all."""
    on: list[tuple[str, str]] = []
    on += [
        (vocabulary.country_name(c), link(view, countries=tuple(x for x in view.countries if x != c), admin1=None))
        for c in view.countries
    ]
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
    links = [
        nav_link([html.Span(words), html.Span("✕", **{"aria-hidden": "true"})], href, className="chip", title="Remove")
        for words, href in on
    ]
    cleared = DEFAULT._replace(days=view.days, first=view.first, last=view.last, measure=view.measure, clock=view.clock)
    return [*links, nav_link("Clear all", link(cleared), className="chip clear")]


def to_controls(view: View) -> tuple[Any, ...]:
    """Values of the controls, in the order of `layout.CONTROLS`."""
    kinds = [vocabulary.slug(t) for t in view.types] + ["sub:" + vocabulary.slug(s) for s in view.subs]
    return (
        view.first.isoformat() if view.first else "",
        view.last.isoformat() if view.last else "",
        list(view.countries),
        view.admin1,
        kinds,
        list(view.actors),
        list(view.statuses),
        view.confidence,
        view.words,
    )


def from_controls(view: View, changed: str, *values: Any) -> View:
    """The view with the one control that changed; its value is checked as a link's is, by being written as one."""
    value = dict(zip(layout.CONTROLS, values, strict=True))
    match changed:
        case "f-first" | "f-last":
            typed = parse_view(f"?from={value['f-first'] or ''}&to={value['f-last'] or ''}")
            if typed.first is None and (value["f-first"] or value["f-last"]):
                return view
            changes: dict[str, Any] = {"first": typed.first, "last": typed.last}
        case "f-country":
            countries = tuple(value["f-country"] or ())
            changes = {"countries": countries, "admin1": view.admin1 if countries == view.countries else None}
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
        case _:
            changes = {"words": value["f-words"] or ""}
    return parse_view(format_view(view._replace(**changes, page=1, event=None)))


def actor_options(snapshot: Snapshot, view: View) -> list[dict[str, str]]:
    columns = snapshot.ask(aggregates.actor_names(1_500))
    known = dict(zip(columns["actor_id"], columns["name"], strict=True))
    known |= {actor: actor for actor in view.actors if actor not in known}
    return [{"label": name, "value": actor, "search": f"{name} {actor}"} for actor, name in known.items()]


def region_options(snapshot: Snapshot, view: View) -> list[str]:
    if len(view.countries) != 1:
        return []
    names = snapshot.ask(aggregates.regions_of(view.countries[0]))["admin1"]
    return names if view.admin1 is None or view.admin1 in names else [*names, view.admin1]
