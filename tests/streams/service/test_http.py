"""HTTP: one outcome an article after the commit, a status that says enough, and nothing for strangers."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from schemas.errors import DependencyError
from streams.intake import body
from streams.intake.store import Done, Store
from streams.service import intake as queue
from streams.service.guard import own_names
from streams.service.http import create_service
from streams.service.intake import Intake
from streams.service.metrics import Metrics
from tests.streams.fake_coder import code
from tests.streams.intake.test_store import Writer

JSON = {"Content-Type": "application/json"}


class Client:
    """Asks the application without a network, one request at a time."""

    def __init__(self, app: ASGIApp) -> None:
        self._transport = httpx.ASGITransport(app)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self._ask("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self._ask("POST", path, **options)

    def delete(self, path: str, **options: Any) -> httpx.Response:
        return self._ask("DELETE", path, **options)

    def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://127.0.0.1:8050") as client:
                return await client.request(method, path, **options)

        return asyncio.run(ask())


class InlineWorker:
    """The worker's interface around a store in this process."""

    alive, starts = True, 1

    def __init__(self) -> None:
        self.writer = Writer()
        self._store = Store(code, self.writer.write)

    def take(self, records: Any) -> Done:
        return self._store.take(records)

    def tend(self) -> None:
        if self.writer.full:
            raise DependencyError("the disk is full")

    def retract(self, prefix: str) -> int:
        return 3

    def stop(self) -> None:
        """Nothing to stop."""


@pytest.fixture
def worker() -> InlineWorker:
    return InlineWorker()


def serve(worker: InlineWorker, **options: Any) -> Iterator[Client]:
    metrics = Metrics()
    fake: Any = worker
    intake = Intake(fake, metrics.count_batch)
    metrics.watch(lambda: intake.depth, lambda: worker.starts)
    intake.start()
    app = create_service(
        intake,
        metrics,
        names=own_names("127.0.0.1", ["sitrep.example"]),
        dashboard=PlainTextResponse("page"),
        **options,
    )
    yield Client(app)
    intake.stop()


@pytest.fixture
def client(worker: InlineWorker) -> Iterator[Client]:
    yield from serve(worker)


def article(number: int, text: str = "Two were killed.") -> dict[str, str]:
    return {"article_id": str(number), "text": text}


def lines(*values: object) -> bytes:
    return "\n".join(json.dumps(value) for value in values).encode()


def test_one_object_an_array_and_lines_are_taken(client: Client, worker: InlineWorker) -> None:
    one = client.post("/api/articles", json=article(1))
    assert one.status_code == 200
    said = {"article_id": "1", "outcome": "stored", "relevant": True, "events": 1}
    assert one.json() == [said | {"reason": None, "detail": None, "warning": None}]
    assert client.post("/api/articles", json=[article(2), article(3)]).status_code == 200
    many = client.post(
        "/api/articles", content=lines(article(3), article(4)), headers={"Content-Type": "application/x-ndjson"}
    )
    assert [result["outcome"] for result in many.json()] == ["unchanged", "stored"]
    assert worker.writer == ["1", "2", "3", "3", "4"]


def test_gzip_is_taken(client: Client) -> None:
    answer = client.post(
        "/api/articles", content=gzip.compress(lines(article(1))), headers={**JSON, "Content-Encoding": "gzip"}
    )
    assert answer.json()[0]["outcome"] == "stored"


def test_the_status_says_whether_some_or_all_were_rejected(client: Client, worker: InlineWorker) -> None:
    some = client.post("/api/articles", json=[article(1), {"text": ""}, article(2, "@boom")])
    assert some.status_code == 207
    assert [result["reason"] for result in some.json()] == [None, "empty-text", "coder-failed"]
    assert client.post("/api/articles", json={"body": "x"}).status_code == 422
    assert client.post("/api/articles", content=b"{", headers=JSON).status_code == 422
    assert worker.writer.count("rejected: not-json") == 1


def test_what_cannot_be_read_at_all_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.post("/api/articles", data={"text": "a"}).status_code == 415
    assert client.post("/api/articles", content=b"", headers=JSON).status_code == 400
    assert client.get("/api/articles").status_code == 405
    assert client.post("/api/article", json=article(1)).status_code == 404
    monkeypatch.setattr(body, "MAX_BODY", 100)
    answer = client.post("/api/articles", json=article(1, "x" * 200))
    assert answer.status_code == 413
    assert "in parts" in answer.json()["error"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil:8050"])
def test_a_name_that_is_not_ours_is_refused(client: Client, host: str) -> None:
    for path in ("/", "/healthz", "/api/articles"):
        assert client.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8050", "127.0.0.1", "[::1]:8050", "Sitrep.Example", "192.168.1.5:8050"])
def test_our_names_and_plain_addresses_are_served(client: Client, host: str) -> None:
    assert client.get("/", headers={"Host": host}).text == "page"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://localhost:8050"])
def test_a_page_of_another_site_cannot_post(client: Client, worker: InlineWorker, origin: str) -> None:
    assert client.post("/api/articles", json=article(1), headers={"Origin": origin}).status_code == 403
    assert worker.writer == []


def test_our_own_page_can(client: Client) -> None:
    answer = client.post("/api/articles", json=article(1), headers={"Origin": "http://127.0.0.1:8050"})
    assert answer.status_code == 200


def test_a_token_is_asked_for_when_one_is_set(worker: InlineWorker) -> None:
    for client in serve(worker, token="secret"):
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "secret"}):
            assert client.post("/api/articles", json=article(1), headers=headers).status_code == 401
            assert client.delete("/api/samples", headers=headers).status_code == 401
        assert client.post("/api/articles", json=article(1), headers={"Authorization": "Bearer secret"}).is_success
        assert client.get("/").text == "page"


def test_a_full_queue_answers_429_with_a_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue.Intake, "submit", _full)
    answer = client.post("/api/articles", json=article(1))
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "9")


def _full(*arguments: object) -> None:
    raise queue.QueueFull(9)


def test_a_full_disk_answers_503_and_the_health_says_why(client: Client, worker: InlineWorker) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "reason": "ok", "queue": 0}
    worker.writer.full = True
    answer = client.post("/api/articles", json=[article(1), {"text": ""}])
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "disk is full" in answer.json()["error"]
    health = client.get("/healthz")
    assert (health.status_code, health.json()["status"]) == (503, "failing")
    assert "disk is full" in health.json()["reason"]
    assert worker.writer == []


def test_metrics_count_outcomes_and_reasons(client: Client) -> None:
    client.post("/api/articles", json=[article(1), article(1), {"text": ""}])
    text = client.get("/metrics").text
    for line in (
        'sitrep_articles_total{outcome="stored"} 1.0',
        'sitrep_articles_total{outcome="rejected"} 1.0',
        'sitrep_rejections_total{reason="empty-text"} 1.0',
        'sitrep_intake_requests_total{status="207"} 1.0',
        "sitrep_queue_records 0.0",
        "sitrep_commit_seconds_count 1.0",
    ):
        assert line in text.splitlines()


def test_samples_are_removed_on_request(client: Client) -> None:
    assert client.delete("/api/samples").json() == {"removed": 3}
