"""What the URL says: the only state of the dashboard. What is not understood falls back to its default."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_plus

from dashboard import vocabulary
from streams.warehouse.aggregates import CLOCKS, MEASURES, SORTS, Filters

__all__ = ["DEFAULT", "View", "filters_of", "format_view", "link", "parse_view", "shifted", "window"]

MANY = 60
"""Values one list in a link may hold: more than any person picks, few enough to bind."""

_ACTOR_ID = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,99}")
_EVENT_ID = re.compile(r"[A-Za-z0-9_.:-]{1,120}")
_LAST_DAY = date(2100, 1, 1)
_FIRST_DAY = date(1900, 1, 1)


class View(NamedTuple):
    """One view of the data. `first` and `last` (both or neither) win over `days`; `days` None means everything."""

    days: int | None = 30
    first: date | None = None
    last: date | None = None
    clock: str = "happened"
    measure: str = "incidents"
    countries: tuple[str, ...] = ()
    admin1: str | None = None
    types: tuple[str, ...] = ()
    subs: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("occurred",)
    confidence: int = 0
    words: str = ""
    sort: str = "day"
    ascending: bool = False
    page: int = 1
    event: str | None = None


DEFAULT = View()


def parse_view(search: str | None) -> View:
    """Read a URL's search part (`?days=30&country=SD,UA`)."""
    given: dict[str, list[str]] = {}
    for pair in (search or "")[:8_000].removeprefix("?").split("&"):
        key, _, value = pair.partition("=")
        given[key] = [unquote_plus(part, errors="replace") for part in value.split(",")]

    def one(key: str) -> str:
        return given.get(key, [""])[0]

    first, last = _days(one("from"), one("to"))
    countries = _listed([v.upper() for v in given.get("country", [])], vocabulary.countries())
    return View(
        days=None if one("days") == "all" else _within(one("days"), 1, 36_500, DEFAULT.days or 30),
        first=first,
        last=last,
        clock=_one_of(one("clock"), CLOCKS),
        measure=_one_of(one("measure"), MEASURES),
        countries=countries,
        admin1=_clean(",".join(given.get("admin1", [])), 100) or None if len(countries) == 1 else None,
        types=_by_slug(given.get("type"), vocabulary.EVENT_TYPES),
        subs=_by_slug(given.get("sub"), [s for subs in vocabulary.SUB_EVENT_TYPES.values() for s in subs]),
        actors=tuple(dict.fromkeys(a for a in given.get("actor", []) if _ACTOR_ID.fullmatch(a)))[:MANY],
        statuses=_statuses(given.get("status")),
        confidence=_within(one("conf"), 0, 99, 0),
        words=_clean(",".join(given.get("q", [])), 200),
        sort=_one_of(one("sort"), SORTS),
        ascending=one("order") == "asc",
        page=_within(one("page"), 1, 10_000, 1),
        event=event if _EVENT_ID.fullmatch(event := one("event")) else None,
    )


def format_view(view: View) -> str:
    """Write the search part of the URL, defaults left out: `parse_view` of it gives the same view."""
    pairs: list[tuple[str, str]] = []

    def add(key: str, *values: str) -> None:
        pairs.append((key, ",".join(quote(v, safe=":") for v in values)))

    if view.first and view.last:
        add("from", view.first.isoformat())
        add("to", view.last.isoformat())
    if view.days != DEFAULT.days:
        add("days", "all" if view.days is None else str(view.days))
    for key, value, default in (("clock", view.clock, CLOCKS[0]), ("measure", view.measure, MEASURES[0])):
        if value != default:
            add(key, value)
    if view.countries:
        add("country", *view.countries)
    if view.admin1:
        add("admin1", view.admin1)
    if view.types:
        add("type", *map(vocabulary.slug, view.types))
    if view.subs:
        add("sub", *map(vocabulary.slug, view.subs))
    if view.actors:
        add("actor", *view.actors)
    if view.statuses != DEFAULT.statuses:
        add("status", *(view.statuses or ("all",)))
    if view.confidence:
        add("conf", str(view.confidence))
    if view.words:
        add("q", view.words)
    if view.sort != DEFAULT.sort:
        add("sort", view.sort)
    if view.ascending:
        add("order", "asc")
    if view.page > 1:
        add("page", str(view.page))
    if view.event:
        add("event", view.event)
    return "?" + "&".join(f"{key}={value}" for key, value in pairs) if pairs else ""


def link(view: View, path: str = "", **changes: Any) -> str:
    """The URL of this view with some of it changed; a changed filter starts again at page one and closes the drawer."""
    if changes.keys() - {"page", "event", "sort", "ascending"}:
        changes = {"page": 1, "event": None} | changes
    return (path or "") + (format_view(view._replace(**changes)) or "?")


def window(view: View, today: date) -> tuple[date | None, date | None]:
    """First and last day shown, both included; (None, None) is everything."""
    if view.first and view.last:
        return view.first, view.last
    if view.days is None:
        return None, None
    return today - timedelta(days=view.days - 1), today


def filters_of(view: View, today: date) -> Filters:
    """What to ask the warehouse for."""
    first, last = window(view, today)
    return Filters(
        first=first,
        last=last,
        clock=view.clock,
        countries=view.countries,
        admin1=view.admin1,
        event_types=view.types,
        sub_event_types=view.subs,
        actors=view.actors,
        statuses=view.statuses,
        min_confidence=view.confidence / 100,
        words=view.words,
    )


def shifted(view: View, today: date, steps: int) -> View:
    """The window moved by its own length; a window that would pass today ends today, and is relative again."""
    first, last = window(view, today)
    if first is None or last is None:
        return view
    length = (last - first).days + 1
    try:
        first, last = first + timedelta(days=steps * length), last + timedelta(days=steps * length)
    except OverflowError:
        return view
    if last >= today and steps > 0:
        return view._replace(days=length, first=None, last=None, page=1, event=None)
    if first < _FIRST_DAY:
        return view
    return view._replace(first=first, last=last, page=1, event=None)


def _days(first: str, last: str) -> tuple[date | None, date | None]:
    try:
        parsed = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None, None
    return parsed if _FIRST_DAY <= parsed[0] <= parsed[1] <= _LAST_DAY else (None, None)


def _within(text: str, low: int, high: int, default: int) -> int:
    return min(high, max(low, int(text))) if re.fullmatch(r"[0-9]{1,6}", text) else default


def _one_of(text: str, allowed: tuple[str, ...]) -> str:
    return text if text in allowed else allowed[0]


def _listed(values: list[str] | None, allowed: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values or () if v in allowed))[:MANY]


def _by_slug(values: list[str] | None, names: Any) -> tuple[str, ...]:
    by_slug = {vocabulary.slug(name): name for name in names}
    return tuple(dict.fromkeys(by_slug[v] for v in values or () if v in by_slug))


def _statuses(values: list[str] | None) -> tuple[str, ...]:
    """Empty means every status; a link says so with `status=all`, so that no parameter still means the default."""
    if values == ["all"]:
        return ()
    return _listed(values, vocabulary.STATUSES) or DEFAULT.statuses


def _clean(text: str, longest: int) -> str:
    """Printable, trimmed, single spaces: what a person could have typed."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:longest].strip()
