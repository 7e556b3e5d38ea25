"""What may come in, and what is said to a producer whose record may not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import MAX_TEXT, Article, parse_article
from schemas.errors import RecordError
from schemas.rejection import REASONS


def event(**fields: object) -> bytes:
    return json.dumps({"text": "Two men were shot."} | fields).encode()


@pytest.mark.parametrize(
    ("raw", "reason", "words"),
    [
        pytest.param(b"{'text': 1}", "not-json", "not a JSON object", id="not JSON"),
        pytest.param(b"[]", "wrong-type", "array", id="an array"),
        pytest.param(b"{}", "missing-field", "`text`", id="text missing"),
        pytest.param(event(headline="x"), "unknown-field", "`headline`", id="unknown field named"),
        pytest.param(event(text=5), "wrong-type", "$.text", id="wrong type, with its path"),
        pytest.param(event(text=" \n "), "empty-text", "empty", id="nothing but space"),
        pytest.param(event(text="x" * (MAX_TEXT + 1)), "too-large", "1,000,001", id="too long, with its length"),
        pytest.param(event(text="x" * 6_000_000), "too-large", "bytes", id="too many bytes"),
        pytest.param(event(published_at="last Tuesday"), "bad-date", "$.published_at", id="no date"),
        pytest.param(event(published_at="2026-11-20T10:00:00"), "bad-date", "time zone", id="no zone"),
        pytest.param(event(article_id=""), "bad-id", "0 characters", id="empty id"),
        pytest.param(event(article_id="x" * 201), "bad-id", "201", id="long id"),
        pytest.param(event(language="english please"), "bad-language", "BCP 47", id="no language tag"),
        pytest.param(event(text="a\x00b"), "bad-encoding", "NUL", id="NUL, with its position"),
        pytest.param(b'{"text": "a\\ud800b"}', "bad-encoding", "surrogate", id="lone surrogate"),
        pytest.param(b'{"text": "\xff\xfe"}', "bad-encoding", "UTF-8", id="not UTF-8"),
    ],
)
def test_parse_article_says_what_is_wrong(raw: bytes, reason: str, words: str) -> None:
    with pytest.raises(RecordError) as caught:
        parse_article(raw)
    assert caught.value.reason == reason
    assert words in caught.value.detail
    assert reason in REASONS


@pytest.mark.parametrize("printed", ["Wed Nov 23", "7:58 AM ET", "Dec. 14, 2", "11/28/2016"])
def test_parse_article_uses_an_article_undated_when_a_time_was_glued_to_its_printed_date(printed: str) -> None:
    warnings: list[str] = []
    article = parse_article(event(published_at=f"{printed}T12:00:00Z"), warnings.append)
    assert article.published_at is None
    assert len(warnings) == 1
    assert "$.published_at" in warnings[0]


@pytest.mark.parametrize("value", ["2026-13-45T12:00:00Z", "2026-02-30T00:00:00Z", "yesterday", "2026-11-20", "", 17])
def test_parse_article_rejects_any_other_bad_date(value: object) -> None:
    with pytest.raises(RecordError) as caught:
        parse_article(event(published_at=value))
    assert caught.value.reason == "bad-date"


def test_parse_article_keeps_the_text_as_it_came_so_that_offsets_are_the_producers() -> None:
    assert parse_article(event(text="  A bomb. \n")).text == "  A bomb. \n"


def test_parse_article_derives_the_id_from_the_url_first() -> None:
    one = parse_article(event(url="https://example.org/1"))
    edited = parse_article(event(url="https://example.org/1", text="Three men were shot."))
    assert one.article_id == edited.article_id
    assert one.content_hash != edited.content_hash


def test_parse_article_derives_the_id_from_source_day_title_and_text_without_a_url() -> None:
    base = {"source": "a", "published_at": "2026-11-20T10:00:00Z", "title": "t"}
    ids = {
        parse_article(event(**(base | change))).article_id
        for change in ({}, {"source": "b"}, {"title": "u"}, {"text": "Other."})
    }
    assert len(ids) == 4
    assert (
        parse_article(event(**base)).article_id
        == parse_article(event(**(base | {"published_at": "2026-11-20T19:00:00Z"}))).article_id
    )


@given(st.text(), st.text(), st.one_of(st.none(), st.text()))
def test_parse_article_either_answers_or_gives_a_known_reason(text: str, article_id: str, title: str | None) -> None:
    article, reason = outcome(event(text=text, article_id=article_id, title=title))
    assert reason in REASONS if article is None else article.text == text


def outcome(raw: bytes) -> tuple[Article | None, str | None]:
    try:
        return parse_article(raw), None
    except RecordError as error:
        return None, error.reason


@given(st.binary())
def test_parse_article_never_fails_otherwise(raw: bytes) -> None:
    with pytest.raises(RecordError):
        parse_article(raw)
