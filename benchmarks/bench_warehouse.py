"""How long a commit takes in an empty warehouse, and in one that holds many events.

    python benchmarks/bench_warehouse.py --events 200000

Articles are made up; one in three tells three events, as in the load set. Upkeep runs between the commits, as in the
service, and is not part of a commit's time.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from streams.warehouse.lake import locate, open_lake
from streams.warehouse.maintenance import Maintenance
from streams.warehouse.reader import Reader
from streams.warehouse.writer import Batch, Writer
from tests.builders import generate_pairs

QUERIES = {
    "count of events": "SELECT count(*) FROM events",
    "count of incidents": "SELECT count(*) FROM incidents",
    "incidents of a week by type": (
        "SELECT event_type, count(*), sum(killed_best) FROM incidents "
        "WHERE first_day BETWEEN DATE '2024-04-01' AND DATE '2024-04-07' GROUP BY ALL"
    ),
    "daily activity": "SELECT * FROM daily_activity",
    "last commit": "SELECT max(commit_seq) FROM store.commits",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=200_000, help="events in the filled warehouse")
    parser.add_argument("--batch", type=int, default=1_000, help="articles a commit")
    parser.add_argument("--commits", type=int, default=10, help="commits that are timed, at each size")
    options = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}  {os.cpu_count()} cpus, load {os.getloadavg()[0]:.1f}, batch {options.batch}")
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder) / "warehouse", options)


def run(folder: Path, options: argparse.Namespace) -> None:
    pairs = generate_pairs(10**9)
    with open_lake(locate(folder)) as lake:
        writer, upkeep = Writer(lake), Upkeep(lake)
        time_commits("empty", writer, upkeep, pairs, options)
        events, articles, started = 0, 0, time.perf_counter()
        while events < options.events:
            batch = list(islice(pairs, options.batch))
            articles, events = articles + len(batch), events + sum(len(coded.events) for _, coded in batch)
            writer.write(Batch(batch))
            upkeep.tend()
        seconds = time.perf_counter() - started
        print(
            f"filled: {articles:,} articles, {events:,} events in {seconds:.0f} s, "
            f"{1000 * seconds / articles:.2f} ms an article with upkeep"
        )
        time_commits("filled", writer, upkeep, pairs, options)
        print(f"upkeep: {upkeep.report()}")
        started = time.perf_counter()
        again = Writer(lake)
        print(f"start of a writer: {time.perf_counter() - started:.2f} s, {again.articles:,} ids")
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"size: {size / 1e6:,.0f} MB in {len(list(folder.rglob('*.parquet')))} Parquet files")
        with Reader(locate(folder)) as reader:
            for name, sql in QUERIES.items():
                times = []
                for _ in range(5):
                    started = time.perf_counter()
                    reader.query(sql)
                    times.append(time.perf_counter() - started)
                print(f"read: {name:30} {1000 * statistics.median(times):8.1f} ms")


class Upkeep:
    """A step after each commit, at a commit a second."""

    def __init__(self, lake: Any) -> None:
        self._now = datetime.now(UTC)
        self._maintenance = Maintenance(lake, self._now)
        self._seconds: list[float] = []

    def tend(self) -> None:
        self._now += timedelta(seconds=1)
        if step := self._maintenance.step(self._now):
            self._seconds.append(step.seconds)

    def report(self) -> str:
        if not self._seconds:
            return "none was due"
        ordered = sorted(self._seconds)
        median = 1000 * statistics.median(ordered)
        return f"{len(ordered)} steps, median {median:.0f} ms, longest {1000 * ordered[-1]:.0f} ms"


def time_commits(name: str, writer: Writer, upkeep: Upkeep, pairs: Iterator[Any], options: argparse.Namespace) -> None:
    times = []
    for _ in range(options.commits):
        batch = Batch(list(islice(pairs, options.batch)))
        started = time.perf_counter()
        writer.write(batch)
        times.append(time.perf_counter() - started)
        upkeep.tend()
    print(f"{name}: median {1000 * statistics.median(times):.0f} ms a commit, longest {1000 * max(times):.0f} ms")


if __name__ == "__main__":
    main()
