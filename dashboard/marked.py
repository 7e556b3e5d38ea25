"""An article's text with its tagged words: spans -> segments -> `html.Mark`. Text is always text, never HTML."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from dash import html

__all__ = ["KINDS", "Segment", "Tag", "marked", "segments"]

KINDS = {"trigger": "what", "casualty": "toll", "actor": "who", "place": "where", "date": "when"}
"""Kinds of tagged words, most telling first: it gives the colour where spans overlap. Values are the labels."""

SHOWN = 60_000
"""Characters of a text drawn at most; the longest articles are data dumps, and the drawer must open at once."""


class Tag(NamedTuple):
    """Half-open range of code points of the text. `supports` is empty but for evidence of the chosen event."""

    start: int
    end: int
    kind: str
    note: str = ""
    supports: tuple[str, ...] = ()


class Segment(NamedTuple):
    """A piece of the text under the same tags throughout; `first`, `last`: its leading tag begins, ends here."""

    text: str
    tags: tuple[Tag, ...]
    first: bool
    last: bool


def segments(text: str, tags: Iterable[Tag]) -> list[Segment]:
    """Cut the text where any tag begins or ends. The pieces join to the text; tags outside it are dropped."""
    kept = [
        tag._replace(start=max(0, tag.start), end=min(len(text), tag.end))
        for tag in tags
        if tag.start < tag.end and tag.start < len(text) and tag.end > 0
    ]
    edges = sorted({0, len(text), *(t.start for t in kept), *(t.end for t in kept)})
    opening: dict[int, list[Tag]] = {}
    for tag in kept:
        opening.setdefault(tag.start, []).append(tag)
    active: list[Tag] = []
    pieces = []
    for start, end in itertools.pairwise(edges):
        active = [tag for tag in active if tag.end > start] + opening.get(start, [])
        lead = leading(active)
        pieces.append(
            Segment(
                text[start:end],
                tuple(active),
                first=lead is not None and lead.start == start,
                last=lead is not None and lead.end == end,
            )
        )
    return pieces


def leading(tags: Sequence[Tag]) -> Tag | None:
    """The tag that gives a piece its colour: the most telling kind, then the shortest."""
    order = list(KINDS)
    shown = [tag for tag in tags if tag.kind in KINDS]
    return min(shown, key=lambda t: (order.index(t.kind), t.end - t.start, t.start), default=None)


def marked(text: str, tags: Iterable[Tag]) -> list[Any]:
    """The text as paragraphs of strings and `html.Mark`; evidence carries the names of the fields it supports."""
    cut = text[:SHOWN]
    children: list[Any] = []
    for piece in segments(cut, tags):
        children.append(_mark(piece) if piece.tags else piece.text)
    if len(text) > SHOWN:
        children.append(html.P(f"The first {SHOWN:,} of {len(text):,} characters are shown.", className="quiet"))
    return children


def _mark(piece: Segment) -> html.Mark:
    lead = leading(piece.tags)
    supports = list(dict.fromkeys(name for tag in piece.tags for name in tag.supports))
    names = ["mark"]
    if lead:
        names.append(f"mark-{lead.kind}")
    if supports:
        names.append("evidence")
    if piece.last:
        names.append("mark-end")
    notes = [f"{KINDS[tag.kind]}: {tag.note}" for tag in piece.tags if tag.kind in KINDS and tag.note]
    if supports:
        notes.append("evidence for " + ", ".join(name.replace("_", " ") for name in supports))
    extra = {"data-supports": " ".join(supports)} if supports else {}
    if lead and piece.last:
        extra["data-label"] = KINDS[lead.kind]
    return html.Mark(piece.text, className=" ".join(names), title=" · ".join(dict.fromkeys(notes)) or None, **extra)
