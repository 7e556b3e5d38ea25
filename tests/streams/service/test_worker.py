"""The coding process itself: it stores, survives errors, says why it cannot start, and is missed when it dies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.errors import DependencyError
from schemas.rejection import Origin
from streams.intake.records import Record
from streams.service.worker import Worker, WorkerLost, WorkerSpec
from streams.warehouse.lake import locate
from streams.warehouse.owner import read_owner
from streams.warehouse.reader import Reader

OPENER = "tests.streams.fake_coder:open_fake"


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(WorkerSpec(str(tmp_path), url="http://127.0.0.1:1", opener=OPENER))
    yield worker
    worker.stop()


def record(text: str, article_id: str) -> Record:
    return Record(b'{"text": "%s", "article_id": "%s"}' % (text.encode(), article_id.encode()), Origin(kind="http"))


def test_it_stores_dies_and_starts_again(worker: Worker, tmp_path: Path) -> None:
    worker.start()
    owner = read_owner(tmp_path)
    assert owner is not None
    assert (owner.pid, owner.url) == (worker.pid, "http://127.0.0.1:1")
    done = worker.take([record("Two were killed.", "a"), record("{", "b")])
    assert [one.outcome for one in done.outcomes] == ["stored", "stored"]
    with pytest.raises(WorkerLost, match="exit code 7"):
        worker.take([record("@die", "c")])
    assert not worker.alive
    worker.start()
    assert [one.outcome for one in worker.take([record("Two were killed.", "a")]).outcomes] == ["unchanged"]
    worker.tend()
    assert worker.retract("a") == 1
    worker.stop()
    assert read_owner(tmp_path) is None
    with Reader(locate(tmp_path)) as reader:
        assert reader.columns("SELECT article_id FROM articles") == {"article_id": ["b"]}


def test_it_says_what_kept_it_from_starting(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    worker = Worker(WorkerSpec(str(tmp_path / "file"), opener=OPENER))
    with pytest.raises(DependencyError, match="file"):
        worker.start()
    worker.stop()
    with pytest.raises(WorkerLost):
        worker.take([])
