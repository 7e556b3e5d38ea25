"""A copy in memory of what charts ask about, as of one version of the lake: pages answer in milliseconds and agree.

Copying 100,000 incidents takes about a second, so it is not done on every commit: `Snapshots.latest` says how fresh the
copy must be. One event, article or incident is asked of the lake itself. Both answers are kept by (version, query).
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import duckdb

from streams.warehouse.aggregates import COPIES, Query
from streams.warehouse.reader import Reader

__all__ = ["Snapshot", "Snapshots"]

Columns = dict[str, list[Any]]

ANSWERS = 400
"""Answers kept of one version; the largest are a few hundred kilobytes."""

REST = 3.0
"""Between two copies, this many times as long as the last one took: copying never fills a processor."""

STALE_SECONDS = 2.0
"""How old a copy may be for somebody who changes a filter, before the lake is asked whether it has moved on."""


class Snapshot:
    """The lake at one version; safe from any number of threads."""

    def __init__(self, reader: Reader, version: int) -> None:
        self.version = version
        self._reader = reader
        self._database = duckdb.connect(
            config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        )
        self._database.execute("SET TimeZone = 'UTC'")
        for name, sql in COPIES.items():
            copied = reader.query(sql)
            self._database.register("copied", copied)
            self._database.execute(f"CREATE TABLE {name} AS SELECT * FROM copied")
            self._database.unregister("copied")
        self._answers: OrderedDict[Query, Columns] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, query: Query) -> Columns:
        """Answer from the copy: queries about many incidents."""
        return self._kept(query, self._from_copy)

    def ask_lake(self, query: Query) -> Columns:
        """Answer from the lake, which may have moved on since: queries about one event, article or incident."""
        return self._kept(query, lambda q: self._reader.columns(q.sql, q.params))

    def _from_copy(self, query: Query) -> Columns:
        with self._database.cursor() as cursor:
            columns: Columns = cursor.execute(query.sql, query.params).to_arrow_table().to_pydict()
            return columns

    def _kept(self, query: Query, answer: Callable[[Query], Columns]) -> Columns:
        with self._lock:
            if query in self._answers:
                self._answers.move_to_end(query)
                return self._answers[query]
        columns = answer(query)
        with self._lock:
            self._answers[query] = columns
            if len(self._answers) > ANSWERS:
                self._answers.popitem(last=False)
        return columns


class Snapshots:
    """Gives the newest copy and makes newer ones; only one is made at a time."""

    def __init__(self, reader: Reader, clock: Callable[[], float] = time.monotonic) -> None:
        self._reader = reader
        self._clock = clock
        self._making = threading.Lock()
        self._newest: Snapshot | None = None
        self._checked = 0.0
        self._rest_until = 0.0

    def latest(self, *, live: bool = False) -> Snapshot:
        """The copy to answer from. `live` is a page that follows the lake: it may wait for a newer copy, others do not.

        The version may lag behind the lake's while copies rest; a page that follows asks again.
        """
        newest = self._newest
        if newest is None:
            with self._making:
                return self._newest or self._make()
        if live:
            with self._making:
                return self._refreshed()
        if self._clock() - self._checked > STALE_SECONDS and self._making.acquire(blocking=False):
            threading.Thread(target=self._refresh_then_release, daemon=True).start()
        return newest

    def _refresh_then_release(self) -> None:
        try:
            self._refreshed()
        finally:
            self._making.release()

    def _refreshed(self) -> Snapshot:
        newest = self._newest
        if newest is None:
            return self._make()
        if self._clock() < self._rest_until:
            return newest
        self._checked = self._clock()
        return newest if self._reader.version() == newest.version else self._make()

    def _make(self) -> Snapshot:
        started = self._clock()
        made = Snapshot(self._reader, self._reader.version())
        self._newest = made
        self._checked = self._clock()
        self._rest_until = self._checked + REST * (self._checked - started)
        return made
