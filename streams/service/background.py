"""What the service brings in by itself: the samples once, and the feeds again and again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from schemas.errors import DependencyError
from schemas.rejection import Rejection
from streams.intake.feeds import Feed
from streams.intake.fetch import Fetcher
from streams.intake.records import Record
from streams.intake.store import Outcome, Summary
from streams.service.intake import Intake, QueueFull

__all__ = ["Background"]

logger = logging.getLogger(__name__)
_BATCH = 50


class Background:
    """Threads that hand records to the intake and give way when it is full."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start_once(self, name: str, records: Sequence[Record | Rejection]) -> None:
        """Bring in some records, once."""
        self._start(name, lambda: self._bring(name, records))

    def start_feeds(self, urls: Sequence[str], minutes: float) -> None:
        """Look at the feeds now and every so many minutes."""
        feeds = [Feed(url, Fetcher()) for url in urls]
        self._start("feeds", lambda: self._follow(feeds, 60.0 * minutes))

    def stop(self, seconds: float = 5.0) -> None:
        """A request that is under way is not waited for longer than that."""
        self._stop.set()
        for thread in self._threads:
            thread.join(seconds)

    def _start(self, name: str, work: Callable[[], object]) -> None:
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _follow(self, feeds: Sequence[Feed], seconds: float) -> None:
        while True:
            for feed in feeds:
                if self._stop.is_set():
                    return
                if self._bring(feed.url, feed.poll()):
                    feed.commit()  # otherwise the next look brings the same again
            if self._stop.wait(seconds):
                return

    def _bring(self, name: str, records: Iterable[Record | Rejection]) -> bool:
        """Whether all of it is stored."""
        summary = Summary()
        for batch in _batches(records):
            try:
                outcomes = self._store(batch)
            except DependencyError as error:
                logger.error("%s: %s", name, error)
                return False
            if outcomes is None:
                return False
            summary.add(outcomes)
        if summary.read:
            new = summary.by_outcome["stored"] + summary.by_outcome["replaced"]
            logger.info("%s: %d articles, %d new, %d rejected", name, summary.read, new, summary.rejected)
        return True

    def _store(self, batch: Sequence[Record | Rejection]) -> list[Outcome] | None:
        """None when the service stops."""
        while not self._stop.is_set():
            try:
                future = self._intake.submit(batch)
            except QueueFull as error:
                self._stop.wait(error.retry_after)
                continue
            return future.result()
        return None


def _batches(records: Iterable[Record | Rejection]) -> Iterator[list[Record | Rejection]]:
    iterator = iter(records)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
