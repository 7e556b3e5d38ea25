"""The rejection: what could not be used, why, where it came from, and its original bytes."""

from __future__ import annotations

from datetime import datetime

import msgspec

__all__ = ["REASONS", "Origin", "Rejection"]

REASONS: dict[str, str] = {
    "not-json": "not a JSON object",
    "bad-encoding": "not UTF-8, or holds a NUL or a lone surrogate",
    "missing-field": "a required field is missing",
    "unknown-field": "a field that the contract does not list",
    "wrong-type": "a field of the wrong type",
    "empty-text": "no text after trimming",
    "too-large": "more text or bytes than the contract allows",
    "bad-id": "an article id that is empty or too long",
    "bad-date": "a publication time that is no RFC 3339 instant with a zone",
    "bad-language": "a language that is no BCP 47 tag",
    "bad-feed": "a feed, or a page it links to, that cannot be read",
    "bad-page": "a page without article text",
    "unreadable": "a file that vanished or could not be read to its end",
    "coder-failed": "the coder failed on this article: a bug of sitrep's, with its traceback in the detail",
    "newer-schema": "a record of a newer schema version than this reader knows",
}
"""Closed list of reason codes, each with what it means."""


class Origin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the record came from: a file and line, a URL, an HTTP request, or topic, partition and offset."""

    kind: str
    file: str | None = None
    line: int | None = None
    url: str | None = None
    position: int | None = None
    topic: str | None = None
    partition: int | None = None
    offset: int | None = None

    def __str__(self) -> str:
        if self.file is not None:
            return f"{self.file}:{self.line}" if self.line is not None else self.file
        if self.topic is not None:
            return f"{self.topic}[{self.partition}]@{self.offset}"
        place = self.url or self.kind
        return f"{place}, record {self.position}" if self.position is not None else place


class Rejection(msgspec.Struct, frozen=True, kw_only=True):
    """One rejected record. `original` is the bytes as received (base64 in JSON)."""

    reason: str
    detail: str
    stage: str
    origin: Origin
    original: bytes
    rejected_at: datetime | None = None
