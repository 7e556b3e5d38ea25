"""Pieces that every page is made of: links that keep the filters, panels with a summary and a table, ranked bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from dash import dcc, html

from dashboard.charts import CONFIG

__all__ = ["Rank", "TwinRows", "chart", "nav_link", "notice", "panel", "ranked", "table", "twin"]


def nav_link(children: Any, href: str, **props: Any) -> html.A:
    """A link inside the dashboard: a real link, followed without a reload and without losing the place on the page."""
    return html.A(children, href=href, **{"data-nav": "1"}, **props)


def panel(panel_id: str, title: str, *body: Any, summary: str = "", className: str = "") -> html.Section:
    """A titled part of a page; `<panel_id>-summary` holds its one sentence."""
    return html.Section(
        [
            html.H2(title, id=f"{panel_id}-title"),
            html.P(summary, id=f"{panel_id}-summary", className="summary"),
            *body,
        ],
        id=panel_id,
        className=f"panel {className}".strip(),
        **{"aria-labelledby": f"{panel_id}-title"},
    )


def chart(chart_id: str, figure: Any, label: str) -> html.Div:
    """A plotly figure in a box whose height `style.css` sets."""
    graph = dcc.Graph(id=chart_id, figure=figure, config=CONFIG, responsive=True)
    return html.Div(graph, id=f"{chart_id}-box", role="img", className="chart", **{"aria-label": label})


def twin(chart_id: str) -> html.Details:
    """The same numbers as a table, filled by the browser from `<chart_id>-twin` when it is opened.

    Not of Dash components: each one takes part in every update of the page, and a year of days is thousands of cells.
    """
    body = html.Div(id=f"{chart_id}-table", className="scroll", tabIndex=0)
    parts = [html.Summary("Show table"), body, dcc.Store(id=f"{chart_id}-twin")]
    return html.Details(parts, className="twin", **{"data-twin": chart_id})


class TwinRows(NamedTuple):
    """Text of a table for `twin`; columns listed in `numbers` are set right."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()


def table(
    heads: Sequence[str], rows: Iterable[Sequence[Any]], *, numbers: Sequence[int] = (), caption: str | None = None
) -> html.Div:
    """A plain table; columns listed in `numbers` are set right with tabular figures."""
    body = [
        html.Tr([html.Td(cell, className="number" if i in numbers else None) for i, cell in enumerate(row)])
        for row in rows
    ]
    head = html.Tr([html.Th(h, scope="col", className="number" if i in numbers else None) for i, h in enumerate(heads)])
    parts = [html.Caption(caption)] if caption else []
    return html.Div(html.Table([*parts, html.Thead(head), html.Tbody(body)]), className="scroll", tabIndex=0)


class Rank(NamedTuple):
    """One line of a ranking: `value` sets the bar's length, `words` says it; `quiet` is for what is not known."""

    label: Any
    value: float
    words: str
    href: str | None = None
    note: str = ""
    quiet: bool = False
    chosen: bool = False


def ranked(ranks: Sequence[Rank], *, empty: str, colour: str = "", caption: str = "") -> Any:
    """Bars that are a table: readable without colour, and each line a link that filters by it."""
    if not ranks:
        return html.P(empty, className="nothing")
    top = max((rank.value for rank in ranks if not rank.quiet), default=0) or max(r.value for r in ranks) or 1
    rows = []
    for rank in ranks:
        name = (
            nav_link(rank.label, rank.href, **({"aria-current": "true"} if rank.chosen else {}))
            if rank.href
            else html.Span(rank.label)
        )
        names = [n for n, on in (("quiet", rank.quiet), ("chosen", rank.chosen)) if on]
        rows.append(
            html.Tr(
                [
                    html.Th([name, html.Small(rank.note) if rank.note else None], scope="row", title=rank.label),
                    html.Td(
                        html.Div(
                            style={"width": f"{min(100.0, 100 * rank.value / top):.1f}%"}, className=f"bar {colour}"
                        ),
                        className="track",
                        **{"aria-hidden": "true"},
                    ),
                    html.Td(rank.words, className="number"),
                ],
                className=" ".join(names) or None,
            )
        )
    return html.Table(
        [html.Caption(caption, className="unseen") if caption else None, html.Tbody(rows)], className="ranked"
    )


def notice(kind: str, title: str, *body: Any) -> html.Div:
    """In the place of data: 'empty' (there is none), 'zero' (none matches) or 'error' (it could not be read)."""
    return html.Div(
        [html.Strong(title), *body], className=f"notice notice-{kind}", role="alert" if kind == "error" else "status"
    )
