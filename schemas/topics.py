"""The Kafka topics, one row each. `sitrep topics create` declares them from here."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["SCHEMA_HEADER", "TOPICS", "Topic"]

SCHEMA_HEADER = "sitrep-schema"
"""Header with the record's schema version; absent means 1."""


class Topic(NamedTuple):
    """A topic: what is in it, by which key, in how many partitions, kept how long (days; None for ever)."""

    name: str
    record: str
    key: str
    partitions: int
    retention_days: int | None
    compacted: bool


TOPICS = (
    Topic("articles", "article", "article_id, or none", 8, 30, False),
    Topic("coded-articles", "coded-article", "article_id", 8, None, True),
    Topic("rejected-articles", "rejection", "article_id, or none", 1, 90, False),
)
