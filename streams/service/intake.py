"""The bounded queue between HTTP, feeds and the coding process: full means "later", stored means stored."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import NamedTuple

from schemas.errors import DependencyError, SitrepError
from schemas.rejection import Rejection
from streams.intake.records import Record, reject
from streams.intake.store import Done, Outcome, Pace
from streams.service.worker import Worker, WorkerLost

__all__ = ["Health", "Intake", "QueueFull", "Watch"]

logger = logging.getLogger(__name__)

MAX_RECORDS = 4_000
MAX_BYTES = 64_000_000
"""What may wait in the queue. A single request larger than that is taken when nothing else waits."""
_STUCK_SECONDS = 120.0
_TEND_SECONDS = 2.0
_LOST_TWICE = 2

Watch = Callable[[Done], object]
"""Is told of every batch that was committed."""


class QueueFull(SitrepError):
    """Too much is waiting already; `retry_after` says when to come again, in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"the queue is full; try again in {retry_after} s")
        self.retry_after = retry_after


class Health(NamedTuple):
    """Whether the service makes progress, and what keeps it from that."""

    ok: bool
    reason: str


class _Job:
    """Records handed in together, answered together."""

    def __init__(self, records: Sequence[Record | Rejection]) -> None:
        self.records = records
        self.size = sum(len(_bytes(record)) for record in records)
        self.taken = 0  # records given to the worker so far
        self.outcomes: list[Outcome] = []
        self.future: Future[list[Outcome]] = Future()
        self.since = time.monotonic()


