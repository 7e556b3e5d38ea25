"""The queue: order, limits, and what happens when the process behind it dies or cannot store."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from schemas.errors import DependencyError
from schemas.rejection import Origin, Rejection
from streams.intake.records import Record
from streams.intake.store import Done, Outcome
from streams.service import intake as module
from streams.service.intake import Intake, QueueFull
from streams.service.worker import WorkerLost


class FakeWorker:
    """Stores into a list; records named "die" kill it, `full` fails it, `gate` holds it up."""

    def __init__(self) -> None:
        self.stored: list[str] = []
        self.batches: list[int] = []
        self.alive, self.full, self.starts, self.tended = True, False, 1, 0
        self.gate = threading.Event()
        self.gate.set()

    def start(self) -> None:
        self.alive = True
        self.starts += 1

    def take(self, records: Sequence[Record | Rejection]) -> Done:
        self.gate.wait(5)
        if any(isinstance(one, Record) and one.raw == b"die" for one in records):
            self.alive = False
            raise WorkerLost("signal 9")
        if self.full:
            raise DependencyError("the disk is full")
        self.batches.append(len(records))
        outcomes = []
        for one in records:
            if isinstance(one, Rejection):
                outcomes.append(Outcome(outcome="rejected", reason=one.reason))
            else:
                self.stored.append(one.raw.decode())
                outcomes.append(Outcome(article_id=one.raw.decode(), outcome="stored"))
        return Done(outcomes, 0.1, 0.1)

    def tend(self) -> None:
        self.tended += 1
        if self.full:
            raise DependencyError("the disk is full")

    def retract(self, prefix: str) -> int:
        return len(prefix)

    def stop(self) -> None:
        self.alive = False


def records(*names: str) -> list[Record | Rejection]:
    return [Record(name.encode(), Origin(kind="http")) for name in names]


def ids(outcomes: Sequence[Outcome]) -> list[str | None]:
    return [one.article_id for one in outcomes]


@pytest.fixture
def worker() -> FakeWorker:
    return FakeWorker()


@pytest.fixture
def intake(worker: FakeWorker, monkeypatch: pytest.MonkeyPatch) -> Iterator[Intake]:
    monkeypatch.setattr(module, "_TEND_SECONDS", 0.01)
    fake: Any = worker
    intake = Intake(fake, lambda done: None)
    intake.start()
    yield intake
    worker.gate.set()
    intake.stop()


def test_outcomes_come_back_in_order_to_whom_they_belong(intake: Intake, worker: FakeWorker) -> None:
    futures = [intake.submit(records(f"{n}a", f"{n}b")) for n in range(20)]
    assert [ids(future.result(5)) for future in futures] == [[f"{n}a", f"{n}b"] for n in range(20)]
    assert worker.stored == [f"{n}{x}" for n in range(20) for x in "ab"]
    assert intake.depth == 0
    assert intake.health().ok


def test_a_large_request_goes_through_in_batches(intake: Intake, worker: FakeWorker) -> None:
    names = [str(n) for n in range(950)]
    assert ids(intake.submit(records(*names)).result(5)) == names
    assert len(worker.batches) > 1


def test_a_full_queue_says_when_to_come_again(
    intake: Intake, worker: FakeWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_RECORDS", 10)
    worker.gate.clear()
    first = intake.submit(records(*"abcdefghijklmno"))  # larger than the queue, but nothing waits
    while intake._jobs:
        pass
    second = intake.submit(records("p"))
    with pytest.raises(QueueFull) as caught:
        intake.submit(records("q"))
    assert 1 <= caught.value.retry_after <= 60
    worker.gate.set()
    assert len(first.result(5)) == 15
    assert ids(second.result(5)) == ["p"]
    assert ids(intake.submit(records("q")).result(5)) == ["q"]


def test_the_record_that_kills_the_process_is_found_and_rejected(intake: Intake, worker: FakeWorker) -> None:
    outcomes = intake.submit(records("a", "b", "die", "c", "d")).result(5)
    assert ids(outcomes) == ["a", "b", None, "c", "d"]
    assert outcomes[2].reason == "coder-failed"
    assert worker.stored == ["a", "b", "c", "d"]
    assert worker.starts > 1
    assert intake.health().ok


def test_a_full_disk_acknowledges_nothing_until_there_is_space_again(intake: Intake, worker: FakeWorker) -> None:
    worker.full = True
    with pytest.raises(DependencyError, match="disk is full"):
        intake.submit(records("a", "b")).result(5)
    assert worker.stored == []
    assert not intake.health().ok
    assert "disk is full" in intake.health().reason
    worker.full = False
    tended = worker.tended
    while worker.tended < tended + 2:  # it finds out by itself, without anybody sending anything
        pass
    assert intake.health().ok
    assert ids(intake.submit(records("a")).result(5)) == ["a"]


def test_retraction_takes_its_turn(intake: Intake) -> None:
    assert intake.retract("abc").result(5) == 3


def test_stopping_refuses_what_was_never_acknowledged(worker: FakeWorker) -> None:
    fake: Any = worker
    intake = Intake(fake, lambda done: None)
    intake.start()
    worker.gate.clear()
    first = intake.submit(records("a"))
    while intake._jobs:
        pass
    second = intake.submit(records("b"))
    stopper = threading.Thread(target=intake.stop)
    stopper.start()
    while not intake._stopping:
        pass
    worker.gate.set()
    stopper.join(5)
    assert ids(first.result(5)) == ["a"]
    with pytest.raises(DependencyError, match="stopping"):
        second.result(5)
    with pytest.raises(DependencyError, match="stopping"):
        intake.submit(records("c"))
    assert not intake.health().ok


def test_a_batch_that_takes_for_ever_is_not_progress(
    intake: Intake, worker: FakeWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.gate.clear()
    future = intake.submit(records("a"))
    while intake._jobs:
        pass
    monkeypatch.setattr(module, "_STUCK_SECONDS", -1.0)
    while intake.health().ok:
        pass
    assert "coding process for" in intake.health().reason
    worker.gate.set()
    future.result(5)
