"""Bodies of requests: what is refused before it is read, what bounds the memory, and the hand-over format."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator

import pytest

from schemas.rejection import Origin
from streams.intake import body as module
from streams.intake.body import (
    BodyError,
    check_content_type,
    read_body,
    read_envelopes,
    read_records,
    write_envelopes,
)
from streams.intake.records import Record
from tests.builders import build_rejection


def read(data: bytes, encoding: str | None = None, size: int = 1000) -> bytes:
    async def chunks() -> AsyncIterator[bytes]:
        for at in range(0, len(data), size):
            yield data[at : at + size]

    return asyncio.run(read_body(chunks(), encoding))


@pytest.mark.parametrize("value", ["application/json", "Application/JSON; charset=utf-8", "application/x-ndjson"])
def test_json_is_taken(value: str) -> None:
    check_content_type(value)


@pytest.mark.parametrize(
    "value", [None, "", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"]
)
def test_what_a_form_can_send_is_not(value: str | None) -> None:
    with pytest.raises(BodyError) as caught:
        check_content_type(value)
    assert caught.value.status == 415


@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_gzip_is_unpacked_however_it_arrives(size: int) -> None:
    data = b'{"text": "a"}\n' * 200
    assert read(gzip.compress(data) + gzip.compress(b"end"), "gzip", size) == data + b"end"
    assert read(data, None, size) == data


@pytest.mark.parametrize(
    ("data", "encoding", "status"),
    [
        (b"no gzip", "gzip", 400),
        (gzip.compress(b"x" * 5000)[:-12], "gzip", 400),
        (b"x", "br", 415),
    ],
    ids=["not gzip", "cut short", "brotli"],
)
def test_a_body_that_cannot_be_unpacked_is_refused(data: bytes, encoding: str, status: int) -> None:
    with pytest.raises(BodyError) as caught:
        read(data, encoding)
    assert caught.value.status == status


def test_a_bomb_is_stopped_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BODY", 10_000)
    for data, encoding in ((gzip.compress(bytes(5_000_000)), "gzip"), (bytes(10_001), None)):
        with pytest.raises(BodyError) as caught:
            read(data, encoding)
        assert caught.value.status == 413
    assert read(bytes(10_000)) == bytes(10_000)


def test_records_are_numbered_by_their_place_in_the_request() -> None:
    records = read_records(b'[{"text": "a"}, {"text": "b"},\n{"text"')
    assert [one.origin for one in records] == [Origin(kind="http", position=n) for n in (1, 2, 3)]


def test_a_request_without_articles_is_refused() -> None:
    for data in (b"", b" \n", b"[]"):
        with pytest.raises(BodyError) as caught:
            read_records(data)
        assert caught.value.status == 400


def test_too_many_articles_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_RECORDS", 2)
    with pytest.raises(BodyError) as caught:
        read_records(b"{}\n{}\n{}")
    assert caught.value.status == 413


def test_envelopes_keep_bytes_origins_and_rejections() -> None:
    records = [
        Record(b'{"text":\n"not one line\xff"}', Origin(kind="file", file="a.jsonl", line=7)),
        build_rejection(reason="unreadable"),
    ]
    assert read_envelopes(write_envelopes(records)) == records


@pytest.mark.parametrize("line", [b"{", b"{}", b'{"record": "YQ=="}', b'{"record": "YQ==", "origin": {}}'])
def test_what_is_no_envelope_is_refused(line: bytes) -> None:
    with pytest.raises(BodyError, match="line 1"):
        read_envelopes(line)
