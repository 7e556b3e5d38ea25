"""Reading a warehouse while it is written: in this process, in another, or on another machine."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from schemas.errors import DependencyError, UsageError
from streams.warehouse.faults import explain, gist
from streams.warehouse.lake import Lake, Location, open_lake

__all__ = ["CHECKED", "Reader", "checksum", "checksums"]

Params = Sequence[Any] | Mapping[str, Any] | None

CHECKED = ("articles", "events", "event_actors", "evidence", "mentions", "incidents", "rejections")
"""Views whose content tells two warehouses apart."""
_OF_THE_WRITER = frozenset(
    {"stored_at", "commit_seq", "version", "first_stored_at", "last_stored_at", "rejected_at", "origin_file"}
)
"""Columns that say when and in how many steps we learnt something, not what."""


class Reader:
    """Read-only; safe from any number of threads, each call with a cursor and a snapshot of its own."""

    def __init__(self, location: Location) -> None:
        """Raises `DependencyError` when there is no warehouse and `WarehouseTooNew` when it is a newer sitrep's."""
        self.location = location
        self._lake: Lake = open_lake(location, read_only=True)
        self._guard = threading.Lock()

    def query(self, sql: str, params: Params = None) -> pa.Table:
        """Rows as an Arrow table. Raises `UsageError` with DuckDB's message when the SQL is wrong."""
        try:
            return self._run(sql, params)
        except duckdb.Error as error:
            if not _was_moved(error):
                raise self._explained(error) from error
        try:  # a merge moved the rows and the old file was cleaned up: another look finds the new one
            return self._run(sql, params)
        except duckdb.Error as error:
            raise self._explained(error) from error

    def columns(self, sql: str, params: Params = None) -> dict[str, list[Any]]:
        """Columns as plain lists, which is what a chart takes."""
        found: dict[str, list[Any]] = self.query(sql, params).to_pydict()
        return found

    def rows(self, sql: str, params: Params = None) -> list[dict[str, Any]]:
        """Rows as dicts."""
        found: list[dict[str, Any]] = self.query(sql, params).to_pylist()
        return found

    def version(self) -> int:
        """Number of commits; as long as it stays the same, so does every answer."""
        return int(self.query("SELECT count(*) AS version FROM store.commits").column(0)[0].as_py())

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own, for results too large to hold; close it."""
        return self._lake.cursor()

    def close(self) -> None:
        """Detach."""
        with self._guard:
            self._lake.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, sql: str, params: Params) -> pa.Table:
        cursor = self._lake.cursor()
        try:
            return cursor.execute(sql, params).to_arrow_table()
        finally:
            cursor.close()

    def _explained(self, error: duckdb.Error) -> Exception:
        if known := explain(error, str(self.location)):
            return known
        if isinstance(error, duckdb.IOException):
            return DependencyError(f"cannot read the warehouse {self.location}: {gist(error)}")
        return UsageError(str(error))


def checksum(reader: Reader, view: str) -> str:
    """`rows:hash` of the current rows of a view, whatever their order and whenever they were stored."""
    names = [row["column_name"] for row in reader.rows(f"DESCRIBE {view}")]
    listed = ", ".join(f'"{name}"' for name in names if name not in _OF_THE_WRITER)
    found = reader.rows(
        f"SELECT count(*) AS n, coalesce(sum(md5_number_lower(row({listed})::VARCHAR)::HUGEINT), 0)::VARCHAR AS h "
        f"FROM {view}"
    )[0]
    return f"{found['n']}:{int(found['h']):x}"


def checksums(reader: Reader) -> dict[str, str]:
    """Of every view that holds content: equal dicts are equal warehouses."""
    return {view: checksum(reader, view) for view in CHECKED}


def _was_moved(error: duckdb.Error) -> bool:
    return isinstance(error, duckdb.IOException) and ("Cannot open file" in str(error) or "No such file" in str(error))
