"""How far a Kafka partition is stored: in the transaction of its rows, and refused to a sink that no longer has it.

Each partition has a table of one row, which is replaced. Two sinks that replace it at the same time conflict, so one
that was paused, lost its partition and wakes up with a batch in hand cannot store it. (With rows that are only
inserted both commits succeed; with one table for all partitions, sinks of different partitions conflict.)
"""

from __future__ import annotations

import re
from typing import NamedTuple

import duckdb

from schemas.errors import DependencyError

__all__ = ["NextOffset", "OffsetMoved", "create_offsets", "read_offset", "replace_offset"]


class OffsetMoved(DependencyError):
    """Another sink has stored this partition further: drop the batch and seek to the stored offset."""


class NextOffset(NamedTuple):
    """A batch of a partition: the first offset in it, and the offset to go on with once it is stored."""

    topic: str
    partition: int
    first: int
    following: int


def read_offset(connection: duckdb.DuckDBPyConnection, topic: str, partition: int) -> int | None:
    """The offset to go on with; None when nothing of the partition was ever stored."""
    try:
        row = connection.execute(f"SELECT next_offset FROM {_table(topic, partition)}").fetchone()
    except duckdb.CatalogException:
        return None
    return row[0] if row else None


def create_offsets(connection: duckdb.DuckDBPyConnection, topic: str, partition: int) -> None:
    """The partition's table, outside the batch's transaction: two sinks that make it together would conflict."""
    name = _table(topic, partition)
    connection.execute(f"CREATE TABLE IF NOT EXISTS {name} (topic VARCHAR, partition INTEGER, next_offset BIGINT)")


def replace_offset(connection: duckdb.DuckDBPyConnection, batch: NextOffset) -> None:
    """Inside the batch's transaction. Raises `OffsetMoved` when the batch, or part of it, is stored already."""
    stored = read_offset(connection, batch.topic, batch.partition)
    if stored is not None and stored > batch.first:
        raise OffsetMoved(
            f"{batch.topic}[{batch.partition}] is stored up to offset {stored} and this batch begins at {batch.first}: "
            "another sink has the partition now, or has had it; seek to the stored offset"
        )
    name = _table(batch.topic, batch.partition)
    connection.execute(f"DELETE FROM {name}")
    connection.execute(f"INSERT INTO {name} VALUES (?, ?, ?)", [batch.topic, batch.partition, batch.following])


def _table(topic: str, partition: int) -> str:
    return f"store.offsets_{re.sub('[^a-z0-9]', '_', topic.lower())}_{partition}"
