"""The article event: what producers send, and the one function that decides whether it can be used."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from schemas.errors import RecordError

__all__ = ["MAX_BYTES", "MAX_TEXT", "Article", "parse_article"]

MAX_TEXT = 1_000_000
"""Characters of text after trimming."""
MAX_BYTES = 5_000_000
"""Bytes of one article event as JSON: a million characters of four bytes, and room for the rest."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class Article(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One version of one news article.

    `text` is kept exactly as it came, since every offset in sitrep counts code points of it. `article_id` is always
    set after `parse_article`. `published_at` is kept with the zone the producer gave, because "yesterday" is the
    writer's yesterday.
    """

    text: str
    article_id: str | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    published_at: datetime | None = None
    language: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 (hex) of every field but the id: the same id with another hash is a new version."""
        parts = (self.text, self.title, self.url, self.source, _instant(self.published_at), self.language)
        return _digest(*parts)


_decoder = msgspec.json.Decoder(Article)
# What a page printed as its date ("Wed Nov 23", "7:58 AM ET"), with a time of day that the collector put behind it.
_PRINTED_DATE = re.compile(r"(?=.*[^\d-].*T)(.+)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")


def parse_article(raw: bytes | str, warn: Callable[[str], object] | None = None) -> Article:
    """Decode and check one article event (a JSON object).

    Raises `RecordError` with a reason of `schemas.rejection.REASONS` and a message that names the field. One fault
    is forgiven: a `published_at` made of a page's printed date and a time ("Wed Nov 23T12:00:00Z"), which collectors
    make by the thousand. The article is used undated, as if the field were absent, and `warn` is told.
    """
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    if len(data) > MAX_BYTES:
        raise RecordError("too-large", f"the record has {len(data):,} bytes; at most {MAX_BYTES:,} are accepted")
    try:
        article = _decoder.decode(data)
    except msgspec.ValidationError as error:
        undated = _without_printed_date(data, str(error))
        if undated is None:
            raise RecordError(_validation_reason(str(error)), str(error)) from None
        article = undated
        if warn is not None:
            warn(f"{error}; the article is used without a date of publication")
    except msgspec.DecodeError as error:
        if _holds_lone_surrogate(data):
            raise RecordError(
                "bad-encoding", "a lone surrogate (\\ud800 to \\udfff) is no character; send UTF-8"
            ) from None
        raise RecordError("not-json", f"not a JSON object: {error}") from None
    except UnicodeDecodeError as error:
        raise RecordError("bad-encoding", f"not UTF-8: {error}") from None
    return check_article(article)


def check_article(article: Article) -> Article:
    """The rules that types cannot say; returns the article with its id."""
    for field in ("text", "title", "url", "source", "article_id", "language"):
        value = getattr(article, field)
        if value is None:
            continue
        if "\x00" in value:
            position = value.index("\x00")
            raise RecordError("bad-encoding", f"a NUL character at $.{field}, character {position}; send it without")
        if found := _SURROGATE.search(value):
            raise RecordError("bad-encoding", f"a lone surrogate at $.{field}, character {found.start()}; send UTF-8")
    text = article.text.strip()
    if not text:
        raise RecordError("empty-text", "the text is empty after trimming; $.text needs 1 to 1,000,000 characters")
    if len(text) > MAX_TEXT:
        raise RecordError("too-large", f"$.text has {len(text):,} characters after trimming; at most {MAX_TEXT:,}")
    if article.article_id is not None and not 1 <= len(article.article_id.strip()) <= 200:
        raise RecordError("bad-id", f"$.article_id has {len(article.article_id)} characters; 1 to 200 are accepted")
    if article.published_at is not None and article.published_at.tzinfo is None:
        instant = article.published_at.isoformat()
        raise RecordError("bad-date", f"$.published_at has no time zone: {instant}; add Z or an offset")
    if article.language is not None and not _LANGUAGE.fullmatch(article.language):
        raise RecordError("bad-language", f"$.language is {article.language!r}; use a BCP 47 tag: 'en', 'pt-BR'")
    article_id = article.article_id.strip() if article.article_id is not None else _derived_id(article, text)
    return msgspec.structs.replace(article, article_id=article_id)


def _without_printed_date(data: bytes, problem: str) -> Article | None:
    """The article undated, where `published_at` is a printed date with a time behind it and all else is right."""
    if "$.published_at" not in problem:
        return None
    fields = msgspec.json.decode(data)
    value = fields.pop("published_at", None)
    if not isinstance(value, str) or not _PRINTED_DATE.fullmatch(value):
        return None
    try:
        return msgspec.convert(fields, Article)
    except msgspec.ValidationError:
        return None


def _holds_lone_surrogate(data: bytes) -> bool:
    """msgspec only says that such JSON cannot be decoded; the standard library reads it, so it can tell."""
    try:
        return bool(_SURROGATE.search(json.dumps(json.loads(data), ensure_ascii=False)))
    except (ValueError, RecursionError):
        return False


def _derived_id(article: Article, text: str) -> str:
    """Of the URL if there is one; otherwise of source, day, title and text."""
    if article.url:
        return "u-" + _digest(article.url)[:24]
    day = article.published_at.date().isoformat() if article.published_at else None
    return "t-" + _digest(article.source, day, article.title, text)[:24]


def _digest(*parts: str | None) -> str:
    hasher = hashlib.sha256()
    for part in parts:  # lengths keep ("ab", "c") apart from ("a", "bc"), and None from ""
        encoded = b"" if part is None else part.encode()
        hasher.update(b"-" if part is None else str(len(encoded)).encode() + b":")
        hasher.update(encoded)
    return hasher.hexdigest()


def _instant(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat() if value else None


def _validation_reason(message: str) -> str:
    if "unknown field" in message:
        return "unknown-field"
    if "missing required field" in message:
        return "missing-field"
    if "$.published_at" in message:
        return "bad-date"
    return "wrong-type"
