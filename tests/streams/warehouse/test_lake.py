"""Opening a warehouse: what is there, what is missing, who has it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from schemas.errors import DependencyError, UsageError, WarehouseBusy, WarehouseTooNew
from streams.warehouse.faults import CatalogLocked, explain
from streams.warehouse.lake import LAYOUT, locate, open_lake
from streams.warehouse.owner import Ownership, read_owner
from streams.warehouse.reader import Reader
from streams.warehouse.writer import Batch, Writer
from tests.builders import build_pair

NOW = datetime(2024, 4, 1, 12, tzinfo=UTC)


def test_locate_tells_folders_from_postgres(tmp_path):
    assert locate(tmp_path).folder == tmp_path
    assert locate(tmp_path).data_path == f"{tmp_path}/data/"
    assert locate(tmp_path, "s3://bucket/prefix").data_path == "s3://bucket/prefix/"
    assert locate("postgres://me:secret@db/lake", "/data").catalog == "postgres:postgres://me:secret@db/lake"
    assert locate("ducklake:postgres:dbname=lake").catalog == "postgres:dbname=lake"
    with pytest.raises(UsageError, match="mysql://"):
        locate("mysql://db")


@pytest.mark.parametrize(
    "uri", ["postgres://me:secret@db/lake", "ducklake:postgres:dbname=lake password=secret user=me"]
)
def test_messages_do_not_show_the_password(uri):
    assert "secret" not in str(locate(uri))
    assert "me" in str(locate(uri))


def test_a_second_writer_is_told_who_has_it(warehouse):
    warehouse.lake.ownership.announce("http://127.0.0.1:8050")
    with pytest.raises(WarehouseBusy) as caught:
        open_lake(locate(warehouse.folder))
    for part in (str(warehouse.folder), f"process {os.getpid()}", "since 20", "http://127.0.0.1:8050"):
        assert part in str(caught.value)
    assert read_owner(warehouse.folder).url == "http://127.0.0.1:8050"


def test_ownership_ends_with_the_lake(empty_folder, tmp_path):
    folder = Path(shutil.copytree(empty_folder, tmp_path / "w"))
    assert read_owner(folder) is None
    with open_lake(locate(folder), now=NOW, url="http://127.0.0.1:1"):
        owner = read_owner(folder)
        assert (owner.pid, owner.started, owner.url) == (os.getpid(), NOW, "http://127.0.0.1:1")
    assert read_owner(folder) is None
    open_lake(locate(folder)).close()


def test_a_lock_ends_with_its_process(tmp_path):
    code = (
        "import sys, os, signal; from pathlib import Path; from datetime import datetime, UTC\n"
        "from streams.warehouse.owner import Ownership\n"
        "Ownership.claim(Path(sys.argv[1]), datetime.now(UTC)); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, timeout=30)
    assert (tmp_path / "owner.lock").read_bytes().startswith(b'{"pid"')
    assert read_owner(tmp_path) is None
    Ownership.claim(tmp_path, NOW).release()


def test_a_newer_layout_is_refused_by_readers_and_writers(empty_folder, tmp_path):
    folder = Path(shutil.copytree(empty_folder, tmp_path / "w"))
    with open_lake(locate(folder)) as lake:
        lake.connection.execute("INSERT INTO store.meta VALUES ('layout', ?, now())", [str(LAYOUT + 1)])
    for opened in (lambda: Reader(locate(folder)), lambda: open_lake(locate(folder))):
        with pytest.raises(WarehouseTooNew, match=f"layout {LAYOUT + 1}.*upgrade sitrep"):
            opened()
    assert read_owner(folder) is None


def test_reading_what_is_not_there_makes_nothing(tmp_path):
    with pytest.raises(DependencyError, match=r"no warehouse in .*sitrep up"):
        Reader(locate(tmp_path / "none"))
    assert list(tmp_path.iterdir()) == []


def test_a_lost_catalog_is_not_replaced_by_an_empty_one(warehouse, tmp_path):
    warehouse.writer.write(Batch([build_pair("a1")]))
    copy = tmp_path / "copy"
    shutil.copytree(warehouse.folder / "data", copy / "data")
    for read_only in (True, False):
        with pytest.raises(DependencyError, match=r"no catalog\.sqlite.*backup"):
            open_lake(locate(copy), read_only=read_only)
    assert not (copy / "catalog.sqlite").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(DependencyError, match="--warehouse"):
        open_lake(locate(tmp_path / "w"))


def test_a_file_in_the_way_is_named(tmp_path):
    (tmp_path / "w").write_text("not a folder")
    with pytest.raises(DependencyError, match=r"cannot make .*w: .*--warehouse"):
        open_lake(locate(tmp_path / "w"))


def test_a_moved_folder_is_found_by_readers_without_sitrep(empty_folder, tmp_path):
    folder = Path(shutil.copytree(empty_folder, tmp_path / "before"))
    with open_lake(locate(folder)) as lake:
        Writer(lake).write(Batch([build_pair("a1")]))
    moved = folder.rename(tmp_path / "after")
    with open_lake(locate(moved)) as lake:
        Writer(lake).write(Batch([build_pair("a2")]))
    assert not folder.exists()
    with Reader(locate(moved)) as reader:
        assert reader.rows("SELECT count(*) AS n FROM events") == [{"n": 2}]


def test_views_of_another_sitrep_are_replaced_when_a_writer_opens(empty_folder, tmp_path):
    folder = Path(shutil.copytree(empty_folder, tmp_path / "w"))
    with open_lake(locate(folder)) as lake:
        lake.connection.execute("CREATE OR REPLACE VIEW main.events AS SELECT 1 AS old")
        lake.connection.execute("INSERT INTO store.meta VALUES ('views', 'older', now())")
    with open_lake(locate(folder)) as lake:
        assert "event_id" in [row[0] for row in lake.connection.execute("DESCRIBE events").fetchall()]


def test_nothing_is_written_outside_the_folder(empty_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    folder = Path(shutil.copytree(empty_folder, tmp_path / "w"))
    with open_lake(locate(folder)) as lake:
        Writer(lake).write(Batch([build_pair("a1")]))
    assert [path.name for path in tmp_path.iterdir()] == ["w"]


def test_a_transaction_that_fails_leaves_nothing(warehouse):
    def fail():
        with warehouse.lake.transaction() as connection:
            connection.execute("INSERT INTO store.meta VALUES ('x', 'y', now())")
            raise KeyError("x")

    with pytest.raises(KeyError):
        fail()
    assert warehouse.reader.rows("SELECT * FROM store.meta WHERE key = 'x'") == []


def test_threads_of_a_lake_use_cursors_of_their_own(warehouse):
    cursor = warehouse.lake.cursor()
    assert cursor.execute("SELECT count(*) FROM events").fetchone() == (0,)
    assert cursor.execute("SELECT current_setting('TimeZone')").fetchone() == ("UTC",)
    cursor.close()
    assert isinstance(warehouse.lake.connection, duckdb.DuckDBPyConnection)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device"), "is full"),
        (duckdb.IOException('IO Error: Could not write file "x.parquet": No space left on device'), "is full"),
        (duckdb.TransactionException("Failed to commit\nFailed to execute query: database or disk is full"), "is full"),
        (duckdb.IOException("PRAGMA journal_mode=WAL: disk I/O error"), "full or fails"),
        (OSError(30, "Read-only file system"), "cannot be written"),
        (duckdb.IOException("attempt to write a readonly database"), "cannot be written"),
    ],
)
def test_faults_of_the_machine_are_told_in_words(error, words, tmp_path):
    fault = explain(error, str(tmp_path))
    assert isinstance(fault, DependencyError)
    assert words in str(fault)
    assert str(tmp_path) in str(fault)


def test_locks_are_told_apart_because_they_pass():
    assert isinstance(explain(duckdb.TransactionException("database is locked"), "w"), CatalogLocked)
    assert explain(duckdb.BinderException("no such column"), "w") is None
