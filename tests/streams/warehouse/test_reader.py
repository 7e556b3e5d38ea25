"""Readers: while the writer writes, from several threads, in other processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest

from schemas.errors import DependencyError, UsageError
from streams.warehouse.lake import locate
from streams.warehouse.reader import Reader
from streams.warehouse.writer import Batch
from tests.builders import build_event, build_pair


def test_readers_see_whole_commits_while_the_writer_writes(warehouse):
    done = threading.Event()
    seen: list[tuple[int, int, int]] = []

    def read():
        while not done.is_set():
            row = warehouse.reader.rows(
                "SELECT (SELECT count(*) FROM articles) AS a, (SELECT count(*) FROM events) AS e, "
                "(SELECT max(commit_seq) FROM store.commits) AS c"
            )[0]
            seen.append((row["a"], row["e"], row["c"] or 0))

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        for number in range(8):
            events = [build_event(f"e{number}-{at}") for at in range(3)]
            warehouse.writer.write(Batch([build_pair(f"a{number}", events)]))
        done.set()
        for one in readers:
            one.result()
    assert seen
    assert {(articles * 3, articles) for articles, _, _ in seen} == {(events, commits) for _, events, commits in seen}


def test_another_process_reads_while_this_one_writes(warehouse):
    warehouse.writer.write(Batch([build_pair("a1")]))
    code = (
        "import sys; from streams.warehouse.reader import Reader; from streams.warehouse.lake import locate\n"
        "with Reader(locate(sys.argv[1])) as reader:\n"
        "    sys.stdout.write(f\"{reader.version()} {reader.columns('SELECT event_id FROM events')}\")"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(warehouse.folder)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.stdout, run.stderr) == ("1 {'event_id': ['a1-e1']}", "")
    assert warehouse.writer.write(Batch([build_pair("a2")]))[0].outcome == "stored"


def test_a_reader_cannot_write(warehouse):
    with pytest.raises(UsageError, match="read-only"):
        warehouse.reader.query("DELETE FROM store.events")


def test_wrong_sql_comes_back_with_duckdbs_words(warehouse):
    with pytest.raises(UsageError, match="nowhere"):
        warehouse.reader.query("SELECT * FROM nowhere")


def test_parameters_are_bound(warehouse):
    assert warehouse.reader.columns("SELECT ?::INTEGER + 1 AS n", [41]) == {"n": [42]}
    assert warehouse.reader.columns("SELECT $a AS n", {"a": "x' OR 1"}) == {"n": ["x' OR 1"]}


def test_a_file_that_a_merge_replaced_is_looked_for_again(warehouse, monkeypatch):
    original, failures = warehouse.reader._run, []

    def gone_once(sql, params):
        if not failures:
            failures.append(sql)
            raise duckdb.IOException('IO Error: Cannot open file "x.parquet": No such file or directory')
        return original(sql, params)

    monkeypatch.setattr(warehouse.reader, "_run", gone_once)
    assert warehouse.reader.rows("SELECT 1 AS one") == [{"one": 1}]


def test_a_lost_file_is_a_fault_that_names_it(warehouse):
    warehouse.writer.write(Batch([build_pair("a1")]))
    lost = next((warehouse.folder / "data" / "store" / "events").rglob("*.parquet"))
    lost.unlink()
    with pytest.raises(DependencyError, match=lost.name):
        warehouse.reader.query("SELECT * FROM events")


def test_a_reader_of_an_empty_warehouse(empty_folder):
    with Reader(locate(empty_folder)) as reader:
        assert reader.version() == 0
        assert reader.columns("SELECT * FROM daily_activity")["day"] == []
