"""The drawer: one event, the words that say so, its article, and who else reports it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from dash import html

from dashboard import vocabulary
from dashboard.marked import KINDS, Tag, marked
from dashboard.panels.numbers import Ask, rows_of
from dashboard.parts import nav_link, notice
from dashboard.view import View, link
from dashboard.words import count_words, days_words, instant_words, plural
from streams.warehouse import aggregates

__all__ = ["build", "safe_url", "tags_of"]

Row = Mapping[str, Any]

OUTCOMES = ("killed", "injured", "abducted", "detained", "missing")


def build(ask: Ask, view: View) -> list[Any]:
    """What the drawer shows for `view.event`."""
    close = nav_link(
        "✕",
        link(view, event=None),
        id="drawer-close",
        className="close",
        title="Close (Esc)",
        **{"aria-label": "Close"},
    )
    found = rows_of(ask(aggregates.event_row(view.event or "")))
    if not found:
        gone = "The article may have been corrected since the link was made; its newer version has other events."
        return [close, notice("zero", "This event is no longer there.", html.P(gone))]
    event = found[0]
    articles = rows_of(ask(aggregates.event_article(event["article_id"])))
    if not articles:
        return [close, notice("zero", "The article of this event is no longer there.")]
    article = articles[0]
    mentions = rows_of(ask(aggregates.mentions_of(event["article_id"])))
    siblings = rows_of(ask(aggregates.sibling_events(event["article_id"])))
    reports = rows_of(ask(aggregates.reports_of(event["incident_id"])))
    titles = ask(aggregates.titles_of(tuple(row["article_id"] for row in reports)))
    title_of = dict(zip(titles["article_id"], titles["title"], strict=True))
    reports = [{**row, "title": title_of.get(row["article_id"])} for row in reports]
    return [
        html.Header([_title(event), close]),
        html.Div(
            [
                html.Div([_fields(event), _others(siblings, reports, event, view)], className="facts"),
                _article(article, event, mentions),
            ],
            className="desk",
        ),
    ]


def _title(event: Row) -> html.Div:
    place = ", ".join(p for p in (event["place_name"], event["place_country_name"]) if p) or "place not known"
    return html.Div(
        [
            html.H2(event["sub_event_type"]),
            html.P(f"{days_words(event['first_day'], event['last_day'])} · {place}"),
        ]
    )


# --- fields ---------------------------------------------------------------------------------------------------------


def _fields(event: Row) -> html.Table:
    """Each field with its words in the text: choosing it shows them."""
    supported = {name for span in event["evidence"] or [] for name in span["supports"] or []}
    rows: list[tuple[str, str, Any, Any]] = [
        ("event_type", "What", event["sub_event_type"], f"{event['event_type']} · {event['action'].replace('_', ' ')}"),
        ("status", "Status", event["status"], None),
        ("day", "When", days_words(event["first_day"], event["last_day"]), _day_note(event)),
        ("place", "Where", event["place_name"] or "place not known", _place_note(event)),
        ("perpetrators", "Perpetrator", _names(event["perpetrators"]), _attribution(event)),
        ("targets", "Target", _names(event["targets"]), _kinds(event["targets"])),
        ("weapons", "Weapon", ", ".join(w["text"] for w in event["weapons"] or []) or None, None),
    ]
    for outcome in OUTCOMES:
        values = tuple(event[f"{outcome}_{part}"] for part in ("low", "best", "high"))
        if outcome in ("killed", "injured") or values != (None, None, None):
            best = values[1] if values[1] is not None and values[0] != values[2] else None
            rows.append(
                (outcome, f"Reported {outcome}", count_words(*values), f"best {best:,}" if best is not None else None)
            )
    body = [
        _field(key, label, value, note, _supports(key, supported))
        for key, label, value, note in rows
        if value is not None
    ]
    body.append(_field("rule", "Rule", html.Code(event["rule"]), f"confidence {event['confidence']:.0%}", ()))
    return html.Table(html.Tbody(body), className="fields")


_ALIASES = {
    "day": ("first_day", "last_day", "day", "days", "day_precision", "date", "when"),
    "event_type": ("event_type", "sub_event_type", "action", "trigger", "plover"),
    "perpetrators": ("perpetrators", "perpetrator", "attribution"),
    "targets": ("targets", "target"),
    "weapons": ("weapons", "weapon"),
}


def _supports(key: str, supported: set[str]) -> tuple[str, ...]:
    return tuple(name for name in _ALIASES.get(key, (key,)) if name in supported)


def _field(key: str, label: str, value: Any, note: Any, supports: tuple[str, ...]) -> html.Tr:
    shown = [html.Span(value), html.Small(note) if note else None]
    if supports:
        title = "Show the words that say so"
        shown = [html.Button(shown, className="find", title=title, **{"data-find": " ".join(supports)})]
    return html.Tr([html.Th(label, scope="row"), html.Td(shown)], className=f"field-{key}")


def _day_note(event: Row) -> str:
    return vocabulary.DAY_PRECISION_WORDS.get(
        event["day_precision"], "no day in the text; the publication day is not used"
    )


def _place_note(event: Row) -> str:
    where = ", ".join(p for p in (event["place_admin1"], event["place_country_name"]) if p and p != event["place_name"])
    if event["place_name"] is None:
        return "no place in the text"
    if event["place_lat"] is None:
        return "not in the gazetteer; not drawn on the map"
    precision = vocabulary.PLACE_PRECISION_WORDS.get(event["place_precision"], "")
    return " · ".join(str(p) for p in (where, precision, f"{event['place_lat']:.2f}, {event['place_lon']:.2f}") if p)


def _names(actors: Sequence[Row] | None) -> str:
    return ", ".join(dict.fromkeys(a["name"] for a in actors or [])) or "not named"


def _attribution(event: Row) -> str:
    words = vocabulary.ATTRIBUTION_WORDS.get(event["attribution"], event["attribution"])
    return " · ".join(p for p in (words, _kinds(event["perpetrators"])) if p)


def _kinds(actors: Sequence[Row] | None) -> str:
    return ", ".join(dict.fromkeys(vocabulary.KIND_WORDS.get(a["kind"], str(a["kind"])) for a in actors or []))


# --- the article ----------------------------------------------------------------------------------------------------


def tags_of(event: Row, mentions: Sequence[Row], field: str) -> list[Tag]:
    """Every tagged span of one field of the article, and the evidence of the chosen event."""
    tags = [
        Tag(m["start"], m["end"], m["mention_type"], _note(m))
        for m in mentions
        if m["field"] == field and m["mention_type"] in KINDS
    ]
    if event["trigger_field"] == field and event["trigger_start"] is not None:
        tags.append(Tag(event["trigger_start"], event["trigger_end"], "trigger", event["action"].replace("_", " ")))
    tags += [
        Tag(span["start"], span["end"], "evidence", "", tuple(span["supports"] or ()))
        for span in event["evidence"] or []
        if span["field"] == field
    ]
    return tags


def _note(mention: Row) -> str:
    match mention["mention_type"]:
        case "actor":
            return f"{mention['name']} ({vocabulary.KIND_WORDS.get(mention['kind'], mention['kind'])})"
        case "place":
            where = ", ".join(str(p) for p in (mention["name"], mention["admin1"], mention["country_name"]) if p)
            return where + ("" if mention["lat"] is not None else " (not resolved)")
        case "casualty":
            count = count_words(mention["low"], mention["best"], mention["high"])
            return f"{count} {mention['outcome']}, {mention['group']}"
        case _:
            return days_words(mention["first_day"], mention["last_day"])


def _article(article: Row, event: Row, mentions: Sequence[Row]) -> html.Article:
    url = safe_url(article["url"])
    source = article["source"] or (urlsplit(url).hostname if url else None) or "source not given"
    published = article["published_at"]
    legend = [html.Span([html.Mark(word, className=f"mark mark-{kind}")]) for kind, word in KINDS.items()]
    return html.Article(
        [
            html.P(
                [
                    html.A(source, href=url, target="_blank", rel="noopener noreferrer") if url else html.Span(source),
                    html.Span(
                        f" · published {instant_words(published)}" if published else " · publication time not given"
                    ),
                    html.Span(f" · version {article['version']}")
                    if article["version"] and article["version"] > 1
                    else None,
                ],
                className="source",
            ),
            html.H3(marked(article["title"], tags_of(event, mentions, "title"))) if article["title"] else None,
            html.P(
                [*legend, html.Span("underlaid: what this event rests on", className="evidence-key")],
                className="legend",
            ),
            html.Div(marked(article["text"], tags_of(event, mentions, "text")), className="text", id="article-text"),
        ],
        lang=article["language"] or None,
    )


def safe_url(url: str | None) -> str | None:
    """The URL when it is one of the web's; anything else (`javascript:` and the like) is shown nowhere as a link."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.hostname else None


