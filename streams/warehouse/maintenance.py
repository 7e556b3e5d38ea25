"""Upkeep between commits: one small step a call, so that the writer never waits for long.

A merge only moves rows, but a reader may be about to open the files it replaced. They are therefore deleted minutes
later, and since DuckLake deletes all it has scheduled, whatever its age, merges pause for those minutes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import duckdb

from schemas.errors import DependencyError
from streams.warehouse.faults import explain, gist
from streams.warehouse.lake import ALIAS, TABLES, Lake

__all__ = ["Maintenance", "Pace", "Step"]

_METADATA = f"__ducklake_metadata_{ALIAS}"
_SMALL = 4_000_000
"""Bytes: files below are merged while data flows; without the limit a first merge took 67 s."""
_MIDDLE = 16_000_000
"""Bytes: files below are merged once a partition has many of them."""

_FRAGMENTS = f"""
SELECT t.table_name, count(*) AS files
FROM {_METADATA}.ducklake_data_file f
JOIN {_METADATA}.ducklake_table t ON t.table_id = f.table_id
JOIN {_METADATA}.ducklake_schema s ON s.schema_id = t.schema_id AND s.schema_name = 'store' AND s.end_snapshot IS NULL
LEFT JOIN (
    SELECT data_file_id, string_agg(partition_value, '/' ORDER BY partition_key_index) AS partition
    FROM {_METADATA}.ducklake_file_partition_value GROUP BY data_file_id
) p ON p.data_file_id = f.data_file_id
WHERE f.end_snapshot IS NULL AND t.end_snapshot IS NULL AND f.file_size_bytes >= ? AND f.file_size_bytes < ?
GROUP BY t.table_name, p.partition HAVING count(*) > 1
"""


class Pace(NamedTuple):
    """When what is due; the defaults suit a commit a second."""

    look: timedelta = timedelta(seconds=5)
    """Between looks for something to merge."""
    fragments: int = 16
    """Small files of one year of a table that are merged at once ..."""
    patience: timedelta = timedelta(minutes=2)
    """... or after this long, however few."""
    merging: timedelta = timedelta(minutes=10)
    """Merges go on for so long, then they pause until the replaced files are deleted."""
    readers: timedelta = timedelta(minutes=5)
    """A replaced file is kept at least so long for readers that are about to open it."""
    flush: timedelta = timedelta(minutes=10)
    """Between moving small tables out of the catalog into Parquet."""
    expire: timedelta = timedelta(minutes=10)
    keep: timedelta = timedelta(days=1)
    """Snapshots live so long: a hundred thousand of them cost 40 ms a commit."""
    orphans: timedelta = timedelta(days=1)
    """Between looks for files that no catalog names, left by a process that was killed."""


class Step(NamedTuple):
    """What one call did."""

    task: str
    table: str | None
    files: int
    seconds: float


class Maintenance:
    """The upkeep of one lake, by the process and thread that writes it."""

    def __init__(self, lake: Lake, now: datetime, pace: Pace | None = None) -> None:
        self.lake, self.pace = lake, pace or Pace()
        self._looked = now - self.pace.look
        self._merged = now  # files that an earlier process replaced are kept for its readers
        self._merging_since: datetime | None = None
        self._done: dict[str, datetime] = {"flush": now, "expire": now, "orphans": now - self.pace.orphans}
        self._whole: dict[str, datetime] = dict.fromkeys(TABLES, now)
        self._flushable: Iterator[str] = iter(())

    def step(self, now: datetime) -> Step | None:
        """Do one bounded piece of what is due, typically well under half a second; None when nothing is."""
        tasks: tuple[Callable[[datetime], Step | None], ...] = (
            self._clean_up,
            self._merge,
            self._expire,
            self._flush,
            self._delete_orphans,
        )
        try:
            for task in tasks:
                if done := task(now):
                    return done
        except duckdb.Error as error:
            known = explain(error, str(self.lake.location))
            raise known or DependencyError(f"upkeep of {self.lake.location} failed: {gist(error)}") from error
        return None

    def _clean_up(self, now: datetime) -> Step | None:
        """Delete what merges replaced, once no reader can be about to open it."""
        if now - self._merged < self.pace.readers or now - self._looked < self.pace.look:
            return None
        scheduled = self._rows(f"SELECT count(*) FROM {_METADATA}.ducklake_files_scheduled_for_deletion")[0][0]
        self._merging_since = None
        if not scheduled:
            return None
        return self._call("clean up", None, f"CALL ducklake_cleanup_old_files('{ALIAS}', cleanup_all => true)")

    def _merge(self, now: datetime) -> Step | None:
        if self._merging_since is not None and now - self._merging_since >= self.pace.merging:
            return None
        if now - self._looked < self.pace.look:
            return None
        self._looked = now
        done = self._merge_small(now) or self._merge_middle()
        if done is not None:
            self._looked = now - self.pace.look  # there may be more
            self._merged = now
            self._merging_since = self._merging_since or now
        return done

    def _merge_small(self, now: datetime) -> Step | None:
        """All years of a table in one call: a limit on their number would serve the first ones only.

        One year alone, which is what live news fragments, is merged a file of the target size at a time.
        """
        fragments: dict[str, int] = {}
        years: dict[str, int] = {}
        for table, files in self._rows(_FRAGMENTS, [0, _SMALL]):
            fragments[table] = max(fragments.get(table, 0), files)
            years[table] = years.get(table, 0) + 1
        for table in TABLES:
            if table not in fragments:
                self._whole[table] = now
        for table, files in sorted(fragments.items(), key=lambda one: -one[1]):
            if files >= self.pace.fragments or now - self._whole[table] >= self.pace.patience:
                self._whole[table] = now
                limit = ", max_compacted_files => 1" if years[table] == 1 else ""
                return self._merge_table(table, f"max_file_size => {_SMALL}{limit}")
        return None

    def _merge_middle(self) -> Step | None:
        for table, files in self._rows(_FRAGMENTS, [_SMALL, _MIDDLE]):
            if files >= 8:
                limits = f"min_file_size => {_SMALL}, max_file_size => {_MIDDLE}, max_compacted_files => 1"
                return self._merge_table(table, limits)
        return None

    def _merge_table(self, table: str, limits: str) -> Step | None:
        done = self._call(
            "merge", table, f"CALL ducklake_merge_adjacent_files('{ALIAS}', '{table}', schema => 'store', {limits})"
        )
        return done if done.files else None

    def _expire(self, now: datetime) -> Step | None:
        """By version: `older_than` goes by the day on a SQLite catalog and takes snapshots of this minute."""
        if now - self._done["expire"] < self.pace.expire:
            return None
        found = self._rows(
            f"SELECT snapshot_id FROM ducklake_snapshots('{ALIAS}') WHERE snapshot_time < ?::TIMESTAMPTZ "
            f"AND snapshot_id < (SELECT max(snapshot_id) FROM ducklake_snapshots('{ALIAS}')) "
            "ORDER BY snapshot_id LIMIT 500",
            [now - self.pace.keep],
        )
        if not found:
            self._done["expire"] = now
            return None
        versions = ", ".join(str(row[0]) for row in found)
        return self._call("expire", None, f"CALL ducklake_expire_snapshots('{ALIAS}', versions => [{versions}])")

    def _flush(self, now: datetime) -> Step | None:
        """A table a call: rows of small tables leave the catalog for Parquet."""
        if now - self._done["flush"] >= self.pace.flush:
            self._done["flush"] = now
            self._flushable = iter(TABLES)
        for table in self._flushable:
            done = self._call(
                "flush",
                table,
                f"CALL ducklake_flush_inlined_data('{ALIAS}', schema_name => 'store', table_name => '{table}')",
            )
            if done.files:
                return done
        return None

    def _delete_orphans(self, now: datetime) -> Step | None:
        if now - self._done["orphans"] < self.pace.orphans:
            return None
        self._done["orphans"] = now
        done = self._call(
            "delete orphans",
            None,
            f"CALL ducklake_delete_orphaned_files('{ALIAS}', older_than => now() - INTERVAL 1 DAY)",
        )
        return done if done.files else None

    def _call(self, task: str, table: str | None, sql: str) -> Step:
        started = time.perf_counter()
        rows = self._rows(sql)
        files = sum(row[2] for row in rows) if task == "merge" else len(rows)
        return Step(task, table, files, time.perf_counter() - started)

    def _rows(self, sql: str, params: list[object] | None = None) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.lake.connection.execute(sql, params).fetchall()
        return found
