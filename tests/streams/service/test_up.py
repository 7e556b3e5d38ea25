"""The whole service as a process: start, post, ask, kill, start again."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from streams.warehouse.lake import locate
from streams.warehouse.owner import read_owner
from streams.warehouse.reader import Reader, checksums

pytestmark = pytest.mark.service

SITREP = [sys.executable, "-c", "from streams.cli import main; main()"]
PLACES = ("Mubi", "Juba", "Goma", "Kidal", "Mosul", "Aden", "Kabul", "Cali")


class Service:
    """`sitrep up` on a free port."""

    def __init__(self, warehouse: Path, log: Path, *options: str) -> None:
        self._log = log.open("wb")
        command = [*SITREP, "up", "--port", "0", "--warehouse", str(warehouse), *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._log)
        assert self.process.stdout is not None
        first = self.process.stdout.readline().decode()
        found = re.search(r"http://\S+", first)
        assert found, f"{first!r}, stderr: {log.read_text()}"
        self.client = httpx.Client(base_url=found.group(), timeout=60, trust_env=False)

    def post(self, *articles: dict[str, object]) -> list[dict[str, object]]:
        answer = self.client.post("/api/articles", json=list(articles))
        outcomes: list[dict[str, object]] = answer.json()
        return outcomes

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        code = self.process.wait(30)
        self.client.close()
        self._log.close()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    started: list[Service] = []

    def start(*options: str) -> Service:
        started.append(Service(tmp_path / "warehouse", tmp_path / f"{len(started)}.log", *options))
        return started[-1]

    yield start
    for service in started:
        if service.process.poll() is None:
            service.stop(signal.SIGKILL)


def sitrep(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*SITREP, *arguments], capture_output=True, text=True, check=False, timeout=120)


def sql(warehouse: Path, query: str) -> object:
    done = sitrep("sql", query, "--warehouse", str(warehouse), "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def article(number: int) -> dict[str, object]:
    place = PLACES[number % len(PLACES)]
    return {
        "article_id": f"a{number}",
        "text": f"Gunmen killed {number % 9 + 2} soldiers near {place} on Tuesday, an official said. Report {number}.",
        "published_at": f"2024-03-{number % 20 + 1:02}T08:00:00Z",
    }


def write_articles(path: Path, count: int) -> Path:
    path.write_text("".join(json.dumps(article(n)) + "\n" for n in range(count)) + '{"text": 4}\n')
    return path


def wait_until(done: Callable[[], bool], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def test_the_way_of_an_article(start: Callable[..., Service], tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    service = start("--no-samples")
    assert service.client.get("/healthz").json()["status"] == "ok"
    page = service.client.get("/")
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]

    good, bad = service.post(article(1), {"text": "x", "body": "y"})
    assert (good["outcome"], good["events"], bad["reason"]) == ("stored", 1, "unknown-field")
    (row,) = sql(warehouse, "SELECT article_id, killed_best, place_country FROM events")  # type: ignore[misc]
    assert row == {"article_id": "a1", "killed_best": 3, "place_country": "SS"}
    (row,) = sql(warehouse, "SELECT reason, origin_kind, origin_position FROM rejections")  # type: ignore[misc]
    assert row == {"reason": "unknown-field", "origin_kind": "http", "origin_position": 2}

    second = sitrep("up", "--port", "0", "--warehouse", str(warehouse))
    assert second.returncode == 3
    assert str(service.client.base_url).rstrip("/") in second.stderr
    port = service.client.base_url.port
    taken = sitrep("up", "--port", str(port), "--warehouse", str(tmp_path / "other"))
    assert taken.returncode == 3
    assert f"port {port}" in taken.stderr
    assert "Traceback" not in second.stderr + taken.stderr

    done = sitrep("ingest", str(write_articles(tmp_path / "more.jsonl", 40)), "--warehouse", str(warehouse))
    assert done.returncode == 1
    assert "handing the articles to the service" in done.stderr
    assert re.search(r"unchanged +1\n", done.stdout)
    assert re.search(r"stored +39\n", done.stdout)
    (row,) = sql(warehouse, "SELECT origin_file, origin_line FROM rejections WHERE origin_kind = 'file'")  # type: ignore[misc]
    assert row == {"origin_file": str(tmp_path / "more.jsonl"), "origin_line": 41}
    assert 'sitrep_articles_total{outcome="stored"} 40.0' in service.client.get("/metrics").text

    assert service.stop(signal.SIGINT) == 0
    assert read_owner(warehouse) is None
    again = start("--no-samples")
    assert again.post(article(1))[0]["outcome"] == "unchanged"
    assert again.stop(signal.SIGTERM) == 0


def test_the_coding_process_may_die_and_the_service_goes_on(start: Callable[..., Service], tmp_path: Path) -> None:
    service = start("--no-samples")
    owner = read_owner(tmp_path / "warehouse")
    assert owner is not None
    assert owner.pid != service.process.pid
    os.kill(owner.pid, signal.SIGKILL)
    assert service.post(article(1))[0]["outcome"] == "stored"
    wait_until(lambda: service.client.get("/healthz").status_code == 200)
    assert "sitrep_worker_starts 2.0" in service.client.get("/metrics").text


def test_killing_the_service_loses_nothing_that_it_answered(start: Callable[..., Service], tmp_path: Path) -> None:
    service = start("--no-samples")
    assert len(service.post(*(article(n) for n in range(30)))) == 30
    service.stop(signal.SIGKILL)
    wait_until(lambda: read_owner(tmp_path / "warehouse") is None)  # the coding process notices and ends
    assert sql(tmp_path / "warehouse", "SELECT count(*) AS n FROM articles") == [{"n": 30}]
    assert start("--no-samples").post(article(3))[0]["outcome"] == "unchanged"


def test_samples_come_with_a_first_start_and_go_on_request(start: Callable[..., Service], tmp_path: Path) -> None:
    service = start()
    warehouse = tmp_path / "warehouse"
    count = "SELECT count(*) AS n FROM articles WHERE starts_with(article_id, 'sample-')"
    wait_until(lambda: sql(warehouse, count) != [{"n": 0}])
    wait_until(lambda: service.client.get("/healthz").json()["queue"] == 0)
    done = sitrep("samples", "remove", "--warehouse", str(warehouse))
    assert done.returncode == 0, done.stderr
    assert sql(warehouse, count) == [{"n": 0}]


def test_an_ingest_that_was_killed_and_run_again_leaves_the_same_tables(tmp_path: Path) -> None:
    path = write_articles(tmp_path / "articles.jsonl", 2_500)
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    command = [*SITREP, "ingest", "-q", str(path), "--warehouse"]
    process = subprocess.Popen([*command, str(killed)], stdout=subprocess.DEVNULL)
    wait_until(lambda: bool(list(killed.glob("data/**/*.parquet"))))  # in the middle, after the first batch
    process.kill()
    process.wait()
    with Reader(locate(killed)) as reader:
        stored = reader.rows("SELECT count(*) AS n FROM articles")[0]["n"]
    assert 0 <= stored < 2_500
    for warehouse in (killed, whole):
        assert sitrep(*command[len(SITREP) :], str(warehouse)).returncode == 1  # the bad line
    with Reader(locate(killed)) as one, Reader(locate(whole)) as other:
        assert checksums(one) == checksums(other)
        assert one.rows("SELECT count(*) AS n FROM articles") == [{"n": 2_500}]
