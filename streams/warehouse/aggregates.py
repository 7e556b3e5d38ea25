"""Filters -> Query(sql, params): what the dashboard asks. Pure text and bound values; nothing here connects.

Queries about many incidents read the relations that `COPIES` defines on the lake, so they answer in milliseconds on a
copy in memory; those about one event, article or incident read the lake's views. Incidents without a known day or
place are rows with a null there, never left out: inside a window of days an incident whose day nobody knows counts by
the day we learnt it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

__all__ = [
    "CLOCKS",
    "COPIES",
    "MEASURES",
    "SORTS",
    "Filters",
    "Query",
    "actor_names",
    "articles_by_source",
    "by_actor",
    "by_country",
    "by_day",
    "by_place",
    "by_type",
    "event_article",
    "event_row",
    "freshness",
    "incident_rows",
    "last_commit",
    "learnt_since",
    "mentions_of",
    "regions_of",
    "rejections_by_reason",
    "reports_of",
    "sibling_events",
    "titles_of",
    "totals",
]

CLOCKS = ("happened", "learnt")
"""Two clocks: the day it happened, or the day the first report of it was published (stored, where that is unknown)."""

MEASURES = ("incidents", "reports", "killed", "injured")

SORTS = ("day", "learnt", "killed", "injured", "reports", "confidence", "type", "country", "place")


class Query(NamedTuple):
    """SQL and the values of its `?`, in order."""

    sql: str
    params: tuple[Any, ...] = ()


class Filters(NamedTuple):
    """Which incidents. An empty tuple, None or '' means no condition; `first` and `last` are both included."""

    first: date | None = None
    last: date | None = None
    clock: str = "happened"
    countries: tuple[str, ...] = ()
    admin1: str | None = None
    event_types: tuple[str, ...] = ()
    sub_event_types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("occurred",)
    min_confidence: float = 0.0
    words: str = ""


COPIES = {
    "incidents": (
        "SELECT incident_id, lead_event_id, event_type, sub_event_type, action, status, attribution, first_day, "
        "last_day, day_precision, place_name, place_lat, place_lon, place_country, place_country_name, "
        "place_admin1, "
        "place_precision, killed_low, killed_best, killed_high, injured_low, injured_best, "
        "injured_high, reports, sources, confidence, "
        "first_published_at, first_stored_at, last_stored_at, commit_seq FROM incidents"
    ),
    "incident_actors": 'SELECT incident_id, "role", actor_id, "name", kind FROM incident_actors',
    "incident_words": (
        "SELECT e.incident_id, strip_accents(lower(concat_ws(' ', a.title, e.sentence_text, e.place_text, "
        "e.place_name, e.place_admin1, e.place_country_name, e.event_type, e.sub_event_type, e.action, e.source, "
        "array_to_string([p.\"name\" FOR p IN e.perpetrators || e.targets], ' ')))) AS words "
        "FROM events e JOIN articles a USING (article_id)"
    ),
}
"""The relations that queries about many incidents read, as SQL on the lake; search looks in `incident_words`."""

_LEARNT = "CAST(coalesce(first_published_at, first_stored_at) AS DATE)"
_DAY = {"happened": "first_day", "learnt": _LEARNT}
_WINDOW_DAY = {"happened": f"coalesce(first_day, {_LEARNT})", "learnt": _LEARNT}

_VALUE = {
    "incidents": "count(*)",
    "reports": "coalesce(sum(reports), 0)",
    "killed": "coalesce(sum(coalesce(killed_low, killed_best)), 0)",
    "injured": "coalesce(sum(coalesce(injured_low, injured_best)), 0)",
}


def _interval(outcome: str) -> str:
    """Sums of one outcome: lowest, highest (the lowest where open), how many are open, how many are known at all."""
    low = f"coalesce({outcome}_low, {outcome}_best)"
    return (
        f"coalesce(sum({low}), 0)::BIGINT AS {outcome}_low, "
        f"coalesce(sum(greatest({low}, coalesce({outcome}_high, {outcome}_best, {low}))), 0)::BIGINT "
        f"AS {outcome}_high, "
        f"count(*) FILTER ({low} IS NOT NULL AND {outcome}_high IS NULL) AS {outcome}_open, "
        f"count(*) FILTER ({low} IS NOT NULL OR {outcome}_high IS NOT NULL) AS {outcome}_known"
    )


_COUNTS = "count(*) AS incidents, coalesce(sum(reports), 0)::BIGINT AS reports"
_SUMS = f"{_COUNTS}, {_interval('killed')}, {_interval('injured')}"


def _where(filters: Filters, *, windowed: bool = True) -> tuple[str, list[Any]]:
    """The conditions as one SQL expression, and its values."""
    conditions: list[str] = []
    params: list[Any] = []

    def among(column: str, values: tuple[str, ...]) -> None:
        if values:
            conditions.append(f"{column} IN ({', '.join('?' * len(values))})")
            params.extend(values)

    if windowed and filters.first is not None and filters.last is not None:
        conditions.append(f"{_WINDOW_DAY[filters.clock]} BETWEEN ? AND ?")
        params += [filters.first, filters.last]
    among("status", filters.statuses)
    among("place_country", filters.countries)
    among("event_type", filters.event_types)
    among("sub_event_type", filters.sub_event_types)
    if filters.admin1 is not None:
        conditions.append("place_admin1 = ?")
        params.append(filters.admin1)
    if filters.min_confidence > 0:
        conditions.append("confidence >= ?")
        params.append(filters.min_confidence)
    if filters.actors:
        marks = ", ".join("?" * len(filters.actors))
        conditions.append(f"incident_id IN (SELECT incident_id FROM incident_actors WHERE actor_id IN ({marks}))")
        params.extend(filters.actors)
    for word in filters.words.split()[:8]:
        # strip_accents and lower on both sides: 'Segou' finds 'Ségou'
        conditions.append(
            "(incident_id IN (SELECT incident_id FROM incident_words WHERE contains(words, strip_accents(lower(?)))))"
        )
        params.append(word)
    return " AND ".join(conditions) or "true", params


def totals(filters: Filters) -> Query:
    """One row: sums over the window, and how many have no known day, no known place, no known number of killed."""
    where, params = _where(filters)
    return Query(
        f"SELECT {_SUMS}, count(*) FILTER (first_day IS NULL) AS no_day, "
        f"count(*) FILTER (place_country IS NULL) AS no_place FROM incidents WHERE {where}",
        tuple(params),
    )


def by_day(filters: Filters) -> Query:
    """A row a day over the whole time, whatever the window: bars, what is usual and the strip all come from it.

    The row with a null day holds those whose day is not known, of the window only.
    """
    where, params = _where(filters, windowed=False)
    day = _DAY[filters.clock]
    if filters.first is not None and filters.last is not None:
        where = f"({where}) AND ({day} IS NOT NULL OR {_WINDOW_DAY[filters.clock]} BETWEEN ? AND ?)"
        params += [filters.first, filters.last]
    return Query(f"SELECT {day} AS day, {_SUMS} FROM incidents WHERE {where} GROUP BY ALL ORDER BY day", tuple(params))


def by_country(filters: Filters, measure: str) -> Query:
    """A row a country, the largest first; a null country holds those whose place is not known."""
    where, params = _where(filters)
    return Query(
        f"SELECT place_country AS country, {_VALUE[measure]}::BIGINT AS value, {_SUMS} FROM incidents WHERE {where} "
        "GROUP BY place_country ORDER BY value DESC, incidents DESC, country",
        tuple(params),
    )


def by_place(filters: Filters, measure: str) -> Query:
    """A row a place, for the regions and points of one country; a null admin1 holds what is known by country only."""
    where, params = _where(filters)
    return Query(
        "SELECT place_admin1 AS admin1, place_name AS name, place_lat AS lat, place_lon AS lon, "
        f"place_precision AS precision, {_VALUE[measure]}::BIGINT AS value, {_SUMS} FROM incidents WHERE {where} "
        "GROUP BY ALL ORDER BY value DESC, incidents DESC, name LIMIT 20000",
        tuple(params),
    )


def by_type(filters: Filters, measure: str) -> Query:
    """A row a sub-event type with its event type."""
    where, params = _where(filters)
    return Query(
        f"SELECT event_type, sub_event_type, {_VALUE[measure]}::BIGINT AS value, {_SUMS} FROM incidents WHERE {where} "
        "GROUP BY event_type, sub_event_type ORDER BY value DESC, incidents DESC, event_type, sub_event_type",
        tuple(params),
    )


def by_actor(filters: Filters, measure: str, role: str, limit: int = 12) -> Query:
    """A row a registered actor in this role; one row with a null actor holds the incidents that name none of them.

    An incident counts once for each actor in it, so these rows do not add up to the total.
    """
    where, params = _where(filters)
    return Query(
        f"WITH chosen AS MATERIALIZED (SELECT * FROM incidents WHERE {where}), "
        "named AS (SELECT incident_id, actor_id, min(name) AS name, min(kind) AS kind FROM incident_actors "
        "WHERE role = ? AND actor_id IS NOT NULL GROUP BY incident_id, actor_id), "
        "counted AS (SELECT named.actor_id AS actor_id, min(named.name) AS name, min(named.kind) AS kind, "
        f"{_VALUE[measure]}::BIGINT AS value, {_SUMS} "
        "FROM chosen LEFT JOIN named USING (incident_id) GROUP BY named.actor_id) "
        "SELECT * FROM counted QUALIFY actor_id IS NULL "
        "OR row_number() OVER (ORDER BY actor_id IS NULL, value DESC, incidents DESC, name) <= ? "
        "ORDER BY actor_id IS NULL, value DESC, incidents DESC, name",
        (*params, role, limit),
    )


def actor_names(limit: int = 3_000) -> Query:
    """Registered actors that any incident names, the most frequent first."""
    return Query(
        "SELECT actor_id, min(name) AS name, count(DISTINCT incident_id) AS incidents FROM incident_actors "
        "WHERE actor_id IS NOT NULL GROUP BY actor_id ORDER BY incidents DESC, name LIMIT ?",
        (limit,),
    )


_ORDER = {
    "day": "first_day",
    "learnt": "coalesce(first_published_at, first_stored_at)",
    "killed": "coalesce(killed_best, killed_low)",
    "injured": "coalesce(injured_best, injured_low)",
    "reports": "reports",
    "confidence": "confidence",
    "type": "event_type",
    "country": "place_country_name",
    "place": "place_name",
}
"""Whitelist of sort keys: only these words of a link reach the SQL, as these expressions."""


def regions_of(country: str) -> Query:
    """Names of the first-level regions of one country that any incident has."""
    return Query(
        "SELECT DISTINCT place_admin1 AS admin1 FROM incidents WHERE place_country = ? AND place_admin1 IS NOT NULL "
        "ORDER BY admin1",
        (country,),
    )


def incident_rows(filters: Filters, *, sort: str, ascending: bool, limit: int, offset: int) -> Query:
    """A page of incidents with the actors by role; unknown values come last in either direction."""
    where, params = _where(filters)
    direction = "ASC" if ascending else "DESC"
    order = f"{_ORDER[sort]} {direction} NULLS LAST, first_stored_at DESC, incident_id"
    names = (
        '(SELECT list(DISTINCT a."name" ORDER BY a."name") FROM incident_actors a '
        "WHERE a.incident_id = page.incident_id AND a.\"role\" = '{}')"
    )
    return Query(
        f"WITH page AS (SELECT * FROM incidents WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?) "
        "SELECT incident_id, lead_event_id, event_type, sub_event_type, action, status, attribution, first_day, "
        "last_day, day_precision, place_name, place_admin1, place_country, place_country_name, place_lat, place_lon, "
        "place_precision, killed_low, killed_best, killed_high, injured_low, injured_best, "
        "injured_high, reports, sources, confidence, "
        "first_published_at, first_stored_at, last_stored_at, commit_seq, "
        f"{names.format('perpetrator')} AS perpetrators, {names.format('target')} AS targets "
        f"FROM page ORDER BY {order}",
        (*params, limit, offset),
    )


def learnt_since(filters: Filters, instant: datetime) -> Query:
    """One row: how many matching incidents have a report stored after this instant."""
    where, params = _where(filters)
    sql = f"SELECT count(*) AS incidents FROM incidents WHERE ({where}) AND last_stored_at > ?"
    return Query(sql, (*params, instant))


def freshness() -> Query:
    """One row: when we last learnt anything, how much there is, and the days that there is anything of."""
    return Query(
        "SELECT count(*) AS incidents, max(last_stored_at) AS last_stored_at, max(commit_seq) AS commit_seq, "
        f"min({_LEARNT}) AS first_learnt, max({_LEARNT}) AS last_learnt, min(first_day) AS first_day FROM incidents"
    )


def event_row(event_id: str) -> Query:
    """One event with all its fields."""
    return Query("SELECT * FROM events WHERE event_id = ?", (event_id,))


def event_article(article_id: str) -> Query:
    """The current version of an article, text and all."""
    return Query("SELECT * FROM articles WHERE article_id = ?", (article_id,))


def mentions_of(article_id: str) -> Query:
    """What the coder tagged in an article, in order.

    From the table beneath the view `mentions`: DuckDB unnests every article of the view before it looks for the one
    (354 ms against 29 at 74,000 articles).
    """
    return Query(
        "SELECT m.* FROM (SELECT unnest(mentions) AS m FROM (SELECT mentions FROM store.articles "
        "ANTI JOIN store.superseded USING (version_key) WHERE article_id = ?)) "
        'ORDER BY m.field, m."start", m."end"',
        (article_id,),
    )


_BRIEF = (
    "e.event_id, e.article_id, e.incident_id, e.event_type, e.sub_event_type, e.action, e.status, e.first_day, "
    "e.last_day, e.place_name, e.place_country, e.killed_low, e.killed_best, "
    "e.killed_high, e.injured_low, e.injured_best, "
    "e.injured_high, e.confidence, e.source, e.published_at, e.trigger_start, e.trigger_text, e.sentence_text"
)


def sibling_events(article_id: str) -> Query:
    """Every event of one article, in the order of the text."""
    return Query(
        f"SELECT {_BRIEF} FROM events e WHERE e.article_id = ? ORDER BY e.trigger_start, e.event_id", (article_id,)
    )


def reports_of(incident_id: str) -> Query:
    """Every report of one incident, the earliest first.

    Its events are looked up among the links first, which is three times as fast as comparing every event's incident.
    """
    return Query(
        f"SELECT {_BRIEF} FROM events e WHERE e.event_id IN "
        "(SELECT event_id FROM store.links WHERE incident_id = ? UNION ALL SELECT ?) AND e.incident_id = ? "
        "ORDER BY e.published_at NULLS LAST, e.event_id LIMIT 200",
        (incident_id, incident_id, incident_id),
    )


def titles_of(article_ids: tuple[str, ...]) -> Query:
    """Titles of some articles."""
    marks = ", ".join("?" * len(article_ids)) or "NULL"
    return Query(f"SELECT article_id, title FROM articles WHERE article_id IN ({marks})", article_ids)


def rejections_by_reason() -> Query:
    """Rejections by reason and part, with the newest of each as an example."""
    return Query(
        "SELECT reason, stage, count(*) AS records, max(rejected_at) AS last_at, arg_max(detail, stored_at) AS detail "
        "FROM rejections GROUP BY reason, stage ORDER BY records DESC, reason, stage"
    )


def articles_by_source(limit: int = 40) -> Query:
    """Articles by source: how many, how many told an event, and when the last one came."""
    return Query(
        "SELECT source, count(*) AS articles, count(*) FILTER (relevant) AS relevant, "
        "count(*) FILTER (NOT coded) AS not_coded, sum(event_count)::BIGINT AS events, "
        "max(stored_at) AS last_stored_at, max(published_at) AS last_published_at "
        "FROM articles GROUP BY source ORDER BY articles DESC, source LIMIT ?",
        (limit,),
    )


def last_commit() -> Query:
    """One row: number and time of the newest commit that stored an article; both null when there is none."""
    return Query("SELECT max(commit_seq) AS commit_seq, max(stored_at) AS stored_at FROM articles")