class Intake:
    """Feeds one worker from one thread. `submit` may be called from any."""

    def __init__(self, worker: Worker, watch: Watch, *, batch_seconds: float = 1.0) -> None:
        self._worker, self._watch = worker, watch
        self._pace = Pace(batch_seconds)
        self._jobs: deque[_Job] = deque()
        self._calls: deque[tuple[str, Future[int]]] = deque()
        self._changed = threading.Condition()
        self._records = self._bytes = 0
        self._stopping = False
        self._trouble: str | None = None
        self._busy_since: float | None = None
        self._rate = 100.0
        self._thread = threading.Thread(target=self._work, name="intake", daemon=True)

    def start(self) -> None:
        """The worker must have been started."""
        self._thread.start()

    def stop(self, seconds: float = 30.0) -> None:
        """Finish the batch in hand; what still waits is refused, and was never acknowledged."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join(seconds)
        self._worker.stop()

    @property
    def depth(self) -> int:
        """Records that wait."""
        return self._records

    def submit(self, records: Sequence[Record | Rejection]) -> Future[list[Outcome]]:
        """Queue records; the future has one outcome each, in order, once all are committed.

        Raises `QueueFull`. The future fails with `DependencyError` when they could not be stored.
        """
        job = _Job(records)
        with self._changed:
            if self._stopping:
                raise DependencyError("the service is stopping; send the articles again when it is back")
            full = self._records + len(records) > MAX_RECORDS or self._bytes + job.size > MAX_BYTES
            if full and self._jobs:
                raise QueueFull(max(1, min(60, round(self._records / self._rate / 2))))
            if not records:
                job.future.set_result([])
                return job.future
            self._jobs.append(job)
            self._records += len(records)
            self._bytes += job.size
            self._changed.notify()
        return job.future

    def retract(self, prefix: str) -> Future[int]:
        """Queue the removal of the articles whose id starts so."""
        future: Future[int] = Future()
        with self._changed:
            self._calls.append((prefix, future))
            self._changed.notify()
        return future

    def health(self) -> Health:
        """Not ok while the last batch could not be stored, the process is gone, or nothing has moved for long."""
        if self._trouble is not None:
            return Health(False, self._trouble)
        if not self._thread.is_alive():
            return Health(False, "the intake thread has ended: restart the service")
        busy = self._busy_since
        if busy is not None and time.monotonic() - busy > _STUCK_SECONDS:
            return Health(False, f"one batch has been in the coding process for {time.monotonic() - busy:.0f} s")
        if not self._worker.alive:
            return Health(False, "the coding process is being started again")
        return Health(True, "ok")

    # The thread.

    def _work(self) -> None:
        try:
            self._run()
        finally:  # also after a bug: whoever waits is told, and `health` says the rest
            self._stopping = True
            self._refuse_waiting(DependencyError("the service is stopping; send the articles again when it is back"))

    def _run(self) -> None:
        while True:
            with self._changed:
                if not (self._jobs or self._calls or self._stopping):
                    self._changed.wait(_TEND_SECONDS)
                if self._stopping:
                    return
                call = self._calls.popleft() if self._calls else None
                pieces = self._next_pieces()
            self._busy_since = time.monotonic()
            if call is not None:
                self._do_retract(*call)
            if pieces:
                self._do_batch(pieces)
            elif call is None:
                self._do_tend()
            self._busy_since = None

    def _next_pieces(self) -> list[tuple[_Job, Sequence[Record | Rejection]]]:
        """Up to a batch of records from the front of the queue, each with the job it belongs to."""
        pieces: list[tuple[_Job, Sequence[Record | Rejection]]] = []
        room = self._pace.size
        while room and self._jobs:
            job = self._jobs[0]
            piece = job.records[job.taken : job.taken + room]
            job.taken += len(piece)
            room -= len(piece)
            pieces.append((job, piece))
            if job.taken >= len(job.records):
                self._jobs.popleft()
        return pieces

    def _do_batch(self, pieces: list[tuple[_Job, Sequence[Record | Rejection]]]) -> None:
        records = [record for _, piece in pieces for record in piece]
        started = time.monotonic()
        try:
            outcomes = self._take(records)
        except DependencyError as error:
            self._trouble = str(error)
            logger.error("a batch of %d could not be stored: %s", len(records), error)
            self._fail([job for job, _ in pieces], error)
            return
        self._trouble = None
        self._rate = 0.7 * self._rate + 0.3 * len(records) / max(time.monotonic() - started, 0.001)
        self._hand_out(pieces, outcomes)

    def _hand_out(self, pieces: list[tuple[_Job, Sequence[Record | Rejection]]], outcomes: list[Outcome]) -> None:
        position = 0
        for job, piece in pieces:
            job.outcomes.extend(outcomes[position : position + len(piece)])
            position += len(piece)
            if len(job.outcomes) == len(job.records):
                self._forget(job)
                if job.future.set_running_or_notify_cancel():  # false when whoever asked has left
                    job.future.set_result(job.outcomes)

    def _fail(self, jobs: list[_Job], error: DependencyError) -> None:
        with self._changed:
            if self._jobs and self._jobs[0] in jobs:
                self._jobs.popleft()  # the rest of a job of which a part could not be stored
        for job in jobs:
            self._forget(job)
            if job.future.set_running_or_notify_cancel():
                job.future.set_exception(error)

    def _forget(self, job: _Job) -> None:
        with self._changed:
            self._records -= len(job.records)
            self._bytes -= job.size

    def _refuse_waiting(self, error: DependencyError) -> None:
        with self._changed:
            jobs, calls = list(self._jobs), list(self._calls)
            self._jobs.clear()
            self._calls.clear()
        self._fail(jobs, error)
        for _, future in calls:
            future.set_exception(error)

    def _take(self, records: list[Record | Rejection]) -> list[Outcome]:
        """Store a batch; when it kills the process, find the record that does and reject it."""
        for _ in range(_LOST_TWICE):
            try:
                return self._committed(self._worker.take(records))
            except WorkerLost as error:
                self._start_again(error)
        if len(records) > 1:
            middle = len(records) // 2
            return self._take(records[:middle]) + self._take(records[middle:])
        return self._committed(self._worker.take([_reject_killer(records[0])]))

    def _committed(self, done: Done) -> list[Outcome]:
        # About a second of coding a batch; more when commits are dear, as those of an archive are, but at most three.
        share = min(3.0, max(1.0, 4.0 * done.commit_seconds))
        self._pace.learn(len(done.outcomes), done.code_seconds / share)
        self._watch(done)
        return done.outcomes

    def _start_again(self, error: WorkerLost) -> None:
        logger.error("%s; starting it again", error)
        try:
            self._worker.start()
        except WorkerLost as again:
            raise DependencyError(f"{again}, and again at its start; look at the log above, then restart") from again

    def _do_tend(self) -> None:
        try:
            self._worker.tend()
        except WorkerLost as error:
            try:
                self._start_again(error)
            except DependencyError as still:
                self._trouble = str(still)
        except DependencyError as error:
            if self._trouble is None:
                logger.error("%s", error)
            self._trouble = str(error)
        else:
            self._trouble = None

    def _do_retract(self, prefix: str, future: Future[int]) -> None:
        try:
            future.set_result(self._worker.retract(prefix))
        except (WorkerLost, DependencyError) as error:
            future.set_exception(DependencyError(str(error)))


def _bytes(record: Record | Rejection) -> bytes:
    return record.original if isinstance(record, Rejection) else record.raw


def _reject_killer(record: Record | Rejection) -> Rejection:
    if isinstance(record, Rejection):
        return record
    return reject(record, "coder-failed", "the coding process died on this record, twice", stage="coder")
