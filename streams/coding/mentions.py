"""Casualties and dates as the coded article lists them."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.coded import CasualtyMention, DateMention
from streams.coding.casualties import Casualty
from streams.coding.dates import When
from streams.coding.document import Document

__all__ = ["casualty_mentions", "date_mentions"]


def casualty_mentions(document: Document, casualties: Sequence[Casualty]) -> list[CasualtyMention]:
    """Every count of people harmed that the text gives, also those that belong to no event of today."""
    mentions = []
    for casualty in casualties:
        if casualty.form == "pronoun":
            continue
        span = document.span(casualty.first, casualty.last)
        mentions.append(
            CasualtyMention(
                start=span.start, end=span.end, text=span.text, field=span.field,
                outcome=casualty.outcome, low=casualty.low, best=casualty.best, high=casualty.high,
                method=casualty.method, group=span.text, kind=casualty.noun.kind if casualty.noun else "unknown",
            )
        )  # fmt: skip
    return mentions


def date_mentions(document: Document, dates: Sequence[When]) -> list[DateMention]:
    """Every time expression that names days; a bare time of day ("at noon") names none."""
    mentions = []
    for when in dates:
        if when.time_of_day:
            continue
        span = document.span(when.first, when.last)
        mentions.append(
            DateMention(
                start=span.start, end=span.end, text=span.text, field=span.field,
                first_day=when.first_day, last_day=when.last_day, precision=when.precision,
            )
        )  # fmt: skip
    return mentions