# --- neighbours -----------------------------------------------------------------------------------------------------


def _others(siblings: Sequence[Row], reports: Sequence[Row], event: Row, view: View) -> html.Div:
    others = [row for row in siblings if row["event_id"] != event["event_id"]]
    parts: list[Any] = []
    if len(reports) > 1:
        articles = len({row["article_id"] for row in reports})
        parts.append(html.H3(f"{plural(articles, 'report')} → 1 incident"))
        parts.append(
            html.Ul([_report(row, row["event_id"] == event["event_id"], view) for row in reports], className="others")
        )
    else:
        parts.append(html.P("The only report of this incident so far.", className="quiet"))
    if others:
        parts.append(html.H3(f"{plural(len(others), 'other event')} in this article"))
        parts.append(html.Ul([html.Li(_brief(row, view)) for row in others], className="others"))
    return html.Div(parts)


def _report(row: Row, current: bool, view: View) -> html.Li:
    toll = count_words(row["killed_low"], row["killed_best"], row["killed_high"])
    words = [
        html.Span(row["source"] or "source not given", className="other-source"),
        html.Span(row["title"] or row["sentence_text"] or "", className="other-title"),
        html.Small(f"{instant_words(row['published_at'])} · killed {toll}"),
    ]
    if current:
        return html.Li(words, className="current", **{"aria-current": "true"})
    return html.Li(nav_link(words, link(view, event=row["event_id"])))


def _brief(row: Row, view: View) -> Any:
    words = [
        html.Span(f"{row['sub_event_type']} · {row['place_name'] or 'place not known'}", className="other-title"),
        html.Small(f"{days_words(row['first_day'], row['last_day'])} · {row['status']}"),
    ]
    return nav_link(words, link(view, event=row["event_id"]))
