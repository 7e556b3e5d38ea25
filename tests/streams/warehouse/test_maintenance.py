"""Upkeep: fewer files, fewer snapshots, and never another answer."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta

import pytest

from schemas.errors import DependencyError
from streams.warehouse.maintenance import Maintenance, Pace
from streams.warehouse.reader import checksums
from streams.warehouse.writer import Batch
from tests.builders import build_pair, build_rejection

START = datetime(2024, 4, 1, 12, tzinfo=UTC)


def run(maintenance, now, steps=40):
    """Everything that is due at a time."""
    done = []
    for _ in range(steps):
        if (step := maintenance.step(now)) is None:
            break
        done.append(step)
    return done


def files(warehouse, table="events"):
    return len(list((warehouse.folder / "data" / "store" / table).rglob("*.parquet")))


def fill(warehouse, commits, first=0):
    for number in range(first, first + commits):
        warehouse.writer.write(Batch([build_pair(f"a{number}")], [build_rejection(number)]))


def test_small_files_are_merged_and_deleted_only_when_readers_are_through(warehouse):
    maintenance = Maintenance(warehouse.lake, START, Pace(fragments=4))
    fill(warehouse, 3)
    assert run(maintenance, START) == []
    fill(warehouse, 2, first=3)
    before = checksums(warehouse.reader)
    done = run(maintenance, START + timedelta(seconds=10))
    assert {(step.task, step.table, step.files) for step in done} == {("merge", "articles", 5), ("merge", "events", 5)}
    assert files(warehouse) == 6
    assert run(maintenance, START + timedelta(minutes=4)) == []
    assert files(warehouse) == 6
    done = run(maintenance, START + timedelta(minutes=6))
    assert [(step.task, step.files) for step in done] == [("clean up", 10)]
    assert files(warehouse) == 1
    assert checksums(warehouse.reader) == before


def test_a_few_files_are_merged_after_a_while(warehouse):
    maintenance = Maintenance(warehouse.lake, START)
    fill(warehouse, 2)
    assert run(maintenance, START + timedelta(minutes=1)) == []
    assert {step.task for step in run(maintenance, START + timedelta(minutes=3))} == {"merge"}


def test_merges_pause_so_that_what_they_replaced_can_be_deleted(warehouse):
    maintenance = Maintenance(warehouse.lake, START, Pace(fragments=2, merging=timedelta(minutes=10)))
    tasks = []
    for number in range(9):
        fill(warehouse, 2 if number == 0 else 1, first=2 * number)
        done = run(maintenance, START + timedelta(minutes=2 * number))
        tasks.append("".join(sorted({step.task[0] for step in done if step.task != "flush"})))
    # merges for ten minutes, then a pause until the files that were replaced last are five minutes old
    assert tasks == ["m", "m", "m", "m", "m", "", "", "cm", "m"]


def test_snapshots_older_than_a_day_expire_and_the_last_one_never(warehouse):
    maintenance = Maintenance(warehouse.lake, START)
    fill(warehouse, 3)
    count = "SELECT count(*) AS n FROM ducklake_snapshots('lake')"
    now = datetime.now(UTC)
    before, sums = warehouse.reader.rows(count)[0]["n"], checksums(warehouse.reader)
    maintenance._done["expire"] = now - timedelta(hours=1)
    assert [step for step in run(maintenance, now) if step.task == "expire"] == []
    assert warehouse.reader.rows(count)[0]["n"] >= before
    tomorrow = now + timedelta(days=1, minutes=1)
    assert "expire" in {step.task for step in run(maintenance, tomorrow)}
    assert warehouse.reader.rows(count) == [{"n": 1}]
    assert checksums(warehouse.reader) == sums


def test_small_tables_leave_the_catalog_now_and_then(warehouse):
    maintenance = Maintenance(warehouse.lake, START)
    fill(warehouse, 2)
    before = checksums(warehouse.reader)
    done = run(maintenance, START + timedelta(minutes=11))
    assert {step.table for step in done if step.task == "flush"} >= {"commits", "rejections"}
    assert files(warehouse, "rejections") == 1
    assert warehouse.reader.version() == 2
    assert checksums(warehouse.reader) == before


def test_files_of_a_killed_writer_are_deleted_a_day_later(warehouse):
    fill(warehouse, 1)
    folder = warehouse.folder / "data" / "store" / "events"
    old, young = folder / "old.parquet", folder / "young.parquet"
    for path in (old, young):
        path.write_bytes(b"PAR1")
    two_days_ago = time.time() - 2 * 86_400
    os.utime(old, (two_days_ago, two_days_ago))
    done = run(Maintenance(warehouse.lake, START), START)
    assert [(step.task, step.files) for step in done] == [("delete orphans", 1)]
    assert not old.exists()
    assert young.exists()


def test_writing_goes_on_after_upkeep(warehouse):
    maintenance = Maintenance(warehouse.lake, START, Pace(fragments=2))
    fill(warehouse, 3)
    run(maintenance, START + timedelta(minutes=20))
    fill(warehouse, 1, first=3)
    assert warehouse.writer.write(Batch([build_pair("a0")]))[0].outcome == "unchanged"
    assert warehouse.reader.rows("SELECT count(*) AS n FROM events") == [{"n": 4}]


def test_a_fault_beneath_is_told_in_words(warehouse):
    maintenance = Maintenance(warehouse.lake, START)
    warehouse.lake.connection.close()
    with pytest.raises(DependencyError, match="upkeep of"):
        maintenance.step(START + timedelta(minutes=6))
    warehouse.lake.reopen()
