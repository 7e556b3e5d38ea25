"""What the service counts, in Prometheus' words. Every metric is a row here, and docs/operations.md lists them."""

from __future__ import annotations

import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest

from streams.intake.store import Done

__all__ = ["Metrics"]

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series a counter that nobody asks for
_COMMIT_BUCKETS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)


class Metrics:
    """One registry a service, so that tests do not share counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._articles = Counter(
            "sitrep_articles", "Articles by what became of them.", ["outcome"], registry=self.registry
        )
        self._rejections = Counter("sitrep_rejections", "Rejections by reason.", ["reason"], registry=self.registry)
        self._events = Counter("sitrep_events", "Events coded.", registry=self.registry)
        self._code = Counter(
            "sitrep_coder_seconds", "Seconds spent coding; divide by articles.", registry=self.registry
        )
        self._commit = Histogram(
            "sitrep_commit_seconds", "Seconds a commit took.", buckets=_COMMIT_BUCKETS, registry=self.registry
        )
        self._last = Gauge(
            "sitrep_last_commit_timestamp_seconds", "When the last batch was committed.", registry=self.registry
        )
        self._requests = Counter(
            "sitrep_intake_requests", "Requests to the intake by HTTP status.", ["status"], registry=self.registry
        )
        self._queue = Gauge("sitrep_queue_records", "Records that wait to be coded.", registry=self.registry)
        self._starts = Gauge(
            "sitrep_worker_starts", "How often the coding process was started.", registry=self.registry
        )

    def watch(self, depth: Callable[[], int], starts: Callable[[], int]) -> None:
        """Where the numbers come from that are asked for and not counted."""
        self._queue.set_function(depth)
        self._starts.set_function(starts)

    def count_batch(self, done: Done) -> None:
        """Count a committed batch."""
        for one in done.outcomes:
            self._articles.labels(one.outcome).inc()
            self._events.inc(one.events)
            if one.reason:
                self._rejections.labels(one.reason).inc()
        self._code.inc(done.code_seconds)
        self._commit.observe(done.commit_seconds)
        self._last.set(time.time())

    def count_request(self, status: int) -> None:
        """Count an answered request to the intake."""
        self._requests.labels(str(status)).inc()

    def render(self) -> bytes:
        """The text that Prometheus reads."""
        return generate_latest(self.registry)
