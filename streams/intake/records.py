"""A record as received, and what becomes of it: a coded article or a rejection, never an exception."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from schemas.article import Article, parse_article
from schemas.coded import CodedArticle
from schemas.errors import RecordError
from schemas.rejection import Origin, Rejection

__all__ = ["Code", "Coded", "Record", "code_record", "reject"]

Code = Callable[[Article], CodedArticle]

_TRACEBACK_LINES = 12


class Record(NamedTuple):
    """One article event as received, with the place it came from."""

    raw: bytes
    origin: Origin


class Coded(NamedTuple):
    """An article and what the coder took from it; `warning` says what was forgiven."""

    article: Article
    coded: CodedArticle
    warning: str | None = None


def code_record(record: Record, code: Code) -> Coded | Rejection:
    """Parse and code one record. The only place where a bug of the coder is caught."""
    warnings: list[str] = []
    try:
        article = parse_article(record.raw, warnings.append)
    except RecordError as error:
        return reject(record, error.reason, error.detail)
    try:
        return Coded(article, code(article), "; ".join(warnings) or None)
    except Exception as error:  # noqa: BLE001 - one strange story must not stall the stream; the rejection says all
        tail = "".join(traceback.format_exception(error)).strip().splitlines()[-_TRACEBACK_LINES:]
        detail = "\n".join([f"the coder failed on article {article.article_id}: {error!r}", *tail])
        return reject(record, "coder-failed", detail, stage="coder")


def reject(record: Record, reason: str, detail: str, *, stage: str = "intake") -> Rejection:
    """The rejection of a record, with its bytes and the time."""
    return Rejection(
        reason=reason,
        detail=detail,
        stage=stage,
        origin=record.origin,
        original=record.raw,
        rejected_at=datetime.now(UTC),
    )
