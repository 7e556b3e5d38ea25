"""Every bad input that we know of becomes a rejection with its reason; a bug of the coder too."""

from __future__ import annotations

import json

import pytest

from schemas.article import MAX_BYTES, MAX_TEXT
from schemas.rejection import REASONS, Origin, Rejection
from streams.intake.records import Coded, Record, code_record
from tests.streams.fake_coder import code

HERE = Origin(kind="file", file="f.jsonl", line=3)
GOOD = {"text": "Two were killed."}


def with_field(**fields: object) -> bytes:
    return json.dumps(GOOD | fields).encode()


BAD = {
    "not JSON": (b"Two were killed.", "not-json"),
    "JSON, but no object": (b'["text"]', "wrong-type"),
    "cut short": (b'{"text": "Two we', "not-json"),
    "nothing": (b"", "not-json"),
    "no text": (b'{"title": "Two killed"}', "missing-field"),
    "unknown field": (with_field(body="x"), "unknown-field"),
    "text is a number": (with_field(text=4), "wrong-type"),
    "text is null": (with_field(text=None), "wrong-type"),
    "empty text": (with_field(text=""), "empty-text"),
    "blank text": (with_field(text=" \n\t\u00a0"), "empty-text"),
    "2 MB of text": (with_field(text="x" * 2_000_000), "too-large"),
    "one character too many": (with_field(text="x" * (MAX_TEXT + 1)), "too-large"),
    "too many bytes": (b'{"text": "' + b"x" * MAX_BYTES + b'"}', "too-large"),
    "no date": (with_field(published_at="yesterday"), "bad-date"),
    "impossible date": (with_field(published_at="2024-02-30T00:00:00Z"), "bad-date"),
    "date without a zone": (with_field(published_at="2024-02-20T00:00:00"), "bad-date"),
    "lone surrogate": (b'{"text": "killed \\ud800 two"}', "bad-encoding"),
    "surrogate bytes": (b'{"text": "killed \xed\xa0\x80 two"}', "bad-encoding"),
    "not UTF-8": (b'{"text": "caf\xe9"}', "bad-encoding"),
    "NUL in the text": (b'{"text": "killed \\u0000 two"}', "bad-encoding"),
    "NUL in the title": (with_field(title="a\0b"), "bad-encoding"),
    "empty id": (with_field(article_id=" "), "bad-id"),
    "long id": (with_field(article_id="x" * 201), "bad-id"),
    "no language": (with_field(language="English!"), "bad-language"),
}


@pytest.mark.parametrize(("raw", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_record_is_rejected_with_its_reason_place_and_bytes(raw: bytes, reason: str) -> None:
    result = code_record(Record(raw, HERE), code)
    assert isinstance(result, Rejection)
    assert (result.reason, result.stage, result.origin, result.original) == (reason, "intake", HERE, raw)
    assert reason in REASONS
    assert result.detail
    assert result.rejected_at is not None


def test_a_good_record_is_coded() -> None:
    result = code_record(Record(with_field(article_id="a"), HERE), code)
    assert isinstance(result, Coded)
    assert (result.coded.article_id, len(result.coded.events)) == ("a", 1)


def test_a_printed_date_is_forgiven_and_the_warning_says_so() -> None:
    result = code_record(Record(with_field(published_at="Wed Nov 23T12:00:00Z"), HERE), code)
    assert isinstance(result, Coded)
    assert result.article.published_at is None
    assert result.warning is not None
    assert "$.published_at" in result.warning
    assert "without a date" in result.warning


def test_a_bug_of_the_coder_rejects_the_record_with_its_traceback() -> None:
    result = code_record(Record(with_field(text="@boom", article_id="a"), HERE), code)
    assert isinstance(result, Rejection)
    assert (result.reason, result.stage) == ("coder-failed", "coder")
    assert "article a" in result.detail.splitlines()[0]
    assert "fake_coder.py" in result.detail
    assert "ZeroDivisionError" in result.detail
