"""Handing records to a service: as slowly as it asks for, not for ever, and with its own words when it refuses."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator

import httpx
import pytest

from schemas.errors import DependencyError, UsageError
from schemas.rejection import Origin
from streams.intake.body import read_envelopes
from streams.intake.handover import Handover
from streams.intake.records import Record
from streams.intake.store import Outcome

RECORDS = [Record(b'{"text": "a"}', Origin(kind="file", file="a.jsonl", line=1))]
STORED = [{"article_id": "t-1", "outcome": "stored", "relevant": True, "events": 1}]


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def hand_over(slept: list[float]) -> Iterator[Callable[..., Handover]]:
    made: list[Handover] = []

    def make(answer: Callable[[httpx.Request], httpx.Response], token: str | None = None) -> Handover:
        client = httpx.Client(transport=httpx.MockTransport(answer))
        made.append(Handover("http://127.0.0.1:8050/", token, client=client, sleep=slept.append))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_the_service_gets_bytes_and_origin_and_its_outcomes_come_back(hand_over: Callable[..., Handover]) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url == "http://127.0.0.1:8050/api/records"
        assert request.headers["authorization"] == "Bearer secret"
        assert read_envelopes(gzip.decompress(request.content)) == RECORDS
        return httpx.Response(200, json=STORED)

    assert hand_over(answer, "secret").take(RECORDS) == [
        Outcome(article_id="t-1", outcome="stored", relevant=True, events=1)
    ]


def test_a_full_queue_is_waited_for_as_long_as_it_says(hand_over: Callable[..., Handover], slept: list[float]) -> None:
    answers = iter([httpx.Response(429, headers={"Retry-After": "7"}, json={"error": "full"})] * 3)
    hand_over(lambda request: next(answers, httpx.Response(207, json=STORED))).take(RECORDS)
    assert slept == [7.0, 7.0, 7.0]


def test_a_service_that_cannot_store_is_not_waited_for_for_ever(
    hand_over: Callable[..., Handover], slept: list[float]
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(503, headers={"Retry-After": "10"}, json={"error": "the disk is full"})

    with pytest.raises(DependencyError, match="the disk is full"):
        hand_over(answer).take(RECORDS)
    assert 100 <= sum(slept) <= 200


def test_a_service_that_is_gone_is_said(hand_over: Callable[..., Handover]) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("Connection refused")

    with pytest.raises(DependencyError, match="Connection refused"):
        hand_over(answer).take(RECORDS)


@pytest.mark.parametrize(("status", "kind"), [(401, UsageError), (400, DependencyError)])
def test_a_refusal_is_final(hand_over: Callable[..., Handover], status: int, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        hand_over(lambda request: httpx.Response(status, json={"error": "no"})).take(RECORDS)


def test_samples_are_removed_by_the_service(hand_over: Callable[..., Handover]) -> None:
    handover = hand_over(lambda request: httpx.Response(200, json={"removed": 4}))
    assert handover.remove_samples() == 4
