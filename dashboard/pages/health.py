"""Health: can I trust this? What was rejected and why, who sends, and when we last learnt anything."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from dash import dcc, html

from dashboard.panels.numbers import Ask, rows_of
from dashboard.parts import notice, panel, table
from dashboard.words import instant_words, plural
from schemas.rejection import REASONS
from streams.warehouse import aggregates

__all__ = ["build", "layout"]


QUIET = timedelta(days=2)
"""A source that was heard of in the week before but not since this long is marked as quiet."""


def layout() -> html.Div:
    """The empty page."""
    return html.Div(
        [
            html.Div([html.H1("Health"), html.P(id="health-summary", className="summary")], className="lead"),
            html.Div(
                [
                    panel(
                        "rejects",
                        "Rejected records",
                        html.Div(id="health-rejects"),
                        summary="What could not be used, and why. The view rejections keeps the original bytes.",
                        className="full",
                    ),
                    panel(
                        "sources",
                        "Articles by source",
                        html.Div(id="health-sources"),
                        summary="Who sends, how much of it tells an event, and who has gone quiet.",
                        className="full",
                    ),
                ],
                className="grid",
            ),
            dcc.Store(id="health-shown"),
        ],
        className="page health",
    )


def build(ask: Ask, now: datetime) -> tuple[Any, Any, Any]:
    """Summary, rejections, sources."""
    commit = rows_of(ask(aggregates.last_commit()))[0]
    rejected = rows_of(ask(aggregates.rejections_by_reason()))
    sources = rows_of(ask(aggregates.articles_by_source()))
    articles = sum(row["articles"] for row in sources)
    records = sum(row["records"] for row in rejected)
    summary = (
        f"Last commit {instant_words(commit['stored_at'])} (number {commit['commit_seq']:,}). "
        f"{plural(articles, 'article')} held, {plural(records, 'record')} rejected; nothing is dropped silently."
        if commit["commit_seq"]
        else "Nothing has been committed to this warehouse yet."
    )
    rejects = table(
        ("Reason", "Meaning", "Where", "Records", "Last", "Newest, in detail"),
        [
            (
                html.Code(row["reason"]),
                REASONS.get(row["reason"], "a reason of another version of sitrep"),
                row["stage"],
                f"{row['records']:,}",
                instant_words(row["last_at"]),
                html.Span(row["detail"] or "", className="clip", title=row["detail"] or ""),
            )
            for row in rejected
        ],
        numbers=(3,),
    )
    listed = table(
        ("Source", "Articles", "Told an event", "Not coded", "Events", "Last stored", "Note"),
        [
            (
                row["source"] or "source not given",
                f"{row['articles']:,}",
                f"{row['relevant']:,} ({row['relevant'] / row['articles']:.0%})",
                f"{row['not_coded']:,}",
                f"{row['events']:,}",
                instant_words(row["last_stored_at"]),
                html.Span("quiet", className="flag", title="Heard of in the last nine days, but not in the last two")
                if QUIET < now - row["last_stored_at"] < QUIET + timedelta(days=7)
                else "",
            )
            for row in sources
        ],
        numbers=(1, 2, 3, 4),
    )
    return (
        summary,
        rejects if rejected else notice("zero", "No record has been rejected."),
        listed if sources else notice("empty", "No article is stored yet."),
    )
